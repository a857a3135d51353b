import { saysNothing } from '../../../shared/result.ts'
import type { Names } from '../../../shared/ipc/contract.ts'
import { isWithin } from '../elapsed.ts'
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
  private restsFrom = 0
  private restMs = 0
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

  /** They are due: another key may read what this one could not. */
  expire(): void {
    this.restMs = 0
  }

  /** Reads them when they are due; `null` when they are not, or could not be read. */
  async refresh(ask: Ask): Promise<Names | null> {
    if (this.reading || isWithin(this.restsFrom, this.restMs, this.clock.now())) return null
    this.reading = true
    let tables: Names | null
    try {
      const locaties = await this.table('locaties', ask)
      const producten = locaties && (await this.table('producten', ask))
      tables = producten && { locaties, producten }
    } finally {
      this.reading = false
    }
    this.restsFrom = this.clock.now()
    this.restMs = tables ? KEPT_MS : AGAIN_MS
    this.names = tables ?? this.names
    return tables
  }

  private async table(
    resource: 'locaties' | 'producten',
    ask: Ask,
  ): Promise<Record<number, string> | null> {
    const read = await this.api.names(resource, ask)
    if (!read.ok) return saysNothing(read.error) ? null : {}
    return Object.fromEntries(
      read.value.flatMap(({ id, weergavenaam, naam }) => {
        const name = weergavenaam ?? naam
        return name === null ? [] : [[id, name]]
      }),
    )
  }
}
