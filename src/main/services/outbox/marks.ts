import { addDays, dayOf } from '../../../shared/domain/time.ts'
import {
  isSameMark,
  type LocalMark,
  type MarkChange,
  type SealedMark,
} from '../../../shared/outbox/mark.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Actor } from '../../../shared/staff.ts'
import type { Clock } from '../ports.ts'
import type { Seals } from '../vault/vault.ts'
import type { Ledger } from './ledger.ts'

export interface MarksOptions {
  ledger: Ledger
  vault: Seals
  clock: Clock
  /** The venue's time zone. */
  zone: string
  desk(): string
  who(): Actor | null
  /** Days back that stay (settings). */
  retentionDays(): number
  /** Server clock minus device clock, ms; `null` when never measured. */
  serverOffsetMs(): number | null
  /** Whether Recras answers at the moment. */
  online(): boolean
}

const EXPIRE_EVERY_MS = 3_600_000

/**
 * What only this desk knows of bookings: who has arrived, that nobody came, a note. Kept in the
 * journal and nowhere else; Recras has no place for it, so nothing of it is delivered.
 */
export class Marks {
  private readonly options: MarksOptions
  private later: (() => void) | null = null

  constructor(options: MarksOptions) {
    this.options = options
  }

  start(): void {
    this.expire()
    this.later?.()
    this.later = this.options.clock.after(EXPIRE_EVERY_MS, () => this.start())
  }

  stop(): void {
    this.later?.()
    this.later = null
  }

  /** Sets what is given and leaves the rest. Answers after the journal has it on disk. */
  async set(change: MarkChange): Promise<Result<LocalMark>> {
    const { ledger, vault } = this.options
    // A note is sealed with the key that lasts, if there is one.
    if (change.note) await vault.ready()
    return ledger.exclusively(`mark:${change.bookingId}:${change.day}`, async () => {
      const before = ledger.state.marks.find((mark) => isSameMark(mark, change))
      const mark = this.changed(before, change)
      const written = await ledger.commit([{ type: 'marked', mark }])
      if (!written.ok) return written
      // What a person wrote and took back is not to lie on the disk.
      if (before?.sealedNote && before.sealedNote !== mark.sealedNote) ledger.tidy()
      return ok(openMark(vault, mark))
    })
  }

  /**
   * Lets go of days that are over for long enough by Recras' clock, while it answers. As long as that
   * is not known nothing goes: this machine's own may stand in any year, or jump to one.
   */
  expire(): void {
    const { ledger, clock, zone, retentionDays, serverOffsetMs, online } = this.options
    const offset = online() ? serverOffsetMs() : null
    if (offset === null) return
    const before = addDays(dayOf(clock.now() + offset, zone), -(retentionDays() + 1))
    if (!ledger.state.marks.some((mark) => mark.day < before)) return
    ledger.note({ type: 'marks-expired', before })
    ledger.tidy()
  }

  private changed(before: SealedMark | undefined, change: MarkChange): SealedMark {
    const { clock, desk, who, vault } = this.options
    const { bookingId, day, referentie, arrived, noShow, note } = change
    return {
      bookingId,
      day,
      referentie,
      arrived: arrived === undefined ? (before?.arrived ?? null) : arrived,
      noShow: noShow ?? before?.noShow ?? false,
      // A note that cannot be opened now stays as it is while nobody replaces it.
      sealedNote:
        note === undefined ? (before?.sealedNote ?? null) : note ? vault.seal(note) : null,
      at: new Date(clock.now()).toISOString(),
      by: who(),
      desk: desk(),
    }
  }
}

/** As the page has it. */
export const openMark = (vault: Pick<Seals, 'open'>, mark: SealedMark): LocalMark => {
  const { bookingId, day, referentie, arrived, noShow, sealedNote, at, by, desk } = mark
  const note = sealedNote === null ? null : vault.open(sealedNote)
  return { bookingId, day, referentie, arrived, noShow, note, at, by, desk }
}
