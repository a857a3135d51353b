/**
 * What a scanned text is. A scan is hostile text (recras-api "QR"): it is matched against what is
 * known, never followed, and cut before anything else looks at it.
 */
export type ScanCode =
  /** `B:<referentie>` with maybe more behind it, or a bare reference and nothing else. */
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
/** Only behind `B:` may more follow: "10-12 uur" is a time, and booking 10-12 is somebody's. */
const BOOKING = /^(?:B:(\d{1,9})-(\d{1,6})(?![\d-])|(\d{1,9})-(\d{1,6})$)/i

/** Reads a scanned text. Control characters and surrounding space are dropped first. */
export function readScan(raw: string): ScanCode {
  if (raw.length > LONGEST_CODE) return { kind: 'too-long', text: printable(raw.slice(0, SHOWN)) }
  const text = printable(raw)
  if (text === '') return { kind: 'empty', text: '' }
  const match = BOOKING.exec(text)
  const customer = match?.[1] ?? match?.[3]
  const number = match?.[2] ?? match?.[4]
  if (customer && number)
    return {
      kind: 'booking',
      text,
      referentie: `${customer}-${number}`,
      klantId: Number(customer),
    }
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text) || /^www\./i.test(text)) return { kind: 'address', text }
  return { kind: 'other', text }
}

const printable = (text: string): string => text.replace(/\p{C}/gu, '').trim()
