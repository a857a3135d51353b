import { matchCustomer } from '../../../../shared/outbox/match.ts'
import type {
  BeforeSending,
  FoundRecord,
  RecordContent,
  RecordEntry,
} from '../../../../shared/outbox/record.ts'
import type { Customer } from '../../../../shared/recras/schemas.ts'
import type { CustomerCreate } from '../../../../shared/recras/write/customer.ts'
import { fold } from '../../../../shared/domain/fold.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { mends } from '../delivery.ts'
import { shown, type Maker, type Making, type Match } from './create.ts'
import type { RecordToolsOptions } from './tools.ts'

type Content = Extract<RecordContent, { kind: 'customer-create' }>

/** Recras' own page size (recras-api "Lists"). */
const PAGE_SIZE = 100
/** So many new customers are all read whole; of more only those that have the name. */
const FEW = 20

/** Makes customers, and finds lost ones among those with a higher id than was seen before. */
export class CustomerMaker implements Maker<Content> {
  private readonly options: RecordToolsOptions

  constructor(options: RecordToolsOptions) {
    this.options = options
  }

  /**
   * Any customer that is there already tells a lost one apart, as new ids are higher; the newest saves
   * the most looking. Asking also shows that there is a line before anything counts as sent.
   */
  async before(): Promise<Result<BeforeSending>> {
    const { clock, serverOffsetMs, highestCustomer } = this.options
    const at = (): string => new Date(clock.now() + (serverOffsetMs() ?? 0)).toISOString()
    const known = highestCustomer()
    const first = await this.page(known === null ? {} : { from: known })
    if (!first.ok)
      // A key that makes customers but may not list them: then a lost answer needs a person.
      return mends(first.error) ? first : ok({ at: at(), ids: [], highestCustomer: known })
    const last = Math.ceil((first.value.total ?? 0) / PAGE_SIZE)
    const end =
      last > 1
        ? await this.page(known === null ? { page: last } : { from: known, page: last })
        : null
    const seen = [known ?? -1, first.value.highest, end?.ok ? end.value.highest : -1]
    const highest = Math.max(...seen)
    return ok({ at: at(), ids: [], highestCustomer: highest < 0 ? null : highest })
  }

  async look(
    _entry: RecordEntry,
    { body }: Content,
    before: BeforeSending,
    taken: ReadonlySet<number>,
  ): Promise<Result<Match>> {
    const { api } = this.options
    const since = before.highestCustomer
    const known = new Set([...before.ids, ...taken])
    const candidates: Customer[] = []
    for await (const page of api.customers(since === null ? {} : { from: since })) {
      if (!page.ok) return page
      for (const { customer } of page.value.customers) {
        if (known.has(customer.id) || (since !== null && customer.id <= since)) continue
        candidates.push(customer)
      }
    }
    const names = namesOf(body)
    const near = candidates.filter(({ displaynaam, naam }) =>
      [displaynaam, naam].some((name) => name !== null && names.includes(fold(name))),
    )
    const whole = await this.withContacts(candidates.length > FEW ? near : candidates)
    if (!whole.ok) return whole
    return ok(shown(matchCustomer(body, whole.value), whole.value, describe))
  }

  send(_entry: RecordEntry, { body }: Content): Promise<Result<{ id: number; existed: boolean }>> {
    return this.options.api.createCustomer(body)
  }

  async publish(id: number): Promise<void> {
    const read = await this.options.api.customer(id)
    if (read.ok) this.options.publishCustomer(read.value)
  }

  alike(a: Making<Content>, b: Making<Content>): boolean {
    const names = namesOf(a.content.body)
    return namesOf(b.content.body).some((name) => names.includes(name))
  }

  /** A list has no contact people, and by a name alone nobody is known for sure. */
  private async withContacts(candidates: readonly Customer[]): Promise<Result<Customer[]>> {
    const whole: Customer[] = []
    for (const { id } of candidates) {
      const read = await this.options.api.customer(id)
      if (read.ok) whole.push(read.value)
      // Gone in between: it is nobody's.
      else if (read.error.kind !== 'not-found') return read
    }
    return ok(whole)
  }

  private async page(query: {
    from?: number
    page?: number
  }): Promise<Result<{ total: number | null; highest: number }>> {
    const pages = this.options.api.customers(query)
    const { value: page } = await pages.next()
    await pages.return()
    if (!page) return ok({ total: null, highest: -1 })
    if (!page.ok) return page
    const ids = page.value.customers.map(({ customer }) => customer.id)
    return ok({ total: page.value.total, highest: Math.max(-1, ...ids) })
  }
}

/** What Recras may call this customer: its name, else that of a contact person. */
const namesOf = ({ naam, contactpersonen }: CustomerCreate): string[] =>
  [
    naam,
    ...contactpersonen.map((one) => [one.voornaam, one.achternaam].filter(Boolean).join(' ')),
  ].flatMap((name) => (name ? [fold(name)] : []))

function describe(customer: Customer): FoundRecord {
  const { id, displaynaam, naam, contactpersonen } = customer
  const main = contactpersonen.find((one) => one.hoofdcontact) ?? contactpersonen[0]
  const details = [main?.email1, main?.telefoon1, customer.plaats]
  return {
    id,
    title: displaynaam ?? naam ?? String(id),
    details: details.flatMap((one) => one ?? []),
  }
}
