import type { BookingStatus, StatusAction } from '../shared/recras/status.ts'

/** Neighbours of bookings that a key may or may not read. */
export type Readable = 'locaties' | 'producten' | 'arrangementen' | 'bedrijven' | 'klanten'

/**
 * Everything about Recras that is not documented, inferred or guessed: one switch each, so that a
 * client can be held against every way it may turn out. The defaults are the likeliest.
 */
export interface Switches {
  /** Whether bookings carry `_links` at all. */
  links: boolean
  /** Whether the entries of a list carry `_links`. */
  linksInLists: boolean
  /** `absent`: links without their `method`. */
  linkMethods: 'given' | 'absent'
  methodCase: 'upper' | 'lower'
  linkHrefs: 'relative' | 'absolute'
  /** Hrefs under `/api2.php/`, as older installations give them. */
  legacyPaths: boolean
  /** A relation as one object, or as a list with one object in it. */
  linkShape: 'object' | 'list'
  /** Which moves are offered in each status. */
  offers: Record<BookingStatus, readonly StatusAction[]>
  /** Whether every status that is not over also offers `cancelled`. */
  cancelLink: boolean
  /** What a move that is not offered is answered with. */
  refusedMove: 403 | 406 | 409
  /** Whether the key may set a finished booking back to ongoing; without it that is a 403. */
  saveOverbooking: boolean

  pageSize: number
  /** Above it: 406. `null`: no maximum. */
  maxPageSize: number | null
  pagingHrefs: 'relative' | 'absolute'
  /** `count`: no `Link` header. `none`: no paging headers at all. */
  pagingHeaders: 'all' | 'count' | 'none'
  pagePastEnd: 'empty' | 'not-found' | 'refused'
  order: 'ascending' | 'descending'
  /** Whether `id>` includes the id itself. */
  idFrom: 'inclusive' | 'exclusive'

  /** What a bare duration as `periode` hangs on. */
  barePeriod: 'today' | 'now'
  /** A line counts when it overlaps the period, or only when it begins in it. */
  periodMatch: 'overlap' | 'begin'
  periodEnd: 'exclusive' | 'inclusive'
  /** Whether a booking none of whose lines has a date is found by its `datum`. */
  undatedByDatum: boolean

  qrLink: boolean
  qrBody: 'string' | 'object' | 'text'
  /** What stands behind `B:<referentie>`. */
  qrSuffix: string

  /** How `Facturen._betaald_bedrag` is written. */
  paidAs: 'mixed' | 'number' | 'string' | 'absent'
  /** Money and counts in lines and costs as text. */
  numbersAsText: boolean

  /** Neighbours that the key may read; the others answer 403. */
  readable: Record<Readable, boolean>
  /** What the key may do, besides `saveOverbooking`. */
  permissions: { createBoeking: boolean; editBoeking: boolean; deleteBoeking: boolean }
  /** What is made of fields that cannot be changed and are sent all the same. */
  readOnlyFields: 'refused' | 'refused-when-different' | 'ignored'
  putAnswer: 'booking' | 'empty'
  locationHref: 'relative' | 'absolute'
  /** Whether a new line needs a `ref`, as a live client found. */
  newLineNeedsRef: boolean
  /** Whether prices hold the VAT; the documentation's two examples disagree. */
  btwInPrices: boolean
  /** `status`: 200 or 409 without a body. */
  deletableBody: 'boolean' | 'object' | 'status'
  /** The statuses in which a proposal can be sent. */
  proposalIn: readonly BookingStatus[]
  /** After how long a running online payment is cancelled. */
  pendingMinutes: number
  /** Whether a new customer with the name and e-mail of an old one is that one: 200 and not 201. */
  matchCustomers: boolean
  /** Whether `soort_klant` must be one of the company's own. */
  soortKlant: 'known' | 'any'
  /** How an error's body is built (list: `[{field, message, parameters}]`). */
  errorBody: 'list' | 'errors' | 'messages' | 'code' | 'plain' | 'html' | 'empty'
  /** The server's clock less this machine's: in the `Date` header and in `status_updated_at`. */
  clockSkewMs: number
}

export const DEFAULT_OFFERS: Switches['offers'] = {
  informatie: ['confirmed'],
  interesse: ['confirmed'],
  optie: ['confirmed'],
  pending_online: ['confirmed'],
  reservering: ['confirmed'],
  definitief: ['ongoing'],
  gaande: ['finished', 'confirmed'],
  voltooid: ['ongoing'],
  geannuleerd: [],
}

/** Switches to set; of `readable` and `permissions` those that are not named stay. */
export type GivenSwitches = Partial<Omit<Switches, 'readable' | 'permissions'>> & {
  readable?: Partial<Switches['readable']>
  permissions?: Partial<Switches['permissions']>
}

/** Sets what is given and leaves the rest. */
export function setSwitches(switches: Switches, given: GivenSwitches): Switches {
  const { readable, permissions, ...rest } = given
  Object.assign(switches, rest)
  Object.assign(switches.readable, readable)
  Object.assign(switches.permissions, permissions)
  return switches
}

/** A fresh set of switches with the defaults, but for what is given. */
export function createSwitches(given: GivenSwitches = {}): Switches {
  const switches: Switches = {
    links: true,
    linksInLists: true,
    linkMethods: 'given',
    methodCase: 'upper',
    linkHrefs: 'relative',
    legacyPaths: false,
    linkShape: 'object',
    offers: { ...DEFAULT_OFFERS },
    cancelLink: false,
    refusedMove: 406,
    saveOverbooking: true,
    pageSize: 100,
    maxPageSize: null,
    pagingHrefs: 'relative',
    pagingHeaders: 'all',
    pagePastEnd: 'empty',
    order: 'ascending',
    idFrom: 'inclusive',
    barePeriod: 'today',
    periodMatch: 'overlap',
    periodEnd: 'exclusive',
    undatedByDatum: true,
    qrLink: true,
    qrBody: 'string',
    qrSuffix: '',
    paidAs: 'mixed',
    numbersAsText: false,
    readable: {
      locaties: true,
      producten: true,
      arrangementen: true,
      bedrijven: true,
      klanten: true,
    },
    permissions: { createBoeking: true, editBoeking: true, deleteBoeking: true },
    readOnlyFields: 'refused',
    putAnswer: 'booking',
    locationHref: 'relative',
    newLineNeedsRef: true,
    btwInPrices: true,
    deletableBody: 'boolean',
    proposalIn: ['informatie', 'interesse', 'optie', 'reservering'],
    pendingMinutes: 30,
    matchCustomers: true,
    soortKlant: 'known',
    errorBody: 'list',
    clockSkewMs: 0,
  }
  return setSwitches(switches, given)
}

/** The moves that a booking in a status is offered; a status of nobody's offers none. */
export function offersIn(status: string, switches: Switches): StatusAction[] {
  const offered = [...((switches.offers as Record<string, readonly StatusAction[]>)[status] ?? [])]
  const over = status === 'voltooid' || status === 'geannuleerd'
  if (switches.cancelLink && !over && !offered.includes('cancelled')) offered.push('cancelled')
  return offered
}
