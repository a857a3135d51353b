import type { RecordContent, RecordView } from '../outbox/record.ts'
import type { Customer } from '../recras/schemas.ts'
import { customerSchema } from '../recras/schemas.ts'
import { toCustomerRow, type CustomerRow } from './customer-row.ts'
import { fold } from './fold.ts'

/** A customer of a waiting record, as if Recras had it: the page shows both in the same way. */
export function waitingCustomer(record: RecordView, base: unknown): Customer | null {
  const { content } = record
  const fields =
    content?.kind === 'customer-create'
      ? { ...content.body, displaynaam: nameOfCustomer(content.body) }
      : content?.kind === 'customer-edit'
        ? { ...(base as object | null), ...content.changes }
        : null
  if (!fields) return null
  // Read like anything of Recras; its id is put in after, as those that wait have a negative one.
  const read = customerSchema.safeParse({ ...fields, id: 0 })
  return read.success ? { ...read.data, id: record.localId } : null
}

/** The rows that waiting records make or change, by id. */
export function waitingCustomers(
  records: readonly RecordView[],
  rowOf: (id: number) => CustomerRow | undefined,
): Map<number, CustomerRow> {
  const rows = new Map<number, CustomerRow>()
  for (const record of records) {
    if (record.kind !== 'customer-create' && record.kind !== 'customer-edit') continue
    const before = rows.get(record.localId) ?? rowOf(record.localId)
    const content = record.content
    if (content?.kind === 'customer-edit') {
      // What needs a person is not laid over: the row then shows what Recras has.
      if (before && record.state === 'waiting') rows.set(record.localId, edited(before, content))
      continue
    }
    const customer = waitingCustomer(record, null)
    if (customer) rows.set(record.localId, toCustomerRow(customer, record.id))
  }
  return rows
}

const ROW_FIELDS = ['plaats', 'adres', 'soort_klant', 'bedrijf_id'] as const

function edited(
  row: CustomerRow,
  { changes }: Extract<RecordContent, { kind: 'customer-edit' }>,
): CustomerRow {
  const own = Object.fromEntries(
    ROW_FIELDS.flatMap((field) => (changes[field] === undefined ? [] : [[field, changes[field]]])),
  )
  const words = [changes.naam, changes.plaats, changes.adres, changes.postcode, changes.afdeling]
  return {
    ...row,
    ...own,
    // Without a name Recras shows another one, which only it knows.
    name: changes.naam ?? row.name,
    text: fold([row.text, ...words].filter(Boolean).join(' ')),
  }
}

interface Named {
  naam?: string | null | undefined
  contactpersonen: readonly {
    voornaam?: string | null | undefined
    achternaam?: string | null | undefined
    hoofdcontact: boolean
  }[]
}

/** What a customer is called who is not at Recras yet: his own name, else his main contact's. */
export function nameOfCustomer({ naam, contactpersonen }: Named): string | null {
  if (naam) return naam
  const main = contactpersonen.find((one) => one.hoofdcontact)
  return [main?.voornaam, main?.achternaam].filter(Boolean).join(' ') || null
}
