import type { BookingQuery } from './api.ts'

type Value = string | number | readonly string[] | null | undefined

/**
 * Builds a query by Recras' rules (recras-api "Lists"): `id>` is a parameter's *name* and goes out
 * as `id%3E=`, `+` as `%2B`; lists are joined with commas; empty parameters are left out.
 * Answers `''` or a text that starts with `?`.
 */
export function buildQuery(params: Record<string, Value>): string {
  const parts = Object.entries(params).flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '')
    return text === '' ? [] : [`${encodeURIComponent(name)}=${encode(text)}`]
  })
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** These three are plain in a query and stay readable there. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/%(2C|2F|3A)/g, (code) => decodeURIComponent(code))

/** Only what is documented leaves, whatever else the object carries. */
export const bookingsPath = (query: BookingQuery, page: number): string =>
  '/api2/boekingen' +
  buildQuery({
    periode: query.periode,
    klant_id: query.klant_id,
    embed: query.embed,
    page_size: query.page_size,
    page: page === 1 ? null : page,
  })
