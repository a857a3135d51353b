import type { Deletable, SaveOutcome } from '../../../shared/ipc/record-calls.ts'
import type { BookingUpdate } from '../../../shared/recras/write/booking.ts'
import { documentedOnly } from '../../../shared/recras/write/documented.ts'
import { fail, isTransient, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { KeyedLock } from '../outbox/keyed-lock.ts'
import type { RecrasApi } from '../recras/api.ts'
import { readJson } from '../recras/body.ts'
import { detailsOf, withDetails } from './details.ts'
import { sameContent } from './same-content.ts'
import type { BookingReader } from './reader.ts'

/**
 * Changes to a booking that are made at once or not at all: lines with costs, and deletion. One at
 * a time per booking, and not while the outbox writes it: neither may take what the other just wrote
 * for how it was. An answer that got lost is settled by reading the booking, never by sending
 * again.
 */
export class BookingWrites {
  private readonly api: Pick<RecrasApi, 'updateBooking' | 'deleteBooking' | 'deletable'>
  private readonly reader: BookingReader
  private readonly wire: KeyedLock

  constructor(
    api: Pick<RecrasApi, 'updateBooking' | 'deleteBooking' | 'deletable'>,
    reader: BookingReader,
    wire: KeyedLock,
  ) {
    this.api = api
    this.reader = reader
    this.wire = wire
  }

  /** @param given.base the booking as `booking:detail` gave it: what the person started from */
  save(given: { id: number; base: string; body: BookingUpdate }): Promise<Result<SaveOutcome>> {
    return this.wire.run(String(given.id), () => this.saveAlone(given))
  }

  delete(id: number): Promise<Result<null>> {
    return this.wire.run(String(id), () => this.deleteAlone(id))
  }

  async deletable(id: number): Promise<Result<Deletable>> {
    const said = await this.api.deletable(id)
    if (said.ok || said.error.kind !== 'not-found') return said
    // The booking is gone, or this Recras does not know the question: the booking itself tells.
    const read = await this.reader.refresh(id)
    return read.ok ? ok({ deletable: null, reason: null }) : read
  }

  private async saveAlone(given: {
    id: number
    base: string
    body: BookingUpdate
  }): Promise<Result<SaveOutcome>> {
    const { id, body } = given
    const base = readMap(given.base)
    if (base === null || Number(base['id']) !== id) return fail(NO_BASE)
    const embed = withDetails(detailsOf(base))
    const before = await this.reader.text(id, embed)
    if (!before.ok) return before
    if (!sameContent(base, readMap(before.value)))
      return ok({ kind: 'changed', json: before.value })

    const written = await this.api.updateBooking(id, documentedOnly(body))
    if (written.ok) {
      const [now] = await Promise.all([this.reader.text(id, embed), this.reader.refresh(id)])
      return ok({ kind: 'saved', json: now.ok ? now.value : null })
    }
    // Gone, or only this way to it: the booking itself tells.
    if (written.error.kind === 'not-found') await this.reader.refresh(id)
    if (!mayHaveHappened(written.error)) return written
    const after = await this.reader.text(id, embed)
    if (!after.ok || sameContent(readMap(before.value), readMap(after.value))) return written
    await this.reader.refresh(id)
    return ok({ kind: 'unsure', json: after.value })
  }

  private async deleteAlone(id: number): Promise<Result<null>> {
    const deleted = await this.api.deleteBooking(id)
    if (deleted.ok) {
      this.reader.gone(id)
      return deleted
    }
    const toldGone = deleted.error.kind === 'not-found'
    if (!toldGone && !mayHaveHappened(deleted.error)) return deleted
    const read = await this.reader.refresh(id)
    const isGone = !read.ok && read.error.kind === 'not-found'
    return isGone && !toldGone ? ok(null) : deleted
  }
}

/** Whether Recras may have acted although no answer says so. */
export const mayHaveHappened = (error: AppError): boolean =>
  isTransient(error) && error.kind !== 'rate-limited'

const NO_BASE: AppError = {
  kind: 'invalid',
  fields: [{ field: 'base', message: 'not this booking' }],
}

function readMap(text: string): Record<string, unknown> | null {
  const read = readJson(text)
  const isMap =
    read.ok && typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)
  return isMap ? (read.value as Record<string, unknown>) : null
}
