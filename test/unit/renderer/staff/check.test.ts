import { describe, expect, it } from 'vitest'
import { initialsOf, wrongIn, wrongOf } from '../../../../src/renderer/src/features/staff/check.ts'

describe('what is typed about a member', () => {
  it.each([
    [{ name: '', initials: '', pin: '', again: '' }, ['name', 'initials', 'pin']],
    [{ name: ' ', initials: 'ABCDE', pin: '123', again: '123' }, ['name', 'initials', 'pin']],
    [{ name: 'Bo', initials: 'B', pin: '123456789', again: '' }, ['pin']],
    [{ name: 'Bo', initials: 'B', pin: '12a4', again: '12a4' }, ['pin']],
    [{ name: 'Bo', initials: 'B', pin: '1234', again: '1243' }, ['again']],
    [{ name: 'Bo', initials: 'B', pin: '1234', again: '1234' }, []],
    [{ name: 'Bo', initials: 'B' }, []],
  ])('%j', (typed, fields) => expect(Object.keys(wrongIn(typed))).toEqual(fields))

  it('takes what main says to its field, and leaves what is about none', () => {
    const fields = [{ field: 'role', message: 'x', code: 'last-lead' }]
    expect(wrongOf({ kind: 'invalid', fields })).toEqual({ role: 'last-lead' })
    expect(wrongOf({ kind: 'invalid', fields: [{ field: null, message: 'x' }] })).toBeNull()
    expect(wrongOf({ kind: 'storage' })).toBeNull()
  })
})

describe('initials', () => {
  it.each([
    ['Mila Verhoeven', 'MV'],
    ['Maarten van der Veen', 'MV'],
    ['Kees-Jan van den Heuvel-Oudenhoven', 'KO'],
    ['Sanne', 'S'],
    ['joost de wit', 'JW'],
    ['Élodie Özdemir', 'ÉÖ'],
    ['', ''],
    ['   ', ''],
  ])('of %j are %j', (name, initials) => expect(initialsOf(name)).toBe(initials))
})
