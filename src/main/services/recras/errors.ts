import { readErrorBody } from '../../../shared/recras/error-body.ts'
import type { AppError } from '../../../shared/result.ts'
import { looksLikePage, readJson } from './body.ts'
import { retryAfterMs } from './retry-after.ts'

/** An answer's head and its whole body, as text. */
export interface Answer {
  status: number
  header: (name: string) => string | null
  body: string
  /** When the head arrived, epoch ms. */
  at: number
}

/** The `Date` header, epoch ms. */
export function serverDate(answer: Answer): number | null {
  const at = Date.parse(answer.header('date') ?? '')
  return Number.isNaN(at) ? null : at
}

/**
 * What an answer other than 2xx means (kinds: `result.ts`), with Recras' own words in it. The
 * status alone decides, but for one thing: a 4xx that has no meaning here is a refusal when Recras
 * gives a reason in JSON, and otherwise something that stands between here and Recras.
 */
export function errorOf(answer: Answer): AppError {
  const { status } = answer
  const said = readJson(answer.body)
  const { message, fields } = readErrorBody(
    said.ok ? said.value : looksLikePage(answer.body) ? null : answer.body,
  )
  const words = message === null ? {} : { message }
  const wait = retryAfterMs(answer.header('retry-after'), serverDate(answer), answer.at)

  if (status === 401) return { kind: 'unauthorized', ...words }
  if (status === 403) return { kind: 'forbidden', ...words }
  if (status === 404 || status === 410) return { kind: 'not-found', ...words }
  if (status === 409 || status === 412) return { kind: 'conflict', ...words }
  if (status === 429) return { kind: 'rate-limited', ...words, retryAfterMs: wait }
  if (status >= 500 && status <= 599)
    return { kind: 'server', ...words, status, retryAfterMs: wait }
  const refusal = status === 400 || status === 406 || status === 422
  if (refusal || (status >= 400 && status <= 499 && said.ok && message !== null))
    return { kind: 'refused', ...words, fields }
  return { kind: 'unexpected-answer', message: `HTTP ${status}` }
}

/**
 * What a request that brought no answer failed of. Name resolution, refused and reset connections
 * and certificates are all `unreachable`; the message is the network's own code (`ENOTFOUND`,
 * `net::ERR_CERT_DATE_INVALID`), for whoever has to find the cause. Redirects are never followed;
 * Chromium reports them as a failure instead of an answer.
 */
export function errorOfFailure(thrown: unknown): AppError {
  const chain = causes(thrown)
  if (chain.some((one) => /maxContentLength/.test(one.message)))
    return { kind: 'unexpected-answer', message: 'too large' }
  if (chain.some((one) => /redirect/i.test(one.message)))
    return { kind: 'unexpected-answer', message: 'redirect' }
  // The innermost error knows best: fetch itself only says that it failed.
  const code = chain
    .map((one) => /\bnet::ERR_\w+/.exec(one.message)?.[0] ?? codeOf(one))
    .filter((one) => one !== null)
    .at(-1)
  return code === undefined ? { kind: 'unreachable' } : { kind: 'unreachable', message: code }
}

function causes(thrown: unknown): Error[] {
  const chain: Error[] = []
  for (let one = thrown; one instanceof Error && chain.length < 6; one = one.cause) chain.push(one)
  return chain
}

const codeOf = (error: Error): string | null => {
  const { code } = error as Error & { code?: unknown }
  return typeof code === 'string' && code !== '' ? code : null
}
