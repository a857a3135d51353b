import '../../../src/renderer/src/styles/index.css'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import { CustomerCache } from '../../../src/renderer/src/db/customers.ts'
import type { EditDraft } from '../../../src/renderer/src/features/customers/draft.ts'
import CustomerFormView from '../../../src/renderer/src/features/customers/CustomerFormView.vue'
import CustomersView from '../../../src/renderer/src/features/customers/CustomersView.vue'
import CustomerView from '../../../src/renderer/src/features/customers/CustomerView.vue'
import { i18n } from '../../../src/renderer/src/i18n/index.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useCustomersStore } from '../../../src/renderer/src/stores/customers.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { toCustomerRow } from '../../../src/shared/domain/customer-row.ts'
import type { CachedCustomer } from '../../../src/shared/ipc/record-calls.ts'
import type { FieldConflict, RecordContent, RecordView } from '../../../src/shared/outbox/record.ts'
import { customerSchema } from '../../../src/shared/recras/schemas.ts'
import { fakeMain, freshVenue, KEY } from './support.ts'

const ok = (value: unknown) => ({ ok: true, value })
const NOT_FOUND = { ok: false, error: { kind: 'not-found' } }
let pinia: Pinia
let host: string
let page: App | null
let root: HTMLElement
let router: Router
let drafts: Map<string, string>

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  host = freshVenue()
  drafts = new Map()
  root = document.createElement('div')
  root.className = 'app'
  document.body.append(root)
})
afterEach(async () => {
  page?.unmount()
  page = null
  root.remove()
  await Promise.all([useCustomersStore().close(), useVenueStore().close()])
  disposePinia(pinia)
  await Promise.all([new Cache(host, KEY).destroy(), new CustomerCache(host, KEY).destroy()])
})

const GEMEENTE = {
  id: 17,
  displaynaam: 'Gemeente Appingedam',
  naam: 'Gemeente Appingedam',
  plaats: 'Assen',
  provinciecode: 'NL-DR',
  contactpersonen: [
    { id: 15, voornaam: 'Janny', achternaam: 'Jansen', geslacht: 'man', hoofdcontact: true },
  ],
}
function cached(fields: Record<string, unknown>): CachedCustomer {
  const read = customerSchema.parse(fields)
  return { row: toCustomerRow(read, `h${read.id}`), json: JSON.stringify(read) }
}

/** A main process with one customer, that keeps drafts and promises. */
function mainProcess(answers: Parameters<typeof fakeMain>[0] = {}) {
  return fakeMain({
    'sync:watch': () => ok({ syncedAt: '2026-06-13T12:00:00Z' }),
    'catalogue:get': () =>
      ok({ producten: null, locaties: null, arrangementen: null, bedrijven: null }),
    'bookings:find': () => ok([]),
    'customer:read': (request) =>
      (request as { id: number }).id === 17 ? ok(customerSchema.parse(GEMEENTE)) : NOT_FOUND,
    'drafts:get': (request) => ok({ text: drafts.get((request as { key: string }).key) ?? null }),
    'drafts:keep': (request) => {
      const { key, text } = request as { key: string; text: string | null }
      if (text === null) drafts.delete(key)
      else drafts.set(key, text)
      return ok({ kept: 'os' })
    },
    ...answers,
  })
}

function viewOf(content: RecordContent, fields: Partial<RecordView> = {}): RecordView {
  const localId = content.kind === 'customer-edit' ? content.klantId : -1
  return {
    id: 'r1',
    kind: content.kind,
    localId,
    waitsFor: null,
    at: '2026-06-13T12:00:00Z',
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
    ...fields,
  }
}
const show = (...records: RecordView[]): void => {
  const outbox = useOutboxStore()
  outbox.view = { ...outbox.view, records }
}
/** Recras answered: this is what became of the promise. */
function settle(resultId: number, existed = false, cameIn: string[] = []): void {
  const outbox = useOutboxStore()
  const [one] = outbox.view.records
  if (!one) throw new Error('nothing was promised')
  const { id, kind, localId, at, desk, by } = one
  const settled = {
    id,
    kind,
    localId,
    at,
    desk,
    by,
    outcome: 'done' as const,
    settledAt: new Date().toISOString(),
  }
  outbox.view = {
    ...outbox.view,
    records: [],
    recordHistory: [{ ...settled, resultId, existed, cameIn }],
  }
}

async function open(path: string, ...customers: CachedCustomer[]): Promise<void> {
  const at = new Date().toISOString()
  const cache = new CustomerCache(host, KEY)
  await cache.apply([{ upserts: customers, removed: [], progress: null }])
  await cache.finished(at, true)
  cache.close()
  useAppStore().connection = { status: 'online', since: at, lastAnswerAt: at } as never
  await useCustomersStore().open(host)
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/klanten', component: CustomersView },
      { path: '/klanten/nieuw', component: CustomerFormView },
      { path: '/klanten/:id(-?\\d+)', component: CustomerView },
      { path: '/klanten/:id(-?\\d+)/wijzigen', component: CustomerFormView },
      { path: '/:rest(.*)*', component: { template: '<main />' } },
    ],
  })
  await router.push(path)
  page = createApp(RouterView).use(pinia).use(i18n).use(router)
  page.mount(root)
}

const find = (selector: string) =>
  vi.waitFor(() => {
    const found = root.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`there is no ${selector}`)
    return found
  })
const field = (name: string) => find(`[name="${name}"]`) as Promise<HTMLInputElement>
async function fill(name: string, value: string): Promise<void> {
  const input = await field(name)
  input.value = value
  input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input'))
}
const click = async (selector: string): Promise<void> => (await find(selector)).click()
const requestOf = (main: ReturnType<typeof fakeMain>, name: string) =>
  main.calls.findLast((call) => call.name === name)?.request

describe('the form of a new customer', () => {
  it('says at the field what is wrong, and takes the focus there', async () => {
    const main = mainProcess()
    await open('/klanten/nieuw')
    await fill('contactpersonen.0.email1', 'geen adres')
    await click('[data-save]')
    await find('[data-error-for="naam"]')
    await find('[data-error-for="contactpersonen.0.email1"]')
    await vi.waitFor(async () => expect(document.activeElement).toBe(await field('naam')))
    await fill('naam', 'Groep')
    await vi.waitFor(() => expect(root.querySelector('[data-error-for="naam"]')).toBeNull())
    expect(requestOf(main, 'records:promise')).toBeUndefined()
  })

  it('has one main contact, whoever is chosen, added and removed', async () => {
    mainProcess()
    await open('/klanten/nieuw')
    const mains = () =>
      [...root.querySelectorAll<HTMLInputElement>('[name$=".hoofdcontact"]')].map(
        ({ checked }) => checked,
      )
    await find('[data-contact]')
    expect(mains()).toEqual([true])
    expect(root.querySelector('[data-remove-contact]')).toBeNull()
    await click('[data-add-contact]')
    await click('[data-add-contact]')
    await vi.waitFor(() => expect(mains()).toEqual([true, false, false]))
    await click('[name="contactpersonen.1.hoofdcontact"]')
    await vi.waitFor(() => expect(mains()).toEqual([false, true, false]))
    await click('[data-contact="1"] [data-remove-contact]')
    await vi.waitFor(() => expect(mains()).toEqual([true, false]))
  })

  it('promises what was typed once, with an existing contact and fields of every type', async () => {
    const main = mainProcess({
      'records:promise': (content) => {
        const made = viewOf(content as RecordContent)
        show(made)
        return ok(made)
      },
    })
    await open('/klanten/nieuw')
    await fill('naam', 'Voorbeeldgroep')
    await fill('provinciecode', 'NL-NH')
    await fill('contactpersonen.0.voornaam', 'Test')
    await click('[data-link-contact]')
    const picker = (await find('[data-contact-picker] input')) as HTMLInputElement
    picker.value = '15'
    picker.dispatchEvent(new Event('input'))
    await click('[data-contact-picker] .pick')
    const extras = [
      ['Tekst', 'text', 'geen noten'],
      ['Maat', 'number', '42'],
      ['Dag', 'date', '2026-06-13'],
      ['Kleur', 'singlechoice', 'rood'],
    ] as const
    for (const [index, [name, type, value]] of extras.entries()) {
      await click('[data-add-extra]')
      await fill(`extra_fields.${index}.name`, name)
      await fill(`extra_fields.${index}.type`, type)
      await fill(`extra_fields.${index}.value`, value)
    }
    await click('[data-add-extra]')
    await fill('extra_fields.4.name', 'Wensen')
    await fill('extra_fields.4.type', 'multiplechoice')
    await fill('extra_fields.4.value.0', 'koffie')
    await click('[data-add-value]')
    await fill('extra_fields.4.value.1', 'thee')
    await click('[data-save]')
    await click('[data-save]')
    await vi.waitFor(() => expect(requestOf(main, 'records:promise')).toBeDefined())
    expect(main.calls.filter(({ name }) => name === 'records:promise')).toHaveLength(1)
    expect(requestOf(main, 'records:promise')).toMatchObject({
      kind: 'customer-create',
      body: {
        naam: 'Voorbeeldgroep',
        provinciecode: 'NL-NH',
        contactpersonen: [
          { voornaam: 'Test', geslacht: 'onbekend', hoofdcontact: true },
          { id: 15, hoofdcontact: false },
        ],
        extra_fields: [
          { name: 'Tekst', type: 'text', value: 'geen noten' },
          { name: 'Maat', type: 'number', value: 42 },
          { name: 'Dag', type: 'date', value: '2026-06-13' },
          { name: 'Kleur', type: 'singlechoice', value: 'rood' },
          { name: 'Wensen', type: 'multiplechoice', value: ['koffie', 'thee'] },
        ],
      },
    })
    settle(17, true)
    await find('[data-existed]')
    expect(router.currentRoute.value.path).toBe('/klanten/17')
    expect(drafts.size).toBe(0)
  })

  it('shows what Recras refused at its field, and sends it again amended', async () => {
    const error = {
      kind: 'refused' as const,
      fields: [
        { field: 'naam', message: 'Te lang voor Recras' },
        { field: null, message: 'En nog iets' },
      ],
    }
    const content: RecordContent = {
      kind: 'customer-create',
      body: { naam: 'Veel te lang', contactpersonen: [{ voornaam: 'A', hoofdcontact: true }] },
    }
    const main = mainProcess({
      'records:amend': (request) => {
        const made = viewOf((request as { content: RecordContent }).content)
        show(made)
        return ok(made)
      },
    })
    show(viewOf(content, { state: 'attention', reason: { kind: 'refused', error } }))
    await open('/klanten/-1/wijzigen')
    expect((await find('[data-error-for="naam"]')).textContent).toContain('Te lang voor Recras')
    expect((await find('[data-error]')).textContent).toContain('En nog iets')
    await fill('naam', 'Kort')
    await vi.waitFor(() => expect(root.querySelector('[data-error-for="naam"]')).toBeNull())
    await click('[data-save]')
    await vi.waitFor(() =>
      expect(requestOf(main, 'records:amend')).toMatchObject({
        id: 'r1',
        content: { kind: 'customer-create', body: { naam: 'Kort' } },
      }),
    )
    settle(17)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/klanten/17'))
  })

  it('asks which one it became when its answer got lost', async () => {
    const content: RecordContent = {
      kind: 'customer-create',
      body: { naam: 'Gemeente', contactpersonen: [{ voornaam: 'A', hoofdcontact: true }] },
    }
    const main = mainProcess({
      'records:adopt': () => {
        settle(17)
        return ok(null)
      },
    })
    const found = [{ id: 17, title: 'Gemeente Appingedam', details: ['Assen'] }]
    show(
      viewOf(content, {
        state: 'attention',
        reason: { kind: 'doubtful' },
        findings: { conflicts: [], found },
      }),
    )
    await open('/klanten/-1/wijzigen')
    await click('[data-adopt="17"]')
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/klanten/17'))
    expect(requestOf(main, 'records:adopt')).toEqual({ id: 'r1', found: 17 })
  })

  it('offers whoever is known by that name', async () => {
    mainProcess()
    await open('/klanten/nieuw?naam=gemeente%20APPINGEDAM', cached(GEMEENTE))
    expect((await find('[data-alike] [data-customer-id="17"]')).getAttribute('href')).toBe(
      '/klanten/17',
    )
  })

  it('goes on as the form of whom Recras made meanwhile, with all that was typed', async () => {
    mainProcess()
    const body = {
      naam: 'Gemeente Appingedam',
      contactpersonen: [{ voornaam: 'Janny', achternaam: 'Jansen', hoofdcontact: true }],
    }
    show(viewOf({ kind: 'customer-create', body }))
    await open('/klanten/-1/wijzigen')
    await fill('plaats', 'Delfzijl')
    await fill('contactpersonen.0.telefoon1', '06 12345678')
    // Less than a moment after the last key.
    settle(17)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/klanten/17/wijzigen'))
    await find('[data-resumed]')
    expect((await field('plaats')).value).toBe('Delfzijl')
    expect((await field('contactpersonen.0.telefoon1')).value).toBe('06 12345678')
    expect([...drafts.keys()]).toEqual(['customer-edit:17'])
    const { base, now } = JSON.parse(drafts.get('customer-edit:17') ?? '') as EditDraft
    // What Recras has is what it starts from; the contact is the one that it made.
    expect([base.plaats, base.provinciecode, now.provinciecode]).toEqual([
      'Assen',
      'NL-DR',
      'NL-DR',
    ])
    expect(now.contactpersonen).toMatchObject([{ id: '15', telefoon1: '06 12345678' }])
  })

  it('leaves for his page when nothing was typed', async () => {
    mainProcess()
    const body = { naam: 'Gemeente Appingedam', contactpersonen: [{ id: 15, hoofdcontact: true }] }
    show(viewOf({ kind: 'customer-create', body }))
    await open('/klanten/-1/wijzigen')
    await field('naam')
    settle(17)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/klanten/17'))
    expect(drafts.size).toBe(0)
  })

  it('takes up what was typed before, and lets it be started over', async () => {
    mainProcess()
    await open('/klanten/nieuw')
    await fill('naam', 'Half klaar')
    await router.push('/klanten')
    await vi.waitFor(() => expect(drafts.get('customer-create')).toContain('Half klaar'))
    await router.push('/klanten/nieuw')
    await find('[data-resumed]')
    expect((await field('naam')).value).toBe('Half klaar')
    await click('[data-start-over]')
    await vi.waitFor(async () => expect((await field('naam')).value).toBe(''))
    expect(drafts.size).toBe(0)
  })
})

describe('the form of a customer of Recras', () => {
  const promising = () =>
    mainProcess({
      'records:promise': (content) => {
        const made = viewOf(content as RecordContent)
        show(made)
        return ok(made)
      },
      'records:amend': (request) => {
        const made = viewOf((request as { content: RecordContent }).content)
        show(made)
        return ok(made)
      },
    })

  it('promises only what changed', async () => {
    const main = promising()
    await open('/klanten/17/wijzigen', cached(GEMEENTE))
    await fill('plaats', 'Appingedam')
    await click('[data-save]')
    await vi.waitFor(() =>
      expect(requestOf(main, 'records:promise')).toMatchObject({
        kind: 'customer-edit',
        klantId: 17,
        base: { plaats: 'Assen', naam: 'Gemeente Appingedam' },
        changes: { plaats: 'Appingedam' },
      }),
    )
    const { changes } = requestOf(main, 'records:promise') as { changes: object }
    expect(Object.keys(changes)).toEqual(['plaats'])
    settle(17)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/klanten/17'))
    // Settled changes of the same customer do not close the form that is opened next.
    await router.push('/klanten/17/wijzigen')
    await find('form[data-form="customer-edit"]')
    expect(router.currentRoute.value.path).toBe('/klanten/17/wijzigen')
  })

  it('promises nothing when nothing changed, and keeps no draft of that', async () => {
    const main = promising()
    await open('/klanten/17/wijzigen')
    await fill('plaats', 'Emmen')
    await fill('plaats', 'Assen')
    await click('[data-save]')
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/klanten/17'))
    expect(requestOf(main, 'records:promise')).toBeUndefined()
    expect(drafts.size).toBe(0)
    // Neither of a form that was only looked at.
    await router.push('/klanten/17/wijzigen')
    await find('form[data-form="customer-edit"]')
    await router.push('/klanten/17')
    await find('main[data-state="shown"]')
    expect(drafts.size).toBe(0)
  })

  it('has what both changed chosen field by field, and goes on from there', async () => {
    const main = promising()
    const conflicts: FieldConflict[] = [
      { field: 'naam', base: 'Gemeente Appingedam', mine: 'Mijn naam', theirs: 'Hun naam' },
      { field: 'plaats', base: 'Assen', mine: 'Emmen', theirs: 'Meppel' },
    ]
    const content: RecordContent = {
      kind: 'customer-edit',
      klantId: 17,
      base: { naam: 'Gemeente Appingedam', plaats: 'Assen' },
      changes: { naam: 'Mijn naam', plaats: 'Emmen' },
    }
    show(
      viewOf(content, {
        state: 'attention',
        reason: { kind: 'changed' },
        findings: { conflicts, found: [] },
      }),
    )
    await open('/klanten/17/wijzigen')
    await click('[data-conflict="naam"] [data-side="mine"]')
    await click('[data-save]')
    expect((await find('.create-notices > [data-error]')).textContent).not.toBe('')
    expect(requestOf(main, 'records:amend')).toBeUndefined()
    await click('[data-conflict="naam"] [data-side="mine"]')
    await click('[data-conflict="plaats"] [data-side="theirs"]')
    await click('[data-save]')
    await vi.waitFor(() =>
      expect(requestOf(main, 'records:amend')).toMatchObject({
        id: 'r1',
        content: {
          base: { naam: 'Hun naam', plaats: 'Meppel' },
          changes: { naam: 'Mijn naam' },
        },
      }),
    )
    const { content: chosen } = requestOf(main, 'records:amend') as { content: object }
    expect(chosen).toHaveProperty('changes', { naam: 'Mijn naam' })
    settle(17)
  })
})

describe('the page of a customer', () => {
  it('shows contacts, the main one first, and everything else that is known', async () => {
    mainProcess({ 'customer:read': () => ({ ok: false, error: { kind: 'unreachable' } }) })
    const people = [
      { id: 1, voornaam: 'Piet', telefoon1: '06 11', hoofdcontact: false },
      { id: 2, voornaam: 'Janny', email1: 'j@x.example', hoofdcontact: true },
    ]
    const extra = [{ name: 'Dieet', type: 'multiplechoice', value: ['vega', 'glutenvrij'] }]
    await open(
      '/klanten/8',
      cached({ ...GEMEENTE, id: 8, contactpersonen: people, extra_fields: extra }),
    )
    await find('[data-contact]')
    const shown = [...root.querySelectorAll<HTMLElement>('[data-contact]')]
    expect(shown.map((one) => one.dataset['contact'])).toEqual(['2', '1'])
    expect((await find('[data-fact="extra_fields.0"]')).textContent).toContain('vega, glutenvrij')
    expect((await find('[data-fact="provinciecode"]')).textContent).toContain('Drenthe')
  })

  it('says that Recras has him no more', async () => {
    mainProcess()
    await open('/klanten/99')
    await find('main[data-state="gone"] [data-error]')
  })

  it('of one who waits to be made can be dropped after a question that names him', async () => {
    const content: RecordContent = {
      kind: 'customer-create',
      body: { naam: 'Wachtende groep', contactpersonen: [{ id: 15, hoofdcontact: true }] },
    }
    const main = mainProcess({
      'outbox:drop': () => {
        show()
        return ok(null)
      },
    })
    show(viewOf(content))
    await open('/klanten/-1')
    await find('main[data-sync="waiting"] [data-waiting]')
    await click('[data-drop]')
    const question = await vi.waitFor(() => {
      const dialog = document.querySelector('[role="alertdialog"]')
      if (!dialog) throw new Error('nothing is asked')
      return dialog
    })
    expect(question.textContent).toContain('Wachtende groep')
    question.querySelector<HTMLElement>('[data-confirm="drop"]')?.click()
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/klanten'))
    expect(requestOf(main, 'outbox:drop')).toEqual({ id: 'r1' })
  })

  it('says what somebody else changed when this desk changed him too', async () => {
    mainProcess()
    await open('/klanten/17', cached(GEMEENTE))
    await find('main[data-state="shown"]')
    expect(root.querySelector('[data-came-in]')).toBeNull()
    show(viewOf({ kind: 'customer-edit', klantId: 17, base: {}, changes: { naam: 'Gemeente' } }))
    settle(17, false, ['plaats', 'contactpersonen'])
    await vi.waitFor(() => {
      const said = root.querySelector('[data-came-in]')?.textContent ?? ''
      expect(said).toContain('Plaats')
      expect(said).toContain('Contactpersonen')
    })
  })

  it('becomes that of the customer whom Recras made of him', async () => {
    const content: RecordContent = {
      kind: 'customer-create',
      body: { naam: 'Wachtende groep', contactpersonen: [{ id: 15, hoofdcontact: true }] },
    }
    mainProcess()
    show(viewOf(content))
    await open('/klanten/-1')
    await find('[data-waiting]')
    settle(17)
    await find('main[data-customer-id="17"][data-state="shown"]')
    expect(root.querySelector('[data-existed]')).toBeNull()
  })
})

describe('the list of customers', () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    cached({ id: index + 1, displaynaam: `Groep ${String(index + 1).padStart(3, '0')}` }),
  )

  it('draws what is in view, searches as somebody types, and opens the first with Enter', async () => {
    mainProcess()
    await open('/klanten', ...many)
    await find('[data-customer-id="1"]')
    expect(root.querySelectorAll('li[data-customer-id]').length).toBeLessThan(60)
    const search = (await find('[data-customer-search]')) as HTMLInputElement
    search.value = 'groep 217'
    search.dispatchEvent(new Event('input'))
    await find('[data-customer-id="217"]')
    expect(root.querySelectorAll('li[data-customer-id]')).toHaveLength(1)
    search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/klanten/217'))
  })

  it('offers to make whom nobody knows, and to look at Recras for a number', async () => {
    const main = mainProcess()
    await open('/klanten', ...many)
    const search = (await find('[data-customer-search]')) as HTMLInputElement
    search.value = 'Nieuwe mensen'
    search.dispatchEvent(new Event('input'))
    const link = await find('[data-state="none"] a')
    expect(link.getAttribute('href')).toBe('/klanten/nieuw?naam=Nieuwe+mensen')
    search.value = '9999'
    search.dispatchEvent(new Event('input'))
    await click('[data-ask-recras]')
    await vi.waitFor(() => expect(requestOf(main, 'customer:read')).toEqual({ id: 9999 }))
    expect((await find('[data-state="none"] [role="status"]')).textContent).toContain('9999')
  })
})
