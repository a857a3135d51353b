import { describe, expect, it } from 'vitest'
import { isChanged, toBody } from '../../../../src/shared/domain/editor/body.ts'
import { addLine, changeLine, removeLine } from '../../../../src/shared/domain/editor/lines.ts'
import { mergeLines, resolve, type LinesMerge } from '../../../../src/shared/domain/editor/merge.ts'
import type { Editor } from '../../../../src/shared/domain/editor/model.ts'
import {
  addFreeItem,
  addGroup,
  changeItem,
  moveRule,
  removeGroup,
  removeItem,
  renameGroup,
  setCosts,
} from '../../../../src/shared/domain/editor/rules.ts'
import { edit, faultsOf, type Json, type RawBooking } from '../editor/arbitrary.ts'

const raw = (): RawBooking => ({
  boekingsregels: [
    { id: 1, aantal: 10, opmerking: '', product_id: 5, minimum_aantal: 0 },
    { id: 2, aantal: 20, opmerking: '', product_id: 6, minimum_aantal: 8 },
  ],
  kosten: {
    opmerking: '',
    betaaltermijn: 14,
    calculated_totaalbedrag_inclusief_btw: 100,
    regels: [
      {
        id: 30,
        type: 'groep',
        naam: 'Samen',
        regels: [
          { id: 11, type: 'item', naam: 'Een', boekingsregel_id: 1, aantal: 10, bedrag: 2 },
          { id: 12, type: 'item', naam: 'Twee', boekingsregel_id: 2, aantal: 20, bedrag: 3 },
        ],
      },
      { id: 13, type: 'item', naam: 'Los', boekingsregel_id: null, aantal: 1, bedrag: 4 },
    ],
  },
})

/** What Recras would have after somebody saved this: new things have ids. */
function savedBy(change: (editor: Editor) => Editor): RawBooking {
  const body = JSON.parse(JSON.stringify(toBody(change(edit(raw()))))) as RawBooking
  let id = 500
  const refs = new Map<unknown, number>()
  for (const line of body.boekingsregels) {
    if (line['ref'] === undefined) continue
    refs.set(line['ref'], (id += 1))
    line['id'] = id
    delete line['ref']
  }
  const name = (rules: Json[]): void => {
    for (const rule of rules) {
      rule['id'] ??= id += 1
      if (rule['boekingsregel_ref'] !== undefined) {
        rule['boekingsregel_id'] = refs.get(rule['boekingsregel_ref'])
        delete rule['boekingsregel_ref']
      }
      name((rule['regels'] ?? []) as Json[])
    }
  }
  name(body.kosten.regels)
  return body
}

const begun = () => edit(raw())
function merged(mine: Editor, theirs: unknown): LinesMerge {
  const read = mergeLines(mine, theirs)
  if (!read.ok) throw new Error(read.error)
  return read.value
}
const settled = (merge: LinesMerge, side: 'mine' | 'theirs'): LinesMerge =>
  merge.conflicts.reduce((one, { key }) => resolve(one, key, side), merge)
const linesOf = ({ editor }: LinesMerge): Json[] => toBody(editor).boekingsregels
const treeOf = ({ editor }: LinesMerge): unknown => toBody(editor).kosten.regels
const noted = ({ conflicts, cameIn }: LinesMerge) => ({
  conflicts: conflicts.map(({ at, field }) => [at, field]),
  cameIn: cameIn.map(({ at, field }) => [at, field]),
})

describe('without a conflict', () => {
  it('is mine when nobody else did anything', () => {
    const mine = addLine(changeLine(begun(), 'line:1', { aantal: 11 }), { product_id: 5 }).editor
    const merge = merged(mine, raw())
    expect(noted(merge)).toEqual({ conflicts: [], cameIn: [] })
    expect(merge.editor).toEqual(mine)
  })

  it('is theirs when I did nothing, whatever they did', () => {
    const theirs = savedBy((one) =>
      renameGroup(addGroup(removeLine(one, 'line:1'), 'Nieuw').editor, 'rule:30', 'Anders'),
    )
    const merge = merged(begun(), theirs)
    expect(merge.editor).toEqual(edit(theirs))
    expect(isChanged(merge.editor)).toBe(false)
    expect(noted(merge)).toEqual({
      conflicts: [],
      cameIn: [
        ['line:1', 'boekingsregel'],
        [null, 'kosten.regels'],
        ['rule:30', 'naam'],
      ],
    })
  })

  it('puts different fields of one line, of one item and of the costs together', () => {
    const mine = changeItem(
      setCosts(changeLine(begun(), 'line:1', { opmerking: 'van mij' }), { opmerking: 'PO' }),
      'rule:13',
      { naam: 'Fooi' },
    )
    const theirs = savedBy((one) =>
      changeItem(
        setCosts(changeLine(one, 'line:1', { aantal: 12 }), { betaaltermijn: 30 }),
        'rule:13',
        { bedrag: 9 },
      ),
    )
    const merge = merged(mine, theirs)
    expect(linesOf(merge)[0]).toMatchObject({ opmerking: 'van mij', aantal: 12 })
    expect(toBody(merge.editor).kosten).toMatchObject({
      opmerking: 'PO',
      betaaltermijn: 30,
      regels: [{}, { naam: 'Fooi', bedrag: 9 }],
    })
    expect(merge.conflicts).toEqual([])
    expect(merge.cameIn).toEqual([
      { at: 'line:1', field: 'aantal', from: 10, to: 12 },
      { at: null, field: 'betaaltermijn', from: 14, to: 30 },
      { at: 'rule:13', field: 'bedrag', from: 4, to: 9 },
    ])
  })

  it('takes lines that either side added or removed, with their items where they were', () => {
    const mine = removeLine(
      addLine(begun(), { product_id: 5, aantal: 1 }, { group: 'rule:30', item: { naam: 'Nieuw' } })
        .editor,
      'line:1',
    )
    const theirs = savedBy(
      (one) =>
        addLine(one, { product_id: 6, aantal: 2 }, { group: 'rule:30', item: { naam: 'Nieuw' } })
          .editor,
    )
    const merge = merged(mine, theirs)
    expect(noted(merge)).toEqual({ conflicts: [], cameIn: [['line:501', 'boekingsregel']] })
    expect(linesOf(merge)).toMatchObject([{ id: 2 }, { id: 501 }, { ref: 'balie-1' }])
    expect(treeOf(merge)).toMatchObject([
      {
        id: 30,
        regels: [{ id: 12 }, { boekingsregel_ref: 'balie-1' }, { boekingsregel_id: 501 }],
      },
      { id: 13 },
    ])
  })

  it('keeps my shape of the tree with their new line, and theirs with mine', () => {
    const moved = (one: Editor): Editor => removeGroup(one, 'rule:30')
    const grown = (one: Editor): Editor =>
      addLine(one, { product_id: 5, aantal: 1 }, { group: 'rule:30', item: { naam: 'Nieuw' } })
        .editor
    for (const [mine, theirs] of [
      [moved, grown],
      [grown, moved],
    ] as const) {
      const merge = merged(mine(begun()), savedBy(theirs))
      expect(merge.conflicts).toEqual([])
      expect(linesOf(merge)).toHaveLength(3)
      expect(treeOf(merge)).toHaveLength(4)
      expect(faultsOf(toBody(merge.editor) as never)).toEqual([])
    }
  })

  it('does not ask about what only Recras changes', () => {
    const theirs = raw()
    theirs.boekingsregels[0] = { ...theirs.boekingsregels[0], herinnering_leverancier: 'nu' }
    theirs.kosten['calculated_totaalbedrag_inclusief_btw'] = 7
    const merge = merged(removeLine(begun(), 'line:1'), theirs)
    expect(noted(merge)).toEqual({ conflicts: [], cameIn: [] })
    expect(merge.editor.costs['calculated_totaalbedrag_inclusief_btw']).toBe(7)
  })
})

describe('with a conflict', () => {
  it('stands as theirs until it is chosen, field by field', () => {
    const mine = changeLine(begun(), 'line:1', { aantal: 11, opmerking: 'mijn' })
    const theirs = savedBy((one) => changeLine(one, 'line:1', { aantal: 12, opmerking: 'hun' }))
    const merge = merged(mine, theirs)
    expect(merge.conflicts).toMatchObject([
      { at: 'line:1', field: 'aantal', base: 10, mine: 11, theirs: 12 },
      { at: 'line:1', field: 'opmerking', base: '', mine: 'mijn', theirs: 'hun' },
    ])
    expect(isChanged(merge.editor)).toBe(false)
    const [first, second] = merge.conflicts
    const chosen = resolve(merge, first?.key ?? '', 'mine')
    expect(chosen.conflicts).toEqual([second])
    expect(linesOf(chosen)[0]).toMatchObject({ aantal: 11, opmerking: 'hun' })
    const done = settled(chosen, 'theirs')
    expect(done.conflicts).toEqual([])
    expect(linesOf(done)[0]).toMatchObject({ aantal: 11, opmerking: 'hun' })
  })

  it('asks whether a line goes that I removed and they changed, also by its item', () => {
    for (const change of [
      (one: Editor) => changeLine(one, 'line:1', { aantal: 12 }),
      (one: Editor) => changeItem(one, 'rule:11', { bedrag: 99 }),
    ]) {
      const merge = merged(removeLine(begun(), 'line:1'), savedBy(change))
      expect(noted(merge)).toMatchObject({ conflicts: [['line:1', 'boekingsregel']] })
      expect(merge.conflicts[0]).toMatchObject({ mine: null })
      for (const one of [merge, settled(merge, 'theirs')]) {
        expect(one.editor).toEqual(edit(savedBy(change)))
      }
      const gone = settled(merge, 'mine')
      expect(linesOf(gone)).toMatchObject([{ id: 2 }])
      expect(treeOf(gone)).toMatchObject([{ id: 30, regels: [{ id: 12 }] }, { id: 13 }])
    }
  })

  it('adds again what I changed and they removed, when I keep it', () => {
    const mine = changeItem(changeLine(begun(), 'line:1', { aantal: 11 }), 'rule:11', { bedrag: 8 })
    const theirs = savedBy((one) => removeLine(one, 'line:1'))
    const merge = merged(mine, theirs)
    expect(noted(merge)).toEqual({ conflicts: [['line:1', 'boekingsregel']], cameIn: [] })
    expect(merge.editor).toEqual(edit(theirs))
    const kept = settled(merge, 'mine')
    expect(linesOf(kept)).toEqual([
      { id: 2, aantal: 20, opmerking: '', product_id: 6 },
      { ref: 'balie-1', aantal: 11, opmerking: '', product_id: 5 },
    ])
    expect(treeOf(kept)).toMatchObject([
      {
        id: 30,
        regels: [{ type: 'item', naam: 'Een', bedrag: 8, boekingsregel_ref: 'balie-1' }, {}],
      },
      {},
    ])
    expect(faultsOf(toBody(kept.editor) as never)).toEqual([])
    expect(settled(merge, 'theirs').editor).toEqual(edit(theirs))
  })

  it('keeps it with one item when theirs became a loose one', () => {
    const theirs = savedBy((one) => removeLine(one, 'line:1'))
    theirs.kosten.regels.push({ id: 11, type: 'item', naam: 'Een', boekingsregel_id: null })
    const merge = merged(changeLine(begun(), 'line:1', { aantal: 11 }), theirs)
    const { editor } = settled(merge, 'mine')
    expect(faultsOf(toBody(editor) as never)).toEqual([])
  })

  it('asks once about a tree that both changed the shape of', () => {
    const mine = addFreeItem(
      removeLine(moveRule(begun(), 'rule:13', 'rule:30', 0), 'line:2'),
      { naam: 'Mijn', aantal: 1 },
      'rule:30',
    ).editor
    const theirs = savedBy(
      (one) =>
        addLine(
          removeGroup(one, 'rule:30'),
          { product_id: 5, aantal: 2 },
          { item: { naam: 'Nieuw' } },
        ).editor,
    )
    const merge = merged(mine, theirs)
    expect(noted(merge)).toEqual({
      conflicts: [[null, 'kosten.regels']],
      cameIn: [['line:501', 'boekingsregel']],
    })
    expect(merge.conflicts[0]?.theirs).toMatchObject([{ title: 'Een' }, { title: 'Twee' }, {}, {}])
    expect(treeOf(merge)).toMatchObject([{ id: 11 }, { id: 13 }, { boekingsregel_id: 501 }])
    const own = settled(merge, 'mine')
    expect(treeOf(own)).toMatchObject([
      { type: 'groep', naam: 'Samen', regels: [{ id: 13 }, { id: 11 }, { naam: 'Mijn' }] },
      { boekingsregel_id: 501 },
    ])
    // They removed the group: it cannot be called by its id.
    expect((treeOf(own) as Json[])[0]).not.toHaveProperty('id')
    for (const one of [merge, own]) expect(faultsOf(toBody(one.editor) as never)).toEqual([])
  })

  it('asks about a rule that one removed and the other edited', () => {
    const edited = (one: Editor): Editor => changeItem(one, 'rule:13', { naam: 'Anders' })
    const removed = (one: Editor): Editor => removeItem(one, 'rule:13')
    for (const [mine, theirs, sides] of [
      [edited, removed, ['mine', 'theirs']],
      [removed, edited, ['theirs', 'mine']],
    ] as const) {
      const merge = merged(mine(begun()), savedBy(theirs))
      expect(noted(merge).conflicts).toEqual([[null, 'kosten.regels']])
      expect(treeOf(settled(merge, sides[0]))).toMatchObject([{}, { naam: 'Anders' }])
      expect(treeOf(settled(merge, sides[1]))).toHaveLength(1)
    }
  })
})

it('says why there is nothing to merge with', () => {
  expect(mergeLines(begun(), { kosten: {} })).toEqual({ ok: false, error: 'no-lines' })
})
