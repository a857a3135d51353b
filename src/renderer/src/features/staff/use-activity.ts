import { onBeforeUnmount, onMounted } from 'vue'
import { call } from '../../ipc.ts'
import { useStaffStore } from '../../stores/staff.ts'

/** Main hears of it no more often than this. */
const EVERY_MS = 15_000
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/**
 * Tells main that somebody is at work here, so that the desk does not lock under their hands. At once,
 * and at the end of each while in which there was more: main never thinks it was longer ago than it was.
 */
export function useActivity(): void {
  const staff = useStaffStore()
  let timer: ReturnType<typeof setTimeout> | undefined
  let more = false

  function tell(): void {
    more = false
    if (staff.member) void call('staff:active')
    timer = setTimeout(() => {
      timer = undefined
      if (more) tell()
    }, EVERY_MS)
  }

  function onSign(): void {
    if (!staff.member) return
    if (timer === undefined) tell()
    else more = true
  }

  onMounted(() => {
    for (const sign of SIGNS)
      window.addEventListener(sign, onSign, { capture: true, passive: true })
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    for (const sign of SIGNS) window.removeEventListener(sign, onSign, { capture: true })
  })
}
