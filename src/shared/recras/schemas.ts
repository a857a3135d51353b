import { z } from 'zod'
import { lenient } from './lenient.ts'
import { readLinks } from './links.ts'

/*
 * Reading is lenient (seeds/*, recras-api "Dates, numbers, empties"): unknown fields are kept,
 * numbers may come as strings, `null`, `""` and absence all mean "no value", and rubbish in one
 * field makes that field empty instead of losing the booking. Only what a booking cannot be without
 * (an integer id) makes it unreadable.
 */

const text = z.transform(lenient.text)

const number = z.transform(lenient.number)

const flag = z.transform(
  (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true',
)

const id = z.preprocess(
  (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
  z.number().int().nonnegative(),
)

const links = z.transform(readLinks)

/** A list in which entries that cannot be read are left out; anything but a list is an empty one. */
const listOf = <T>(schema: z.ZodType<T>) =>
  z.transform((value: unknown): T[] =>
    (Array.isArray(value) ? value : []).flatMap((entry: unknown) => {
      const read = schema.safeParse(entry)
      return read.success ? [read.data] : []
    }),
  )

/** `boekingsregel`: one activity of a booking. Its `betaald_*` fields are about the supplier. */
const lineSchema = z.looseObject({
  id: number,
  locatie_id: number,
  product_id: number,
  aantal: number,
  begin: text,
  eind: text,
  minimum_aantal: number,
  beschrijving: text,
  opmerking: text,
})

const costBase = {
  id: number,
  naam: text,
  kortingspercentage: number,
  kortingomschrijving: text,
}

export type CostItem = {
  type: 'item'
  id: number | null
  naam: string | null
  aantal: number | null
  bedrag: number | null
  btw_percentage: number | null
  product_id: number | null
  boekingsregel_id: number | null
  kortingspercentage: number | null
  kortingomschrijving: string | null
}

export type CostGroup = {
  type: 'groep'
  id: number | null
  naam: string | null
  children_visible: boolean
  kortingspercentage: number | null
  kortingomschrijving: string | null
  regels: CostRule[]
}

/** `kostenregel`: a tree of groups and items, nested to any depth. */
export type CostRule = CostItem | CostGroup

const costRuleSchema: z.ZodType<CostRule> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.looseObject({
      type: z.literal('item'),
      ...costBase,
      aantal: number,
      bedrag: number,
      btw_percentage: number,
      product_id: number,
      boekingsregel_id: number,
    }),
    z.looseObject({
      type: z.literal('groep'),
      ...costBase,
      children_visible: flag,
      regels: listOf(costRuleSchema),
    }),
  ]),
) as z.ZodType<CostRule>

/** `kosten`. The total is Recras' own; it is shown, never computed (recras-api: examples disagree on VAT). */
const costsSchema = z.looseObject({
  opmerking: text,
  betaaltermijn: number,
  referentie_klant: text,
  calculated_totaalbedrag_inclusief_btw: number,
  bedrijf_id: number,
  regels: listOf(costRuleSchema),
})

const contactPersonSchema = z.looseObject({
  id: number,
  voornaam: text,
  achternaam: text,
  geslacht: text,
  aanhef: text,
  adres: text,
  postcode: text,
  plaats: text,
  telefoon1: text,
  telefoon2: text,
  email1: text,
  email2: text,
  hoofdcontact: flag,
})

const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null)

/** `Klant`: a customer. `displaynaam` is what is shown; an anonymised customer has none. */
export const customerSchema = z.looseObject({
  id,
  displaynaam: text,
  naam: text,
  adres: text,
  postcode: text,
  plaats: text,
  provinciecode: text,
  website: text,
  bedrijf_id: number,
  soort_klant: text,
  afdeling: text,
  factuur_adressering: text,
  Hoofdcontact: maybe(contactPersonSchema),
  contactpersonen: listOf(contactPersonSchema),
  _links: links,
})

/** A booking with whatever was embedded. Unknown statuses are kept as they are. */
export const bookingSchema = z.looseObject({
  id,
  klant_id: number,
  referentie: text,
  datum: text,
  status: text,
  arrangement: text,
  arrangement_id: number,
  personen: number,
  status_updated_at: text,
  status_vervaldatum: text,
  online_boeking: flag,
  bijzonderheden: text,
  conceptfactuur_na_dagen: number,
  boekingsregels: listOf(lineSchema).optional(),
  kosten: maybe(costsSchema),
  Klant: maybe(customerSchema),
  /** Read by `paidAmount`: an invoice list whose `_betaald_bedrag` has no documented shape. */
  Facturen: z.unknown().optional(),
  _links: links,
})

/** `personeel/me`: who the key belongs to. Anything without an id is not Recras. */
export const meSchema = z.looseObject({ id, displaynaam: text, bedrijf_id: number })

/** Names for ids: `locaties`, `producten`, `arrangementen`, `bedrijven`. */
export const namedSchema = z.looseObject({ id, naam: text, weergavenaam: text })

/** `producten`: what a product costs and lasts, in Recras' own words. */
export const productSchema = z.looseObject({
  id,
  naam: text,
  weergavenaam: text,
  duur: text,
  minimum_aantal: number,
  verkoop: number,
})

export type BookingLine = z.infer<typeof lineSchema>
export type Costs = z.infer<typeof costsSchema>
export type ContactPerson = z.infer<typeof contactPersonSchema>
export type Customer = z.infer<typeof customerSchema>
export type Booking = z.infer<typeof bookingSchema>
export type Me = z.infer<typeof meSchema>
export type Named = z.infer<typeof namedSchema>
