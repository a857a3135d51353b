import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'
import { chromiumArgs, ensureChromium } from '../../../scripts/chromium.ts'
import type { DecodeRow } from './table.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * Runs the decode table in a Chromium of its own, with `each` frames of each of the nine kinds, and
 * answers with a row per decoder and kind; the rows of kind `all` are the bars.
 */
export async function measureDecoding(each: number): Promise<DecodeRow[]> {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    cacheDir: 'node_modules/.cache/vite-frames',
    server: { host: '127.0.0.1', port: 0, strictPort: false },
  })
  await server.listen()
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs })
  try {
    const page = await browser.newPage()
    await page.goto(new URL('/test/bench/frames/page.html', server.resolvedUrls?.local[0]).href)
    await page.waitForFunction(() => 'decodeTable' in window, null, { timeout: 60_000 })
    return await page.evaluate(
      (count) =>
        (window as unknown as { decodeTable: (each: number) => Promise<DecodeRow[]> }).decodeTable(
          count,
        ),
      each,
    )
  } finally {
    await browser.close()
    await server.close()
  }
}
