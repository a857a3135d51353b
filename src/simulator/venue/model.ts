/*
 * What a Recras keeps, in Recras' own words. Datetimes are the venue's wall time with its offset.
 * Records are replaced when they change, never written into, so what is derived from one may be
 * kept with it.
 */

export interface Line {
  id: number
  locatie_id: number | null
  aantal: number
  begin: string
  eind: string
  minimum_aantal: number
  beschrijving: string | null
  opmerking: string | null
  betaald_bedrag: number | null
  betaal_datum: string | null
  betaal_opmerking: string | null
  herinnering_leverancier: string | null
  product_id: number
}

export interface CostItem {
  id: number
  naam: string
  type: 'item'
  kortingspercentage: number
  kortingomschrijving: string | null
  aantal: number
  bedrag: number
  btw_percentage: number
  product_id: number | null
  boekingsregel_id: number | null
}

export interface CostGroup {
  id: number
  naam: string
  type: 'groep'
  kortingspercentage: number
  kortingomschrijving: string | null
  children_visible: boolean
  regels: (CostItem | CostGroup)[]
}

export interface Costs {
  klant_id: number
  opmerking: string | null
  betaaltermijn: number
  referentie_klant: string | null
  calculated_totaalbedrag_inclusief_btw: number
  bedrijf_id: number
  boeking_id: number
  regels: (CostItem | CostGroup)[]
}

export interface Invoice {
  id: number
  factuurnummer: string
  datum: string
  totaalbedrag: number
  /** Euros; goes out as `_betaald_bedrag`. */
  betaald: number
}

export interface StoredBooking {
  id: number
  klant_id: number
  referentie: string
  datum: string
  status: string
  arrangement: string | null
  personen: number
  status_updated_at: string
  arrangement_id: number | null
  online_boeking: boolean
  status_vervaldatum: string | null
  bijzonderheden: string | null
  conceptfactuur_na_dagen: number | null
  /** Not on the wire; what `referentiedatum=created_at` goes by. */
  created_at: string
  boekingsregels: Line[]
  kosten: Costs
  gefactureerd_bedrag: number
  facturen: Invoice[]
  /** Fields that go out in place of the booking's own, whatever they are; for tests. */
  raw?: Record<string, unknown>
}

export interface ContactPerson {
  id: number
  voornaam: string | null
  achternaam: string | null
  geslacht: 'man' | 'vrouw' | 'onbekend'
  aanhef: string | null
  adres: string | null
  postcode: string | null
  plaats: string | null
  telefoon1: string | null
  telefoon2: string | null
  email1: string | null
  email2: string | null
  hoofdcontact: boolean
}

/** A field that a venue added of its own (seeds/klanten, `extra_fields`). */
export type ExtraField =
  | { name: string; type: 'text' | 'date' | 'singlechoice'; value: string | null }
  | { name: string; type: 'number'; value: number | null }
  | { name: string; type: 'multiplechoice'; value: string[] | null }

export interface StoredCustomer {
  id: number
  displaynaam: string | null
  naam: string | null
  adres: string | null
  postcode: string | null
  plaats: string | null
  provinciecode: string | null
  website: string | null
  bedrijf_id: number
  soort_klant: string | null
  afdeling: string | null
  factuur_adressering: string | null
  /** The main contact stands first. */
  contactpersonen: ContactPerson[]
  extra_fields?: ExtraField[]
}

export interface Place {
  id: number
  naam: string
  weergavenaam: string
  kleur: string
}

export interface Product {
  id: number
  naam: string
  weergavenaam: string
  duur: string
  minimum_aantal: number
  verkoop: number
}

export interface Company {
  id: number
  naam: string
}

/** One activity of an arrangement: what, where (one of), how long, how many of it. */
export interface Part {
  product: number
  /** Places to choose from. */
  places: readonly [number, ...number[]]
  minutes: number
  /** `lane`: one for every six people. `room`: one. */
  per: 'person' | 'lane' | 'room'
  /** A group too large for one place takes two. */
  divided?: boolean
  text: string
}

/** What bookings are based on: activities one after the other. */
export interface Arrangement {
  id: number
  naam: string
  parts: Part[]
  /** Earliest and latest start, in minutes of the day. */
  from: number
  until: number
  people: [number, number]
}

/** What a guest follows to book online; it ends in an arrangement. */
export interface BookProcess {
  id: number
  naam: string
  arrangement_id: number
}

/** What Recras knows of a product besides what `producten` tells. */
export interface ProductFacts {
  /** Where it can take place; none: nowhere in the planning. */
  places: readonly number[]
  /** Whether a line with it must say where. */
  needsPlace: boolean
  per: Part['per']
  minutes: number
  btw: number
  text: string | null
}

/** Everything that a venue is made of before anybody changes something. */
export interface VenueData {
  /** The venue's day that it was made for. */
  day: string
  bookings: StoredBooking[]
  customers: StoredCustomer[]
  places: Place[]
  products: Product[]
  /** Ids of products sold without a place in the planning (`los_op_planning`). */
  loose: ReadonlySet<number>
  companies: Company[]
  arrangements: readonly Arrangement[]
  bookProcesses: readonly BookProcess[]
  /** By product id. */
  facts: ReadonlyMap<number, ProductFacts>
  /** Bookings that people make are numbered above it: what the venue makes of itself stays below. */
  lastBookingId: number
  /** The same for the number behind the hyphen of `referentie`, of the venue's own customers. */
  lastVisit: number
}
