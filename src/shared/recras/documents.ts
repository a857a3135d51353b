import { isPlainObject, lenient } from './lenient.ts'

/*
 * What hangs on a booking and has no documented shape: shifts (`Diensten`,
 * `recras:diensten_bij_boeking`), invoices (`Facturen`, `recras:invoices`) and who made it
 * (`Creator`). Fields are looked for under the names that the documentation's own words suggest; what
 * is not there is not known.
 */

/** A shift of somebody who works for this booking. */
export interface Shift {
  who: string | null
  what: string | null
  where: string | null
  begin: string | null
  eind: string | null
  status: string | null
}

export interface Invoice {
  number: string | null
  datum: string | null
  status: string | null
  total: number | null
  paid: number | null
  /** As Recras says it, else what is left of the total when both are known. */
  open: number | null
}

export const readShifts = (body: unknown): Shift[] =>
  listOf(body).map((raw) => ({
    who: text(raw, 'medewerker', 'personeel', 'Personeel', 'contact', 'displaynaam'),
    what: text(raw, 'functie', 'rol', 'naam', 'omschrijving', 'product'),
    where: text(raw, 'locatie', 'Locatie', 'plaats'),
    begin: text(raw, 'begin', 'start'),
    eind: text(raw, 'eind', 'einde', 'end'),
    status: text(raw, 'status'),
  }))

export const readInvoices = (body: unknown): Invoice[] =>
  listOf(body).map((raw) => {
    const total = number(raw, 'totaalbedrag', 'totaal', 'totaalbedrag_inclusief_btw', 'bedrag')
    const paid = number(raw, '_betaald_bedrag', 'betaald_bedrag')
    const said = number(raw, 'openstaand_bedrag', 'open')
    return {
      number: text(raw, 'factuurnummer', 'nummer', 'referentie', 'id'),
      datum: text(raw, 'datum', 'factuurdatum'),
      status: text(raw, 'status'),
      total,
      paid,
      open: said ?? (total === null || paid === null ? null : cents(total - paid)),
    }
  })

/** The name of the person who made it; `null` when Recras does not say. */
export const readCreator = (body: unknown): string | null =>
  isPlainObject(body) ? nameOf(body) : lenient.text(body)

/** A field of a booking as Recras sent it, whatever it is. */
export function fieldOf(json: string, name: string): unknown {
  const raw: unknown = JSON.parse(json)
  return isPlainObject(raw) ? raw[name] : undefined
}

const cents = (value: number): number => Math.round(value * 100) / 100

/** The entries of a list, also of one that is wrapped in an object. */
function listOf(body: unknown): Record<string, unknown>[] {
  if (Array.isArray(body)) return body.filter(isPlainObject)
  if (!isPlainObject(body)) return []
  const inner = Object.values(body).find((value) => Array.isArray(value))
  return inner === undefined ? [] : listOf(inner)
}

/** The first of the names under which something stands; of an object its name. */
function text(raw: Record<string, unknown>, ...names: string[]): string | null {
  for (const name of names) {
    const value = raw[name]
    const found = isPlainObject(value) ? nameOf(value) : lenient.text(value)
    if (found !== null) return found
  }
  return null
}

function number(raw: Record<string, unknown>, ...names: string[]): number | null {
  for (const name of names) {
    const found = lenient.number(raw[name])
    if (found !== null) return found
  }
  return null
}

function nameOf(raw: Record<string, unknown>): string | null {
  const whole = lenient.text(raw['displaynaam']) ?? lenient.text(raw['weergavenaam'])
  if (whole !== null) return whole
  const parts = [raw['voornaam'], raw['achternaam']].map(lenient.text).filter(Boolean).join(' ')
  return parts === '' ? lenient.text(raw['naam']) : parts
}
