import { bookingSearchSchema, type BookingSearch } from '../../../../shared/ipc/record-calls.ts'
import type { BookingStatus } from '../../../../shared/recras/status.ts'

/** The form as it stands: texts as typed, lists as ticked. */
export interface FinderForm {
  from: string
  to: string
  referentiedatum: 'boekingsregel' | 'startdatum' | 'created_at'
  status: BookingStatus[]
  locatie: number[]
  los_op_planning: '' | 'true' | 'false'
  klant_id: string
  soort_klant: string
  bedrijf_id: string
  bevat_product_id: string
  page_size: string
}

export const emptyForm = (today: string): FinderForm => ({
  from: today,
  to: today,
  referentiedatum: 'boekingsregel',
  status: [],
  locatie: [],
  los_op_planning: '',
  klant_id: '',
  soort_klant: '',
  bedrijf_id: '',
  bevat_product_id: '',
  page_size: '',
})

/** A field that cannot be right; a message key of `finder.wrong`. */
export interface FinderError {
  field: string
  code: 'days' | 'order' | 'number' | 'numbers' | 'size'
}

/**
 * The form as a query, or what is wrong with it. A period counts when either day is given; then both
 * are needed.
 */
export function queryOf(form: FinderForm): { query: BookingSearch } | { errors: FinderError[] } {
  const errors: FinderError[] = []
  const { from, to, referentiedatum } = form
  if ((from === '') !== (to === '')) errors.push({ field: from ? 'to' : 'from', code: 'days' })
  else if (from > to) errors.push({ field: 'to', code: 'order' })
  const numbers = (field: 'klant_id' | 'bedrijf_id' | 'bevat_product_id'): number[] => {
    const parts = form[field].split(/[\s,;]+/).filter(Boolean)
    const ids = parts.map(Number)
    const right = ids.every((id) => Number.isSafeInteger(id) && id >= 0)
    const most = field === 'klant_id' ? 1 : 200
    if (!right || ids.length > most)
      errors.push({ field, code: field === 'klant_id' ? 'number' : 'numbers' })
    return ids
  }
  const [klant] = numbers('klant_id')
  const companies = numbers('bedrijf_id')
  const products = numbers('bevat_product_id')
  const kinds = form.soort_klant
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  const size = form.page_size.trim() === '' ? null : Number(form.page_size)
  if (size !== null && !(Number.isInteger(size) && size >= 1 && size <= 1000))
    errors.push({ field: 'page_size', code: 'size' })
  if (errors.length > 0) return { errors }
  const query: BookingSearch = {
    ...(from === '' ? {} : { days: { from, to }, referentiedatum }),
    ...(form.status.length > 0 ? { status: form.status } : {}),
    ...(form.locatie.length > 0 ? { locatie: form.locatie } : {}),
    ...(form.los_op_planning === '' ? {} : { los_op_planning: form.los_op_planning === 'true' }),
    ...(klant === undefined ? {} : { klant_id: klant }),
    ...(kinds.length > 0 ? { 'Klant.soort_klant': kinds } : {}),
    ...(companies.length > 0 ? { bedrijf_id: companies } : {}),
    ...(products.length > 0 ? { bevat_product_id: products } : {}),
    ...(size === null ? {} : { page_size: size }),
  }
  const read = bookingSearchSchema.safeParse(query)
  return read.success ? { query: read.data } : { errors: [{ field: 'from', code: 'days' }] }
}
