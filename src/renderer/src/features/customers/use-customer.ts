import { computed, ref, shallowRef, watch } from 'vue'
import { waitingCustomer } from '../../../../shared/domain/waiting-customer.ts'
import { isLocal } from '../../../../shared/domain/waiting-row.ts'
import type { Customer } from '../../../../shared/recras/schemas.ts'
import type { AppError } from '../../../../shared/result.ts'
import { call } from '../../ipc.ts'
import { useAppStore } from '../../stores/app.ts'
import { useCustomersStore } from '../../stores/customers.ts'
import { useRecordsStore } from '../../stores/records.ts'

/**
 * A customer as far as it is known: from the cache at once, from Recras as soon as it answers, and
 * with what waits here laid over. A negative id is one who waits to be made.
 */
export function useCustomer(id: () => number) {
  const app = useAppStore()
  const customers = useCustomersStore()
  const records = useRecordsStore()
  const cached = shallowRef<Customer | null>(null)
  const read = shallowRef<Customer | null>(null)
  const error = shallowRef<AppError | null>(null)
  const reading = ref(false)
  /** The cache was asked. */
  const looked = ref(false)

  const online = computed(() => app.connection?.status === 'online')
  /** What was promised about this customer and is not at Recras. */
  const entries = computed(() =>
    records.entries.filter(
      ({ kind, localId }) =>
        localId === id() && (kind === 'customer-create' || kind === 'customer-edit'),
    ),
  )
  const entry = computed(() => entries.value.at(-1))
  const base = computed(() => read.value ?? cached.value)
  const customer = computed<Customer | null>(() => {
    if (isLocal(id())) return entry.value ? waitingCustomer(entry.value, null) : null
    let shown = base.value
    for (const one of entries.value)
      if (one.state === 'waiting' && shown) shown = waitingCustomer(one, shown) ?? shown
    return shown
  })
  const gone = computed(() => error.value?.kind === 'not-found')

  async function look(): Promise<void> {
    const asked = id()
    if (isLocal(asked)) return void (looked.value = true)
    const found = await customers.customer(asked)
    if (asked !== id()) return
    cached.value = found ?? null
    looked.value = true
  }

  async function ask(): Promise<void> {
    const asked = id()
    if (isLocal(asked) || !online.value || reading.value) return
    reading.value = true
    const got = await call('customer:read', { id: asked })
    reading.value = false
    if (asked !== id()) return ask()
    error.value = got.ok ? null : got.error
    if (got.ok) read.value = got.value
  }

  watch(
    id,
    () => {
      cached.value = null
      read.value = null
      error.value = null
      looked.value = false
      void look()
      void ask()
    },
    { immediate: true },
  )
  // It came in by another way, or something of it was delivered.
  watch(
    () => customers.row(id())?.hash,
    (hash, before) => hash !== before && void look(),
  )
  watch([online, () => entries.value.length], () => void ask())

  return { customer, base, entry, error, gone, looked, reading, online, ask }
}
