import { LONGEST_CODE } from '../domain/scan-code.ts'

/**
 * The text of a booking's QR code out of the body of its qr link, which is not documented
 * (recras-api "Links"): a JSON string, an object with exactly one string in it, or plain text.
 * `null` for anything else, and for texts that no scan could be.
 */
export function readQrBody(body: unknown): string | null {
  const found = typeof body === 'object' && body !== null ? onlyString(body) : body
  if (typeof found !== 'string') return null
  const text = found.trim()
  return text === '' || text.length > LONGEST_CODE ? null : text
}

function onlyString(body: object): string | null {
  if (Array.isArray(body)) return null
  // `_links` is about the resource; what it holds is no content.
  const strings = Object.entries(body).filter(
    ([key, value]) => key !== '_links' && typeof value === 'string',
  )
  return strings.length === 1 ? (strings[0]?.[1] as string) : null
}
