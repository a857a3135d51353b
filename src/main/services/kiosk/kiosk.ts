import type { ToldDayLog } from '../../../shared/day-log.ts'
import type { RequestOf } from '../../../shared/ipc/contract.ts'
import type { KioskTries } from '../../../shared/ipc/kiosk-calls.ts'
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { StaffService } from '../staff/service.ts'
import type { KioskMode } from './mode.ts'
import type { PageWatch } from './page-watch.ts'
import type { GuestTries } from './tries.ts'

/** What a kiosk needs of the staff: somebody who may end it. */
export type KioskStaff = Pick<StaffService, 'hasLead' | 'verifyLead' | 'lock'>

export interface KioskOptions {
  mode: KioskMode
  staff: KioskStaff
  tries: GuestTries
  watch: PageWatch
  told: ToldDayLog
}

const NOT_NOW = fail<AppError>({ kind: 'not-now' })
const REFERENCE = /^\d{1,9}-\d{1,6}$/
const PLAIN_WORDS = /^[a-z][a-z\d -]*$/

/** What the kiosk's page asks of the main process. Outside of kiosk mode it is answered `not-now`. */
export class Kiosk {
  /** What the page last said of itself; `null` until it did, and at a desk. */
  said: RequestOf<'kiosk:alive'> | null = null
  private readonly options: KioskOptions

  constructor(options: KioskOptions) {
    this.options = options
    options.mode.onChange(() => (this.said = null))
  }

  alive(said: RequestOf<'kiosk:alive'>): Result<null> {
    return this.inKiosk(() => {
      this.said = said
      this.options.watch.alive()
      return ok(null)
    })
  }

  /** What a guest was told, for staff. What is no reference and no plain word stays out of the log. */
  note({ kind, bookingId, referentie, detail }: RequestOf<'kiosk:note'>): Result<null> {
    return this.inKiosk(() => {
      this.options.told({
        kind,
        bookingId,
        referentie: referentie !== null && REFERENCE.test(referentie) ? referentie : null,
        detail: detail !== null && PLAIN_WORDS.test(detail) ? detail : null,
        by: null,
      })
      return ok(null)
    })
  }

  /** The tries that are left, without taking one. The same for a reference that nobody has. */
  tries({ referentie }: RequestOf<'kiosk:tries'>): Result<KioskTries> {
    return this.options.mode.on ? ok(this.options.tries.look(referentie)) : NOT_NOW
  }

  try({ referentie }: RequestOf<'kiosk:try'>): Promise<Result<KioskTries>> | Result<KioskTries> {
    return this.options.mode.on ? this.options.tries.take(referentie) : NOT_NOW
  }

  async proved({ referentie }: RequestOf<'kiosk:proved'>): Promise<Result<null>> {
    if (!this.options.mode.on) return NOT_NOW
    await this.options.tries.proved(referentie)
    return ok(null)
  }

  /** The venue is left, in kiosk mode or not. */
  forget(): Promise<void> {
    return this.options.tries.forget()
  }

  /** Becomes a kiosk. `invalid` while there is no lead: nobody could end it. */
  async enter(): Promise<Result<null>> {
    const { mode, staff } = this.options
    if (!staff.hasLead())
      return fail({
        kind: 'invalid',
        message: 'no lead is set up, who could end the kiosk',
        fields: [{ field: null, code: 'no-lead', message: 'a lead is needed' }],
      })
    const entered = await mode.enter()
    if (entered.ok) staff.lock('kiosk')
    return entered
  }

  /** Ends the kiosk with a lead's PIN. The desk that opens is locked. */
  async leave({ id, pin }: RequestOf<'kiosk:leave'>): Promise<Result<null>> {
    const { mode, staff, told } = this.options
    if (!mode.on) return NOT_NOW
    const lead = await staff.verifyLead(id, pin)
    if (!lead.ok) return lead
    staff.lock('kiosk')
    told({ kind: 'kiosk-left', by: lead.value })
    await mode.leave()
    return ok(null)
  }

  private inKiosk(run: () => Result<null>): Result<null> {
    return this.options.mode.on ? run() : NOT_NOW
  }
}
