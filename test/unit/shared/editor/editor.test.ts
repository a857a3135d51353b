import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isChanged, placeOf, problems, toBody } from '../../../../src/shared/domain/editor/body.ts'
import { fromDraft } from '../../../../src/shared/domain/editor/draft.ts'
import { addLine, changeLine, removeLine } from '../../../../src/shared/domain/editor/lines.ts'
import { editorOf } from '../../../../src/shared/domain/editor/read.ts'
import {
  addFreeItem,
  addGroup,
  changeItem,
  moveRule,
  removeGroup,
  removeItem,
  setDiscount,
} from '../../../../src/shared/domain/editor/rules.ts'
import { itemsOfLine } from '../../../../src/shared/domain/editor/tree.ts'
import { linesOf, treeOf } from '../../../../src/shared/domain/editor/views.ts'
import { edit, type Json, type RawBooking } from './arbitrary.ts'

const seed = (): RawBooking =>
  JSON.parse(readFileSync('test/fixtures/seeds/boeking-25.json', 'utf8')) as RawBooking
const begun = () => edit(seed())
const bbq = { product_id: 5, aantal: 4, begin: '2014-11-15T14:00:00+01:00' }
/** The keys of a tree, groups with what is in them. */
const shape = (rows: ReturnType<typeof treeOf>): unknown[] =>
  rows.map(({ key, children }) => (children.length > 0 ? [key, shape(children)] : key))

describe('the booking of the documentation', () => {
  it('is shown as lines in the order of the day and as a tree of costs', () => {
    const editor = begun()
    expect(linesOf(editor).map(({ key, items }) => [key, items])).toEqual([
      ['line:114', ['rule:239']],
      ['line:113', ['rule:238']],
      ['line:112', ['rule:237']],
    ])
    const [group] = treeOf(editor)
    expect(group).toMatchObject({ type: 'groep', title: 'Klimmen en bbq', childrenVisible: false })
    expect(group?.children[1]).toMatchObject({
      type: 'item',
      title: 'Groepen klimmen',
      amount: 20,
      price: 15,
      vat: 6,
      line: 'line:113',
      followsLine: true,
      isRemovable: false,
    })
  })

  it('gets a line without an item of its own: Recras makes that, with the price of the product', () => {
    const { editor, key } = addLine(begun(), bbq, { group: 'rule:236' })
    expect(itemsOfLine(editor.rules, key)).toHaveLength(1)
    expect(toBody(editor).boekingsregels[3]).toEqual({ ref: 'balie-1', ...bbq })
    expect(JSON.stringify(toBody(editor).kosten)).not.toContain('balie-1')
  })

  it('gets a line with an item that somebody filled in', () => {
    const { editor, key } = addLine(begun(), bbq, {
      group: 'rule:236',
      item: { naam: 'Extra', aantal: 9, product_id: 9 },
    })
    const body = toBody(editor)
    expect(body.boekingsregels[3]).toEqual({ ref: 'balie-1', ...bbq })
    expect(body.kosten.regels[0]).toMatchObject({ id: 236 })
    expect((body.kosten.regels[0] as { regels?: unknown[] }).regels?.[3]).toEqual({
      type: 'item',
      naam: 'Extra',
      boekingsregel_ref: 'balie-1',
    })
    expect(linesOf(editor).find((line) => line.key === key)).toMatchObject({
      isNew: true,
      isChanged: true,
    })
    expect(isChanged(removeLine(editor, key))).toBe(false)
  })

  it('leaves number and product of an item to its line', () => {
    const editor = changeLine(begun(), 'line:113', { aantal: 25 })
    const same = changeItem(editor, 'rule:238', { aantal: 7, product_id: 3 })
    const [group] = toBody(same).kosten.regels
    expect(group).toMatchObject({ regels: [{}, { product_id: 6, bedrag: 15 }, {}] })
    // What it was would contradict its line; Recras makes it what the line says.
    expect(JSON.stringify(group)).not.toContain('"aantal":20')
    const untouched = toBody(changeItem(begun(), 'rule:238', { aantal: 7 })).kosten.regels[0]
    expect(untouched).toMatchObject({ regels: [{}, { aantal: 20, product_id: 6 }, {}] })
    expect(treeOf(same)[0]?.children[1]).toMatchObject({ amount: 25, price: 15 })
  })

  it('does not send the old price for another product, but what somebody typed', () => {
    const editor = changeLine(begun(), 'line:113', { product_id: 3 })
    const itemOf = (one: typeof editor): Json =>
      ((toBody(one).kosten.regels[0] as unknown as Json)['regels'] as Json[])[1] ?? {}
    expect(itemOf(editor)).not.toHaveProperty('bedrag')
    expect(itemOf(editor)).not.toHaveProperty('btw_percentage')
    expect(treeOf(editor)[0]?.children[1]).toMatchObject({ product: 3, price: null, vat: null })
    expect(itemOf(changeItem(editor, 'rule:238', { bedrag: '12,50' }))).toMatchObject({
      bedrag: 12.5,
    })
    expect(itemOf(changeLine(editor, 'line:113', { product_id: 6 }))).toMatchObject({ bedrag: 15 })
  })

  it('keeps the only item of a line', () => {
    const editor = begun()
    expect(removeItem(editor, 'rule:238')).toBe(editor)
    expect(toBody(removeLine(editor, 'line:113')).kosten.regels[0]).toMatchObject({
      regels: [{ id: 239 }, { id: 237 }],
    })
  })

  it('keeps an emptied group of Recras, and not one that was made here', () => {
    let editor = begun()
    for (const key of ['line:112', 'line:113', 'line:114']) editor = removeLine(editor, key)
    expect(toBody(editor).kosten.regels).toMatchObject([{ id: 236, regels: [] }])
    const made = addGroup(editor, 'Borrel')
    const other = addGroup(made.editor, 'Nog leeg')
    const line = addLine(other.editor, bbq, { group: made.key })
    expect(shape(treeOf(line.editor))).toHaveLength(3)
    expect(shape(treeOf(removeLine(line.editor, line.key)))).toEqual(['rule:236', other.key])
  })

  it('moves rules, never into themselves, and what was in a group that goes takes its place', () => {
    const { editor, key } = addGroup(begun(), 'Eten', 'rule:236')
    const moved = moveRule(editor, 'rule:237', key, 0)
    expect(shape(treeOf(moved))).toEqual([
      ['rule:236', ['rule:239', 'rule:238', [key, ['rule:237']]]],
    ])
    expect(moveRule(moved, 'rule:236', key, 0)).toBe(moved)
    expect(moveRule(moved, key, key, 0)).toBe(moved)
    expect(moveRule(moved, key, 'rule:238', 0)).toBe(moved)
    expect(shape(treeOf(moveRule(moved, 'rule:238', 'rule:236', 0)))).toEqual([
      ['rule:236', ['rule:238', 'rule:239', [key, ['rule:237']]]],
    ])
    expect(shape(treeOf(moveRule(moved, 'rule:239', null, 99)))).toEqual([
      ['rule:236', ['rule:238', [key, ['rule:237']]]],
      'rule:239',
    ])
    expect(shape(treeOf(removeGroup(moved, 'rule:236')))).toEqual([
      'rule:239',
      'rule:238',
      [key, ['rule:237']],
    ])
  })
})

describe('problems', () => {
  it('are named by the path that is sent, and lead back to what they are about', () => {
    const late = changeLine(begun(), 'line:114', { eind: '2014-11-15T08:00:00+01:00' })
    const added = addLine(late, { product_id: null, aantal: '' })
    const item = addFreeItem(added.editor, { naam: 'Fooi', bedrag: 'veel' }, 'rule:236')
    const editor = setDiscount(item.editor, 'rule:236', { kortingspercentage: 101 })
    expect(problems(editor)).toEqual([
      { field: 'boekingsregels.3.product_id', code: 'required' },
      { field: 'boekingsregels.2.eind', code: 'end-before-begin' },
      { field: 'boekingsregels.3.aantal', code: 'required' },
      { field: 'kosten.regels.0.kortingspercentage', code: 'too-large' },
      { field: 'kosten.regels.0.regels.3.bedrag', code: 'not-a-number' },
    ])
    expect(problems(editor).map(({ field }) => placeOf(editor, field))).toEqual([
      { key: added.key, field: 'product_id' },
      { key: 'line:114', field: 'eind' },
      { key: added.key, field: 'aantal' },
      { key: 'rule:236', field: 'kortingspercentage' },
      { key: item.key, field: 'bedrag' },
    ])
    expect(placeOf(editor, 'kosten.betaaltermijn')).toEqual({ key: null, field: 'betaaltermijn' })
    expect(placeOf(editor, 'kosten.regels')).toEqual({ key: null, field: 'regels' })
    expect(placeOf(editor, 'boekingsregels.9.eind')).toBeNull()
    expect(placeOf(editor, 'personen')).toBeNull()
  })

  it('takes a number for one however it is written', () => {
    const editor = changeLine(begun(), 'line:114', { aantal: ' 24 ', betaald_bedrag: '3,5' })
    expect(problems(editor)).toEqual([])
    expect(toBody(editor).boekingsregels[2]).toMatchObject({ aantal: 24, betaald_bedrag: 3.5 })
    expect(isChanged(changeLine(begun(), 'line:114', { aantal: '23' }))).toBe(false)
  })
})

describe('what Recras may send', () => {
  it('may be numbers as text, other ways to write a moment, and nothing in many ways', () => {
    const raw = {
      boekingsregels: [
        { id: '7', aantal: '3', begin: '2026-06-20 10:00:00+0200', eind: '', product_id: '5' },
      ],
      kosten: {
        bedrijf_id: null,
        betaaltermijn: '',
        regels: [
          { id: '8', type: 'item', boekingsregel_id: '7', aantal: '3', bedrag: '2.50', naam: null },
          { id: 9, type: 'groep', children_visible: 1, kortingspercentage: null, regels: null },
        ],
      },
    }
    const editor = edit(raw)
    expect(toBody(editor)).toEqual({
      boekingsregels: [{ id: 7, aantal: 3, begin: '2026-06-20T10:00:00+02:00', product_id: 5 }],
      kosten: {
        betaaltermijn: null,
        regels: [
          { id: 8, type: 'item', boekingsregel_id: 7, aantal: 3, bedrag: 2.5, naam: null },
          { id: 9, type: 'groep', children_visible: true, regels: [] },
        ],
      },
    })
    expect(problems(editor)).toEqual([])
    expect(toBody(removeLine(editor, 'line:7')).kosten.regels).toHaveLength(1)
  })

  it('goes back as it came when it is not known, or has no id or one twice', () => {
    const boekingsregels = [
      { aantal: 1, soort: 'oud' },
      { id: 4, aantal: 2 },
      { id: 4, aantal: 3 },
    ]
    const regels = [
      { type: 'korting', regels: [{ type: 'groep', bedrag: 'niets' }], id: 3 },
      { type: 'toeslag', aantal: '1' },
      { id: 5, aantal: '1' },
      { type: 'item', boekingsregel_id: 99, aantal: 2 },
      { type: 'item', boekingsregel_id: 4 },
    ]
    const editor = edit({ boekingsregels, kosten: { regels } })
    const moved = moveRule(changeLine(editor, 'line:4', { aantal: 5 }), 'rule:3', null, 9)
    expect(toBody(moved)).toEqual({
      boekingsregels: [boekingsregels[0], { id: 4, aantal: 5 }, boekingsregels[2]],
      kosten: { regels: [...regels.slice(1), regels[0]] },
    })
    expect(problems(moved)).toEqual([])
    expect(changeItem(editor, 'rule:3', { naam: 'x' })).toBe(editor)
    expect(removeItem(editor, 'rule:3')).toBe(editor)
    // A ref of somebody else's is not taken.
    const taken = edit({ boekingsregels: [{ id: 1, ref: 'balie-1' }], kosten: { regels: [] } })
    expect(toBody(addLine(taken, bbq).editor).boekingsregels[1]).toMatchObject({ ref: 'balie-2' })
  })

  it('is not edited without its lines and costs, or when it would not go back whole', () => {
    const errorOf = (raw: unknown) => {
      const read = editorOf(raw)
      return read.ok ? null : read.error
    }
    expect(errorOf(null)).toBe('no-lines')
    expect(errorOf([])).toBe('no-lines')
    expect(errorOf({ kosten: {} })).toBe('no-lines')
    expect(errorOf({ boekingsregels: [], kosten: null })).toBe('no-costs')
    expect(errorOf({ boekingsregels: [null], kosten: {} })).toBe('unreadable')
    expect(errorOf({ boekingsregels: [], kosten: { regels: [3] } })).toBe('unreadable')
    const rubbish = { type: 'groep', regels: [{ type: 'groep', regels: 'veel' }] }
    expect(errorOf({ boekingsregels: [], kosten: { regels: [rubbish] } })).toBe('unreadable')
    expect(errorOf({ boekingsregels: [], kosten: {} })).toBeNull()
  })
})

it('does not read a draft that is none', () => {
  for (const text of ['', '{', 'null', '{}', '{"version":2}', JSON.stringify({ ...begun() })])
    expect(fromDraft(text)).toEqual({ ok: false, error: 'unreadable' })
})
