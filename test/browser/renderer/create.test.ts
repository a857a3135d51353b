import '../../../src/renderer/src/styles/index.css'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import BookingCreateView from '../../../src/renderer/src/features/booking-create/BookingCreateView.vue'
import DeskView from '../../../src/renderer/src/features/day/DeskView.vue'
import { i18n } from '../../../src/renderer/src/i18n/index.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { toCustomerRow } from '../../../src/shared/domain/customer-row.ts'
import type { ConnectionStatus } from '../../../src/shared/ipc/contract.ts'
import type { OutboxView } from '../../../src/shared/outbox/entry.ts'
import type { RecordContent, RecordView } from '../../../src/shared/outbox/record.ts'
import { customerSchema } from '../../../src/shared/recras/schemas.ts'
import type { AppError } from '../../../src/shared/result.ts'
import { useCustomersStore } from '../../../src/renderer/src/stores/customers.ts'
import { fakeMain, freshVenue, KEY } from './support.ts'

const ok = (value: unknown) => ({ ok: true, value })
let pinia: Pinia
let venueName: string
let page: App | null
let root: HTMLElement

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  venueName = freshVenue()
  root = document.createElement('div')
  root.className = 'app'
  document.body.append(root)
})
afterEach(async () => {
  page?.unmount()
  page = null
  root.remove()
  await useCustomersStore().close()
  await useVenueStore().close()
  disposePinia(pinia)
  await new Cache(venueName, KEY).destroy()
})

const EMPTY: OutboxView = {
  entries: [],
  records: [],
  parked: [],
  history: [],
  recordHistory: [],
  marks: [],
  damage: null,
  blocked: null,
}

/** A main process that keeps what it is promised, and says so as the real one does. */
function promisingMain(answers: Parameters<typeof fakeMain>[0] = {}) {
  let view = EMPTY
  const drafts = new Map<string, string>()
  const main = fakeMain({
    'sync:watch': () => ok({ syncedAt: '2026-06-13T12:00:00Z' }),
    'outbox:get': () => ok(view),
    'catalogue:get': () =>
      ok({
        producten: [{ id: 5, naam: 'Boogschieten', duur: null, minimum_aantal: null, verkoop: 9 }],
        locaties: [],
        arrangementen: [{ id: 2, naam: 'Klimmen en barbecue' }],
        bedrijven: null,
      }),
    'drafts:get': (request) => ok({ text: drafts.get((request as { key: string }).key) ?? null }),
    'drafts:keep': (request) => {
      const { key, text } = request as { key: string; text: string | null }
      if (text === null) drafts.delete(key)
      else drafts.set(key, text)
      return ok({ kept: 'os' })
    },
    'records:promise': (request) => ok(promise(request as RecordContent)),
    'records:amend': (request) => {
      const { id, content } = request as { id: string; content: RecordContent }
      const waiting = { state: 'waiting' as const, reason: null }
      show(view.records.map((one) => (one.id === id ? { ...one, ...waiting, content } : one)))
      return ok(view.records.find((one) => one.id === id))
    },
    ...answers,
  })
  function show(records: RecordView[], recordHistory = view.recordHistory): void {
    view = { ...view, records, recordHistory }
    main.send('outbox:changed', structuredClone(view))
  }
  function promise(content: RecordContent): RecordView {
    const number = view.records.length + view.recordHistory.length + 1
    const made: RecordView = {
      id: `r${number}`,
      kind: content.kind,
      localId: -number,
      waitsFor:
        content.kind === 'booking-create' && 'entry' in content.customer
          ? content.customer.entry
          : null,
      at: new Date().toISOString(),
      serverOffsetMs: null,
      desk: 'Balie',
      by: null,
      state: 'waiting',
      sent: null,
      attempts: 0,
      lastError: null,
      nextTryAt: null,
      reason: null,
      content,
      findings: null,
      klantId: null,
    }
    show([...view.records, made])
    return made
  }
  return {
    ...main,
    drafts,
    records: () => view.records,
    promises: () => main.calls.filter(({ name }) => name.startsWith('records:')),
    /** Recras made it, under this id. */
    settle(id: string, resultId: number): void {
      const one = view.records.find((record) => record.id === id)
      if (!one) throw new Error(`nothing is ${id}`)
      const { kind, localId, at, desk, by } = one
      const rest = view.records
        .filter((record) => record.id !== id)
        .map((record) =>
          record.waitsFor === id ? { ...record, waitsFor: null, klantId: resultId } : record,
        )
      const settled = { id, kind, localId, at, desk, by, outcome: 'done' as const, resultId }
      show(rest, [{ ...settled, settledAt: at, existed: false, cameIn: [] }, ...view.recordHistory])
    },
    refuse(id: string, error: AppError): void {
      const reason = { kind: 'refused' as const, error }
      show(
        view.records.map((one) => (one.id === id ? { ...one, state: 'attention', reason } : one)),
      )
    },
  }
}

async function form(
  main: ReturnType<typeof promisingMain>,
  path = '/boekingen/nieuw',
  status: ConnectionStatus = 'online',
) {
  useAppStore().connection = {
    status,
    since: '2026-06-13T12:00:00Z',
    lastAnswerAt: null,
    lastOutage: null,
    latencyMs: null,
    clockOffsetMs: null,
    error: null,
  }
  await useVenueStore().open(venueName)
  await useCustomersStore().open(venueName)
  await useOutboxStore().start()
  const row = (id: number, naam: string, telefoon1: string) => {
    const contactpersonen = [{ id, voornaam: naam, telefoon1, hoofdcontact: true }]
    const customer = customerSchema.parse({ id, displaynaam: naam, contactpersonen })
    return { row: toCustomerRow(customer, `h${id}`), json: JSON.stringify(customer) }
  }
  const upserts = [row(17, 'Familie De Wit', '06 98 76 54 32'), row(18, 'Bakker', '0570 123456')]
  main.send('customers:delta', { upserts, removed: [], progress: null })
  const routes = [
    { path: '/boekingen/nieuw', name: 'booking-create', component: BookingCreateView },
    { path: '/boekingen/:id(-?\\d+)', name: 'booking', component: DeskView },
    { path: '/:rest(.*)', component: { render: () => null } },
  ]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push(path)
  page = createApp(RouterView).use(pinia).use(i18n).use(router)
  page.mount(root)
  if (path.startsWith('/boekingen/nieuw')) await seen('[data-customer-search]')
  return router
}

const find = <T extends HTMLElement = HTMLElement>(selector: string): T => {
  const found = root.querySelector<T>(selector)
  if (!found) throw new Error(`nothing is ${selector}`)
  return found
}
const seen = (selector: string) => vi.waitFor(() => find(selector), { timeout: 5000 })
const type = (selector: string, text: string): void => {
  const field = find<HTMLInputElement>(selector)
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
const tap = async (selector: string): Promise<void> => (await seen(selector)).click()
const key = (digit: string): void => {
  const found = [...root.querySelectorAll<HTMLElement>('.key')].find(
    (one) => one.textContent?.trim() === digit,
  )
  found?.click()
}
const errors = (): Record<string, string> =>
  Object.fromEntries(
    [...root.querySelectorAll<HTMLElement>('[data-error-for]')].map((one) => [
      one.dataset['errorFor'] ?? '',
      one.textContent?.trim() ?? '',
    ]),
  )

describe('a walk-in', () => {
  it('who is known: found, counted, booked; and the page is the booking’s', async () => {
    const main = promisingMain()
    const router = await form(main)
    expect(document.activeElement).toBe(find('[data-customer-search]'))
    type('[data-customer-search]', '0698')
    await tap('[data-customer-id="17"]')
    // The people come next, without another tap.
    expect(document.activeElement).toBe(find('[name="personen"]'))
    key('1')
    key('2')
    find('button[type="submit"]').click()
    await vi.waitFor(() => expect(main.records()).toHaveLength(1))
    expect(main.records()[0]?.content).toMatchObject({
      kind: 'booking-create',
      customer: { id: 17 },
      customerName: 'Familie De Wit',
      body: { personen: 12, status: 'definitief' },
    })
    main.settle('r1', 900)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/boekingen/900'))
    expect(main.drafts.size).toBe(0)
  })

  it('who is new is promised before the booking, which waits for him; once, however often tapped', async () => {
    const main = promisingMain()
    const router = await form(main)
    type('[data-customer-search]', 'Marieke Witteveen')
    await tap('[data-new-customer]')
    await seen('[name="contactpersonen.0.telefoon1"]')
    type('[name="contactpersonen.0.telefoon1"]', '06 1234 5678')
    type('[name="personen"]', '4')
    const checkIn = await seen('[data-check-in]')
    checkIn.click()
    checkIn.click()
    find('button[type="submit"]').click()
    await vi.waitFor(() => expect(main.records()).toHaveLength(2))
    expect(main.promises().map(({ request }) => (request as RecordContent).kind)).toEqual([
      'customer-create',
      'booking-create',
    ])
    expect(main.records().map(({ content }) => content)).toMatchObject([
      { body: { naam: 'Marieke Witteveen', contactpersonen: [{ telefoon1: '06 1234 5678' }] } },
      { customer: { entry: 'r1' }, body: { status: 'gaande' } },
    ])
    main.settle('r1', 83)
    main.settle('r2', 901)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/boekingen/901'))
  })

  it('without a line is kept: the form says so before, and its page that it waits', async () => {
    const main = promisingMain()
    const router = await form(main, '/boekingen/nieuw?klant=17', 'offline')
    expect(find('[data-lead]').textContent).toContain('later verstuurd')
    await vi.waitFor(() => expect(find('[data-sum]').textContent).toContain('Familie De Wit'))
    type('[name="personen"]', '4')
    find('button[type="submit"]').click()
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/boekingen/-1'))
    const panel = await seen('aside[data-waiting-booking]')
    expect(panel.dataset).toMatchObject({ bookingId: '-1', sync: 'waiting' })
    expect((await seen('li[data-booking-id="-1"]')).dataset['sync']).toBe('waiting')
    main.settle('r1', 902)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/boekingen/902'))
  })
})

describe('what is wrong', () => {
  it('is said at its field, the first gets the focus, and nothing is promised', async () => {
    const main = promisingMain()
    await form(main)
    find('button[type="submit"]').click()
    await vi.waitFor(() => expect(Object.keys(errors())).toEqual(['klant_id', 'personen']))
    expect(document.activeElement).toBe(find('[data-customer-search]'))
    expect(main.promises()).toEqual([])
    type('[name="personen"]', '3')
    await vi.waitFor(() => expect(Object.keys(errors())).toEqual(['klant_id']))
  })

  it('of what Recras says stands at its field, and what is put right is amended', async () => {
    const main = promisingMain()
    const router = await form(main, '/boekingen/nieuw?klant=17')
    await vi.waitFor(() => expect(find('[data-sum]').textContent).toContain('Familie De Wit'))
    type('[name="personen"]', '4')
    find('button[type="submit"]').click()
    await vi.waitFor(() => expect(main.records()).toHaveLength(1))
    const message = 'Groep is te klein'
    main.refuse('r1', { kind: 'refused', fields: [{ field: 'personen', message }] })
    await vi.waitFor(() => expect(errors()).toEqual({ personen: message }))
    await vi.waitFor(() => expect(document.activeElement).toBe(find('[name="personen"]')))
    expect(find<HTMLInputElement>('[name="personen"]').value).toBe('4')
    type('[name="personen"]', '8')
    await vi.waitFor(() => expect(errors()).toEqual({}))
    find('button[type="submit"]').click()
    await vi.waitFor(() =>
      expect(main.records()).toMatchObject([{ id: 'r1', content: { body: { personen: 8 } } }]),
    )
    main.settle('r1', 903)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/boekingen/903'))
  })

  it('with the new customer stands at his fields, while the booking waits for him', async () => {
    const main = promisingMain()
    await form(main)
    type('[data-customer-search]', 'Kees')
    await tap('[data-new-customer]')
    await seen('[name="contactpersonen.0.telefoon1"]')
    type('[name="contactpersonen.0.telefoon1"]', '06 1234')
    type('[name="personen"]', '4')
    find('button[type="submit"]').click()
    await vi.waitFor(() => expect(main.records()).toHaveLength(2))
    const message = 'Dit nummer is te kort'
    const field = 'contactpersonen.0.telefoon1'
    main.refuse('r1', { kind: 'refused', fields: [{ field, message }] })
    await vi.waitFor(() => expect(errors()).toEqual({ [field]: message }))
    type('[name="contactpersonen.0.telefoon1"]', '06 1234 5678')
    find('button[type="submit"]').click()
    await vi.waitFor(() =>
      expect(main.records()).toMatchObject([
        {
          id: 'r1',
          state: 'waiting',
          content: { body: { contactpersonen: [{ voornaam: 'Kees', telefoon1: '06 1234 5678' }] } },
        },
        { id: 'r2', content: { customer: { entry: 'r1' } } },
      ]),
    )
  })

  it('with the key is said above the form', async () => {
    const main = promisingMain()
    await form(main, '/boekingen/nieuw?klant=17')
    await vi.waitFor(() => expect(find('[data-sum]').textContent).toContain('Familie De Wit'))
    type('[name="personen"]', '4')
    find('button[type="submit"]').click()
    await vi.waitFor(() => expect(main.records()).toHaveLength(1))
    main.refuse('r1', { kind: 'forbidden' })
    await vi.waitFor(() => expect(find('[role="alert"]').textContent).toContain('createBoeking'))
  })
})

it('somebody with the same name or number is offered before a customer is made', async () => {
  await form(promisingMain())
  await tap('[data-new-customer]')
  await seen('[name="contactpersonen.0.telefoon1"]')
  expect(root.querySelector('[data-alike]')).toBeNull()
  type('[name="contactpersonen.0.telefoon1"]', '0698765432')
  await tap('[data-alike] [data-customer-id="17"]')
  await vi.waitFor(() => expect(find('[data-sum]').textContent).toContain('Familie De Wit'))
  await tap('[data-new-customer]')
  type('[name="contactpersonen.0.telefoon1"]', '')
  type('[name="contactpersonen.0.voornaam"]', 'bakker')
  await seen('[data-alike] [data-customer-id="18"]')
  expect(root.querySelector('[data-alike] [data-customer-id="17"]')).toBeNull()
})

it('what was typed is there again after the form was left, until it is given up', async () => {
  const main = promisingMain()
  const router = await form(main)
  type('[data-customer-search]', 'De Wit')
  type('[name="personen"]', '7')
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }))
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/dag'))
  await vi.waitFor(() => expect(main.drafts.get('booking-create')).toContain('"personen":"7"'))
  await router.push('/boekingen/nieuw')
  await seen('[data-resumed]')
  expect(find<HTMLInputElement>('[name="personen"]').value).toBe('7')
  find('[data-start-over]').click()
  await vi.waitFor(() => expect(find<HTMLInputElement>('[name="personen"]').value).toBe(''))
  expect(main.drafts.size).toBe(0)
})

it('what was promised just before the app went down is not promised again', async () => {
  const main = promisingMain()
  await form(main, '/boekingen/nieuw?klant=17')
  await vi.waitFor(() => expect(find('[data-sum]').textContent).toContain('Familie De Wit'))
  type('[name="personen"]', '7')
  find('button[type="submit"]').click()
  await vi.waitFor(() => expect(main.records()).toHaveLength(1))
  // As the disk has it when the power goes between the promise and what the page does about it.
  const kept = main.calls.findLast(
    ({ name, request }) => name === 'drafts:keep' && (request as { text: unknown }).text !== null,
  )?.request as { text: string }
  page?.unmount()
  main.drafts.set('booking-create', kept.text)
  const router = await form(main, '/')
  await router.push('/boekingen/nieuw')
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/boekingen/-1'))
  await vi.waitFor(() => expect(main.drafts.size).toBe(0))
  expect(main.promises()).toHaveLength(1)
})

it('a booking is based on one thing at a time', async () => {
  const main = promisingMain()
  await form(main, '/boekingen/nieuw?klant=17')
  await vi.waitFor(() => expect(find('[data-sum]').textContent).toContain('Familie De Wit'))
  const choose = (label: string): void => {
    const found = [...root.querySelectorAll<HTMLElement>('[role="radio"]')].find(
      (one) => one.textContent?.trim() === label,
    )
    if (!found) throw new Error(`no choice is ${label}`)
    found.click()
  }
  await vi.waitFor(() => choose('Klimmen en barbecue'))
  choose('Ander arrangement')
  await seen('.create-basis')
  choose('Boeking')
  await seen('[name="boeking_id"]')
  type('[name="boeking_id"]', '34')
  type('[name="personen"]', '7')
  find('button[type="submit"]').click()
  await vi.waitFor(() => expect(main.records()).toHaveLength(1))
  const { content } = main.records()[0] ?? {}
  const body = content?.kind === 'booking-create' ? content.body : {}
  expect(Object.keys(body).filter((name) => name.endsWith('_id'))).toEqual(['boeking_id'])
  expect(body).toMatchObject({ boeking_id: 34 })
})
