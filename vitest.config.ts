import vue from '@vitejs/plugin-vue'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, findChromium } from './scripts/chromium.ts'

const executablePath = findChromium()
/** Where `npm test` wants the figures of a run, beside what is shown. */
const report = process.env['BALIE_TEST_REPORT']

export default defineConfig({
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          globalSetup: 'test/unit/one-folder.ts',
        },
      },
      {
        plugins: [vue()],
        // Known before the first test asks: finding one later reloads the page under the tests.
        optimizeDeps: {
          include: [
            '@date-fns/tz',
            '@tanstack/vue-virtual',
            'dexie',
            'pinia',
            'qrcode',
            'reka-ui',
            'vue',
            'vue-i18n',
            'vue-router',
            'zod',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath ? { executablePath } : {}),
                args: chromiumArgs,
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
