import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { isAnswered, isTakingBack } from '../../../shared/outbox/dropping.ts'
import type { ParkedScan } from '../../../shared/outbox/entry.ts'
import type { RecordView } from '../../../shared/outbox/record.ts'
import type { Result } from '../../../shared/result.ts'
import type { StaffView } from '../../../shared/staff.ts'
import { call, listen } from '../ipc.ts'

/**
 * Who works at this desk and who of them is at it. A mirror: main decides, and refuses whatever it has
 * to. What is asked here is only what to show.
 */
export const useStaffStore = defineStore('staff', () => {
  const view = shallowRef<StaffView | null>(null)
  /** Whoever was at the desk last, chosen already when it is to be unlocked. */
  const last = ref<string | null>(null)

  const member = computed(() => {
    const session = view.value?.session
    return session?.state === 'unlocked' ? session.member : null
  })
  const locked = computed(() => view.value?.session.state === 'locked')
  /** May do what is for leads: everybody may while nobody is set up. */
  const mayLead = computed(
    () => member.value?.role === 'lead' || (view.value?.session.state ?? 'open') === 'open',
  )

  function show(now: StaffView): void {
    if (now.session.state === 'unlocked') last.value = now.session.member.id
    view.value = now
  }

  async function start(): Promise<void> {
    listen('staff:changed', show)
    const got = await call('staff:get')
    if (got.ok) show(got.value)
  }

  async function told(asked: Promise<Result<StaffView>>): Promise<Result<StaffView>> {
    const result = await asked
    if (result.ok) show(result.value)
    return result
  }

  return {
    view,
    last,
    member,
    locked,
    mayLead,
    start,
    /** Passes on what main says after a change. */
    told,
    lock: (): Promise<Result<StaffView>> => told(call('staff:lock')),
    unlock: (id: string, pin: string): Promise<Result<StaffView>> =>
      told(call('staff:unlock', { id, pin })),
    /** May let go of this record, of a move (without one), of this kept code. */
    mayDrop: (record?: RecordView): boolean => mayLead.value || isTakingBack(record, member.value),
    mayDropScan: (scan: ParkedScan): boolean => mayLead.value || isAnswered(scan),
  }
})
