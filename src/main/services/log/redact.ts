/*
 * What may stand in the log. Two nets: only fields of the list below are written at all, and what
 * is written is searched for anything that looks like a key, an address or a phone number. Messages
 * of errors are never written: Recras' own words and the texts of exceptions quote data.
 */

/** Fields that are logged, whose value is ours: ids, counts, names of states. No guest's words. */
const FIELDS = new Set(
  (
    'before bytes call code count error exitCode id indexes kept kind next path permission pid places ' +
    'platform problem rel scheme service status type version'
  ).split(' '),
)

const SHORTEST_SECRET = 6
const LONGEST_TEXT = 200
const DEEPEST = 3
const LONGEST_LIST = 20

export type Scrub = (text: string) => string

/** Replaces what looks like a secret or a person; `secrets` are those known to be in use now. */
export function scrubber(secrets: () => readonly string[]): Scrub {
  return (text) => {
    let clean = text
    for (const secret of secrets()) {
      // A shorter one is no key, and taking it out would take the log apart.
      if (secret.length < SHORTEST_SECRET) continue
      const base64 = Buffer.from(secret).toString('base64')
      for (const form of [secret, encodeURIComponent(secret), base64])
        clean = clean.replaceAll(form, '[key]')
    }
    return clean
      .replace(/\b(bearer|basic|token|key|authorization)\b\s*[:=]?\s*\S{6,}/gi, '$1 [key]')
      .replace(/[^\s@<>"'(),;:]{1,64}(@|%40)[^\s@<>"'(),;:]{1,128}/gi, '[mail]')
      .replace(/(?<![\w.-])\+?\(?\d[\d\s()./-]{6,}\d(?![\w])/g, (digits) =>
        isDate(digits) || digits.replace(/\D/g, '').length < 8 ? digits : '[phone]',
      )
  }
}

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)

/** The part of a detail that may be written; names of fields that may not are listed as `omitted`. */
export function redact(detail: Record<string, unknown>, scrub: Scrub): Record<string, unknown> {
  return redactObject(detail, scrub, 0)
}

function redactObject(
  detail: Record<string, unknown>,
  scrub: Scrub,
  depth: number,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  let omitted = 0
  for (const [field, value] of Object.entries(detail)) {
    const shown = FIELDS.has(field) ? redactValue(field, value, scrub, depth) : undefined
    if (shown === undefined) omitted += value === undefined ? 0 : 1
    else kept[field] = shown
  }
  return omitted > 0 ? { ...kept, omitted } : kept
}

function redactValue(field: string, value: unknown, scrub: Scrub, depth: number): unknown {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'string') {
    if (field === 'error') return { name: errorNameIn(value) }
    const text = field === 'path' ? lastPart(value) : value
    return scrub(text.slice(0, LONGEST_TEXT * 4)).slice(0, LONGEST_TEXT)
  }
  if (value instanceof Error) return describeError(value, scrub)
  if (depth >= DEEPEST || typeof value !== 'object') return undefined
  if (Array.isArray(value))
    return value
      .slice(0, LONGEST_LIST)
      .map((one: unknown) => redactValue(field, one, scrub, depth + 1) ?? '[omitted]')
  if (field === 'error' || 'kind' in value)
    return describeFailure(value as Record<string, unknown>, scrub)
  return redactObject(value as Record<string, unknown>, scrub, depth + 1)
}

/** A folder may carry the name of the person whose profile it is; a path at Recras does not. */
const lastPart = (path: string): string =>
  /^\/api2\/[\w/]*$/.test(path) ? path : (path.split(/[\\/]/).at(-1) ?? '')

/** Kind of failure without the words: those are Recras' own and may name a guest. */
function describeFailure(failure: Record<string, unknown>, scrub: Scrub): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const field of ['kind', 'status', 'retryAfterMs', 'code']) {
    const value = failure[field]
    if (typeof value === 'number') kept[field] = value
    if (typeof value === 'string') kept[field] = scrub(value).slice(0, 60)
  }
  if (failure['error'] && typeof failure['error'] === 'object')
    kept['error'] = describeFailure(failure['error'] as Record<string, unknown>, scrub)
  return kept
}

/** Class, code and places of an exception; not its message, which quotes what went wrong. */
function describeError(error: Error, scrub: Scrub): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    name: className(error.name),
    ...(code && /^[A-Z][A-Z\d_]{1,40}$/.test(code) ? { code } : {}),
    stack: placesIn(error.stack ?? '').map(scrub),
  }
}

const className = (name: string): string =>
  /^[A-Z][A-Za-z]{0,40}(Error|Exception)$/.test(name) ? name : 'Error'

const MOST_PLACES = 8

/** `file.js:12:34` out of a stack: where, without folders and without what was said. */
export function placesIn(stack: string): string[] {
  const found = stack.matchAll(/([\w.-]+\.(?:js|cjs|mjs|ts|vue)):(\d{1,7}):(\d{1,7})\)?\s*$/gm)
  return [...found]
    .slice(0, MOST_PLACES)
    .map(([, file, line, column]) => `${file}:${line}:${column}`)
}

/** The class of an error that the page described in words. */
export const errorNameIn = (text: string): string =>
  /\b([A-Z][A-Za-z]{0,40}(?:Error|Exception))\b/.exec(text)?.[1] ?? 'unknown'
