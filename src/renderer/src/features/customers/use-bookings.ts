import { computed, ref, shallowRef, watch } from 'vue'
import { toRow, type BookingRow } from '../../../../shared/domain/booking-row.ts'
import { isLocal, waitingRow } from '../../../../shared/domain/waiting-row.ts'
import type { Booking } from '../../../../shared/recras/schemas.ts'
import type { AppError } from '../../../../shared/result.ts'
import { call } from '../../ipc.ts'
import { useAppStore } from '../../stores/app.ts'
import { useMemoryStore } from '../../stores/memory.ts'
import { useRecordsStore } from '../../stores/records.ts'
import { useVenueStore } from '../../stores/venue.ts'
import { byDay } from './by-day.ts'

/**
 * All bookings of a customer: those in the cache at once, all others as soon as Recras answers
 * (`klant_id`, seeds/boekingen "Read"), and those that wait here to be made.
 */
export function useBookings(id: () => number) {
  const app = useAppStore()
  const memory = useMemoryStore()
  const records = useRecordsStore()
  const venue = useVenueStore()
  const found = shallowRef<readonly BookingRow[]>([])
  const totals = shallowRef<ReadonlyMap<number, number>>(new Map())
  const error = shallowRef<AppError | null>(null)
  /** Recras was asked and answered: these are all of them. */
  const complete = ref(false)
  const asking = ref(false)

  const online = computed(() => app.connection?.status === 'online')
  const cached = computed(() => {
    void memory.version
    return isLocal(id()) ? [] : memory.index.ofCustomer(id())
  })
  /** Bookings that wait for a customer who waits himself. */
  const waiting = computed(() => {
    const customer = records.byLocalId(id())
    if (!customer) return []
    return records.entries
      .filter((entry) => entry.waitsFor === customer.id)
      .flatMap((entry) => waitingRow(entry, app.zone) ?? [])
  })
  const rows = computed(() => {
    const all = new Map<number, BookingRow>()
    for (const row of [...found.value, ...cached.value, ...waiting.value]) all.set(row.id, row)
    return [...all.values()]
  })
  const groups = computed(() => byDay(rows.value, app.today))

  const totalOf = (booking: Booking): number | null =>
    booking.kosten?.calculated_totaalbedrag_inclusief_btw ?? null

  function tell(bookings: readonly Booking[]): void {
    const next = new Map(totals.value)
    for (const one of bookings) {
      const total = totalOf(one)
      if (total !== null) next.set(one.id, total)
    }
    totals.value = next
  }

  /** Recras' own totals of what is in the cache. */
  async function lookUpTotals(): Promise<void> {
    const { cache } = venue
    const missing = cached.value.filter((row) => row.id >= 0 && !totals.value.has(row.id))
    if (!cache || missing.length === 0) return
    const whole = await cache.bookings(missing.map(({ id }) => id)).catch(() => null)
    if (whole && venue.cache === cache) tell(whole.filter((one) => one !== undefined))
  }

  async function ask(): Promise<void> {
    const asked = id()
    if (isLocal(asked) || !online.value || asking.value) return
    asking.value = true
    const got = await call('bookings:find', { klant_id: asked })
    asking.value = false
    if (asked !== id()) return ask()
    error.value = got.ok ? null : got.error
    if (!got.ok) return
    found.value = got.value.map(({ booking, hash }) => toRow(booking, hash, app.zone))
    tell(got.value.map(({ booking }) => booking))
    complete.value = true
  }

  watch(
    id,
    () => {
      found.value = []
      totals.value = new Map()
      error.value = null
      complete.value = false
      void ask()
    },
    { immediate: true },
  )
  watch(online, () => void ask())
  watch(cached, () => void lookUpTotals(), { immediate: true })

  return { groups, totals, complete, asking, error, online, ask }
}
