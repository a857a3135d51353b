import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { isWithin } from '../elapsed.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import type { Clock } from '../ports.ts'

export interface RelaunchesOptions {
  path: string
  write: WriteFile
  clock: Clock
}

const MOST = 5
const WITHIN_MS = 10 * 60_000

const fileSchema = z.array(z.number())

/**
 * How often a kiosk may start itself anew after a bug: five times in ten minutes, counted on the disk,
 * as each start knows nothing of the one before. After that it goes on as well as it can.
 */
export class Relaunches {
  private readonly options: RelaunchesOptions

  constructor(options: RelaunchesOptions) {
    this.options = options
  }

  /** Takes one. `false`: not now, or the disk does not count it. */
  async take(): Promise<boolean> {
    const { path, write, clock } = this.options
    const now = clock.now()
    const recent = (await this.read()).filter((at) => isWithin(at, WITHIN_MS, now))
    if (recent.length >= MOST) return false
    return write(path, JSON.stringify([...recent, now])).then(
      () => true,
      () => false,
    )
  }

  private async read(): Promise<number[]> {
    try {
      return fileSchema.parse(JSON.parse(await readFile(this.options.path, 'utf8')))
    } catch {
      return []
    }
  }
}
