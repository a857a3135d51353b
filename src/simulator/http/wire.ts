import { SET_STATUS_PREFIX, statusAfter } from '../../shared/recras/status.ts'
import { cents } from '../booking/costs.ts'
import { shiftsOf } from '../booking/shifts.ts'
import { offersIn, type Switches } from '../switches.ts'
import type { Invoice, StoredBooking, StoredCustomer } from '../venue/model.ts'
import { STAFF } from '../venue/staff.ts'
import type { Venue } from '../venue/venue.ts'

/** What can be embedded in a booking (seeds/boekingen, "embed"), and what that brings along. */
export const EMBEDS = [
  'Klant',
  'Klant.Hoofdcontact',
  'boekingsregels',
  'kosten',
  'Creator',
  'Diensten',
  'Facturen',
  'Facturen._betaald_bedrag',
  'gefactureerd_bedrag',
] as const

export type Embed = (typeof EMBEDS)[number]

export interface Look {
  venue: Venue
  switches: Switches
  /** `http://127.0.0.1:1234`, for absolute hrefs. */
  origin: string
  embed: ReadonlySet<Embed>
  inList: boolean
}

/** A booking as it goes over the wire. */
export function wireBooking(booking: StoredBooking, look: Look): Record<string, unknown> {
  const { switches, embed, venue } = look
  const has = (...names: Embed[]): boolean => names.some((name) => embed.has(name))
  const { boekingsregels, kosten, gefactureerd_bedrag, facturen, raw } = booking
  const wire: Record<string, unknown> = {
    id: booking.id,
    klant_id: booking.klant_id,
    referentie: booking.referentie,
    datum: booking.datum,
    status: booking.status,
    arrangement: booking.arrangement,
    personen: booking.personen,
    status_updated_at: booking.status_updated_at,
    arrangement_id: booking.arrangement_id,
    online_boeking: booking.online_boeking,
    status_vervaldatum: booking.status_vervaldatum,
    bijzonderheden: booking.bijzonderheden,
    conceptfactuur_na_dagen: booking.conceptfactuur_na_dagen,
  }
  if (has('gefactureerd_bedrag')) wire['gefactureerd_bedrag'] = gefactureerd_bedrag
  if (has('boekingsregels')) wire['boekingsregels'] = boekingsregels
  if (has('Klant', 'Klant.Hoofdcontact')) {
    const customer = venue.customer(booking.klant_id)
    wire['Klant'] = customer ? embeddedCustomer(customer, has('Klant.Hoofdcontact')) : null
  }
  if (has('kosten')) wire['kosten'] = kosten
  if (has('Creator')) wire['Creator'] = booking.online_boeking ? null : STAFF
  if (has('Diensten')) wire['Diensten'] = shiftsOf(booking, venue)
  if (has('Facturen', 'Facturen._betaald_bedrag'))
    wire['Facturen'] = facturen.map((invoice) =>
      wireInvoice(invoice, has('Facturen._betaald_bedrag'), switches),
    )
  if (switches.links && (switches.linksInLists || !look.inList))
    wire['_links'] = linksOf(booking, look)
  const whole = { ...wire, ...only(raw, wire) }
  return switches.numbersAsText ? (asText(whole) as Record<string, unknown>) : whole
}

/** Embedded fields are replaced only where they were asked for. */
function only(
  raw: Record<string, unknown> | undefined,
  wire: Record<string, unknown>,
): Record<string, unknown> {
  const embedded = new Set(['boekingsregels', 'kosten', 'Klant', 'Facturen', 'Diensten', 'Creator'])
  return Object.fromEntries(
    Object.entries(raw ?? {}).filter(([name]) => !embedded.has(name) || name in wire),
  )
}

function embeddedCustomer(customer: StoredCustomer, withContact: boolean): Record<string, unknown> {
  const own: Record<string, unknown> = { ...customer }
  delete own['contactpersonen']
  delete own['extra_fields']
  return withContact ? { ...own, Hoofdcontact: customer.contactpersonen[0] ?? null } : own
}

/**
 * An invoice: the documentation names the list and `_betaald_bedrag`, the other names are guessed.
 * `openstaand_bedrag` comes along with what was paid.
 */
export function wireInvoice(
  { betaald, ...invoice }: Invoice,
  withPaid: boolean,
  { paidAs }: Switches,
): Record<string, unknown> {
  const open = cents(invoice.totaalbedrag - betaald)
  const wire = { ...invoice, status: open <= 0 ? 'betaald' : 'verzonden' }
  if (!withPaid || paidAs === 'absent') return wire
  const asString = paidAs === 'string' || (paidAs === 'mixed' && invoice.id % 2 === 1)
  return {
    ...wire,
    openstaand_bedrag: open,
    _betaald_bedrag: asString ? betaald.toFixed(2) : betaald,
  }
}

/** A customer: in a list without its people, alone with all of them, the main contact first. */
export function wireCustomer(customer: StoredCustomer, whole: boolean): Record<string, unknown> {
  const { id, contactpersonen, extra_fields, ...own } = customer
  const wire = { id, type: 'klant', ...own }
  if (!whole) return wire
  return { ...wire, contactpersonen, ...(extra_fields ? { extra_fields } : {}) }
}

const SPOKEN = /^(personen|aantal|minimum_aantal|bedrag|calculated_\w+|gefactureerd_bedrag)$/

function asText(value: unknown, key = ''): unknown {
  if (typeof value === 'number' && SPOKEN.test(key)) return String(value)
  if (Array.isArray(value)) return value.map((one) => asText(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asText(one, name)]))
}

function linksOf(booking: StoredBooking, { switches, origin }: Look): Record<string, unknown> {
  const base =
    (switches.linkHrefs === 'absolute' ? origin : '') +
    (switches.legacyPaths ? '/api2.php' : '/api2') +
    `/boekingen/${booking.id}`
  const link = (path: string, method: string | null): unknown => {
    const cased = switches.methodCase === 'lower' ? method?.toLowerCase() : method
    const one = {
      href: base + path,
      ...(method === null || switches.linkMethods === 'absent' ? {} : { method: cased }),
    }
    return switches.linkShape === 'list' ? [one] : one
  }
  const links: Record<string, unknown> = {
    curies: [{ name: 'recras', href: '/api_docs/{rel}.html', templated: true }],
    self: link('', null),
    'recras:diensten_bij_boeking': link('/diensten', 'GET'),
    'recras:invoices': link('/facturen', 'GET'),
  }
  if (switches.proposalIn.some((status) => status === booking.status))
    links['recras:send_boekingsvoorstel'] = link('/boekingsvoorstel', 'POST')
  for (const action of offersIn(booking.status, switches))
    links[SET_STATUS_PREFIX + action] = link(`/set_status/${statusAfter(action)}`, 'POST')
  if (switches.qrLink) links['recras:booking:qr'] = link('/qr', 'GET')
  return links
}
