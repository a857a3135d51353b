import type { FieldMessage } from '../result.ts'

/**
 * Recras' own words out of an error body of any shape (recras-api "Error bodies to survive"):
 * `[{field, message, parameters}]`, the same under `errors`, `[{message}]`,
 * `{error: {code, message}}`, `{error, message}`, HTML, text, nothing. HTML gives no message.
 */
export function readErrorBody(body: unknown): { message: string | null; fields: FieldMessage[] } {
  if (Array.isArray(body)) return fromList(body)
  if (typeof body === 'object' && body !== null) {
    const { errors, error, message } = body as Record<string, unknown>
    const listed = Array.isArray(errors) ? fromList(errors) : null
    if (listed && listed.message !== null) return listed
    if (typeof error === 'object' && error !== null) {
      return { message: words((error as Record<string, unknown>)['message']), fields: [] }
    }
    return { message: words(message) ?? words(error), fields: [] }
  }
  return { message: words(body), fields: [] }
}

function fromList(entries: unknown[]): { message: string | null; fields: FieldMessage[] } {
  const fields = entries.flatMap((entry): FieldMessage[] => {
    if (typeof entry === 'string') return [{ field: null, message: entry }]
    if (typeof entry !== 'object' || entry === null) return []
    const { field, message } = entry as Record<string, unknown>
    const said = words(message)
    return said === null ? [] : [{ field: dotted(field), message: said }]
  })
  return { message: fields.map((one) => one.message).join(' ') || null, fields }
}

/**
 * The path of a field within what was sent, as `contactpersonen.0.voornaam`, whichever way it is
 * written: `contactpersonen[0].voornaam`, `/contactpersonen/0/voornaam`, or a list of its parts.
 */
function dotted(field: unknown): string | null {
  const text = Array.isArray(field)
    ? field.filter((part) => typeof part === 'string' || typeof part === 'number').join('.')
    : field
  if (typeof text !== 'string') return null
  const parts = text.split(/[.[\]/]+/).map((part) => part.replace(/^["']|["']$/g, ''))
  return parts.filter((part) => part !== '').join('.') || null
}

const LONGEST = 300

function words(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const trimmed = value.trim()
  if (trimmed === '' || /^<(!doctype|html|head|body|\?xml)/i.test(trimmed)) return null
  return trimmed.length > LONGEST ? `${trimmed.slice(0, LONGEST)}…` : trimmed
}
