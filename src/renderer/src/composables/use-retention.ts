import { watch, type Ref } from 'vue'
import { isLocal } from '../../../shared/domain/waiting-row.ts'
import { dropOtherVenues } from '../db/databases.ts'
import { call } from '../ipc.ts'
import { useAppStore } from '../stores/app.ts'
import { useCustomersStore } from '../stores/customers.ts'
import { useMemoryStore } from '../stores/memory.ts'
import { useOutboxStore } from '../stores/outbox.ts'
import { useVenueStore } from '../stores/venue.ts'
import { useFirstKeptDay } from './first-kept-day.ts'
import { whenIdle } from './when-idle.ts'

/**
 * Lets go of guests: of other venues when a venue was opened or left, of days that are older than the
 * setting when the desk has started and when the day turns. What somebody still has to decide about or
 * that waits to be sent stays until it is settled.
 *
 * @param started the first screen is there
 */
export function useRetention(started: Readonly<Ref<boolean>>): void {
  const app = useAppStore()
  const customers = useCustomersStore()
  const memory = useMemoryStore()
  const outbox = useOutboxStore()
  const venue = useVenueStore()

  const limit = useFirstKeptDay()

  /** Bookings and customers of whom something is on its way or needs a person. */
  function promised(): { bookings: Set<number>; customers: Set<number> } {
    const { entries, parked, records } = outbox.view
    const bookings = new Set(entries.map((entry) => entry.bookingId))
    for (const { bookingId } of parked) if (bookingId !== null) bookings.add(bookingId)
    const people = new Set<number>()
    for (const { kind, localId } of records)
      (kind.startsWith('customer') ? people : bookings).add(localId)
    for (const id of people) if (isLocal(id)) people.delete(id)
    return { bookings, customers: people }
  }

  async function retire(first: string): Promise<void> {
    const { cache } = venue
    if (!cache) return
    const waiting = promised()
    await cache.retire(first, (id) => waiting.bookings.has(id), whenIdle)
    if (venue.cache !== cache) return
    // The day on screen is old itself: it is read again, as any day that is looked at.
    if (venue.day < first) await venue.watchDays()
    // After them, as a customer stays whole for as long as a booking of his does.
    const kept = memory.index.customers()
    if (customers.loaded)
      await customers.retire(first, (id) => kept.has(id) || waiting.customers.has(id), whenIdle)
  }

  const said = (error: unknown): void => {
    const detail = error instanceof Error ? error.name : String(error)
    void call('log:page', { event: 'retention-failed', detail })
  }

  let running: Promise<void> = Promise.resolve()
  watch(
    () => [started.value && memory.complete, customers.loaded, limit.value] as const,
    ([complete, , first]) => {
      if (complete && first !== null) running = running.then(() => retire(first)).catch(said)
    },
    { immediate: true },
  )
  watch(
    () => (started.value && app.info ? [app.info.mode === 'desk' ? app.info.host : null] : null),
    (now, before) => {
      if (now && now[0] !== before?.[0]) void whenIdle().then(() => dropOtherVenues(now[0] ?? null))
    },
    { immediate: true },
  )
}
