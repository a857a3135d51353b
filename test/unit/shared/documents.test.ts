import { describe, expect, it } from 'vitest'
import { readCreator, readInvoices, readShifts } from '../../../src/shared/recras/documents.ts'
import { otherRelations, readLinks } from '../../../src/shared/recras/links.ts'

describe('shifts', () => {
  it('are read under the names that are likely, and unknown where there is nothing', () => {
    const body = [
      {
        medewerker: { id: 3, displaynaam: 'Mila' },
        functie: 'Instructeur',
        locatie: 'Noord',
        begin: '2026-06-13T14:00:00+02:00',
        eind: '2026-06-13T16:00:00+02:00',
        status: 'bevestigd',
      },
      { medewerker: null },
      'rubbish',
    ]
    expect(readShifts(body)).toEqual([
      {
        who: 'Mila',
        what: 'Instructeur',
        where: 'Noord',
        begin: '2026-06-13T14:00:00+02:00',
        eind: '2026-06-13T16:00:00+02:00',
        status: 'bevestigd',
      },
      { who: null, what: null, where: null, begin: null, eind: null, status: null },
    ])
    expect(readShifts({ diensten: body })).toHaveLength(2)
    expect(readShifts(null)).toEqual([])
  })
})

describe('invoices', () => {
  it('show what is open as Recras says it, else what is left, else nothing', () => {
    const body = [
      { factuurnummer: '2026-1', totaalbedrag: '100.50', _betaald_bedrag: 40.2 },
      { factuurnummer: '2026-2', totaalbedrag: 100, openstaand_bedrag: 12, _betaald_bedrag: 0 },
      { nummer: 7, totaal: 5 },
    ]
    expect(readInvoices(body).map(({ number, open }) => [number, open])).toEqual([
      ['2026-1', 60.3],
      ['2026-2', 12],
      ['7', null],
    ])
  })
})

describe('who made it', () => {
  it('is a name, however it comes', () => {
    expect(readCreator({ displaynaam: 'Mila Vos' })).toBe('Mila Vos')
    expect(readCreator({ voornaam: 'Mila', achternaam: 'Vos' })).toBe('Mila Vos')
    expect(readCreator('Mila')).toBe('Mila')
    expect(readCreator(null)).toBeNull()
  })
})

describe('relations that are not known', () => {
  it('may be followed when they are a GET to a plain address, and are named otherwise', () => {
    const links = readLinks({
      self: { href: '/a' },
      'recras:invoices': { href: '/b' },
      'recras:booking:set_status:noshow': { href: '/c' },
      'recras:map': { href: '/d' },
      'recras:wipe': { href: '/e', method: 'DELETE' },
      'recras:find': { href: '/f{?q}', templated: true },
    })
    expect(otherRelations(links)).toEqual([
      { rel: 'recras:map', readable: true },
      { rel: 'recras:wipe', readable: false },
      { rel: 'recras:find', readable: false },
    ])
  })
})
