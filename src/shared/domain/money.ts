import type { Booking } from '../recras/schemas.ts'

/** A number out of JSON, or out of a string such as "312.50"; `null` for anything else. */
function amount(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.trim() === '') return null
  const parsed = Number(value.trim().replace(',', '.'))
  return Number.isFinite(parsed) ? parsed : null
}

/**
 * What the guest paid, from `Facturen._betaald_bedrag` (recras-api "Fields worth knowing": shape
 * unknown). Accepts a list of invoices or one object, each with a number or a string. `null` means
 * that Recras does not say: then nothing may be called paid.
 */
export function paidAmount(booking: Booking): number | null {
  const facturen = booking.Facturen
  const list: unknown[] = Array.isArray(facturen)
    ? facturen
    : typeof facturen === 'object' && facturen
      ? [facturen]
      : []
  let paid: number | null = null
  for (const invoice of list) {
    const one = amount((invoice as Record<string, unknown> | null)?.['_betaald_bedrag'])
    if (one !== null) paid = (paid ?? 0) + one
  }
  return paid
}

/** Euros still to pay: Recras' own total less what was paid, `null` when either is unknown. Never negative. */
export function moneyOpen(booking: Booking): number | null {
  const total = booking.kosten?.calculated_totaalbedrag_inclusief_btw ?? null
  const paid = paidAmount(booking)
  if (total === null || paid === null) return null
  return Math.max(0, Math.round((total - paid) * 100) / 100)
}
