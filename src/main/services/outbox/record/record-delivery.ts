import type { RecordEntry } from '../../../../shared/outbox/record.ts'
import type { Delivery, Left } from '../delivery.ts'
import { BookingMaker } from './booking-maker.ts'
import { Creating } from './create.ts'
import { CustomerMaker } from './customer-maker.ts'
import { BookingEditor, CustomerEditor, Editing } from './edit.ts'
import { contentOf } from './sealing.ts'
import { RecordTools, type RecordToolsOptions } from './tools.ts'

/** Delivers promised records: what is made, and what is changed. */
export class RecordDelivery implements Delivery<RecordEntry> {
  private readonly tools: RecordTools
  private readonly creating: Creating
  private readonly editing: Editing
  private readonly customers: CustomerMaker
  private readonly bookings: BookingMaker
  private readonly bookingEdits: BookingEditor
  private readonly customerEdits: CustomerEditor

  constructor(options: RecordToolsOptions) {
    this.tools = new RecordTools(options)
    this.creating = new Creating(this.tools)
    this.editing = new Editing(this.tools)
    this.customers = new CustomerMaker(options)
    this.bookings = new BookingMaker(options)
    this.bookingEdits = new BookingEditor(options)
    this.customerEdits = new CustomerEditor(options)
  }

  /** A booking is changed while nobody else at this desk writes it: its lines are not the outbox's. */
  async attempt(given: RecordEntry, going: () => boolean): Promise<Left> {
    const { vault, wire } = this.tools.options
    // It may wait for a person; nobody else's change of the booking is to wait for that too.
    await vault.ready()
    const attempt = (): Promise<Left> => this.attemptNow(given, going)
    return given.kind === 'booking-edit' ? wire.run(String(given.localId), attempt) : attempt()
  }

  private async attemptNow(given: RecordEntry, going: () => boolean): Promise<Left> {
    const { vault, ledger } = this.tools.options
    const entry = ledger.record(given.id)
    if (entry?.state !== 'waiting') return null
    const content = contentOf(vault, entry)
    switch (content?.kind) {
      case undefined:
        return this.tools.needsPerson(entry, { kind: 'unreadable' })
      case 'customer-create':
        return this.creating.attempt(entry, content, this.customers, going)
      case 'booking-create':
        return this.creating.attempt(entry, content, this.bookings, going)
      case 'booking-edit':
        return this.editing.attempt(entry, content, this.bookingEdits, going)
      case 'customer-edit':
        return this.editing.attempt(entry, content, this.customerEdits, going)
    }
  }
}
