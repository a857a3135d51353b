import fc from 'fast-check'
import { STATUSES } from '../../../../src/shared/recras/status.ts'
import { ModelDesk, type Luck } from './desk.ts'
import { Recras } from './recras.ts'

const BOOKINGS = 2
/** What groups that come to a desk stand at. */
const START = ['optie', 'definitief', 'definitief', 'gaande', 'gaande', 'voltooid'] as const

const desk = fc.nat(2)
const booking = fc.nat(BOOKINGS - 1)
const pick = fc.nat(5)
const flip = fc.boolean()
const luck = fc.constantFrom<Luck>(
  'well',
  'well',
  'well',
  'well',
  'lost-before',
  'lost-after',
  'late',
)
const stray = fc.constantFrom('arrives' as const, 'is lost' as const)

const did = <T extends string>(what: T): fc.Arbitrary<T> => fc.constant(what)
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ do: did('tap'), desk, booking, pick, twice: flip }),
  },
  {
    weight: 30,
    arbitrary: fc.record({ do: did('deliver'), desk, booking, luck, stray, steps: fc.nat(4) }),
  },
  { weight: 6, arbitrary: fc.record({ do: did('refresh'), desk, booking }) },
  { weight: 10, arbitrary: fc.record({ do: did('catch-up'), desk, pick }) },
  { weight: 3, arbitrary: fc.record({ do: did('forget-delivered'), desk }) },
  { weight: 4, arbitrary: fc.record({ do: did('line'), desk }) },
  { weight: 3, arbitrary: fc.record({ do: did('stray'), desk, booking, stray }) },
  { weight: 3, arbitrary: fc.record({ do: did('retry'), desk, pick }) },
  { weight: 1, arbitrary: fc.record({ do: did('drop'), desk, pick }) },
  { weight: 2, arbitrary: fc.record({ do: did('kill'), desk }) },
  { weight: 1, arbitrary: fc.record({ do: did('compact'), desk }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: did('clock'), desk, ms: fc.integer({ min: -9e7, max: 9e7 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: did('office'), booking, to: fc.constantFrom(...STATUSES) }),
  },
)
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

export interface Schedule {
  start: readonly string[]
  cancelLink: boolean
  desks: number
  /** Whether what was read gets into the caches later, and in any order. */
  lags: boolean
  steps: Step[]
  /** In which order the desks come to it once all is well again. */
  evening: number[]
}

/** A day: who does what, in which order, and what the line makes of it. */
export const schedules = (desks: number): fc.Arbitrary<Schedule> =>
  fc.record({
    start: fc.array(fc.constantFrom(...START), { minLength: BOOKINGS, maxLength: BOOKINGS }),
    cancelLink: flip,
    desks: fc.constant(desks),
    lags: fc.constant(true),
    steps: fc.array(step, { minLength: 5, maxLength: 70, size: 'max' }),
    evening: fc.array(fc.nat(desks - 1), { maxLength: 30 }),
  })

/**
 * A desk by itself: nobody else moves anything, and its cache has at once what was read. Without the
 * link to cancel, as its way back is offered while it waits and Recras has none.
 */
export const alone: fc.Arbitrary<Schedule> = schedules(1).map((schedule) => ({
  ...schedule,
  cancelLink: false,
  lags: false,
  steps: schedule.steps.filter((one) => one.do !== 'office' && one.do !== 'drop'),
}))

/** What a day left behind. */
export interface Day {
  start: readonly string[]
  recras: Recras
  desks: ModelDesk[]
  /** What somebody at Recras itself wanted last, by booking. */
  office: Map<number, string>
}

/** Lives a day, and then an evening: all lines are up, and everything is delivered until nothing waits. */
export function live({ start, cancelLink, desks: count, lags, steps, evening }: Schedule): Day {
  const recras = new Recras(start, cancelLink)
  const desks = Array.from({ length: count }, (_, index) => new ModelDesk(index, recras, lags))
  const day: Day = { start, recras, desks, office: new Map() }
  for (const one of steps) take(day, one)
  for (const one of desks) {
    one.up = true
    for (const id of recras.ids) one.endStrays(id, 'arrives')
  }
  for (const turn of evening) work(desks[turn], recras)
  for (let round = 0; desks.some((one) => one.waits); round += 1) {
    if (round > 200) throw new Error('it never gets quiet')
    for (const one of desks) work(one, recras)
  }
  for (const one of desks)
    for (const id of recras.ids) {
      one.settleCache()
      one.refresh(id)
      one.catchUp(0)
    }
  return day
}

function work(one: ModelDesk | undefined, recras: Recras): void {
  for (const id of recras.ids) one?.deliver(id, 'well', 'arrives')
}

function take({ recras, desks, office }: Day, one: Step): void {
  if (one.do === 'office') {
    if (recras.status(one.booking) === one.to) return
    recras.set(one.booking, one.to)
    office.set(one.booking, one.to)
    return
  }
  const desk = desks[one.desk % desks.length]
  if (!desk) return
  switch (one.do) {
    case 'tap':
      return desk.tap(one.booking, one.pick, one.twice)
    case 'deliver':
      desk.deliver(one.booking, one.luck, one.stray)
      for (let more = 0; more < one.steps; more += 1) desk.deliver(one.booking, 'well', one.stray)
      return
    case 'refresh':
      return desk.refresh(one.booking)
    case 'catch-up':
      return desk.catchUp(one.pick)
    case 'forget-delivered':
      return desk.forgetDelivered()
    case 'line':
      desk.up = !desk.up
      return
    case 'stray':
      return desk.endStrays(one.booking, one.stray)
    case 'retry':
      return desk.retry(one.pick)
    case 'drop':
      return desk.drop(one.pick)
    case 'kill':
      return desk.kill()
    case 'compact':
      return desk.compact()
    case 'clock':
      desk.skewMs = one.ms
  }
}
