import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumArgs, findChromium } from '../../scripts/chromium.ts'

/** What the bare minimum took: every page fetched, parsed and put, nothing else. Milliseconds and rows. */
export interface Floor {
  took: number
  rows: number
}

/**
 * The least that a first sync can cost in this very browser: fetch a page, parse it, `bulkPut` it
 * with Dexie into one table with as many indexes, page after page. No checks, no hashes, no search
 * text, no process to cross, and nothing on screen. The database is there and open before it starts:
 * it is measured from the first request leaving to the last write, as the app is.
 *
 * @param url of a Recras, @param key for it, @param path of a list with its query, without `page`
 * @param indexes as Dexie spells them; the primary key first
 */
export async function measureFloor(
  url: string,
  key: string,
  path: string,
  indexes = 'id, datum, referentie',
): Promise<Floor> {
  const profile = await mkdtemp(join(tmpdir(), 'balie-floor-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? '',
    headless: true,
    // The page is not served by Recras; only this measurement may read across origins.
    args: [...chromiumArgs, '--disable-web-security'],
  })
  try {
    const page = await context.newPage()
    await page.route('http://floor.localhost/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>floor</title>' }),
    )
    await page.goto('http://floor.localhost/')
    await page.addScriptTag({ path: 'node_modules/dexie/dist/dexie.min.js' })
    return await page.evaluate(readAll, { url, key, path, indexes })
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}

interface BareDexie {
  open(): Promise<unknown>
  version(n: number): { stores(spec: Record<string, string>): void }
  table(name: string): { bulkPut(rows: unknown[]): Promise<unknown>; count(): Promise<number> }
}

/** Runs in the page. */
async function readAll({
  url,
  key,
  path,
  indexes,
}: {
  url: string
  key: string
  path: string
  indexes: string
}): Promise<Floor> {
  const Bare = (
    globalThis as unknown as { Dexie: new (name: string, options: object) => BareDexie }
  ).Dexie
  const db = new Bare('floor', { chromeTransactionDurability: 'relaxed' })
  db.version(1).stores({ rows: indexes })
  await db.open()
  const start = performance.now()
  for (let page = 1; ; page++) {
    const answer = await fetch(`${url}/api2/${path}page=${page}`, {
      headers: { Authorization: `Bearer ${key}`, Accept: 'application/json' },
    })
    const rows = (await answer.json()) as unknown[]
    await db.table('rows').bulkPut(rows)
    const size = Number(answer.headers.get('X-Page-Size') ?? 100)
    if (rows.length < size) break
  }
  return { took: performance.now() - start, rows: await db.table('rows').count() }
}
