import { onScopeDispose, ref, shallowRef } from 'vue'
import type { StaffMember } from '../../../../shared/staff.ts'
import { call } from '../../ipc.ts'

/*
 * The way out, for who leads here. Guests do not come upon it: the venue's name held for five seconds,
 * and then tapped five times.
 */

const HOLD = 5_000
const TAPS = 5
const TAPS_WITHIN = 6_000
/** Nobody touches it for so long: back to the guests. */
const IDLE = 20_000
const SHORTEST_PIN = 4
const LONGEST_PIN = 8

/** Recognises the gesture. */
export function useHiddenGesture(found: () => void) {
  let holding: ReturnType<typeof setTimeout> | undefined
  let armedAt: number | null = null
  let taps = 0

  function down(): void {
    if (armedAt !== null && performance.now() - armedAt <= TAPS_WITHIN) {
      if (++taps < TAPS) return
      armedAt = null
      found()
      return
    }
    armedAt = null
    clearTimeout(holding)
    holding = setTimeout(() => {
      armedAt = performance.now()
      taps = 0
    }, HOLD)
  }
  const up = (): void => clearTimeout(holding)

  onScopeDispose(up)
  return { down, up }
}

/** The pad behind it: who, and which PIN. */
export function useLeaving() {
  const open = ref(false)
  const leads = shallowRef<readonly StaffMember[]>([])
  const who = ref<string | null>(null)
  const pin = ref('')
  const failed = ref<'whoFirst' | 'short' | 'wrong' | 'failed' | null>(null)
  /** Until when nobody may try, ms of the page's clock. */
  const blockedUntil = ref(0)
  const busy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function touched(): void {
    clearTimeout(timer)
    timer = setTimeout(close, IDLE)
  }

  async function show(): Promise<void> {
    const staff = await call('staff:get')
    leads.value = staff.ok ? staff.value.staff.filter((one) => one.role === 'lead') : []
    who.value = leads.value.length === 1 ? (leads.value[0]?.id ?? null) : null
    pin.value = ''
    failed.value = null
    open.value = true
    touched()
  }

  function close(): void {
    clearTimeout(timer)
    open.value = false
    who.value = null
    pin.value = ''
    failed.value = null
  }

  function type(key: string): void {
    touched()
    if (/^\d$/.test(key) && pin.value.length < LONGEST_PIN) pin.value += key
  }
  function erase(): void {
    touched()
    pin.value = pin.value.slice(0, -1)
  }
  function choose(id: string): void {
    touched()
    // What was typed before anybody was chosen is theirs.
    if (who.value !== null) pin.value = ''
    who.value = id
    failed.value = null
  }

  async function go(): Promise<void> {
    touched()
    const id = who.value
    if (busy.value || performance.now() < blockedUntil.value) return
    if (id === null || pin.value.length < SHORTEST_PIN) {
      failed.value = id === null ? 'whoFirst' : 'short'
      return
    }
    busy.value = true
    const left = await call('kiosk:leave', { id, pin: pin.value })
    busy.value = false
    pin.value = ''
    // Another window is on its way.
    if (left.ok) return
    touched()
    const { error } = left
    failed.value = error.kind === 'wrong-proof' ? 'wrong' : 'failed'
    if (error.kind === 'wrong-proof') blockedUntil.value = performance.now() + error.waitMs
  }

  onScopeDispose(() => clearTimeout(timer))
  return { open, leads, who, pin, failed, blockedUntil, busy, show, close, type, erase, choose, go }
}
