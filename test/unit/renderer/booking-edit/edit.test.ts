import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isChanged, toBody } from '../../../../src/shared/domain/editor/body.ts'
import { toDraft } from '../../../../src/shared/domain/editor/draft.ts'
import { changeLine } from '../../../../src/shared/domain/editor/lines.ts'
import {
  draftOf,
  editorIn,
  readDraft,
  type EditDraft,
} from '../../../../src/renderer/src/features/booking-edit/draft.ts'
import {
  fromLocal,
  toLocal,
} from '../../../../src/renderer/src/features/booking-edit/local-moment.ts'
import { mergeEdit } from '../../../../src/renderer/src/features/booking-edit/merge-edit.ts'
import { plainChangesOf } from '../../../../src/renderer/src/features/booking-edit/plain.ts'

const RAW = readFileSync(
  new URL('../../../fixtures/seeds/boeking-25.json', import.meta.url),
  'utf8',
)
const changed = (patch: object): string => JSON.stringify({ ...JSON.parse(RAW), ...patch })
const begin = (): EditDraft => draftOf(RAW, true)
const typed = (patch: Partial<EditDraft['plain']>): EditDraft => {
  const draft = begin()
  return { ...draft, plain: { ...draft.plain, ...patch } }
}

describe('plain fields that are changed', () => {
  it('are the only ones that are sent, as the API has them', () => {
    const draft = typed({ personen: '30', bijzonderheden: ' Taart mee ', arrangement: '' })
    expect(plainChangesOf(begin().plain, draft.plain)).toEqual({
      changes: { personen: 30, bijzonderheden: 'Taart mee', arrangement: null },
    })
    expect(plainChangesOf(begin().plain, begin().plain)).toEqual({ changes: {} })
  })

  it('are refused at their field', () => {
    const wrong = (patch: Partial<EditDraft['plain']>) =>
      plainChangesOf(begin().plain, typed(patch).plain)
    expect(wrong({ personen: 'veel' })).toEqual({
      errors: [{ field: 'personen', code: 'not-whole' }],
    })
    expect(wrong({ personen: '0' })).toEqual({ errors: [{ field: 'personen', code: 'too-small' }] })
    expect(wrong({ status: 'gaande', status_vervaldatum: '2014-12-01' })).toEqual({
      errors: [{ field: 'status_vervaldatum', code: 'not-for-this-status' }],
    })
  })
})

describe('a draft', () => {
  it('is taken up again as it was left, lines and costs too', () => {
    const draft = begin()
    const editor = editorIn(draft)
    if (!editor) throw new Error('no editor')
    const line = editor.lines[0]?.key ?? ''
    const left = { ...draft, lines: toDraft(changeLine(editor, line, { aantal: '9' })) }
    const kept = readDraft(JSON.parse(JSON.stringify(left)))
    const again = kept && editorIn(kept)
    expect(again && isChanged(again)).toBe(true)
    expect(again && toBody(again).boekingsregels[0]?.aantal).toBe(9)
  })

  it('of another version is not taken up', () => {
    expect(readDraft({ plain: {} })).toBeNull()
    expect(readDraft(null)).toBeNull()
  })

  it('out of the cache has no lines to edit: something may be missing in them', () => {
    expect(draftOf(RAW, false).lines).toBeNull()
  })
})

describe('a booking that was changed meanwhile', () => {
  it('takes over what others changed, and keeps what was typed', () => {
    let next: EditDraft | null = null
    const merge = mergeEdit(
      typed({ personen: '30' }),
      changed({ bijzonderheden: 'Rolstoel', personen: 23 }),
      (made) => (next = made),
    )
    expect(merge?.conflicts).toEqual([])
    expect(merge?.cameIn).toEqual(['bijzonderheden'])
    expect(next).toMatchObject({ plain: { personen: '30', bijzonderheden: 'Rolstoel' } })
  })

  it.each([
    ['mine', '30'],
    ['theirs', '40'],
  ] as const)('asks where both changed the same, and does as chosen: %s', (side, personen) => {
    let next: EditDraft | null = null
    const merge = mergeEdit(
      typed({ personen: '30' }),
      changed({ personen: 40 }),
      (made) => (next = made),
    )
    expect(next).toBeNull()
    expect(merge?.conflicts).toEqual([
      { key: 'plain personen', label: 'personen', mine: 30, theirs: 40 },
    ])
    merge?.resolve({ 'plain personen': side })
    expect(next).toMatchObject({ plain: { personen } })
  })
})

describe('moments in a field', () => {
  it('stand on the venue’s clock and go back with the offset of their day', () => {
    expect(toLocal('2014-11-15T09:00:00+01:00', 'Europe/Amsterdam')).toBe('2014-11-15T09:00')
    expect(toLocal('2014-11-15T08:00:00Z', 'Europe/Amsterdam')).toBe('2014-11-15T09:00')
    expect(fromLocal('2026-07-01T10:00', 'Europe/Amsterdam')).toBe('2026-07-01T10:00:00+02:00')
    expect(fromLocal('', 'Europe/Amsterdam')).toBeNull()
  })
})
