import { ref, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { recrasQueryOf } from '../../db/row-index.ts'
import { call } from '../../ipc.ts'
import { useAppStore } from '../../stores/app.ts'
import { useMemoryStore } from '../../stores/memory.ts'
import { useRecordsStore } from '../../stores/records.ts'
import type { CustomerRef, RecordView } from '../../../../shared/outbox/record.ts'
import { ok, type AppError, type Result } from '../../../../shared/result.ts'
import type { BookingStatus } from '../../../../shared/recras/status.ts'
import { bodyOf, bookingContent, customerBodyOf, type CreateError } from './content.ts'
import { nameOfPerson, type CreateForm } from './form.ts'

/** So long the form waits for Recras; what takes longer is kept here and on its way. */
const PATIENCE_MS = 4000

interface Options {
  form: Ref<CreateForm>
  /** The entry that is changed; `null` when a new booking is made. */
  entry: () => RecordView | null
  /** Writes the draft now: what it says of the promised customer must survive. */
  keep: () => Promise<void>
  /** It is promised: the draft is not needed any more. */
  promised: () => Promise<void>
  refuse: (error: AppError) => void
}

/**
 * Promises what the form says: the new customer first, then the booking for him, and follows both
 * until they are at Recras, need a person, or simply wait.
 */
export function useCreate({ form, entry, keep, promised, refuse }: Options) {
  const app = useAppStore()
  const memory = useMemoryStore()
  const records = useRecordsStore()
  const router = useRouter()
  const busy = ref(false)

  const statusOf = (checkIn: boolean): BookingStatus => (checkIn ? 'gaande' : form.value.status)

  /** The customer's promise as it stands, when there is one. */
  const customerEntry = (): RecordView | null => {
    const { who } = form.value
    return who.kind === 'new' && who.entry !== null ? (records.entry(who.entry) ?? null) : null
  }

  function customerBody() {
    const before = customerEntry()?.content
    return customerBodyOf(
      form.value.person,
      before?.kind === 'customer-create' ? before.body : null,
    )
  }

  /** All that is wrong before anything leaves. */
  function check(checkIn = false): CreateError[] {
    const { who } = form.value
    const errors: CreateError[] = []
    if (who.kind === 'nobody') errors.push({ field: 'klant_id', code: 'required' })
    if (who.kind === 'new') {
      const customer = customerBody()
      if (!customer.ok) errors.push(...customer.error)
    }
    const body = bodyOf(form.value, statusOf(checkIn), app.now, app.zone)
    if (!body.ok) errors.push(...body.error)
    return errors
  }

  /** Finds the id of the booking that it is based on: by its reference here or at Recras, or its number. */
  async function resolveBasis(): Promise<void> {
    const asked = form.value.boeking.trim()
    if (form.value.basis !== 'booking') return
    if (/^\d{1,9}$/.test(asked)) {
      form.value.boeking_id = Number(asked)
      return
    }
    const query = recrasQueryOf(asked)
    let id = memory.index.withReference(asked)?.id ?? null
    if (id === null && query && 'referentie' in query) {
      const found = await call('bookings:find', query)
      id = found.ok ? (found.value[0]?.booking.id ?? null) : null
    }
    if (form.value.boeking.trim() === asked) form.value.boeking_id = id
  }

  /** Whom it is for, promised when he is new. */
  async function customerRef(): Promise<Result<CustomerRef>> {
    const { who } = form.value
    if (who.kind === 'known') return ok({ id: who.id })
    if (who.kind === 'waiting') return ok({ entry: who.entry })
    const body = customerBody()
    if (!body.ok) throw new Error('booked without a customer')
    const content = { kind: 'customer-create' as const, body: body.value }
    const before = customerEntry()
    const id = who.kind === 'new' && who.entry !== null ? records.resultOf(who.entry) : null
    if (id !== null) return ok({ id })
    // The very same promise once more: the app went down before the form knew of the first.
    const same = records.waitingLike(content)
    if (same) return ok({ entry: same.id })
    const made = await records.promise(content, before?.id)
    if (!made.ok) return made
    form.value.who = { kind: 'new', entry: made.value.id }
    await keep()
    return ok({ entry: made.value.id })
  }

  const nameNow = (): string => {
    const { who, person } = form.value
    return who.kind === 'new' ? nameOfPerson(person) : who.kind === 'nobody' ? '' : who.name
  }

  /**
   * Books. Whoever taps twice books once. Answers whether something is wrong that the form shows.
   */
  async function submit(checkIn: boolean): Promise<'refused' | 'gone-on'> {
    if (busy.value) return 'gone-on'
    busy.value = true
    try {
      await resolveBasis()
      const body = bodyOf(form.value, statusOf(checkIn), Date.now(), app.zone)
      if (!body.ok || check(checkIn).length > 0) return 'refused'
      // Should the app go down now, the draft knows that it may have been promised already.
      form.value.promising = new Date().toISOString()
      await keep()
      const customer = await customerRef()
      if (!customer.ok) return refused(customer.error)
      const content = bookingContent(customer.value, nameNow(), body.value)
      const made = await records.promise(content, entry()?.id)
      if (!made.ok) return refused(made.error)
      await promised()
      return await follow(made.value, customer.value)
    } finally {
      busy.value = false
    }
  }

  function refused(error: AppError): 'refused' {
    form.value.promising = null
    refuse(error)
    return 'refused'
  }

  async function follow(made: RecordView, customer: CustomerRef): Promise<'refused' | 'gone-on'> {
    const until = Date.now() + PATIENCE_MS
    if ('entry' in customer) {
      const outcome = await records.outcome(customer.entry, PATIENCE_MS)
      // The booking waits for him; he is put right in the form that both are in.
      if (outcome.kind === 'attention') return toEntry(made)
    }
    const outcome = await records.outcome(made.id, Math.max(0, until - Date.now()))
    if (outcome.kind === 'attention') return toEntry(made)
    const id = outcome.kind === 'settled' ? outcome.settled.resultId : made.localId
    await router.replace(id === null ? '/dag' : `/boekingen/${id}`)
    return 'gone-on'
  }

  /** What needs a person is shown in the form, opened on what was promised. */
  async function toEntry(made: RecordView): Promise<'refused'> {
    await router.replace({ path: '/boekingen/nieuw', query: { entry: made.id } })
    return 'refused'
  }

  /**
   * The draft was about to be promised when the app went down: whatever was, is not promised again.
   * Answers the page of the booking when that was among it.
   */
  function takeUp(): string | null {
    const { promising, who } = form.value
    if (promising === null) return null
    const booking = records.promisedAfter('booking-create', promising)
    if (booking) return `/boekingen/${booking.page}`
    const customer = records.promisedAfter('customer-create', promising)
    if (customer && who.kind === 'new') form.value.who = { kind: 'new', entry: customer.id }
    form.value.promising = null
    return null
  }

  return { busy, check, submit, takeUp, resolveBasis }
}
