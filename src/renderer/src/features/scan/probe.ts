import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { readScan, type ScanCode } from '../../../../shared/domain/scan-code.ts'
import { dayOf } from '../../../../shared/domain/time.ts'
import type { ScanSource } from '../../../../shared/scan/repeats.ts'
import type { HeldKey, WedgeScan } from '../../../../shared/scan/wedge.ts'
import { useAppStore } from '../../stores/app.ts'
import { useVenueStore } from '../../stores/venue.ts'

/** What the cache knows of a scanned code. */
export type Match = 'today' | 'other-day' | 'unknown'

/** One thing that came in while the scanner is tried. */
export interface Probed {
  id: number
  at: number
  source: ScanSource
  code: ScanCode
  /** Characters that arrived. */
  count: number
  /** Average ms between two characters; `null` from the camera. */
  gap: number | null
  /** Ms from the first to the last. */
  took: number | null
  ended: WedgeScan['ended'] | null
  match: Match
}

/** Typing goes on when the next key comes within this many ms. */
const PAUSE = 1000
const KEPT = 6

/**
 * Trying the scanner: while the test card is open, everything that comes in is shown there and
 * nothing is done with it.
 */
export const useProbeStore = defineStore('scan-probe', () => {
  const app = useAppStore()
  const venue = useVenueStore()
  const users = ref(0)
  const log = shallowRef<Probed[]>([])
  const open = computed(() => users.value > 0)
  let next = 0
  let typing: { id: number; keys: HeldKey[] } | null = null

  /** Starts trying; returns the function that ends it. */
  function begin(): () => void {
    users.value++
    return () => {
      if (--users.value === 0) {
        log.value = []
        typing = null
      }
    }
  }

  function fromScanner(scan: WedgeScan): void {
    typing = null
    void add({
      source: 'scanner',
      code: readScan(scan.text),
      count: scan.count,
      gap: scan.gap,
      took: scan.gap * Math.max(0, scan.count - 1),
      ended: scan.ended,
    })
  }

  function fromCamera(text: string): void {
    const code = readScan(text)
    if (log.value[0]?.source === 'camera' && log.value[0].code.text === code.text) return
    void add({ source: 'camera', code, count: text.length, gap: null, took: null, ended: null })
  }

  /** A key that was a person's: one entry for each run of typing. */
  function typed(key: HeldKey): void {
    const goesOn = typing && key.at - (typing.keys.at(-1)?.at ?? 0) <= PAUSE
    const keys = goesOn && typing ? [...typing.keys, key].slice(-200) : [key]
    const id = goesOn && typing ? typing.id : next++
    typing = { id, keys }
    const took = key.at - (keys[0]?.at ?? key.at)
    put({
      id,
      at: Date.now(),
      source: 'typed',
      code: readScan(keys.map((one) => one.key).join('')),
      count: keys.length,
      gap: keys.length > 1 ? took / (keys.length - 1) : 0,
      took,
      ended: null,
      match: 'unknown',
    })
  }

  async function add(entry: Omit<Probed, 'id' | 'at' | 'match'>): Promise<void> {
    const id = next++
    const at = Date.now()
    put({ ...entry, id, at, match: 'unknown' })
    const match = await matchOf(entry.code)
    if (match !== 'unknown')
      log.value = log.value.map((one) => (one.id === id ? { ...one, match } : one))
  }

  function put(entry: Probed): void {
    log.value = [entry, ...log.value.filter((one) => one.id !== entry.id)].slice(0, KEPT)
  }

  async function matchOf(code: ScanCode): Promise<Match> {
    const row =
      (await venue.cache?.rowByCode(code.text).catch(() => undefined)) ??
      (code.kind === 'booking'
        ? await venue.cache?.rowByReference(code.referentie).catch(() => undefined)
        : undefined)
    if (!row) return 'unknown'
    return row.days.includes(dayOf(Date.now(), app.zone)) ? 'today' : 'other-day'
  }

  return { open, log, begin, fromScanner, fromCamera, typed }
})
