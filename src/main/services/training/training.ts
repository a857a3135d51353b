import type { AnswerOf } from '../../../shared/ipc/contract.ts'
import type { TrainingState } from '../../../shared/ipc/contract.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'

/** The demo venue: a Recras of our own on this machine, with the switches that training needs. */
export interface DemoVenue {
  readonly origin: string
  readonly key: string
  /** What is switched on now. */
  state(): TrainingState
  change(patch: { [Switch in keyof TrainingState]?: boolean | undefined }): void
  /** Sets a random booking of today to another status, as another desk would; `null` without one. */
  otherDesk(): { referentie: string; status: string } | null
  /** QR texts of today's bookings. */
  codes(): AnswerOf<'training:codes'>
  stop(): Promise<void>
}

/** The training panel's calls; `not-now` outside of the demo venue. */
export class Training {
  private readonly venue: () => DemoVenue | null

  constructor(venue: () => DemoVenue | null) {
    this.venue = venue
  }

  get(): Result<TrainingState> {
    return this.with((venue) => ok(venue.state()))
  }

  change(patch: Parameters<DemoVenue['change']>[0]): Result<TrainingState> {
    return this.with((venue) => {
      venue.change(patch)
      return ok(venue.state())
    })
  }

  otherDesk(): Result<{ referentie: string; status: string }> {
    return this.with((venue) => {
      const moved = venue.otherDesk()
      return moved ? ok(moved) : fail({ kind: 'not-found' })
    })
  }

  codes(): Result<AnswerOf<'training:codes'>> {
    return this.with((venue) => ok(venue.codes()))
  }

  private with<T>(use: (venue: DemoVenue) => Result<T>): Result<T> {
    const venue = this.venue()
    return venue ? use(venue) : fail({ kind: 'not-now' })
  }
}
