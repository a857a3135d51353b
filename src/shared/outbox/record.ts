import type { BookingCreate, BookingUpdate } from '../recras/write/booking.ts'
import type { CustomerCreate, CustomerUpdate } from '../recras/write/customer.ts'
import type { AppError } from '../result.ts'
import type { Actor } from '../staff.ts'

/*
 * Promised writes of whole records, beside the status moves of `entry.ts`: they wait in the same
 * journal and are delivered in the same order. What a person typed is personal data, so the journal
 * has it sealed (docs/offline-and-sync.md); only main opens it, and the page gets it opened.
 */

/** Whom a waiting booking is for: a customer of Recras, or one who waits here himself. */
export type CustomerRef = { id: number } | { entry: string }

/** What is to be written. */
export type RecordContent =
  | { kind: 'customer-create'; body: CustomerCreate }
  /** `base`: the values that the person started from, of every field that could be changed. */
  | { kind: 'customer-edit'; klantId: number; base: CustomerUpdate; changes: CustomerUpdate }
  | {
      kind: 'booking-create'
      customer: CustomerRef
      /** As shown when it was chosen; never sent. */
      customerName: string | null
      body: Omit<BookingCreate, 'klant_id'>
    }
  /** Plain fields only: lines and costs are saved at once or not at all. */
  | {
      kind: 'booking-edit'
      bookingId: number
      referentie: string
      base: PlainBookingFields
      changes: PlainBookingFields
    }

export type RecordKind = RecordContent['kind']

export type PlainBookingFields = Omit<BookingUpdate, 'boekingsregels' | 'kosten'>

export type RecordReason =
  /** Recras refused: 403, 404, 406, 409. For a 406 the fields are in the error. */
  | { kind: 'refused'; error: AppError }
  /** An answer was lost, and what stands at Recras may or may not be ours: `found` says what. */
  | { kind: 'doubtful' }
  /** Somebody changed the same fields since the person started: `conflicts` says which. */
  | { kind: 'changed' }
  /** The customer that this booking waited for was given up. */
  | { kind: 'customer-gone' }
  /** The keystore does not open what was kept. */
  | { kind: 'unreadable' }

/** A field that both sides changed. Values as the API has them. */
export interface FieldConflict {
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
}

/** A record at Recras that a lost create may have become. */
export interface FoundRecord {
  id: number
  /** Name of the customer, or reference of the booking. */
  title: string
  /** What tells it apart, in Recras' own values: e-mail and phone, or begin and persons. */
  details: string[]
}

/** What the person is shown beside what was wanted. Personal, so sealed in the journal too. */
export interface Findings {
  conflicts: FieldConflict[]
  found: FoundRecord[]
}

/** How Recras was just before a create left, to tell afterwards what is new. */
export interface BeforeSending {
  /** Server time as far as known, ISO 8601 UTC. */
  at: string
  /** Bookings of the same customer, begin and persons that were there already. */
  ids: number[]
  /** The highest customer id that was seen until then; `null` when none was. */
  highestCustomer: number | null
}

/** What every promised record has, without what the person typed. */
export interface RecordHead {
  id: string
  kind: RecordKind
  /**
   * What it is called while Recras has no id for it: a negative number, unique in this journal, for
   * creates; the record's own id for edits.
   */
  localId: number
  /** The booking entry that it waits for the customer of; `null` when it waits for nobody. */
  waitsFor: string | null
  /** Device time of the promise, ISO 8601 UTC. */
  at: string
  serverOffsetMs: number | null
  desk: string
  /** Who promised it; `null` when nobody said who was at the desk. */
  by: Actor | null
  state: 'waiting' | 'attention'
  /** A request that may have written something at Recras has left, and its answer is not known. */
  sent: BeforeSending | null
  attempts: number
  lastError: AppError | null
  /** When it is tried again, epoch ms; `null` when it is due or not waiting. */
  nextTryAt: number | null
  reason: RecordReason | null
}

/** As the journal has it. */
export interface RecordEntry extends RecordHead {
  /** The sealed `RecordContent`. */
  sealed: string
  /** The sealed `Findings`, `null` when there are none. */
  sealedFindings: string | null
  /** The id that Recras gave the customer whom it waited for. */
  klantId: number | null
  /** Records at Recras of which a person said that this did not become one of them. */
  notOurs: number[]
}

/** As the page has it: opened. */
export interface RecordView extends RecordHead {
  /** `null`: it could not be opened. */
  content: RecordContent | null
  findings: Findings | null
  klantId: number | null
}

/** How a promised record ended. */
export interface SettledRecord extends Pick<
  RecordHead,
  'id' | 'kind' | 'localId' | 'at' | 'desk' | 'by'
> {
  outcome: 'done' | 'dropped'
  settledAt: string
  /** The id at Recras; `null` when it was dropped. */
  resultId: number | null
  /** Recras had this customer already, and answered with it (200 instead of 201). */
  existed: boolean
  /** Names of the fields that others had changed meanwhile and that were kept as they made them. */
  cameIn: string[]
}

/** One lane is delivered in order; lanes do not wait for each other. */
export const laneOf = (entry: Pick<RecordHead, 'kind' | 'localId'>): string => {
  switch (entry.kind) {
    case 'booking-edit':
      return String(entry.localId)
    case 'customer-edit':
      return `customer:${entry.localId}`
    case 'customer-create':
    case 'booking-create':
      return `new:${entry.localId}`
  }
}
