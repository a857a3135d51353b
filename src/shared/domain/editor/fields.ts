import { instantOf } from '../time.ts'
import type { Fields } from './model.ts'

/** What a documented field holds; `?` after it: it may be empty, and `null` empties it. */
type Kind = 'number' | 'number?' | 'moment' | 'date?' | 'flag' | 'text?'
type Kinds = Readonly<Record<string, Kind>>

export const LINE_KINDS: Kinds = {
  id: 'number',
  locatie_id: 'number?',
  product_id: 'number',
  aantal: 'number',
  begin: 'moment',
  eind: 'moment',
  beschrijving: 'text?',
  opmerking: 'text?',
  betaald_bedrag: 'number?',
  betaal_datum: 'date?',
  betaal_opmerking: 'text?',
}

export const RULE_KINDS: Kinds = {
  id: 'number',
  naam: 'text?',
  kortingspercentage: 'number',
  kortingomschrijving: 'text?',
  children_visible: 'flag',
  product_id: 'number?',
  aantal: 'number',
  bedrag: 'number?',
  btw_percentage: 'number?',
  boekingsregel_id: 'number?',
}

export const COST_KINDS: Kinds = {
  opmerking: 'text?',
  betaaltermijn: 'number?',
  referentie_klant: 'text?',
  bedrijf_id: 'number',
}

/**
 * Fields as Recras sent them, in the form in which it takes them back: numbers may come as text, and
 * `""` for nothing (recras-api "Dates, numbers, empties"). A field that may not be empty and is, is
 * left out; one that is not documented stays as it came.
 */
export function asRead(fields: Fields, kinds: Kinds): Fields {
  const empty = (name: string, value: unknown): boolean =>
    (value === null || value === '') && Object.hasOwn(kinds, name) && !kinds[name]?.endsWith('?')
  return Object.fromEntries(
    Object.entries(asSent(fields, kinds)).filter(([name, value]) => !empty(name, value)),
  )
}

/** Fields as they are sent: what can be understood in its own type, anything else as it stands. */
export const asSent = (fields: Fields, kinds: Kinds): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        Object.hasOwn(kinds, name) ? understood(value, kinds[name]) : value,
      ]),
  )

function understood(value: unknown, kind: Kind | undefined): unknown {
  switch (kind) {
    case 'number':
    case 'number?':
      if (value === '' && kind === 'number?') return null
      return numberOf(value) ?? value
    case 'date?':
      return value === '' ? null : value
    case 'moment':
      return typeof value === 'string' && instantOf(value) !== null ? strict(value) : value
    case 'flag':
      if (value === 1 || value === '1' || value === 'true') return true
      return value === 0 || value === '0' || value === 'false' ? false : value
    case 'text?':
    case undefined:
      return value
  }
}

/** A number, also one written as text with a point or a comma; `null` when it is none. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || !/^\s*-?\d+([.,]\d+)?\s*$/.test(value)) return null
  return Number(value.trim().replace(',', '.'))
}

/** A datetime as ISO 8601 has it: `T` before the time, a colon in the offset. */
const strict = (text: string): string =>
  text
    .replace(' ', 'T')
    .replace(/z$/, 'Z')
    .replace(/t/, 'T')
    .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
