import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomerIndex } from '../../../../src/renderer/src/db/customer-index.ts'
import { toCustomerRow, type CustomerRow } from '../../../../src/shared/domain/customer-row.ts'
import { fold, matches, wordsOf } from '../../../../src/shared/domain/fold.ts'
import { customerSchema } from '../../../../src/shared/recras/schemas.ts'

const row = (id: number, naam: string | null, fields: Record<string, unknown> = {}): CustomerRow =>
  toCustomerRow(customerSchema.parse({ id, displaynaam: naam, naam, ...fields }), `h${id}`)
const ids = (rows: readonly CustomerRow[]): number[] => rows.map(({ id }) => id)

function indexOf(...rows: CustomerRow[]): CustomerIndex {
  const index = new CustomerIndex()
  index.add(rows)
  return index
}

describe('customers in memory', () => {
  it('stand by name, those without one last', () => {
    const index = indexOf(row(1, 'Zwemclub'), row(2, null), row(3, 'école'), row(4, 'Eekhoorn'))
    expect(ids(index.all())).toEqual([3, 4, 1, 2])
  })

  it('keep that order as others come, change their name and go', () => {
    const index = indexOf(row(1, 'Berk'), row(2, 'Den'))
    expect(ids(index.all())).toEqual([1, 2])
    index.add([row(3, 'Iep'), row(4, 'Abeel')])
    expect(ids(index.all())).toEqual([4, 1, 2, 3])
    index.add([row(1, 'Wilg')])
    expect(ids(index.all())).toEqual([4, 2, 3, 1])
    index.remove([2])
    expect(ids(index.all())).toEqual([4, 3, 1])
    expect(index.get(2)).toBeUndefined()
    expect(index.size).toBe(3)
    expect(index.highestId()).toBe(4)
  })

  it('are the same list until something changes', () => {
    const index = indexOf(row(1, 'Berk'))
    expect(index.all()).toBe(index.all())
  })

  it('show what changed of one whose name stayed', () => {
    const index = indexOf(row(1, 'Berk'))
    index.all()
    index.add([row(1, 'Berk', { plaats: 'Winterswijk' })])
    expect(index.all()[0]?.plaats).toBe('Winterswijk')
    expect(ids(index.find('winterswijk'))).toEqual([1])
  })

  it('are as sorting all of them would have them, whatever came when', () => {
    const step = fc.oneof(
      fc.record({ add: fc.array(fc.tuple(fc.nat(30), fc.stringMatching(/^[a-d]{1,3}$/))) }),
      fc.record({ remove: fc.array(fc.nat(30), { maxLength: 4 }) }),
      fc.constant({ look: true }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const index = new CustomerIndex()
        const known = new Map<number, CustomerRow>()
        for (const one of steps) {
          if ('add' in one) {
            const rows = one.add.map(([id, name]) => row(id, name))
            index.add(rows)
            for (const added of rows) known.set(added.id, added)
          } else if ('remove' in one) {
            index.remove(one.remove)
            for (const id of one.remove) known.delete(id)
          } else index.all()
        }
        const wanted = [...known.values()].sort((a, b) => {
          const [one, other] = [fold(a.name ?? ''), fold(b.name ?? '')]
          return one < other ? -1 : one > other ? 1 : a.id - b.id
        })
        expect(index.all()).toEqual(wanted)
      }),
    )
  })
})

describe('the search over customers', () => {
  const people = [
    { voornaam: 'Annemarie', achternaam: 'Oude Lansink', telefoon1: '0543 55 01 23' },
    { voornaam: 'Bas', achternaam: 'Smit', email1: 'bas@bos.example', hoofdcontact: true },
  ]
  const index = indexOf(
    row(84, 'Stichting Jeugdhulp', { plaats: 'Winterswijk', contactpersonen: people }),
    row(17, 'Bosman', { plaats: 'Assen' }),
    row(18, 'Café Kersbos'),
    row(19, 'Aardbos'),
  )

  it.each([
    ['of the name, without accents', 'cafe', [18]],
    ['of the place', 'assen', [17]],
    ['of any contact person', 'lansink', [84]],
    ['of an e-mail address', 'bas@bos', [84]],
    ['of a number as it is written', '55 01', [84]],
    ['of a number as it is dialled', '0543550123', [84]],
    ['of the customer', '84', [84]],
  ])('knows a part %s', (_what, query, wanted) => {
    expect(ids(index.find(query))).toEqual(wanted)
  })

  it('has whose word begins with it first', () => {
    expect(ids(index.find('bos'))).toEqual([17, 19, 18, 84])
  })

  it('finds nothing for nothing', () => {
    expect(index.find('  ')).toEqual([])
  })

  it('finds while typing what it finds at once', () => {
    const name = fc.stringMatching(/^[abc]{1,4}( [abc]{1,4})?$/)
    fc.assert(
      fc.property(fc.array(name, { maxLength: 30 }), name, (names, query) => {
        const rows = names.map((one, id) => row(id + 1000, one))
        const typed = indexOf(...rows)
        for (let end = 1; end <= query.length; end++) {
          const soFar = query.slice(0, end)
          const found = typed.find(soFar)
          expect(found).toEqual(indexOf(...rows).find(soFar))
          const all = rows.filter((one) => matches(one.text, wordsOf(soFar)))
          expect(found.length).toBe(all.length)
        }
      }),
    )
  })
})
