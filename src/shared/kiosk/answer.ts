/*
 * What the kiosk tells a guest, with the fields that the screen shows and no others: what is not in
 * an answer cannot be on the screen, and what is in it is gone when the screen is.
 */

/** What stands on the ticket. Instants are epoch ms. */
export interface Ticket {
  /** When the group begins; `null` when Recras does not say. */
  start: number | null
  /** That was already so when the answer was made. */
  begun: boolean
  /** Where to go: a name, or `null` when Recras does not say. */
  place: string | null
  what: string | null
  personen: number | null
}

export type KioskAnswer =
  /** Checked in: the promise is on disk. `name` as far as the venue shows it. */
  | { kind: 'welcome'; name: string | null; ticket: Ticket }
  /** `finished`: they were here and left. */
  | { kind: 'already'; since: number | null; finished: boolean; ticket: Ticket }
  /** `from`: when checking in becomes possible. */
  | { kind: 'early'; from: number; start: number; minutes: number }
  /** The reason is for the log alone. */
  | { kind: 'ask-staff'; reason: AskReason }

export type AnswerOf<Kind extends KioskAnswer['kind']> = Extract<KioskAnswer, { kind: Kind }>

/** Why somebody is sent to the desk; the words of the kiosk's log. */
export type AskReason =
  | 'other-day'
  | 'no-day'
  | 'cancelled'
  | 'not-confirmed'
  | 'not-offered'
  | 'money'
  /** It was promised before, and Recras does not take it. */
  | 'declined'
  | 'unknown'
  | 'address'
  | 'too-long'
  /** The disk did not take the promise. */
  | 'not-kept'
  /** Nobody answered in time. */
  | 'slow'
  /** No tries left to prove whose booking it is. */
  | 'tries'
  /** Looking it up broke down. */
  | 'failed'

/** Which booking a line of the log is about. */
export interface About {
  bookingId: number | null
  referentie: string | null
}

export const NOBODY: About = { bookingId: null, referentie: null }
