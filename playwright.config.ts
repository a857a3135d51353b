import { defineConfig } from '@playwright/test'

/** The built app, end to end, two specs at a time: each one has an app and a Recras of its own. */
export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/support/announce.ts',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
})
