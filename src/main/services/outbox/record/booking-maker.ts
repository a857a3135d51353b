import { sameValue } from '../../../../shared/domain/merge.ts'
import { creationWindow, matchBooking } from '../../../../shared/outbox/match.ts'
import type {
  BeforeSending,
  FoundRecord,
  RecordContent,
  RecordEntry,
} from '../../../../shared/outbox/record.ts'
import type { BookingCreate } from '../../../../shared/recras/write/booking.ts'
import type { Booking } from '../../../../shared/recras/schemas.ts'
import { fail, ok, type AppError, type Result } from '../../../../shared/result.ts'
import type { BookingQuery } from '../../recras/api.ts'
import { lookAtBooking } from '../booking-look.ts'
import { mends } from '../delivery.ts'
import { shown, type Maker, type Making, type Match } from './create.ts'
import type { RecordToolsOptions } from './tools.ts'

type Content = Extract<RecordContent, { kind: 'booking-create' }>

const NOBODY = fail<AppError>({ kind: 'invalid', message: 'no customer', fields: [] })

/** Makes bookings, and finds lost ones by customer, begin, persons and time of creation. */
export class BookingMaker implements Maker<Content> {
  private readonly options: RecordToolsOptions

  constructor(options: RecordToolsOptions) {
    this.options = options
  }

  async before(entry: RecordEntry, content: Content): Promise<Result<BeforeSending>> {
    const body = bodyOf(entry, content)
    if (!body) return NOBODY
    const alike = await this.candidates(body, this.now())
    // A key that makes bookings but may not list them: then a lost answer needs a person.
    if (!alike.ok && mends(alike.error)) return alike
    const ids = alike.ok ? alike.value.map(({ id }) => id) : []
    return ok({ at: this.now(), ids, highestCustomer: null })
  }

  async look(
    entry: RecordEntry,
    content: Content,
    before: BeforeSending,
    taken: ReadonlySet<number>,
  ): Promise<Result<Match>> {
    const body = bodyOf(entry, content)
    if (!body) return NOBODY
    const found = await this.candidates(body, before.at)
    if (!found.ok) return found
    const known = new Set([...before.ids, ...taken])
    const candidates = found.value.filter(({ id }) => !known.has(id))
    return ok(shown(matchBooking(body, candidates), candidates, describe))
  }

  async send(
    entry: RecordEntry,
    content: Content,
  ): Promise<Result<{ id: number; existed: boolean }>> {
    const body = bodyOf(entry, content)
    if (!body) return NOBODY
    const made = await this.options.api.createBooking(body)
    return made.ok ? ok({ id: made.value.id, existed: false }) : made
  }

  async publish(id: number): Promise<void> {
    await lookAtBooking(this.options, id)
  }

  alike(a: Making<Content>, b: Making<Content>): boolean {
    const [one, other] = [bodyOf(a.entry, a.content), bodyOf(b.entry, b.content)]
    return (
      one?.klant_id === other?.klant_id &&
      one?.personen === other?.personen &&
      sameValue(one?.begin, other?.begin)
    )
  }

  private async candidates(body: BookingCreate, since: string): Promise<Result<Booking[]>> {
    const { api, serverOffsetMs } = this.options
    const query: BookingQuery = { klant_id: body.klant_id, embed: ['boekingsregels'] }
    const periode = serverOffsetMs() === null ? null : creationWindow(since, this.now())
    // While nobody knows Recras' clock, every booking of the customer is looked at.
    if (periode !== null) {
      query.referentiedatum = 'created_at'
      query.periode = periode
    }
    const bookings = new Map<number, Booking>()
    for await (const page of api.bookings(query)) {
      if (!page.ok) return page
      for (const { record } of page.value.entries)
        if (record) bookings.set(record.booking.id, record.booking)
    }
    return ok([...bookings.values()])
  }

  /** Recras' time as far as known, ISO 8601 UTC. */
  private now(): string {
    const { clock, serverOffsetMs } = this.options
    return new Date(clock.now() + (serverOffsetMs() ?? 0)).toISOString()
  }
}

/** What is sent; `null` while the customer has no id. */
function bodyOf(entry: RecordEntry, { customer, body }: Content): BookingCreate | null {
  const klant_id = 'id' in customer ? customer.id : entry.klantId
  return klant_id === null ? null : { klant_id, ...body }
}

function describe({ id, referentie, personen, boekingsregels = [], datum }: Booking): FoundRecord {
  const begins = boekingsregels.flatMap((line) => line.begin ?? [])
  const begin = begins.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? datum
  const details = [begin, personen === null ? null : String(personen)].flatMap((one) => one ?? [])
  return { id, title: referentie ?? String(id), details }
}
