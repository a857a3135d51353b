import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'

/** Reads JSON; `unexpected-answer` for anything else (a web page, text, nothing, cut in half). */
export function readJson(body: string): Result<unknown> {
  try {
    return ok(JSON.parse(body) as unknown)
  } catch {
    return fail(unexpected(looksLikePage(body) ? 'HTML' : body === '' ? 'empty' : 'not JSON'))
  }
}

/** A web page: a captive portal, a proxy, a maintenance notice. Never Recras' answer to us. */
export const looksLikePage = (body: string): boolean => /^\s*<(!|html|head|body|\?xml)/i.test(body)

export const unexpected = (message: string): AppError => ({ kind: 'unexpected-answer', message })
