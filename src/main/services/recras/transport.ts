import axios, { type AxiosInstance } from 'axios'
import { fail, type AppError, type Result } from '../../../shared/result.ts'
import type { Clock, Fetch } from '../ports.ts'
import type { AnswerObserver, Ask } from './api.ts'
import { readJson, unexpected } from './body.ts'
import { errorOf, errorOfFailure, serverDate, type Answer } from './errors.ts'
import type { Pace } from './pace.ts'

export interface TransportOptions {
  /** `https://demo.recras.nl`: nothing is ever sent anywhere else. */
  origin: string
  key: string
  fetch: Fetch
  clock: Clock
  pace: Pace
  observer: AnswerObserver
  /** For a whole request, its body included. */
  timeoutMs: number
  maxBytes: number
  /** Whether it is Recras that answers at this address; asked when an answer alone does not show it. */
  vouch: (ask: Ask) => Promise<boolean>
}

/** One request. */
export interface Outgoing {
  /** A resolved address (`target.ts`). */
  target: URL
  method: string
  /** The body, as JSON text. */
  json?: string
  /** In place of the transport's own limit. */
  timeoutMs?: number
}

const SPEAKS: ReadonlySet<AppError['kind']> = new Set([
  'refused',
  'forbidden',
  'not-found',
  'conflict',
  'rate-limited',
])

/**
 * Sends one request to the venue and reads its answer. Redirects are not followed, cookies are
 * neither kept nor sent, and time, size and request budget are kept.
 */
export class Transport {
  private readonly http: AxiosInstance
  private readonly heads = new WeakMap<object, number>()
  private readonly options: TransportOptions

  constructor(options: TransportOptions) {
    this.options = options
    this.http = axios.create({
      adapter: 'fetch',
      env: { fetch: this.outgoing },
      baseURL: options.origin,
      allowAbsoluteUrls: false,
      maxRedirects: 0,
      maxContentLength: options.maxBytes,
      withCredentials: false,
      responseType: 'text',
      transformRequest: (body: unknown) => body,
      transformResponse: (body: string) => body,
      validateStatus: () => true,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${options.key}`,
        // Axios would name a type even for a POST without a body.
        'Content-Type': false,
      },
    })
  }

  /**
   * @param read judges the answer; what it finds `unexpected-answer` counts as not reachable
   * @param vouched in place of `vouch`, for the question that it is itself
   */
  async send<T>(
    request: Outgoing,
    ask: Ask,
    read: (answer: Answer) => Result<T>,
    vouched = this.options.vouch,
  ): Promise<Result<T>> {
    const { pace, clock } = this.options
    if (pace.holdMs === 0) await pace.turn(ask)
    if (ask.signal?.aborted) return fail(GIVEN_UP)
    if (pace.holdMs > 0) return fail({ kind: 'rate-limited', retryAfterMs: pace.holdMs })

    const sentAt = clock.now()
    const got = await this.exchange(request, ask)
    if (!got.ok) {
      if (got.error.kind !== 'not-now')
        this.options.observer.failed({ at: clock.now(), error: got.error })
      return got
    }
    const answer = got.value
    const success = answer.status >= 200 && answer.status <= 299
    const result: Result<T> = success
      ? read(answer)
      : fail(await this.trusted(answer, ask, vouched))
    if (!result.ok && result.error.kind === 'not-now') return result
    if (!result.ok && 'retryAfterMs' in result.error && result.error.retryAfterMs !== null)
      pace.hold(result.error.retryAfterMs)
    this.tell(answer, sentAt, result)
    return result
  }

  /**
   * What an answer other than 2xx means. A web filter's 403 and an ingress' 404 look like Recras saying
   * that a booking is not there; so those count only in Recras' own form, or when Recras was seen to
   * answer at the same address.
   */
  private async trusted(
    answer: Answer,
    ask: Ask,
    vouched: TransportOptions['vouch'],
  ): Promise<AppError> {
    const error = errorOf(answer)
    const doubtful = error.kind === 'forbidden' || error.kind === 'not-found'
    if (!doubtful || readJson(answer.body).ok || (await vouched(ask))) return error
    return ask.signal?.aborted ? GIVEN_UP : unexpected(`HTTP ${answer.status}`)
  }

  private tell(answer: Answer, sentAt: number, result: Result<unknown>): void {
    const { observer } = this.options
    if (!result.ok && !SPEAKS.has(result.error.kind))
      return observer.failed({ at: answer.at, error: result.error })
    observer.answered({
      at: answer.at,
      latencyMs: Math.max(0, answer.at - sentAt),
      serverDate: serverDate(answer),
      status: answer.status,
    })
  }

  private async exchange(request: Outgoing, ask: Ask): Promise<Result<Answer>> {
    const { clock } = this.options
    const abort = new AbortController()
    let end: (error: AppError) => void = () => undefined
    // The limit does not rely on the network stack to notice that it was aborted.
    const ended = new Promise<Result<Answer>>((resolve) => {
      end = (error) => {
        resolve(fail(error))
        abort.abort()
      }
    })
    const limit = request.timeoutMs ?? this.options.timeoutMs
    const cancelTimer = clock.after(limit, () => end({ kind: 'timeout' }))
    const giveUp = (): void => end(GIVEN_UP)
    ask.signal?.addEventListener('abort', giveUp)
    try {
      return await Promise.race([ended, this.request(request, abort.signal)])
    } finally {
      cancelTimer()
      ask.signal?.removeEventListener('abort', giveUp)
    }
  }

  private async request(
    { target, method, json }: Outgoing,
    signal: AbortSignal,
  ): Promise<Result<Answer>> {
    try {
      const url = target.pathname + target.search
      const body =
        json === undefined ? {} : { data: json, headers: { 'Content-Type': 'application/json' } }
      const { status, headers, data, request } = await this.http.request<string>({
        url,
        method,
        signal,
        ...body,
      })
      const header = (name: string): string | null => {
        const value: unknown = headers[name]
        return typeof value === 'string' ? value : null
      }
      const at = this.heads.get(request as object) ?? this.options.clock.now()
      return { ok: true, value: { status, header, body: data, at } }
    } catch (thrown) {
      return fail(errorOfFailure(thrown))
    }
  }

  /** The last look at what leaves: only to the venue, and never with leave to follow a redirect. */
  private readonly outgoing: Fetch = async (input, init) => {
    const { origin, fetch, clock } = this.options
    if (!(input instanceof Request) || new URL(input.url).origin !== origin)
      throw new Error('a request would have left the venue')
    // Chromium keeps answers like any browser: a stored one would say nothing about now.
    const response = await fetch(input, { ...init, redirect: 'manual', cache: 'no-store' })
    this.heads.set(input, clock.now())
    return response
  }
}

const GIVEN_UP: AppError = { kind: 'not-now', message: 'given up' }
