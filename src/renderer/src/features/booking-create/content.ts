import { wallTime } from '../../../../shared/domain/time.ts'
import type { CustomerRef, RecordContent } from '../../../../shared/outbox/record.ts'
import {
  bookingCreateBodySchema,
  EXPIRING_STATUSES,
} from '../../../../shared/recras/write/booking.ts'
import {
  customerCreateSchema,
  type CustomerCreate,
} from '../../../../shared/recras/write/customer.ts'
import { errorsOf, type FieldError } from '../../../../shared/recras/write/issues.ts'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import type { BookingStatus } from '../../../../shared/recras/status.ts'
import { beginOf, nameOfPerson, type CreateForm, type NewPerson } from './form.ts'

/** What this form finds wrong beyond the codes of the fields themselves. */
export type CreateError = Omit<FieldError, 'code'> & { code: FieldError['code'] | 'no-booking' }

type Body = Extract<RecordContent, { kind: 'booking-create' }>['body']

/** Whether a status can be given a day on which it lapses (seeds/boekingen `status_vervaldatum`). */
export const canExpire = (status: string): boolean => EXPIRING_STATUSES.includes(status)

/**
 * What is sent of the booking, or all that is wrong with it. Whatever was left empty is not sent.
 *
 * @param status as it was chosen, or `gaande` when it is checked in at once
 */
export function bodyOf(
  form: CreateForm,
  status: BookingStatus,
  now: number,
  zone: string,
): Result<Body, CreateError[]> {
  const begin = beginOf(form, now, zone)
  const wanted = {
    begin: begin === null ? '' : wallTime(begin, zone),
    personen: form.personen === '' ? null : Number(form.personen),
    status,
    ...given('arrangement', form.arrangement.trim()),
    ...basisOf(form),
    ...(canExpire(status) ? given('status_vervaldatum', form.status_vervaldatum) : {}),
    ...given('bijzonderheden', form.bijzonderheden.trim()),
  }
  const read = bookingCreateBodySchema.safeParse(wanted)
  if (read.success) return ok(read.data)
  return fail(
    errorsOf(read.error).map((error): CreateError =>
      error.field === 'boeking_id' && form.boeking.trim() !== ''
        ? { field: 'boeking_id', code: 'no-booking' }
        : error,
    ),
  )
}

/** The one thing that it is based on; what was chosen and not filled in is missing. */
function basisOf(form: CreateForm): Record<string, number | null> {
  switch (form.basis) {
    case 'arrangement':
      return { arrangement_id: form.arrangement_id }
    case 'product':
      return { product_id: form.product_id }
    case 'process': {
      const text = form.book_process_id.trim()
      return { book_process_id: text === '' ? null : Number(text) }
    }
    case 'booking':
      return { boeking_id: form.boeking_id }
    case 'none':
      return {}
  }
}

const given = (name: string, text: string): Record<string, string> =>
  text === '' ? {} : { [name]: text }

/**
 * What is sent of the new customer, or what is wrong with it.
 *
 * @param before what was promised of this customer already, with fields that this form does not have
 */
export function customerBodyOf(
  person: NewPerson,
  before: CustomerCreate | null,
): Result<CustomerCreate, CreateError[]> {
  const naam = nameOfPerson(person)
  if (naam === '') return fail([{ field: 'contactpersonen.0.voornaam', code: 'required' }])
  const had = before?.contactpersonen.findIndex((one) => one.hoofdcontact) ?? -1
  const contact = {
    ...(before?.contactpersonen[had] ?? { hoofdcontact: true }),
    ...typed('voornaam', person.voornaam, before),
    ...typed('achternaam', person.achternaam, before),
    ...typed('telefoon1', person.telefoon1, before),
    ...typed('email1', person.email1, before),
  }
  const contacts = before ? before.contactpersonen.with(Math.max(0, had), contact) : [contact]
  const read = customerCreateSchema.safeParse({ ...before, naam, contactpersonen: contacts })
  return read.success ? ok(read.data) : fail(errorsOf(read.error))
}

/** A field of the contact: left out when empty, but emptied when it was there before. */
const typed = (name: string, text: string, before: unknown): Record<string, string | null> =>
  text.trim() !== '' ? { [name]: text.trim() } : before === null ? {} : { [name]: null }

/** What is promised of the booking. */
export const bookingContent = (
  customer: CustomerRef,
  customerName: string,
  body: Body,
): RecordContent => ({ kind: 'booking-create', customer, customerName: customerName || null, body })
