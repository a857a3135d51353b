import { customerSchema, type Customer } from '../../../../shared/recras/schemas.ts'
import {
  customerCreateSchema,
  customerUpdateSchema,
  type CustomerCreate,
  type CustomerUpdate,
} from '../../../../shared/recras/write/customer.ts'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import type { Log } from '../../ports.ts'
import type { Ask, CustomerPage, CustomerQuery, CustomerRecord } from '../api.ts'
import { unexpected } from '../body.ts'
import { readCustomer } from '../customer-reader.ts'
import { customersPath } from '../query.ts'
import { createdId, outgoing, readDone } from './answers.ts'
import type { Requests } from './requests.ts'

/** Pages under way at once while the whole list is read; few enough to be a good guest. */
const AHEAD = 3

/** `klanten` and `contacten`. See `RecrasApi` for what each call answers. */
export class Customers {
  private readonly requests: Requests
  private readonly log: Log

  constructor(requests: Requests, log: Log) {
    this.requests = requests
    this.log = log
  }

  async *list(query: CustomerQuery, ask: Ask = {}): AsyncGenerator<Result<CustomerPage>, void> {
    const seen = new Map<number, string>()
    let number = query.page ?? 1
    const pathOf = (page: number): string => customersPath(query, page)
    const list = this.requests.pages(pathOf, ask, { from: number, ahead: AHEAD })
    try {
      for (let step = await list.next(); !step.done; number++) {
        if (!step.value.ok) return yield fail(step.value.error)
        const { items, total } = step.value.value
        const read = this.recordsOf(items, seen)
        yield ok({ ...read, total, page: number })
        step = await list.next(read.customers.length + read.unreadable)
      }
    } finally {
      await list.return()
    }
  }

  async one(id: number, ask: Ask = {}): Promise<Result<Customer>> {
    const read = (body: unknown): Result<Customer> => {
      const customer = customerSchema.safeParse(body)
      return customer.success && customer.data.id === id
        ? ok(customer.data)
        : fail(unexpected('not this customer'))
    }
    const customer = await this.requests.get(pathOf(id), ask, read)
    return !customer.ok && customer.error.kind === 'not-found'
      ? this.requests.get(`/api2/contacten/${id}`, ask, read)
      : customer
  }

  async create(body: CustomerCreate): Promise<Result<{ id: number; existed: boolean }>> {
    const checked = outgoing(customerCreateSchema, body)
    if (!checked.ok) return checked
    return this.requests.write('POST', '/api2/klanten', checked.value, (answer) => {
      const id = createdId(answer, /^(klanten|contacten)$/)
      return id.ok ? ok({ id: id.value, existed: answer.status === 200 }) : id
    })
  }

  async update(id: number, body: CustomerUpdate): Promise<Result<null>> {
    const checked = outgoing(customerUpdateSchema, body)
    if (!checked.ok) return checked
    return this.requests.write('PUT', pathOf(id), checked.value, (answer) => readDone(answer, id))
  }

  private recordsOf(
    items: readonly unknown[],
    seen: Map<number, string>,
  ): Pick<CustomerPage, 'customers' | 'unreadable'> {
    const customers: CustomerRecord[] = []
    const unreadable: number[] = []
    items.forEach((raw, index) => {
      const record = readCustomer(raw)
      if (record === null) unreadable.push(index)
      else if (seen.get(record.customer.id) !== record.hash) {
        seen.set(record.customer.id, record.hash)
        customers.push(record)
      }
    })
    if (unreadable.length > 0)
      this.log.warn('unreadable', {
        path: '/api2/klanten',
        count: unreadable.length,
        indexes: unreadable.slice(0, 10),
      })
    return { customers, unreadable: unreadable.length }
  }
}

const pathOf = (id: number): string => `/api2/klanten/${id}`
