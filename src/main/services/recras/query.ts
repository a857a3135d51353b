import type { BookingQuery, CustomerQuery } from './api.ts'

type Value = string | number | boolean | readonly (string | number)[] | null | undefined

/**
 * Builds a query by Recras' rules (recras-api "Lists"): `id>` is a parameter's *name* and goes out
 * as `id%3E=`, `+` as `%2B`; lists are joined with commas; empty parameters are left out.
 * Answers `''` or a text that starts with `?`.
 */
export function buildQuery(params: Record<string, Value>): string {
  const parts = Object.entries(params).flatMap(([name, value]) => {
    const text = Array.isArray(value)
      ? value.map((one) => encode(String(one))).join(',')
      : encode(String(value ?? ''))
    return text === '' ? [] : [`${encodeURIComponent(name)}=${text}`]
  })
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** These two are plain in a query and stay readable there. A comma is not: it joins lists. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/%(2F|3A)/g, (code) => decodeURIComponent(code))

/** Only what is documented leaves, whatever else the object carries. */
export const bookingsPath = (query: BookingQuery, page: number): string =>
  '/api2/boekingen' +
  buildQuery({
    periode: query.periode,
    referentiedatum: query.referentiedatum,
    status: query.status,
    locatie: query.locatie,
    los_op_planning: query.los_op_planning,
    klant_id: query.klant_id,
    'Klant.soort_klant': query['Klant.soort_klant'],
    bedrijf_id: query.bedrijf_id,
    bevat_product_id: query.bevat_product_id,
    embed: query.embed,
    page_size: query.page_size,
    page: page === 1 ? null : page,
  })

/** No page size is documented for customers, so none is asked for. */
export const customersPath = (query: CustomerQuery, page: number): string =>
  '/api2/klanten' + buildQuery({ 'id>': query.from, page: page === 1 ? null : page })
