import { z } from 'zod'
import { instantAt, wallTime } from '../../../../shared/domain/time.ts'
import type { RecordView } from '../../../../shared/outbox/record.ts'
import { STATUSES } from '../../../../shared/recras/status.ts'

/*
 * A new booking as it stands in the form: what was typed, as it was typed. `content.ts` makes of it
 * what is sent.
 */

/** What a booking can be based on (seeds/boekingen "Create"): one of these, so that two never meet. */
export const BASES = ['arrangement', 'product', 'process', 'booking', 'none'] as const
export type Basis = (typeof BASES)[number]

const who = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nobody') }),
  /** A customer of Recras. */
  z.object({ kind: z.literal('known'), id: z.number(), name: z.string() }),
  /** One who waits here himself. */
  z.object({ kind: z.literal('waiting'), entry: z.string(), name: z.string() }),
  /** The one in `person`; `entry` once he was promised. */
  z.object({ kind: z.literal('new'), entry: z.string().nullable() }),
])
export type Who = z.infer<typeof who>

const person = z.object({
  /** Empty: the contact's own name. */
  naam: z.string(),
  voornaam: z.string(),
  achternaam: z.string(),
  telefoon1: z.string(),
  email1: z.string(),
})
export type NewPerson = z.infer<typeof person>

const form = z.object({
  query: z.string(),
  who,
  person,
  personen: z.string(),
  /** `YYYY-MM-DDTHH:MM` on the venue's clock; `null`: the coming quarter of an hour. */
  begin: z.string().nullable(),
  basis: z.enum(BASES),
  arrangement_id: z.number().nullable(),
  product_id: z.number().nullable(),
  book_process_id: z.string(),
  /** Reference or number of the booking that it is based on, and its id once that is known. */
  boeking: z.string(),
  boeking_id: z.number().nullable(),
  arrangement: z.string(),
  status: z.enum(STATUSES),
  status_vervaldatum: z.string(),
  bijzonderheden: z.string(),
  /** When it was last about to be promised, ISO 8601; `null` when it was not, or was refused. */
  promising: z.string().nullable(),
})
export type CreateForm = z.infer<typeof form>

export const emptyPerson = (): NewPerson => ({
  naam: '',
  voornaam: '',
  achternaam: '',
  telefoon1: '',
  email1: '',
})

/** The form as it opens: nobody yet, now, and a promise that is firm. */
export const emptyForm = (): CreateForm => ({
  query: '',
  who: { kind: 'nobody' },
  person: emptyPerson(),
  personen: '',
  begin: null,
  basis: 'none',
  arrangement_id: null,
  product_id: null,
  book_process_id: '',
  boeking: '',
  boeking_id: null,
  arrangement: '',
  status: 'definitief',
  status_vervaldatum: '',
  bijzonderheden: '',
  promising: null,
})

/** What was kept of the form, when this version understands it. */
export const readForm = (kept: unknown): CreateForm | null => form.safeParse(kept).data ?? null

/** A booking that waits, back in the form; its customer too, when he waits as well and was made here. */
export function formOf(
  entry: RecordView,
  customer: RecordView | undefined,
  zone: string,
): CreateForm {
  const { content } = entry
  const empty = emptyForm()
  if (content?.kind !== 'booking-create') return empty
  const { body, customerName } = content
  const at = Date.parse(body.begin)
  return {
    ...empty,
    ...whoOf(entry, customer, customerName ?? ''),
    personen: String(body.personen),
    begin: Number.isNaN(at) ? null : wallTime(at, zone).slice(0, 16),
    basis:
      body.boeking_id !== undefined
        ? 'booking'
        : body.arrangement_id !== undefined
          ? 'arrangement'
          : body.product_id !== undefined
            ? 'product'
            : body.book_process_id !== undefined
              ? 'process'
              : 'none',
    arrangement_id: body.arrangement_id ?? null,
    product_id: body.product_id ?? null,
    book_process_id: String(body.book_process_id ?? ''),
    boeking: String(body.boeking_id ?? ''),
    boeking_id: body.boeking_id ?? null,
    arrangement: body.arrangement ?? '',
    status: body.status ?? 'informatie',
    status_vervaldatum: body.status_vervaldatum ?? '',
    bijzonderheden: body.bijzonderheden ?? '',
  }
}

function whoOf(
  { content, klantId, reason }: RecordView,
  customer: RecordView | undefined,
  name: string,
): Pick<CreateForm, 'who' | 'person'> {
  const nobody: Pick<CreateForm, 'who' | 'person'> = {
    who: { kind: 'nobody' },
    person: emptyPerson(),
  }
  // The customer was given up: another has to be chosen.
  if (content?.kind !== 'booking-create' || reason?.kind === 'customer-gone') return nobody
  if ('id' in content.customer)
    return { ...nobody, who: { kind: 'known', id: content.customer.id, name } }
  if (klantId !== null) return { ...nobody, who: { kind: 'known', id: klantId, name } }
  if (customer?.content?.kind !== 'customer-create') return nobody
  const { naam, contactpersonen } = customer.content.body
  const main = contactpersonen.find((one) => one.hoofdcontact) ?? contactpersonen[0]
  const contact = [main?.voornaam, main?.achternaam].filter(Boolean).join(' ')
  return {
    who: { kind: 'new', entry: customer.id },
    person: {
      naam: naam && naam !== contact ? naam : '',
      voornaam: main?.voornaam ?? '',
      achternaam: main?.achternaam ?? '',
      telefoon1: main?.telefoon1 ?? '',
      email1: main?.email1 ?? '',
    },
  }
}

/** What the new customer is called: his own name, else his contact's. */
export const nameOfPerson = ({ naam, voornaam, achternaam }: NewPerson): string =>
  naam.trim() || [voornaam.trim(), achternaam.trim()].filter(Boolean).join(' ')

/** What was searched for as the beginning of a new customer: a number, an address or a name. */
export function personFrom(query: string): NewPerson {
  const text = query.trim().replace(/\s+/g, ' ')
  const empty = emptyPerson()
  if (text.includes('@')) return { ...empty, email1: text }
  if (/^[+\d][\d\s()-]*$/.test(text)) return { ...empty, telefoon1: text }
  const [voornaam = '', ...rest] = text.split(' ')
  return { ...empty, voornaam, achternaam: rest.join(' ') }
}

const QUARTER = 15 * 60_000

/** The next quarters of an hour from an instant on (itself, when it is one), epoch ms. */
export const quartersFrom = (now: number, count: number): number[] => {
  const first = Math.ceil(now / QUARTER) * QUARTER
  return Array.from({ length: count }, (_, index) => first + index * QUARTER)
}

/** When the booking begins, epoch ms; `null` when what was typed is no moment. */
export function beginOf(form: Pick<CreateForm, 'begin'>, now: number, zone: string): number | null {
  if (form.begin === null) return quartersFrom(now, 1)[0] ?? null
  const [day = '', time = ''] = form.begin.split('T')
  return instantAt(day, time, zone)
}

const HOUR = 60 * 60_000

/** Whether whoever comes for it may well stand at the desk: then it can be checked in at once. */
export const isNow = (begin: number | null, now: number): boolean =>
  begin !== null && Math.abs(begin - now) <= HOUR
