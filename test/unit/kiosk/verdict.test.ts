import { describe, expect, it } from 'vitest'
import { toRow } from '../../../src/shared/domain/booking-row.ts'
import { display, type ShownEntry } from '../../../src/shared/domain/displayed.ts'
import { judgeAtKiosk, shownName, type Circumstances } from '../../../src/shared/kiosk/verdict.ts'
import { bookingSchema } from '../../../src/shared/recras/schemas.ts'

const ZONE = 'Europe/Amsterdam'
const at = (time: string): string => `2026-06-13T${time}:00+02:00`
const instant = (time: string): number => Date.parse(at(time))
const line = (begin: string, eind: string, locatie_id: number | null = 1) => ({
  id: 1,
  begin: at(begin),
  eind: at(eind),
  locatie_id,
  product_id: 3,
})
const FIRM = {
  id: 75,
  referentie: '67-1',
  status: 'definitief',
  arrangement: 'Klimmen en barbecue',
  personen: 48,
  boekingsregels: [line('14:15', '16:15')],
  Klant: {
    id: 67,
    displaynaam: 'Scouting Sint Joris',
    Hoofdcontact: {
      voornaam: 'Geheim',
      achternaam: 'Privé',
      telefoon1: '0612345678',
      email1: 'geheim@example.com',
    },
  },
  bijzonderheden: 'heeft hoogtevrees',
  _links: { 'recras:booking:set_status:ongoing': { href: '/x' } },
}
const SETTINGS = { kioskName: 'full', kioskEarlyMinutes: 30, kioskMoney: true } as const

function verdict(
  fields: object = {},
  about: Partial<Circumstances> = {},
  entries: readonly ShownEntry[] = [],
) {
  const booking = bookingSchema.parse({ ...FIRM, ...fields })
  const row = toRow(booking, 'h', ZONE)
  return judgeAtKiosk(row, booking, display(row, entries, {}), {
    settings: SETTINGS,
    now: instant('14:00'),
    zone: ZONE,
    names: { locaties: { 1: 'Instructieveld Zuid', 2: 'Parcours' }, producten: { 3: 'Klimmen' } },
    ...about,
  })
}
const entry = (state: ShownEntry['state']): ShownEntry => ({
  id: 'e1',
  bookingId: 75,
  by: null,
  referentie: '67-1',
  wanted: 'gaande',
  seen: { status: 'definitief', statusUpdatedAt: null },
  at: '2026-06-13T11:52:00.000Z',
  serverOffsetMs: null,
  desk: 'Zuil',
  state,
  sent: false,
  attempts: 0,
  lastError: null,
  nextTryAt: null,
  reason: null,
  server: null,
})

it('welcomes a firm booking of today with what the screen shows, and nothing more', () => {
  expect(verdict()).toEqual({
    kind: 'check-in',
    welcome: {
      kind: 'welcome',
      name: 'Scouting Sint Joris',
      ticket: {
        start: instant('14:15'),
        begun: false,
        place: 'Instructieveld Zuid',
        what: 'Klimmen en barbecue',
        personen: 48,
      },
    },
  })
})

describe('sends to the desk, without a detail', () => {
  it.each([
    ['cancelled', { status: 'geannuleerd' }],
    ['not-confirmed', { status: 'optie', _links: { a: { href: '/x' } } }],
    ['not-confirmed', { status: 'pending_online', _links: { a: { href: '/x' } } }],
    ['not-offered', { _links: { 'recras:booking:set_status:confirmed': { href: '/x' } } }],
    ['other-day', { boekingsregels: [{ id: 1, begin: '2026-06-14T10:00:00+02:00' }] }],
    ['other-day', { boekingsregels: [{ id: 1, begin: '2026-06-12T10:00:00+02:00' }] }],
    [
      'other-day',
      { status: 'gaande', boekingsregels: [{ id: 1, begin: '2026-06-12T10:00:00+02:00' }] },
    ],
    ['no-day', { boekingsregels: [] }],
    [
      'money',
      {
        kosten: { calculated_totaalbedrag_inclusief_btw: 100 },
        Facturen: [{ _betaald_bedrag: 40 }],
      },
    ],
  ] as const)('%s', (reason, fields) => {
    expect(verdict(fields)).toEqual({ kind: 'ask-staff', reason })
  })

  it('declined: what was promised and Recras does not take', () => {
    const stuck = entry('attention')
    expect(verdict({}, {}, [stuck])).toEqual({ kind: 'ask-staff', reason: 'declined' })
  })
})

it('lets in who still has to pay when the venue says so, and who may have paid', () => {
  const owes = {
    kosten: { calculated_totaalbedrag_inclusief_btw: 100 },
    Facturen: [{ _betaald_bedrag: 40 }],
  }
  const lenient = { settings: { ...SETTINGS, kioskMoney: false } }
  expect(verdict(owes, lenient).kind).toBe('check-in')
  expect(verdict({ kosten: { calculated_totaalbedrag_inclusief_btw: 100 } }).kind).toBe('check-in')
})

describe('early', () => {
  it('says from when, to the minute', () => {
    const early = { kind: 'early', from: instant('13:45'), start: instant('14:15'), minutes: 30 }
    expect(verdict({}, { now: instant('13:45') - 1 })).toEqual(early)
    expect(verdict({}, { now: instant('13:45') }).kind).toBe('check-in')
  })

  it('follows the setting; at 0 it is possible from the start on', () => {
    const late = { settings: { ...SETTINGS, kioskEarlyMinutes: 0 } }
    expect(verdict({}, late)).toMatchObject({ kind: 'early', from: instant('14:15') })
    expect(verdict({}, { ...late, now: instant('14:15') }).kind).toBe('check-in')
    const all = { settings: { ...SETTINGS, kioskEarlyMinutes: 1440 }, now: instant('00:30') }
    expect(verdict({}, all).kind).toBe('check-in')
  })

  it('is about the first start of the day', () => {
    const boekingsregels = [line('18:00', '20:00'), line('14:15', '15:15')]
    expect(verdict({ boekingsregels }, { now: instant('13:00') })).toMatchObject({
      from: instant('13:45'),
    })
  })

  it('is nobody who is in already', () => {
    expect(verdict({ status: 'gaande' }, { now: instant('08:00') }).kind).toBe('already')
  })
})

describe('already', () => {
  it('says since when', () => {
    expect(verdict({ status: 'gaande', status_updated_at: at('13:52') })).toMatchObject({
      kind: 'already',
      since: instant('13:52'),
      finished: false,
      ticket: { start: instant('14:15') },
    })
  })

  it('is so while the promise waits', () => {
    expect(verdict({}, {}, [entry('waiting')])).toMatchObject({
      kind: 'already',
      since: Date.parse('2026-06-13T11:52:00.000Z'),
    })
  })

  it('knows who was here and left', () => {
    expect(verdict({ status: 'voltooid' })).toMatchObject({ kind: 'already', finished: true })
  })
})

describe('where to go', () => {
  const boekingsregels = [
    line('10:00', '12:00', 1),
    line('15:00', '16:00', null),
    line('16:00', '17:00', 2),
  ]
  const ticket = (now: string) => {
    const judged = verdict({ boekingsregels }, { now: instant(now) })
    return judged.kind === 'check-in' ? judged.welcome.ticket : null
  }

  it('is the place of the first line that is not over', () => {
    expect(ticket('10:30')).toMatchObject({
      start: instant('10:00'),
      begun: true,
      place: 'Instructieveld Zuid',
    })
  })

  it('is the first place to come when the first line to come has none', () => {
    expect(ticket('13:00')).toMatchObject({
      start: instant('15:00'),
      begun: false,
      place: 'Parcours',
    })
  })

  it('is not said when nobody has a name for it', () => {
    const judged = verdict({}, { names: { locaties: {}, producten: {} } })
    expect(judged).toMatchObject({ welcome: { ticket: { place: null } } })
  })

  it('says what by the product, where there is no arrangement', () => {
    expect(verdict({ arrangement: null })).toMatchObject({
      welcome: { ticket: { what: 'Klimmen' } },
    })
  })

  it('does with the row when the whole booking is not at hand', () => {
    const booking = bookingSchema.parse(FIRM)
    const row = toRow(booking, 'h', ZONE)
    const judged = judgeAtKiosk(row, null, display(row, [], {}), {
      settings: SETTINGS,
      now: instant('14:00'),
      zone: ZONE,
      names: { locaties: { 1: 'Veld' }, producten: {} },
    })
    expect(judged).toMatchObject({
      welcome: { ticket: { start: instant('14:15'), place: 'Veld' } },
    })
  })
})

it.each([
  ['Scouting Sint Joris', 'full', 'Scouting Sint Joris'],
  ['Scouting Sint Joris', 'first', 'Scouting'],
  ['Scouting Sint Joris', 'none', null],
  ['  Jansen, Piet', 'first', 'Jansen'],
  ['', 'full', null],
  [' , ', 'first', null],
  [null, 'full', null],
] as const)('shows %j (%s) as %j', (name, how, expected) => {
  expect(shownName(name, how)).toBe(expected)
})

it('never carries contact, phone, mail or notes, whatever the verdict', () => {
  for (const status of ['definitief', 'gaande', 'voltooid', 'geannuleerd', 'optie'])
    for (const now of ['08:00', '14:00', '23:00']) {
      const text = JSON.stringify(verdict({ status }, { now: instant(now) }))
      for (const secret of ['Geheim', 'Privé', '12345678', 'example.com', 'hoogtevrees', '67-1'])
        expect(text).not.toContain(secret)
    }
})
