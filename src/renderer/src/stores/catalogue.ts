import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { Catalogue } from '../../../shared/ipc/record-calls.ts'
import { call } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { useVenueStore } from './venue.ts'

/** What there is to choose from: arrangements, products, places, companies. Kept for an outage. */
export const useCatalogueStore = defineStore('catalogue', () => {
  const app = useAppStore()
  const venue = useVenueStore()
  /** `null` while nothing is known; a list in it is `null` when the key may not read it. */
  const catalogue = shallowRef<Catalogue | null>(null)

  /** It was read since the venue was opened. */
  let fresh = false

  /** Asks anew; what was kept from before stands until there is an answer. */
  async function refresh(): Promise<void> {
    const { cache } = venue
    if (!cache) return
    if (catalogue.value === null) {
      const kept = await cache.catalogue().catch(() => undefined)
      if (venue.cache === cache) catalogue.value ??= kept ?? null
    }
    const got = await call('catalogue:get')
    if (!got.ok || venue.cache !== cache) return
    catalogue.value = got.value
    await cache.keepCatalogue(got.value).catch(() => undefined)
  }

  // Nothing of one venue may show in the next.
  watch(
    () => venue.cache,
    () => {
      catalogue.value = null
      fresh = false
    },
  )
  // Before anybody asks for it, as there may be no line by then; the day on screen goes first.
  watch(
    () => [venue.cache, venue.reading, app.connection?.status] as const,
    ([cache, reading, status]) => {
      if (!cache || reading || fresh || status !== 'online') return
      fresh = true
      void refresh()
    },
    { immediate: true },
  )

  return { catalogue, refresh }
})
