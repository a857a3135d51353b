import { mergeFields, sameValue } from '../../../../shared/domain/merge.ts'
import { laneOf } from '../../../../shared/outbox/record.ts'
import type { RecordContent, RecordEntry } from '../../../../shared/outbox/record.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { lookAtBooking } from '../booking-look.ts'
import { mends, type Left } from '../delivery.ts'
import type { RecordTools, RecordToolsOptions } from './tools.ts'
import type { Edit } from './contents.ts'
import { customerFields } from './customer-fields.ts'

type Fields = Record<string, unknown>
type BookingEdit = Extract<RecordContent, { kind: 'booking-edit' }>
type CustomerEdit = Extract<RecordContent, { kind: 'customer-edit' }>

/** One kind of record that can be changed. */
export interface Editor<Content extends Edit> {
  /** The fields as Recras has them now; the page gets the record as well. */
  read(content: Content): Promise<Result<Fields>>
  send(content: Content, fields: Fields): Promise<Result<null>>
}

/** After so many a yes that changed nothing is shown to a person. */
const TRIES = 3

/**
 * Changes records at Recras by reading them first: what others changed meanwhile stays, what both
 * changed needs a person, and a change that is there already, because an answer was lost, is done.
 */
export class Editing {
  private readonly tools: RecordTools

  constructor(tools: RecordTools) {
    this.tools = tools
  }

  async attempt<Content extends Edit>(
    entry: RecordEntry,
    content: Content,
    editor: Editor<Content>,
    going: () => boolean,
  ): Promise<Left> {
    const { tools } = this
    const read = await editor.read(content)
    if (!read.ok) return tools.failed(entry, read.error)
    const plan = planOf(content, read.value)
    if (plan.conflicts.length > 0)
      return tools.needsPerson(entry, { kind: 'changed' }, { conflicts: plan.conflicts })
    const id = entry.localId
    if (Object.keys(plan.send).length === 0) return tools.settle(entry, id, plan)
    if (!going()) return null
    const leaves = await this.leave(entry)
    if (!leaves.ok) return { error: leaves.error, park: null }
    if (!leaves.value) return null
    const answer = await editor.send(content, plan.send)
    if (!answer.ok && mends(answer.error)) return tools.failed(entry, answer.error)
    const after = await editor.read(content)
    if (!after.ok && mends(after.error)) return tools.failed(entry, after.error)
    const now = after.ok ? after.value : {}
    // What Recras does not show cannot be compared; its yes counts.
    const visible = Object.keys(plan.send).filter((field) => field in now)
    const all = visible.length === Object.keys(plan.send).length
    const there = visible.every((field) => sameValue(plan.send[field], now[field]))
    if (there && (all || answer.ok)) return tools.settle(entry, id, plan)
    if (!answer.ok) return tools.failed(entry, answer.error)
    // A yes may come from something else in Recras' place; or Recras does not let it be changed.
    const unmoved = visible.filter(
      (field) =>
        !sameValue(plan.send[field], now[field]) && sameValue(now[field], read.value[field]),
    )
    if (unmoved.length > 0) return this.unmoved(entry, content, pick(plan.send, unmoved), now)
    return tools.settle(entry, id, plan)
  }

  private async unmoved(
    entry: RecordEntry,
    { base }: Edit,
    sent: Fields,
    now: Fields,
  ): Promise<Left> {
    const attempts = this.tools.options.ledger.record(entry.id)?.attempts ?? 0
    if (attempts + 1 < TRIES)
      return this.tools.failed(entry, { kind: 'unexpected-answer', message: 'nothing changed' })
    const conflicts = Object.entries(sent).map(([field, mine]) => ({
      field,
      base: (base as Fields)[field] ?? null,
      mine,
      theirs: now[field] ?? null,
    }))
    return this.tools.needsPerson(entry, { kind: 'changed' }, { conflicts })
  }

  /** Has the disk say that the request leaves, before it does; `false` when a person was faster. */
  private leave(entry: RecordEntry): Promise<Result<boolean>> {
    const { ledger, clock, serverOffsetMs } = this.tools.options
    return ledger.exclusively(laneOf(entry), async () => {
      const now = ledger.record(entry.id)
      if (now?.state !== 'waiting' || now.sealed !== entry.sealed) return ok(false)
      const at = new Date(clock.now() + (serverOffsetMs() ?? 0)).toISOString()
      const before = { at, ids: [], highestCustomer: null }
      const written = await ledger.commit([{ type: 'record-sent', id: entry.id, before }])
      return written.ok ? ok(true) : written
    })
  }
}

/** Plain fields of a booking. */
export class BookingEditor implements Editor<BookingEdit> {
  private readonly options: RecordToolsOptions

  constructor(options: RecordToolsOptions) {
    this.options = options
  }

  async read(content: BookingEdit): Promise<Result<Fields>> {
    const booking = await lookAtBooking(this.options, content.bookingId)
    return booking.ok ? ok(pick(booking.value, fieldsOf(content))) : booking
  }

  send({ bookingId }: BookingEdit, fields: Fields): Promise<Result<null>> {
    return this.options.api.updateBooking(bookingId, fields)
  }
}

/** Fields of a customer; its contact people are one of them, as a whole list. */
export class CustomerEditor implements Editor<CustomerEdit> {
  private readonly options: RecordToolsOptions

  constructor(options: RecordToolsOptions) {
    this.options = options
  }

  async read(content: CustomerEdit): Promise<Result<Fields>> {
    const { api, publishCustomer } = this.options
    const customer = await api.customer(content.klantId)
    if (!customer.ok) return customer
    publishCustomer(customer.value)
    const fields = customerFields(customer.value, [content.base, content.changes])
    return ok(pick(fields, fieldsOf(content)))
  }

  send({ klantId }: CustomerEdit, fields: Fields): Promise<Result<null>> {
    return this.options.api.updateCustomer(klantId, fields)
  }
}

/** What is to be sent so that the record becomes what the person made of it. */
function planOf(content: Edit, theirs: Fields) {
  const base: Fields = { ...content.base }
  const mine: Fields = { ...base, ...content.changes }
  const { changes, cameIn, conflicts } = mergeFields(base, mine, theirs)
  return { send: changes, cameIn: cameIn.map(({ field }) => field), conflicts }
}

const fieldsOf = ({ base, changes }: Edit): string[] => [
  ...new Set([...Object.keys(base), ...Object.keys(changes)]),
]

/** The fields that are there. */
const pick = (from: object, fields: readonly string[]): Fields =>
  Object.fromEntries(
    fields.flatMap((field) => (field in from ? [[field, (from as Fields)[field]]] : [])),
  )
