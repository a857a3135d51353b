import { computed, type ComputedRef } from 'vue'
import { useCustomersStore } from '../../stores/customers.ts'
import { useMemoryStore } from '../../stores/memory.ts'
import type { CustomerRow } from '../../../../shared/domain/customer-row.ts'
import type { CustomerDraft } from '../../../../shared/recras/write/customer-draft.ts'
import { alikeOf } from './alike.ts'

/** Whoever is known here by the same name or phone as a customer who is about to be made. */
export function useAlike(draft: () => CustomerDraft): ComputedRef<CustomerRow[]> {
  const customers = useCustomersStore()
  const memory = useMemoryStore()

  function withPhone(digits: string): CustomerRow[] {
    void memory.version
    const ids = new Set(memory.index.find(digits).map(({ row }) => row.klantId))
    return [...ids].flatMap((id) => (id === null ? [] : (customers.row(id) ?? [])))
  }

  return computed(() => alikeOf(draft(), { search: customers.search, withPhone }))
}
