import { isTransient, type AppError } from '../../../shared/result.ts'
import type { Names } from '../../../shared/ipc/contract.ts'
import type { Clock } from '../ports.ts'
import type { Ask, RecrasApi } from '../recras/api.ts'

const KEPT_MS = 4 * 3_600_000
const AGAIN_MS = 60_000

/**
 * Names for the ids of places and products: read once and again every few hours. A key that may
 * not read them is a normal thing; then the names are empty and ids are shown.
 */
export class NameReader {
  private names: Names | null = null
  private dueAt = -Infinity
  private reading = false
  private readonly api: Pick<RecrasApi, 'names'>
  private readonly clock: Clock

  constructor(api: Pick<RecrasApi, 'names'>, clock: Clock) {
    this.api = api
    this.clock = clock
  }

  /** What was read last; `null` before that. */
  get current(): Names | null {
    return this.names
  }

  /** Reads them when they are due; `null` when they are not, or could not be read. */
  async refresh(ask: Ask): Promise<Names | null> {
    if (this.reading || this.clock.now() < this.dueAt) return null
    this.reading = true
    const locaties = await this.table('locaties', ask)
    const producten = locaties && (await this.table('producten', ask))
    this.reading = false
    this.dueAt = this.clock.now() + (producten ? KEPT_MS : AGAIN_MS)
    if (!locaties || !producten) return null
    this.names = { locaties, producten }
    return this.names
  }

  private async table(
    resource: 'locaties' | 'producten',
    ask: Ask,
  ): Promise<Record<number, string> | null> {
    const read = await this.api.names(resource, ask)
    if (!read.ok) return waits(read.error) ? null : {}
    return Object.fromEntries(
      read.value.flatMap(({ id, weergavenaam, naam }) => {
        const name = weergavenaam ?? naam
        return name === null ? [] : [[id, name]]
      }),
    )
  }
}

const waits = (error: AppError): boolean =>
  error.kind === 'unauthorized' || error.kind === 'not-now' || isTransient(error)
