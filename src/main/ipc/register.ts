import type { SealingKey } from '../../shared/ipc/cache-calls.ts'
import type { Diagnostics } from '../../shared/ipc/contract.ts'
import { fail, ok, type AppError, type Result } from '../../shared/result.ts'
import type { DemoVenue } from '../app/demo.ts'
import type { Desk } from '../app/desk.ts'
import type { Venue } from '../app/venue.ts'
import { pageFailure } from '../services/log/log.ts'
import type { Kiosk } from '../services/kiosk/kiosk.ts'
import type { Log } from '../services/ports.ts'
import type { ReadinessService } from '../services/readiness/readiness.ts'
import type { DaySheets } from '../services/day-sheet/day-sheets.ts'
import type { SettingsStore } from '../services/settings/settings.ts'
import type { StaffService } from '../services/staff/service.ts'
import type { Handlers } from './answer.ts'
import { outageHandlers } from './outage-handlers.ts'
import { sheetHandlers, withTriedFolder } from './sheet-handlers.ts'
import { staffHandlers } from './staff-handlers.ts'

export interface HandlerOptions {
  desk: Desk
  /** Resolves when the desk has opened what it was set up for, however that went. */
  ready: Promise<void>
  settings: SettingsStore
  staff: StaffService
  kiosk: Kiosk
  readiness: ReadinessService
  sheets: DaySheets
  log: Log
  /** What the page seals its cache of a venue with. */
  cacheKey: (host: string) => Promise<SealingKey>
  /** Where an export for a person is put. */
  exportFolder: () => string
  diagnostics: () => Omit<Diagnostics, 'journal' | 'lastSync'>
  lastSync: () => string | null
}

const NO_VENUE = fail<AppError>({ kind: 'not-now' })
const NO_JOURNAL: Diagnostics['journal'] = { bytes: 0, waiting: 0, attention: 0, damage: null }

/** What answers each call of the contract. Complete by type: a call without a handler does not compile. */
export function handlersFor(options: HandlerOptions): Handlers {
  const { desk, ready, settings, staff, kiosk, log } = options

  const venue = async <T>(use: (venue: Venue) => Promise<Result<T>>): Promise<Result<T>> => {
    await ready
    return desk.venue ? use(desk.venue) : NO_VENUE
  }
  /** For what changes the journal: never while a venue is being left. */
  const promise = async <T>(use: (venue: Venue) => Promise<Result<T>>): Promise<Result<T>> => {
    await ready
    return desk.promises.pass<Result<T>>(() => (desk.venue ? use(desk.venue) : NO_VENUE), NO_VENUE)
  }
  const whenReady = async <T>(answer: () => Promise<Result<T>> | Result<T>): Promise<Result<T>> => {
    await ready
    return answer()
  }

  /** For the training panel; `not-now` outside of the demo venue. */
  const demo = async <T>(use: (venue: DemoVenue) => Result<T>): Promise<Result<T>> => {
    await ready
    return desk.demo ? use(desk.demo) : NO_VENUE
  }

  const { drill } = desk

  return {
    'app:info': () => whenReady(() => ok(desk.info)),
    'settings:get': () => whenReady(() => ok(settings.get())),
    'settings:change': (patch) =>
      whenReady(() => withTriedFolder(options.sheets, patch, () => settings.change(patch))),

    'connection:get': () => whenReady(() => ok(desk.connection)),
    'connection:test': (credentials) => whenReady(() => desk.test(credentials)),
    'connection:save': (credentials) => whenReady(() => desk.save(credentials)),
    'connection:check': () => whenReady(() => desk.check()),
    'connection:forget': () => whenReady(() => desk.forget()),
    'demo:start': () => whenReady(() => desk.startDemo()),

    'cache:key': ({ host }) =>
      venue(async (open) => (open.host === host ? ok(await options.cacheKey(host)) : NO_VENUE)),
    'sync:watch': (request) => venue(({ sync }) => sync.watch(request)),
    'sync:now': () => venue(({ sync }) => sync.now()),
    'booking:read': ({ id }) => venue(({ sync }) => sync.readBooking(id)),
    'bookings:find': (by) => venue(({ sync }) => sync.find(by)),
    'customer:read': ({ id }) => venue(({ customers }) => customers.readOne(id)),
    'customers:sync': (request) => venue(({ customers }) => customers.sync(request)),
    'customers:stop': () =>
      venue(async ({ customers }) => {
        customers.stop()
        return ok(null)
      }),

    'bookings:search': (request) => venue(({ bookings }) => bookings.searches.run(request)),
    'bookings:stop': ({ search }) =>
      venue(async ({ bookings }) => {
        bookings.searches.stop(search)
        return ok(null)
      }),
    'booking:detail': ({ id, embed }) => venue(({ bookings }) => bookings.detail(id, embed)),
    'booking:save': (request) => venue(({ bookings }) => bookings.writes.save(request)),
    'booking:deletable': ({ id }) => venue(({ bookings }) => bookings.writes.deletable(id)),
    'booking:delete': ({ id }) => venue(({ bookings }) => bookings.writes.delete(id)),
    'booking:follow': ({ id, rel }) => venue(({ bookings }) => bookings.follow(id, rel)),
    'booking:propose': (request) => promise(({ bookings }) => bookings.proposals.send(request)),
    'catalogue:get': () => venue(({ catalogue }) => catalogue.get()),

    'outbox:get': () => whenReady(() => ok(desk.outboxView)),
    'outbox:enqueue': (wish) =>
      promise((open) => {
        open.busy()
        return open.outbox.enqueue(wish).then(noted((entry) => drill.acknowledgedMove(entry)))
      }),
    'outbox:retry': ({ id }) => promise(({ outbox }) => outbox.retry(id)),
    'outbox:drop': ({ id }) => promise(({ outbox }) => outbox.drop(id)),
    'outbox:replay': () =>
      venue(async ({ outbox, monitor }) => {
        monitor.look()
        outbox.replayNow()
        return ok(null)
      }),
    'outbox:export': () => venue(({ outbox }) => outbox.exportTo(options.exportFolder())),
    'outbox:acknowledge-damage': () => promise(({ outbox }) => outbox.acknowledgeDamage()),
    'marks:set': (change) =>
      promise((open) => {
        open.busy()
        return open.outbox.mark(change)
      }),
    'daylog:get': ({ day }) => venue(({ dayLog }) => dayLog.get(day)),
    'daylog:export': ({ day }) =>
      venue(({ dayLog }) => dayLog.exportTo(options.exportFolder(), day)),
    'scans:park': ({ text }) =>
      promise(({ outbox }) =>
        outbox.park(text).then(noted((scan) => drill.acknowledgedCode(scan))),
      ),
    'scans:drop': ({ id }) => promise(({ outbox }) => outbox.dropScan(id)),

    'records:promise': (content) =>
      promise(({ outbox }) =>
        outbox.promise(content).then(noted((entry) => drill.acknowledgedRecord(entry))),
      ),
    'records:amend': ({ id, content }) => promise(({ outbox }) => outbox.amend(id, content)),
    'records:adopt': ({ id, found }) => promise(({ outbox }) => outbox.adopt(id, found)),
    'records:again': ({ id }) => promise(({ outbox }) => outbox.again(id)),

    'drafts:get': ({ key }) => promise(({ drafts }) => drafts.get(key)),
    'drafts:keep': ({ key, text }) => promise(({ drafts }) => drafts.keep(key, text)),

    'kiosk:alive': (said) => whenReady(() => kiosk.alive(said)),
    'kiosk:note': (note) => whenReady(() => kiosk.note(note)),
    'kiosk:tries': (asked) => whenReady(() => kiosk.tries(asked)),
    'kiosk:try': (asked) => whenReady(() => kiosk.try(asked)),
    'kiosk:proved': (asked) => whenReady(() => kiosk.proved(asked)),
    'kiosk:enter': () => whenReady(() => kiosk.enter()),
    'kiosk:leave': (asked) => whenReady(() => kiosk.leave(asked)),

    ...staffHandlers(staff, ready),

    ...outageHandlers({ desk, readiness: options.readiness, ready }),
    ...sheetHandlers({ desk, sheets: options.sheets, ready }),

    'training:get': () => demo((venue) => ok(venue.state())),
    'training:change': (patch) =>
      demo((venue) => {
        if (drill.busy) return NO_VENUE
        venue.change(patch)
        return ok(venue.state())
      }),
    'training:other-desk': () =>
      demo((venue) => {
        const moved = venue.otherDesk()
        return moved ? ok(moved) : fail({ kind: 'not-found' })
      }),
    'training:codes': () => demo((venue) => ok(venue.codes())),

    'diagnostics:get': () =>
      whenReady(() =>
        ok({
          ...options.diagnostics(),
          journal: desk.venue?.outbox.journal() ?? NO_JOURNAL,
          lastSync: options.lastSync(),
        }),
      ),
    'log:page': ({ event, detail }) => {
      // The page's words stay out of the log; only a plain name of what happened comes in.
      const type = /^[a-z][a-z-]{0,40}$/.test(event) ? event : 'unnamed'
      log.error('page-failure', { type, ...pageFailure(detail) })
      return ok(null)
    },
  }
}

/** Has somebody hear of what was promised, on its way back to the page. */
const noted =
  <T>(hear: (value: T) => void) =>
  (result: Result<T>): Result<T> => {
    if (result.ok) hear(result.value)
    return result
  }
