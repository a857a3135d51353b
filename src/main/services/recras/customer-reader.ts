import { customerSchema, type Customer } from '../../../shared/recras/schemas.ts'
import type { CustomerRecord } from './api.ts'
import { contentHash } from './content-hash.ts'

/** A customer out of an answer with the hash of what Recras sent; `null` when it is none. */
export function readCustomer(raw: unknown): CustomerRecord | null {
  try {
    const customer = customerSchema.safeParse(raw)
    return customer.success ? recordOf(customer.data, contentHash(raw)) : null
  } catch (thrown) {
    // JSON may be nested deeper than the stack is; no customer is.
    if (thrown instanceof RangeError) return null
    throw thrown
  }
}

/** @param hash of the content; of the customer itself where what Recras sent is not at hand */
export const recordOf = (customer: Customer, hash = contentHash(customer)): CustomerRecord => ({
  hash,
  customer,
  json: JSON.stringify(customer),
})
