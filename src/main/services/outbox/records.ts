import { crc32 } from 'node:zlib'

/*
 * How records stand in the journal: one a line, `<crc32 of the JSON, 8 hex> <JSON>\n`. JSON holds no
 * raw newline, so a line is whole or it is not, and what one bad byte can spoil ends at the line.
 */

const NEWLINE = 0x0a
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export const checksum = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(8, '0')

export function encodeRecord(record: unknown): string {
  const json = JSON.stringify(record)
  return `${checksum(encoder.encode(json))} ${json}\n`
}

export interface ReadRecords {
  /** Every whole record, in order. */
  records: unknown[]
  /** What is not a whole record, one line each. */
  damaged: Uint8Array[]
  /** The last line has its newline: more may be written behind it. */
  ended: boolean
}

/** Reads every whole record of a file that may have been cut or scribbled on at any byte. */
export function readRecords(bytes: Uint8Array): ReadRecords {
  const result: ReadRecords = { records: [], damaged: [], ended: bytes.at(-1) === NEWLINE }
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline
    readLine(bytes.subarray(start, end), result)
    start = end + 1
  }
  return result
}

function readLine(line: Uint8Array, into: ReadRecords): void {
  if (isBlank(line)) return
  const record = decode(line)
  if (record) {
    into.records.push(record.value)
    return
  }
  into.damaged.push(line)
  // Maybe the newline between two records was spoilt: then both are still whole in here.
  const starts = [0, ...recordStarts(line)]
  for (const [index, start] of starts.entries()) {
    const next = starts[index + 1]
    const whole = decode(next === undefined ? line.subarray(start) : line.subarray(start, next - 1))
    if (whole) into.records.push(whole.value)
  }
}

const isBlank = (line: Uint8Array): boolean => line.every((byte) => byte === 0x20 || byte === 0x0d)

const SHORTEST = 11 // 8 hex, a space, `{}`

function decode(line: Uint8Array): { value: unknown } | null {
  if (line.length < SHORTEST || line[8] !== 0x20) return null
  const json = line.subarray(9)
  if (ascii(line.subarray(0, 8)) !== checksum(json)) return null
  try {
    return { value: JSON.parse(decoder.decode(json)) as unknown }
  } catch {
    return null
  }
}

/** Where, behind the first byte, something stands that looks like `1a2b3c4d {`. */
function recordStarts(line: Uint8Array): number[] {
  return [...ascii(line).matchAll(/[0-9a-f]{8} \{/g)].map((match) => match.index).filter(Boolean)
}

/** One character a byte, whatever the bytes are. */
const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
