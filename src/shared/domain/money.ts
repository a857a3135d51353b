import { lenient } from '../recras/lenient.ts'
import type { Booking } from '../recras/schemas.ts'

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
    const one = lenient.number((invoice as Record<string, unknown> | null)?.['_betaald_bedrag'])
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
