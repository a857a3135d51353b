import { z } from 'zod'
import type { CustomerRow } from '../domain/customer-row.ts'
import { recordContentSchema } from '../outbox/record-schema.ts'
import type { RecordView } from '../outbox/record.ts'
import { bookingUpdateSchema } from '../recras/write/booking.ts'
import { STATUSES } from '../recras/status.ts'
import { call } from './call.ts'
import type { CachedBooking } from './contract.ts'

/*
 * The part of the contract that is about whole records: customers and bookings that are made,
 * changed, deleted and looked for.
 */

const id = z.number().int().nonnegative()
const ids = z.array(id).max(200)
const entryId = z.string().min(1).max(64)
const json = z.string().max(5_000_000)
/** Told apart by the page, so that what a stopped search still says is not taken for the new one's. */
const searchId = z.number().int().nonnegative()

/** Embeds that a screen asks for on its own; what every booking is read with is not among them. */
export const DETAILS = ['Creator', 'Diensten', 'Facturen', 'gefactureerd_bedrag'] as const
export type Detail = (typeof DETAILS)[number]

/**
 * Every documented filter of `GET /boekingen` (seeds/boekingen "Read"). `periode` is given as the
 * first and last day of the venue; main turns it into moments.
 */
export const bookingSearchSchema = z.strictObject({
  days: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).optional(),
  referentiedatum: z.enum(['boekingsregel', 'startdatum', 'created_at']).optional(),
  status: z.array(z.enum(STATUSES)).max(9).optional(),
  locatie: ids.optional(),
  los_op_planning: z.boolean().optional(),
  klant_id: id.optional(),
  'Klant.soort_klant': z.array(z.string().min(1).max(200)).max(50).optional(),
  bedrijf_id: ids.optional(),
  bevat_product_id: ids.optional(),
  page_size: z.number().int().min(1).max(1000).optional(),
})
export type BookingSearch = z.infer<typeof bookingSearchSchema>

/** Whether Recras would delete a booking. */
export interface Deletable {
  /** `null` when its answer says neither. */
  deletable: boolean | null
  /** Recras' own words for a no; `null` without any. */
  reason: string | null
}

export const recordCalls = {
  /**
   * Promises that a record will be written. Answers only after the journal has it on disk. `not-now`
   * with the message `keystore` when there is no line and nothing to seal it with: nothing was
   * promised, as it would not survive a restart.
   */
  'records:promise': call<RecordView>()(recordContentSchema),
  /** Replaces what waits or needs a person, and tries again. `not-now` while its answer is awaited. */
  'records:amend': call<RecordView>()(z.object({ id: entryId, content: recordContentSchema })),
  /** "That one is it": the doubtful create is done, and this is the id it became. */
  'records:adopt': call<null>()(z.object({ id: entryId, found: id })),
  /** "None of those is it": the doubtful create is sent again. */
  'records:again': call<null>()(z.object({ id: entryId })),

  /**
   * Reads customers and pushes them as `customers:delta`: the whole list from a page on, or only
   * those from an id on (`id>`, seeds/klanten). Answers when all were read. `not-now` when stopped.
   */
  'customers:sync': call<{ total: number | null; unreadable: number }>()(
    z.union([
      z.object({ page: z.number().int().min(1) }),
      z.object({ from: z.number().int().nonnegative() }),
    ]),
  ),
  'customers:stop': call<null>()(z.void()),

  /** Looks for bookings at Recras; what is found is pushed page by page as `bookings:found`. */
  'bookings:search': call<{ total: number | null; unreadable: number }>()(
    z.object({ search: searchId, query: bookingSearchSchema }),
  ),
  'bookings:stop': call<null>()(z.object({ search: searchId })),

  /** A booking as JSON text, exactly as Recras sent it, with lines, costs and what is asked for. */
  'booking:detail': call<{ json: string }>()(
    z.object({ id, embed: z.array(z.enum(DETAILS)).max(DETAILS.length) }),
  ),
  /**
   * Writes lines and costs (and plain fields with them) if the booking still is what `base` says: the
   * text that `booking:detail` gave. Online only.
   */
  'booking:save': call<SaveOutcome>()(z.object({ id, base: json, body: bookingUpdateSchema })),
  'booking:deletable': call<Deletable>()(z.object({ id })),
  'booking:delete': call<null>()(z.object({ id })),
  /** Follows a relation of the booking that is a GET; its body. */
  'booking:follow': call<{ body: unknown }>()(z.object({ id, rel: z.string().min(1).max(200) })),
  /**
   * Has Recras mail the proposal. `again`: a person knows that this desk sent it before. A failure
   * whose kind is transient means that nobody knows whether it was sent.
   */
  'booking:propose': call<Proposal>()(z.object({ id, again: z.boolean() })),

  /** Names and prices to choose from; each list `null` when the key may not read it. */
  'catalogue:get': call<Catalogue>()(z.void()),

  /** What was typed and not saved, kept sealed in the profile. `null`: none. */
  'drafts:get': call<{ text: string | null }>()(
    z.object({ key: z.string().regex(/^[a-z-]+(:-?\d+)?$/) }),
  ),
  /** Keeps or (with `null`) removes it. Without a keystore it lives until the app closes. */
  'drafts:keep': call<{ kept: 'os' | 'memory' }>()(
    z.object({ key: z.string().regex(/^[a-z-]+(:-?\d+)?$/), text: json.nullable() }),
  ),
} as const

/** What became of a save. `json` is the booking as Recras has it now. */
export type SaveOutcome =
  /** `json` is `null` when it was written and could not be read again. */
  | { kind: 'saved'; json: string | null }
  /** Nothing was written: somebody else changed it since `base`. */
  | { kind: 'changed'; json: string }
  /** The answer was lost, and the booking is not what it was: it may have been written. */
  | { kind: 'unsure'; json: string }

/** A customer as the page keeps it: what lists and search need, and all of it as JSON text. */
export interface CachedCustomer {
  row: CustomerRow
  json: string
}

/** Customers that were read. Each is whole in itself. */
export interface CustomersDelta {
  upserts: CachedCustomer[]
  /** Ids that Recras no longer has. */
  removed: number[]
  /** Set while a whole list is read: where to go on when it is interrupted. */
  progress: { fetched: number; total: number | null; nextPage: number } | null
}

/** One page of what a search found. */
export interface FoundPage {
  search: number
  bookings: CachedBooking[]
  /** Bookings so far, this page included, and how many there are in all where Recras says so. */
  fetched: number
  total: number | null
}

/** The proposal of a booking, as far as this desk had it sent. */
export interface Proposal {
  /** ISO 8601 UTC. */
  sentAt: string
}

export interface Product {
  id: number
  naam: string
  /** ISO 8601 duration or minutes as Recras has it; `null` when not known. */
  duur: string | null
  minimum_aantal: number | null
  verkoop: number | null
}

export interface Choice {
  id: number
  naam: string
}

export interface Catalogue {
  producten: Product[] | null
  locaties: Choice[] | null
  arrangementen: Choice[] | null
  bedrijven: Choice[] | null
}
