import type { Catalogue, Choice } from '../../../shared/ipc/record-calls.ts'
import { ok, saysNothing, type Result } from '../../../shared/result.ts'
import { isWithin } from '../elapsed.ts'
import type { Clock } from '../ports.ts'
import type { NamedResource, RecrasApi } from '../recras/api.ts'

const KEPT_MS = 10 * 60_000

/**
 * What a desk chooses from. A key that may not read a list is a normal thing; that list is then
 * `null`. Kept for ten minutes, and longer while Recras does not answer.
 */
export class CatalogueService {
  private kept: { catalogue: Catalogue; readAt: number } | null = null
  private expired = false
  private reading: Promise<Result<Catalogue>> | null = null
  private readonly api: Pick<RecrasApi, 'names' | 'products'>
  private readonly clock: Clock

  constructor(api: Pick<RecrasApi, 'names' | 'products'>, clock: Clock) {
    this.api = api
    this.clock = clock
  }

  /** Another key may read what this one could not. */
  expire(): void {
    this.expired = true
  }

  /** Fails only when Recras does not answer and nothing is kept from before. */
  async get(): Promise<Result<Catalogue>> {
    const { kept } = this
    if (kept && !this.expired && isWithin(kept.readAt, KEPT_MS, this.clock.now()))
      return ok(kept.catalogue)
    this.reading ??= this.read().finally(() => (this.reading = null))
    const read = await this.reading
    return !read.ok && this.kept ? ok(this.kept.catalogue) : read
  }

  private async read(): Promise<Result<Catalogue>> {
    this.expired = false
    const [producten, locaties, arrangementen, bedrijven] = await Promise.all([
      this.api.products().then(unlessRefused),
      this.choices('locaties'),
      this.choices('arrangementen'),
      this.choices('bedrijven'),
    ])
    if (!producten.ok) return producten
    if (!locaties.ok) return locaties
    if (!arrangementen.ok) return arrangementen
    if (!bedrijven.ok) return bedrijven
    const catalogue: Catalogue = {
      producten: producten.value,
      locaties: locaties.value,
      arrangementen: arrangementen.value,
      bedrijven: bedrijven.value,
    }
    this.kept = { catalogue, readAt: this.clock.now() }
    return ok(catalogue)
  }

  private async choices(resource: NamedResource): Promise<Result<Choice[] | null>> {
    const read = unlessRefused(await this.api.names(resource))
    if (!read.ok) return read
    if (read.value === null) return ok(null)
    return ok(
      read.value.map(({ id, weergavenaam, naam }) => ({
        id,
        naam: weergavenaam ?? naam ?? `#${id}`,
      })),
    )
  }
}

const unlessRefused = <T>(read: Result<T>): Result<T | null> =>
  read.ok || saysNothing(read.error) ? read : ok(null)
