import type { Product } from '../../../../shared/ipc/record-calls.ts'
import { namedSchema, productSchema, type Named } from '../../../../shared/recras/schemas.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import type { Ask, NamedResource } from '../api.ts'
import { buildQuery } from '../query.ts'
import { collect, type Requests } from './requests.ts'

/** What a desk chooses from (recras-api "Neighbours"). See `RecrasApi` for what each call answers. */
export class NameLists {
  private readonly requests: Requests

  constructor(requests: Requests) {
    this.requests = requests
  }

  names(resource: NamedResource, ask: Ask = {}): Promise<Result<Named[]>> {
    return collect(this.requests.pages(pathOf(resource), ask), (item) => {
      const one = namedSchema.safeParse(item)
      return one.success ? one.data : null
    })
  }

  async products(ask: Ask = {}): Promise<Result<Product[]>> {
    const read = await collect(this.requests.pages(pathOf('producten'), ask), (item) => {
      const one = productSchema.safeParse(item)
      return one.success ? one.data : null
    })
    if (!read.ok) return read
    return ok(
      read.value.map(({ id, naam, weergavenaam, duur, minimum_aantal, verkoop }) => ({
        id,
        naam: weergavenaam ?? naam ?? `#${id}`,
        duur,
        minimum_aantal,
        verkoop,
      })),
    )
  }
}

const pathOf =
  (resource: NamedResource) =>
  (page: number): string =>
    `/api2/${resource}${buildQuery({ page: page === 1 ? null : page })}`
