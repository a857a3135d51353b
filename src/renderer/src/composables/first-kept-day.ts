import { computed, type ComputedRef } from 'vue'
import { addDays, dayOf } from '../../../shared/domain/time.ts'
import { useAppStore } from '../stores/app.ts'

/**
 * The first day whose bookings stay in the cache; `null` while nobody knows for certain which day it is.
 *
 * Days are counted by Recras' clock, and only while it answers: a computer whose own clock jumped
 * ahead must not empty its cache in an outage.
 */
export function useFirstKeptDay(): ComputedRef<string | null> {
  const app = useAppStore()
  return computed(() => {
    const { connection, now, zone, settings } = app
    // A line is taken to be there until it fails; a clock that was compared has had an answer.
    const offset = connection?.status === 'online' ? connection.clockOffsetMs : null
    return offset === null ? null : addDays(dayOf(now + offset, zone), -settings.retentionDays)
  })
}
