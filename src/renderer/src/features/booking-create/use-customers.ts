import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { isLocal } from '../../../../shared/domain/waiting-row.ts'
import type { CustomerRow } from '../../../../shared/domain/customer-row.ts'
import { useCustomersStore } from '../../stores/customers.ts'
import { useRecordsStore } from '../../stores/records.ts'
import { emptyContact, emptyCustomerDraft } from '../../../../shared/recras/write/customer-draft.ts'
import { useAlike } from '../customers/use-alike.ts'
import type { CreateForm, Who } from './form.ts'

/** A customer to pick. */
export interface Pick {
  id: number
  name: string
  details: string
  waiting: boolean
  who: Who
}

const MOST = 6
/** The customers that this desk knows, to choose from while somebody types. */
export function useCustomerPicks(form: Ref<CreateForm>) {
  const { t } = useI18n()
  const customers = useCustomersStore()
  const records = useRecordsStore()

  function pickOf(row: CustomerRow): Pick | null {
    const name = row.name ?? t('booking-create.who.number', { id: row.id })
    const entry = isLocal(row.id) ? records.byLocalId(row.id) : undefined
    if (isLocal(row.id) && entry?.kind !== 'customer-create') return null
    const contact = row.contact === row.name ? null : row.contact
    return {
      id: row.id,
      name,
      details: [contact, row.phone ?? row.email, row.plaats].filter(Boolean).join(', '),
      waiting: entry !== undefined,
      who: entry ? { kind: 'waiting', entry: entry.id, name } : { kind: 'known', id: row.id, name },
    }
  }

  const picksOf = (rows: readonly CustomerRow[]): Pick[] =>
    rows.flatMap((row) => pickOf(row) ?? []).slice(0, MOST)

  const found = computed(() =>
    form.value.query.trim() === '' ? [] : picksOf(customers.search(form.value.query)),
  )

  const same = useAlike(() => {
    const { voornaam, achternaam, telefoon1, naam } = form.value.person
    const main = { ...emptyContact('main', true), voornaam, achternaam, telefoon1 }
    return { ...emptyCustomerDraft(), naam, contactpersonen: [main] }
  })
  /** Those with the name or the telephone number of the new customer. */
  const alike = computed(() => {
    const { who } = form.value
    return who.kind === 'new' && who.entry === null ? picksOf(same.value) : []
  })

  return { found, alike }
}
