import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeFields, sameValue } from '../../../../src/shared/domain/merge.ts'

describe('sameValue', () => {
  it('knows the ways to write nothing, a number and a moment', () => {
    expect(sameValue(null, '')).toBe(true)
    expect(sameValue(undefined, null)).toBe(true)
    expect(sameValue(0, '')).toBe(false)
    expect(sameValue(false, null)).toBe(false)
    expect(sameValue('12.50', 12.5)).toBe(true)
    expect(sameValue('007', '7')).toBe(false)
    expect(sameValue('2026-06-20T10:00:00Z', '2026-06-20T12:00:00+02:00')).toBe(true)
    expect(sameValue('2026-06-20T10:00:00Z', '2026-06-20T10:00:00+02:00')).toBe(false)
    expect(sameValue('2026-06-20', '2026-06-20T00:00:00Z')).toBe(false)
  })

  it('compares maps whatever their order, lists in theirs', () => {
    expect(sameValue({ a: 1, b: null }, { a: '1' })).toBe(true)
    expect(sameValue([1, 2], [2, 1])).toBe(false)
    expect(sameValue([1], [1, 2])).toBe(false)
    expect(sameValue([], {})).toBe(false)
    expect(sameValue({ a: [{ b: 1 }] }, { a: [{ b: 2 }] })).toBe(false)
    expect(sameValue({ a: 1 }, 1)).toBe(false)
    expect(sameValue({}, 'tekst')).toBe(false)
  })

  it('holds both ways, and of everything with itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(sameValue(a, structuredClone(a))).toBe(true)
        expect(sameValue(a, b)).toBe(sameValue(b, a))
      }),
    )
  })
})

describe('mergeFields', () => {
  it('tells what came in, what is mine, and what both changed', () => {
    const base = { personen: 10, arrangement: 'A', bijzonderheden: '', status: 'optie' }
    const mine = { ...base, personen: 12, status: 'definitief' }
    const theirs = { ...base, arrangement: 'B', status: 'geannuleerd' }
    expect(mergeFields(base, mine, theirs)).toEqual({
      merged: { ...theirs, personen: 12 },
      changes: { personen: 12 },
      cameIn: [{ field: 'arrangement', from: 'A', to: 'B' }],
      conflicts: [{ field: 'status', base: 'optie', mine: 'definitief', theirs: 'geannuleerd' }],
    })
  })

  it('sees what only they have', () => {
    expect(mergeFields({}, {}, { opmerking: 'nieuw' })).toMatchObject({
      merged: { opmerking: 'nieuw' },
      cameIn: [{ field: 'opmerking', from: null, to: 'nieuw' }],
    })
  })

  it('empties what I emptied, and needs nothing where both did the same', () => {
    const base = { a: 'x', b: 'x' }
    expect(mergeFields(base, { a: '', b: 'y' }, { a: 'x', b: 'y' })).toEqual({
      merged: { a: '', b: 'y' },
      changes: { a: '' },
      cameIn: [],
      conflicts: [],
    })
  })

  const fields = fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.constantFrom<unknown>(null, '', 0, 1, '1', 'x', [1], [2], { d: 1 }),
  )
  const same = (a: unknown, b: unknown) => expect(sameValue(a, b)).toBe(true)

  it('is theirs where I changed nothing, mine where they did not, base where nobody did', () => {
    fc.assert(
      fc.property(fields, fields, (base, other) => {
        const theirs = mergeFields(base, base, other)
        same(theirs.merged, other)
        expect([theirs.changes, theirs.conflicts]).toEqual([{}, []])
        const mine = mergeFields(base, { ...base, ...other }, base)
        same(mine.merged, { ...base, ...other })
        expect([mine.cameIn, mine.conflicts]).toEqual([[], []])
        same({ ...base, ...mine.changes }, { ...base, ...other })
        const both = mergeFields(base, { ...base, ...other }, { ...base, ...other })
        expect([both.changes, both.cameIn, both.conflicts]).toEqual([{}, [], []])
      }),
    )
  })

  it('accounts for every field exactly once', () => {
    fc.assert(
      fc.property(fields, fields, fields, (base, own, theirs) => {
        const mine = { ...base, ...own }
        const { merged, changes, cameIn, conflicts } = mergeFields(base, mine, theirs)
        for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
          const isConflict = conflicts.some((one) => one.field === field)
          const came = cameIn.some((one) => one.field === field)
          const iDid = !sameValue(base[field], mine[field])
          const theyDid = !sameValue(base[field], theirs[field])
          const agree = sameValue(mine[field], theirs[field])
          expect(isConflict).toBe(iDid && theyDid && !agree)
          expect(came).toBe(theyDid && !iDid)
          expect(field in changes).toBe(iDid && !theyDid)
          same(merged[field], iDid && !isConflict ? mine[field] : theirs[field])
        }
      }),
    )
  })
})
