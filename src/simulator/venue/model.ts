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
}
