import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { LocalMark, MarkChange } from '../../../shared/outbox/mark.ts'
import type { AppError } from '../../../shared/result.ts'
import { call } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { markKey, useOutboxStore } from './outbox.ts'

/** Whose marks: a booking on one of the venue's days. */
export type MarkSubject = Pick<MarkChange, 'bookingId' | 'day' | 'referentie'>
/** What is wished; what is left out stays as it is. */
export type MarkWish = Pick<MarkChange, 'arrived' | 'noShow' | 'note'>

/** What the journal has, with what is wished on top. */
export type ShownMark = Pick<LocalMark, 'arrived' | 'noShow' | 'note'>

/** A wish that the journal does not have yet. */
interface Pending {
  subject: MarkSubject
  /** Is being written. */
  flying: MarkWish | null
  /** Came after it: only the last of each counts. */
  next: MarkWish
  /** Who waits for what is being written, and for what comes after. */
  told: { flying: (() => void)[]; next: (() => void)[] }
  /** It takes longer than a person should be left without a word. */
  late: boolean
  error: AppError | null
}

const LATE_MS = 600
const AGAIN_MS = 3000
const NOTHING: ShownMark = { arrived: null, noShow: false, note: null }

/**
 * What this desk alone knows of bookings, with what was just pressed on top. One write at a time for
 * each booking; what is pressed meanwhile goes with the next, so that fast fingers lose nothing. What
 * the disk does not take is tried again until it does, and said to be not kept.
 */
export const useMarksStore = defineStore('marks', () => {
  const app = useAppStore()
  const outbox = useOutboxStore()
  const pending = shallowRef<ReadonlyMap<string, Pending>>(new Map())
  let turn = 0

  function put(key: string, one: Pending | null): void {
    const next = new Map(pending.value)
    if (one) next.set(key, one)
    else next.delete(key)
    pending.value = next
  }

  /** As the person at the desk sees it. */
  function shown(bookingId: number, day: string): ShownMark {
    const kept = outbox.markOf(bookingId, day) ?? NOTHING
    const wished = pending.value.get(markKey(bookingId, day))
    const { arrived, noShow, note } = { ...kept, ...wished?.flying, ...wished?.next }
    return { arrived: arrived ?? null, noShow: noShow ?? false, note: note ?? null }
  }

  /** Something is wished that the disk does not have. */
  const isPending = (bookingId: number, day: string): boolean =>
    pending.value.has(markKey(bookingId, day))

  /** That it is not on the disk yet, when that is worth saying; with why, where that is known. */
  function unkept(bookingId: number, day: string): { error: AppError | null } | null {
    const one = pending.value.get(markKey(bookingId, day))
    return one && (one.late || one.error) ? { error: one.error } : null
  }

  /** Wishes a change. Resolves when the journal has it; never, when the venue is left before. */
  function change(subject: MarkSubject, wish: MarkWish): Promise<void> {
    const key = markKey(subject.bookingId, subject.day)
    const before = pending.value.get(key)
    return new Promise((resolve) => {
      const told = before?.told ?? { flying: [], next: [] }
      put(key, {
        subject,
        flying: before?.flying ?? null,
        next: { ...before?.next, ...wish },
        told: { ...told, next: [...told.next, resolve] },
        late: before?.late ?? false,
        error: before?.error ?? null,
      })
      // While one is being written this goes after it; what waits to be tried again is tried now.
      void send(key)
    })
  }

  async function send(key: string): Promise<void> {
    const mine = turn
    const one = pending.value.get(key)
    if (!one || one.flying) return
    const flying = one.next
    put(key, { ...one, flying, next: {}, told: { flying: one.told.next, next: [] } })
    const late = setTimeout(() => {
      const still = pending.value.get(key)
      if (still && mine === turn) put(key, { ...still, late: true })
    }, LATE_MS)
    const result = await call('marks:set', { ...one.subject, ...flying })
    clearTimeout(late)
    const now = pending.value.get(key)
    if (mine !== turn || !now) return
    if (result.ok) {
      outbox.marked(result.value)
      const rest = { ...now, flying: null, late: false, error: null }
      const more = Object.keys(now.next).length > 0
      put(key, more ? { ...rest, told: { flying: [], next: now.told.next } } : null)
      for (const tell of now.told.flying) tell()
      if (more) void send(key)
      return
    }
    put(key, {
      ...now,
      flying: null,
      next: { ...flying, ...now.next },
      told: { flying: [], next: [...now.told.flying, ...now.told.next] },
      late: false,
      error: result.error,
    })
    setTimeout(() => {
      if (mine === turn) void send(key)
    }, AGAIN_MS)
  }

  // What was wished of another venue's bookings is not this one's.
  watch(
    () => app.info?.host ?? null,
    () => {
      turn += 1
      pending.value = new Map()
    },
    { flush: 'sync' },
  )

  return { shown, isPending, unkept, change }
})
