import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearest, recrasQueryOf, RowIndex } from '../../../src/renderer/src/db/row-index.ts'
import { fold, matches, wordsOf } from '../../../src/shared/domain/fold.ts'
import type { BookingRow } from '../../../src/shared/domain/booking-row.ts'
import { line, row } from './booking-of.ts'

const TODAY = '2026-06-13'
const named = (id: number, name: string | null, day = TODAY, fields = {}): BookingRow =>
  row({
    id,
    referentie: `${id}-1`,
    Klant: name === null ? null : { id, displaynaam: name },
    boekingsregels: [line('14:00', '15:00', 1, day)],
    ...fields,
  })
const ids = (index: RowIndex, query: string): number[] =>
  index.find(query).map((found) => found.row.id)

const rank = (of: BookingRow): number => {
  const on = nearest(of, TODAY)?.day ?? ''
  return on === TODAY ? 0 : on > TODAY ? 1 : 2
}
const shownName = (of: BookingRow): string => fold(of.name ?? of.referentie)
/** The order in which they are shown, by the plainest of means. */
const inOrder = (rows: BookingRow[]): number[] =>
  [...rows]
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (shownName(a) < shownName(b) ? -1 : 0) ||
        (shownName(a) > shownName(b) ? 1 : 0) ||
        a.id - b.id,
    )
    .map((of) => of.id)

describe('search over what is cached', () => {
  it('finds parts of words, in any order, whatever their accents and case', () => {
    const index = new RowIndex(TODAY)
    index.add([named(1, 'Café Müller'), named(2, 'Familie Mulder'), named(3, null)])
    expect(ids(index, 'mul')).toEqual([1, 2])
    expect(ids(index, 'MÜLL cafe')).toEqual([1])
    expect(ids(index, '3-1')).toEqual([3])
    expect(ids(index, '  ')).toEqual([])
    expect(ids(index, 'x')).toEqual([])
  })

  it('finds by contact, phone as digits or as written, e-mail and arrangement', () => {
    const index = new RowIndex(TODAY)
    const contact = {
      id: 1,
      voornaam: 'Janny',
      achternaam: 'Jansen',
      telefoon1: '06-12 34 56',
      email1: 'jj@x.example',
    }
    index.add([
      row({ arrangement: 'Klimmen', Klant: { id: 1, displaynaam: 'B', Hoofdcontact: contact } }),
    ])
    for (const query of ['jansen janny', '06123', '06-12', 'x.example', 'klim'])
      expect(ids(index, query)).toEqual([1])
  })

  it('shows today first, then what is coming, then what is past, each by name', () => {
    const index = new RowIndex(TODAY)
    index.add([
      named(1, 'aa club', '2026-06-12'),
      named(2, 'zz club'),
      named(3, 'aa club', '2026-06-20'),
      named(4, 'bb club'),
    ])
    expect(ids(index, 'club')).toEqual([4, 2, 3, 1])
  })

  it('follows changes and removals', () => {
    const index = new RowIndex(TODAY)
    index.add([named(1, 'oude naam'), named(2, 'andere')])
    index.add([named(1, 'nieuwe naam')])
    index.remove(2)
    expect(ids(index, 'oude')).toEqual([])
    expect(ids(index, 'nieuwe')).toEqual([1])
    expect(ids(index, 'andere')).toEqual([])
    expect(index.size).toBe(1)
  })

  it('finds the same typed letter by letter as at once, also when something changed in between', () => {
    const index = new RowIndex(TODAY)
    index.add([named(1, 'Jan de Vries'), named(2, 'Jansen'), named(3, 'Vries, Dé')])
    expect(ids(index, 'v')).toEqual([1, 3])
    expect(ids(index, 'vries')).toEqual([1, 3])
    expect(ids(index, 'vries ja')).toEqual([1])
    index.add([named(4, 'Vries en Jacobs')])
    expect(ids(index, 'vries jac')).toEqual([4])
    expect(ids(index, 'ja')).toEqual([1, 2, 4])
    index.remove(2)
    expect(ids(index, 'jan')).toEqual([1])
  })

  it('answers the same of everything in one order, and to words that are typed on and changed', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'n', 'd', '1', ' '), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), word, (names, typed) => {
        const index = new RowIndex(TODAY)
        const rows = names.map((name, at) => named(at + 1, name))
        for (const [at, one] of rows.entries()) {
          index.add([one])
          if (at % 3 === 2) index.settle()
        }
        index.remove(1)
        index.settle()
        for (let length = 1; length <= typed.length; length++) {
          const query = typed.slice(0, length)
          const words = wordsOf(query)
          const left = rows.filter((of) => of.id !== 1 && matches(of.hay, words))
          expect(ids(index, query)).toEqual(words.length === 0 ? [] : inOrder(left))
        }
      }),
    )
  })

  it('answers as a plain filter and sort would, after any changes', () => {
    const day = fc.constantFrom('2026-06-01', TODAY, '2026-07-01')
    const name = fc.constantFrom('Ada', 'Bea', 'Café', 'Dé')
    const change = fc.oneof(
      fc.record({ add: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), name, day)) }),
      fc.record({ remove: fc.integer({ min: 0, max: 30 }) }),
    )
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), name, (changes, query) => {
        const index = new RowIndex(TODAY)
        const model = new Map<number, BookingRow>()
        for (const one of changes) {
          if ('remove' in one) {
            index.remove(one.remove)
            model.delete(one.remove)
          } else {
            const rows = new Map(one.add.map(([id, text, on]) => [id, named(id, text, on)]))
            index.add([...rows.values()])
            for (const [id, of] of rows) model.set(id, of)
          }
        }
        const left = [...model.values()].filter((of) => matches(of.hay, wordsOf(query)))
        expect(ids(index, query)).toEqual(inOrder(left))
      }),
      { numRuns: 200 },
    )
  })
})

describe('what Recras can be asked', () => {
  it('is a reference or a customer number, nothing else', () => {
    expect(recrasQueryOf(' 58-3 ')).toEqual({ referentie: '58-3' })
    expect(recrasQueryOf('58')).toEqual({ klant_id: 58 })
    for (const text of ['', 'jansen', '58-', '06 12', '1'.repeat(12), '58-3-1'])
      expect(recrasQueryOf(text)).toBeNull()
  })
})
