import { call } from '../../ipc.ts'
import { useCustomersStore } from '../../stores/customers.ts'
import {
  customerDraftOf,
  draftOfBody,
  emptyCustomerDraft,
} from '../../../../shared/recras/write/customer-draft.ts'
import { sameValue } from '../../../../shared/domain/merge.ts'
import type { RecordContent } from '../../../../shared/outbox/record.ts'
import { carriedOver } from './carry-over.ts'
import { knownOf, readCustomerDraft, readEditDraft, type EditDraft } from './draft.ts'

/** Carries what was typed in the form of a waiting customer over to the form of him at Recras. */
export function useCarryOver() {
  const customers = useCustomersStore()

  async function kept<T>(key: string, read: (kept: unknown) => T | null): Promise<T | null> {
    const got = await call('drafts:get', { key })
    try {
      return got.ok && got.value.text !== null ? read(JSON.parse(got.value.text)) : null
    } catch {
      return null
    }
  }

  /**
   * @param content what he was made of, as far as it is known
   * @returns whether anything was typed that his form has now
   */
  return async (
    localId: number,
    id: number,
    content: RecordContent | null | undefined,
  ): Promise<boolean> => {
    const from = `customer-create:${localId}`
    const typed = await kept(from, readCustomerDraft)
    if (typed === null) return false
    const promised =
      content?.kind === 'customer-create' ? draftOfBody(content.body) : emptyCustomerDraft()
    // What was promised is no longer something that was only typed.
    if (sameValue(typed, promised)) {
      await call('drafts:keep', { key: from, text: null })
      return false
    }
    const to = `customer-edit:${id}`
    const read = await call('customer:read', { id })
    const customer = read.ok ? read.value : await customers.customer(id)
    const base = customer ? customerDraftOf(customer) : promised
    const known = customer ? knownOf(customer) : { contacts: true, extras: true }
    const begun: EditDraft = (await kept(to, readEditDraft)) ?? { base, now: base, known }
    const text = JSON.stringify(carriedOver(promised, typed, begun))
    const done = await call('drafts:keep', { key: to, text })
    // What could not be kept there stays where it is.
    if (done.ok) await call('drafts:keep', { key: from, text: null })
    return done.ok
  }
}
