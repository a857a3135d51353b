import type { Switches } from '../switches.ts'

/** One complaint about one field, as Recras writes it. */
export interface Complaint {
  field: string
  message: string
  parameters: unknown[]
}

export const complaint = (field: string, message: string): Complaint => ({
  field,
  message,
  parameters: [],
})

/** A refusal of Recras, in the shape that the switches ask for. */
export function refusal(
  status: number,
  complaints: readonly Complaint[],
  { errorBody }: Switches,
  headers: Record<string, string> = {},
): Response {
  const message = complaints.map((one) => one.message).join(' ')
  const json = (body: unknown): Response =>
    new Response(JSON.stringify(body), {
      status,
      headers: { ...headers, 'Content-Type': 'application/json' },
    })
  switch (errorBody) {
    case 'list':
      return json(complaints)
    case 'errors':
      return json({ errors: complaints })
    case 'messages':
      return json(complaints.map((one) => ({ message: one.message })))
    case 'code':
      return json({ error: { code: status, message } })
    case 'plain':
      return json({ error: 'Error', message })
    case 'html':
      return new Response(`<!doctype html><title>${status}</title><h1>${status}</h1>`, {
        status,
        headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
      })
    case 'empty':
      return new Response(null, { status, headers })
  }
}

/** A refusal that is about the request and not about a field of it: `{error: {code, message}}`. */
export function failure(
  status: number,
  message: string,
  switches: Switches,
  headers: Record<string, string> = {},
): Response {
  const errorBody = switches.errorBody === 'list' ? 'code' : switches.errorBody
  return refusal(status, [complaint('', message)], { ...switches, errorBody }, headers)
}
