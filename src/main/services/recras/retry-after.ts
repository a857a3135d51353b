/** A longer wait than this is taken for a mistake: a desk cannot stand still for hours. */
const LONGEST_MS = 15 * 60_000

/**
 * Milliseconds to wait from a `Retry-After` header, given as seconds or as an HTTP date; `null`
 * when there is none or it says nothing. A date is compared with the server's own `Date` where it
 * sent one, because this machine's clock may be hours off.
 */
export function retryAfterMs(
  header: string | null,
  serverDate: number | null,
  now: number,
): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS)
  // Date.parse reads almost any text as some year; an HTTP date names its zone.
  const at = /GMT$/i.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(at)) return null
  return Math.min(Math.max(0, at - (serverDate ?? now)), LONGEST_MS)
}
