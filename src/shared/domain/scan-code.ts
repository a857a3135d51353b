/**
 * What a scanned text is. A scan is hostile text (recras-api "QR"): it is matched against what is
 * known, never followed, and cut before anything else looks at it.
 */
export type ScanCode =
  /** `B:<referentie>` with maybe more behind it, or a bare reference typed by hand. */
  | { kind: 'booking'; text: string; referentie: string; klantId: number }
  /** A web address: somebody held up another code. Shown as text, never opened. */
  | { kind: 'address'; text: string }
  /** Anything else that may still be a code of Recras that the cache knows literally. */
  | { kind: 'other'; text: string }
  /** Longer than any code of Recras (2,000 characters); only its beginning is kept. */
  | { kind: 'too-long'; text: string }
  | { kind: 'empty'; text: '' }

export const LONGEST_CODE = 2000
const SHOWN = 80
const BOOKING = /^(?:B:)?((\d{1,9})-(\d{1,6}))(?![\d-])/i

/** Reads a scanned text. Control characters and surrounding space are dropped first. */
export function readScan(raw: string): ScanCode {
  if (raw.length > LONGEST_CODE) return { kind: 'too-long', text: printable(raw.slice(0, SHOWN)) }
  const text = printable(raw)
  if (text === '') return { kind: 'empty', text: '' }
  const match = BOOKING.exec(text)
  if (match?.[1] && match[2])
    return { kind: 'booking', text, referentie: match[1], klantId: Number(match[2]) }
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text) || /^www\./i.test(text)) return { kind: 'address', text }
  return { kind: 'other', text }
}

const printable = (text: string): string => text.replace(/\p{C}/gu, '').trim()
