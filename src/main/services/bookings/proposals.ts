import type { Proposal } from '../../../shared/ipc/record-calls.ts'
import { fail, isTransient, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { Clock, Log } from '../ports.ts'
import type { RecrasApi } from '../recras/api.ts'
import type { ProposalMemory } from './proposal-memory.ts'
import type { BookingReader } from './reader.ts'
import { mayHaveHappened } from './writes.ts'

export const PROPOSAL_REL = 'recras:send_boekingsvoorstel'

export interface ProposalsOptions {
  api: Pick<RecrasApi, 'follow'>
  reader: BookingReader
  memory: ProposalMemory
  clock: Clock
  log: Log
}

/**
 * Has Recras mail the proposal of a booking to its customer: once for every tap that a person
 * confirmed, and never by itself. Whoever asks while one is being sent gets the outcome of that one.
 */
export class Proposals {
  private readonly underWay = new Map<number, Promise<Result<Proposal>>>()
  private readonly options: ProposalsOptions

  constructor(options: ProposalsOptions) {
    this.options = options
  }

  /**
   * `not-now` with a message when it was not tried: `sent` or `maybe-sent` when this desk did before
   * and `again` is not said, `no-link` when Recras does not offer it, `no-line` when the booking could
   * not be read. A failure whose kind is transient means that nobody knows whether it was sent.
   */
  send({ id, again }: { id: number; again: boolean }): Promise<Result<Proposal>> {
    const other = this.underWay.get(id)
    if (other) return other
    const sending = this.sendAlone(id, again).finally(() => this.underWay.delete(id))
    this.underWay.set(id, sending)
    return sending
  }

  private async sendAlone(id: number, again: boolean): Promise<Result<Proposal>> {
    const { api, reader, memory, clock, log } = this.options
    const before = await memory.get(id)
    if (!before.ok) return before
    if (before.value && !again) return notNow(before.value.state === 'sent' ? 'sent' : 'maybe-sent')

    const read = await reader.refresh(id)
    // Nothing left to send it with; a transient kind would say that it may have been sent.
    if (!read.ok) return isTransient(read.error) ? notNow('no-line') : read
    const link = read.value.booking._links[PROPOSAL_REL]?.[0]
    if (!link) return notNow('no-link')

    const at = new Date(clock.now()).toISOString()
    const promised = await memory.set(id, { state: 'sending', at })
    if (!promised.ok) return promised
    const sent = await api.follow(PROPOSAL_REL, link)
    if (sent.ok) {
      // Not kept is remembered as maybe sent, which asks a person as well.
      await memory.set(id, { state: 'sent', at })
      log.info('proposal-sent', { id })
      return ok({ sentAt: at })
    }
    if (!mayHaveHappened(sent.error)) {
      await memory.set(id, before.value)
      return sent.error.kind === 'rate-limited' ? notNow('busy') : sent
    }
    log.warn('proposal-unsure', { id, kind: sent.error.kind })
    return sent
  }
}

const notNow = (message: string): Result<never> => fail<AppError>({ kind: 'not-now', message })
