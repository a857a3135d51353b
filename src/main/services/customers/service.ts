import type { CustomersDelta } from '../../../shared/ipc/record-calls.ts'
import type { Customer } from '../../../shared/recras/schemas.ts'
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { Clock, Log } from '../ports.ts'
import type { RecrasApi } from '../recras/api.ts'
import { recordOf } from '../recras/customer-reader.ts'
import { DeltaWriter, toCachedCustomer } from './delta-writer.ts'

export interface CustomersOptions {
  api: Pick<RecrasApi, 'customers' | 'customer'>
  clock: Clock
  log: Log
  emit: (delta: CustomersDelta) => void
  /** Lets what a person waits for go before the next page: a scan must not queue behind thousands. */
  breathe: () => Promise<void>
}

/** The whole list from a page on, or only the customers from an id on. */
export type CustomersRequest = { page: number } | { from: number }
export type CustomersRead = Result<{ total: number | null; unreadable: number }>

interface UnderWay {
  request: CustomersRequest
  stop: AbortController
  done: Promise<CustomersRead>
}

/** How often a read waits for Recras, which asked for fewer requests, without getting on. */
const MOST_WAITS = 5
const WAIT_MS = 5_000

/**
 * Reads customers for the page's cache. The first read of thousands of them may be stopped or cut
 * off at any moment; it goes on with the page that the last message named.
 */
export class CustomersService {
  private underWay: UnderWay | null = null
  private highest: number | null = null
  private stopped = false
  private readonly options: CustomersOptions

  constructor(options: CustomersOptions) {
    this.options = options
  }

  /** The highest id that was seen since the start; `null` when none was. */
  highestCustomer(): number | null {
    return this.highest
  }

  /**
   * One read at a time. Whoever asks for what is being read gets its outcome, and the whole list
   * holds all that is asked for from an id on; anything else has its turn when that one ended.
   */
  async sync(request: CustomersRequest): Promise<CustomersRead> {
    for (let other = this.underWay; other !== null; other = this.underWay) {
      const serves = 'page' in other.request || sameRequest(other.request, request)
      if (serves && !other.stop.signal.aborted) return other.done
      await other.done
    }
    if (this.stopped) return fail<AppError>(STOPPED)
    const stop = new AbortController()
    const done = this.read(request, stop.signal).finally(() => (this.underWay = null))
    this.underWay = { request, stop, done }
    return done
  }

  /** Gives the read up that is under way; nothing of it is sent any more. */
  stop(): void {
    this.underWay?.stop.abort()
  }

  /** For good: nothing is asked or sent after it. */
  end(): void {
    this.stopped = true
    this.stop()
  }

  /** Reads one customer, with contacts. The page's cache gets it too; one that is gone, as removed. */
  async readOne(id: number): Promise<Result<Customer>> {
    const read = await this.options.api.customer(id)
    if (read.ok) this.publish(read.value)
    else if (read.error.kind === 'not-found') this.send({ removed: [id] })
    return read
  }

  /** Sends a customer that was just read by itself to the page. */
  publish(customer: Customer): void {
    this.saw(customer.id)
    this.send({ upserts: [toCachedCustomer(recordOf(customer))] })
  }

  private async read(request: CustomersRequest, signal: AbortSignal): Promise<CustomersRead> {
    const { clock, log } = this.options
    const whole = 'page' in request
    const emit = (delta: CustomersDelta): void => {
      if (!signal.aborted) this.send(delta)
    }
    const writer = new DeltaWriter(clock, emit, whole ? request.page : null)
    let total: number | null = null
    let unreadable = 0
    let page = whole ? request.page : 1
    for (let waits = 0; ;) {
      // One page back: customers deleted in between have moved others there, past where this goes on.
      const start = Math.max(1, page - 1)
      const query = whole ? { page: start } : { from: request.from, page: start }
      let failure: AppError | null = null
      for await (const read of this.options.api.customers(query, { gentle: !whole, signal })) {
        if (!read.ok) {
          failure = read.error
          break
        }
        if (read.value.page >= page) waits = 0
        page = Math.max(page, read.value.page + 1)
        total = read.value.total ?? total
        unreadable += read.value.unreadable
        for (const { customer } of read.value.customers) this.saw(customer.id)
        writer.take(read.value)
        if (whole) await this.options.breathe()
      }
      if (signal.aborted) return fail(STOPPED)
      if (failure === null || failure.kind !== 'rate-limited' || waits++ >= MOST_WAITS) {
        writer.flush()
        return failure === null ? ok({ total, unreadable }) : fail(failure)
      }
      writer.flush()
      log.info('customers-wait', { page })
      await this.pause(failure.retryAfterMs ?? WAIT_MS, signal)
    }
  }

  private pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel()
        signal.removeEventListener('abort', end)
        resolve()
      }
      const cancel = this.options.clock.after(ms, end)
      if (signal.aborted) end()
      else signal.addEventListener('abort', end)
    })
  }

  private saw(id: number): void {
    if (this.highest === null || id > this.highest) this.highest = id
  }

  private send(part: Partial<CustomersDelta>): void {
    if (!this.stopped) this.options.emit({ upserts: [], removed: [], progress: null, ...part })
  }
}

const STOPPED: AppError = { kind: 'not-now', message: 'stopped' }

const sameRequest = (one: CustomersRequest, other: CustomersRequest): boolean =>
  'from' in one && 'from' in other && one.from === other.from
