import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A move that Recras made because this desk asked for it: its answer was 2xx. */
export interface Effect {
  bookingId: number
  status: string
}

export interface Faults {
  /** Mean time that a request or an answer is on its way. */
  latencyMs: number
  /** Chances in [0, 1] of each request. */
  lostBefore: number
  lostAfter: number
  noAnswer: number
  serverError: number
}

export const HEALTHY: Faults = {
  latencyMs: 0,
  lostBefore: 0,
  lostAfter: 0,
  noAnswer: 0,
  serverError: 0,
}

const SET_STATUS = /\/boekingen\/(\d+)\/set_status\/(\w+)/

/**
 * The line between the desk and Recras: HTTP passed through as it is, or not. It writes down every
 * move that took effect, whether or not the desk came to know.
 */
export class FlakyLine {
  faults: Faults = HEALTHY
  /** Nothing gets through at all. */
  cut = false
  readonly effects: Effect[] = []
  readonly #target: URL
  readonly #random: () => number
  readonly #server = createServer((asked, answer) => void this.#pass(asked, answer))

  constructor(target: string, random: () => number) {
    this.#target = new URL(target)
    this.#random = random
  }

  /** Its origin. */
  async open(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { faults } = this
    await this.#delay(faults.latencyMs)
    if (this.cut || this.#random() < faults.lostBefore) return void asked.socket.destroy()
    if (this.#random() < faults.serverError) return void answer.writeHead(502).end('<h1>502</h1>')
    const reply = await this.#forward(asked)
    if (reply === null) return void asked.socket.destroy()
    const move = SET_STATUS.exec(asked.url ?? '')
    if (asked.method === 'POST' && move && reply.status >= 200 && reply.status < 300)
      this.effects.push({ bookingId: Number(move[1]), status: String(move[2]) })
    await this.#delay(faults.latencyMs)
    if (this.cut || this.#random() < faults.lostAfter) return void asked.socket.destroy()
    if (this.#random() < faults.noAnswer) return
    answer.writeHead(reply.status, reply.headers).end(reply.body)
  }

  #forward(asked: IncomingMessage): Promise<Reply | null> {
    return new Promise((done) => {
      const passed = request(
        new URL(asked.url ?? '/', this.#target),
        { method: asked.method ?? 'GET', headers: { ...asked.headers, host: this.#target.host } },
        (from) => {
          const parts: Buffer[] = []
          from.on('data', (part: Buffer) => parts.push(part))
          from.on('end', () => {
            // The body is passed on whole, whatever pieces it came in.
            delete from.headers['transfer-encoding']
            const { statusCode: status = 502, headers } = from
            done({ status, headers, body: Buffer.concat(parts) })
          })
        },
      )
      passed.on('error', () => done(null))
      asked.pipe(passed)
    })
  }

  #delay(mean: number): Promise<void> {
    return new Promise((done) => setTimeout(done, mean * 2 * this.#random()))
  }
}

interface Reply {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}
