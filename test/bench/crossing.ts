import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Running } from '../host/running.ts'

const FIXTURE = join(import.meta.dirname, '..', 'unit', 'host', 'fixture')
/**
 * How long records, as the app sends them, take to cross from main to page on the host, ms, with an
 * app that does nothing else with them. The host's crossing goes over DevTools; Electron's does not, so it is told apart.
 *
 * @param part as many as the app sends at once
 */
export async function measureCrossing(records: readonly unknown[], part: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'balie-crossing-'))
  const file = join(folder, 'records.json')
  await writeFile(file, JSON.stringify(records))
  const host = new Running({ profile: join(folder, 'profile'), env: { BALIE_HOST_OUT: FIXTURE } })
  try {
    const page = await host.page()
    return await page.evaluate(
      async ({ path, part, count }) => {
        const { api } = window as unknown as {
          api: {
            invoke(channel: string, ...args: unknown[]): Promise<unknown>
            on(channel: string, listener: (...args: unknown[]) => void): void
          }
        }
        await api.invoke('load', path)
        const start = performance.now()
        const arrived = new Promise<void>((resolve) => {
          api.on('pushed', (total) => {
            if (total === count) resolve()
          })
        })
        await api.invoke('push-parts', part)
        await arrived
        return performance.now() - start
      },
      { path: file, part, count: records.length },
    )
  } finally {
    await host.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
