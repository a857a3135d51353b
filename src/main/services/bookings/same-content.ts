import { instantOf } from '../../../shared/domain/time.ts'

/**
 * What says nothing about whether somebody changed a booking: objects of others that it carries
 * along, and what Recras works out or stamps by itself.
 */
const IGNORED = new Set([
  '_links',
  'Klant',
  'Creator',
  'Diensten',
  'Facturen',
  'gefactureerd_bedrag',
  'calculated_totaalbedrag_inclusief_btw',
  'status_updated_at',
  'herinnering_leverancier',
])

/**
 * Whether two readings of a booking have the same content: in whatever order its fields and lines
 * stand, with `null`, `""` and absence alike, and moments compared as moments.
 */
export const sameContent = (one: unknown, other: unknown): boolean =>
  canonical(one) === canonical(other)

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([name]) => !IGNORED.has(name))
      .map(([name, field]): [string, string] => [name, canonical(field)])
      .filter(([, field]) => field !== 'null')
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${field}`).join(',')}}`
  }
  if (typeof value !== 'string') return JSON.stringify(value ?? null)
  return value === '' ? 'null' : JSON.stringify(instantOf(value) ?? value)
}
