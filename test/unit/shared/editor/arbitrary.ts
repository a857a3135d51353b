import fc from 'fast-check'
import { addLine, changeLine, removeLine } from '../../../../src/shared/domain/editor/lines.ts'
import type { Editor, EditorRule } from '../../../../src/shared/domain/editor/model.ts'
import { editorOf } from '../../../../src/shared/domain/editor/read.ts'
import {
  addFreeItem,
  addGroup,
  changeItem,
  moveRule,
  removeGroup,
  removeItem,
  renameGroup,
  setChildrenVisible,
  setCosts,
  setDiscount,
} from '../../../../src/shared/domain/editor/rules.ts'
import { flatRules } from '../../../../src/shared/domain/editor/tree.ts'

export type Json = Record<string, unknown>

/** A booking as Recras sends it. */
export type RawBooking = Json & { boekingsregels: Json[]; kosten: Json & { regels: Json[] } }

const text = fc.string({ maxLength: 8 })
const orNothing = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.constant(null), fc.constant(''))
const unknownFields = fc.dictionary(
  fc.constantFrom('kleur', 'extra', 'x_y'),
  fc.json().map((one) => JSON.parse(JSON.stringify(JSON.parse(one))) as unknown),
  {
    maxKeys: 2,
  },
)
const hour = fc.integer({ min: 0, max: 11 })
const at = (hours: number): string => `2026-06-20T${String(hours).padStart(2, '0')}:00:00+02:00`
const price = fc.integer({ min: -500, max: 5000 }).map((cents) => cents / 100)

const line = (id: number): fc.Arbitrary<Json> =>
  fc
    .record({
      locatie_id: fc.constantFrom(1, 2, null),
      aantal: fc.nat(40),
      begin: hour,
      hours: hour,
      beschrijving: orNothing(text),
      opmerking: orNothing(text),
      betaald_bedrag: orNothing(price),
      betaal_datum: fc.constantFrom(null, '', '2026-06-19'),
      product_id: fc.integer({ min: 1, max: 9 }),
      unknown: unknownFields,
    })
    .map(({ unknown, begin, hours, ...rest }) => ({
      ...unknown,
      id,
      ...rest,
      begin: at(begin),
      eind: at(begin + hours),
      minimum_aantal: 8,
      herinnering_leverancier: null,
    }))

const ruleBase = {
  naam: text,
  kortingspercentage: fc.integer({ min: 0, max: 100 }),
  kortingomschrijving: orNothing(text),
}

/** Leaves of a tree, and groups around some of them. */
function treeOf(leaves: Json[], seeds: readonly number[]): Json[] {
  let id = 900
  let level = leaves
  for (const seed of seeds) {
    if (level.length === 0) break
    const from = seed % level.length
    const regels = level.slice(from, from + 1 + (seed % 3))
    const group = {
      id: id++,
      type: 'groep',
      naam: `groep ${seed}`,
      kortingspercentage: seed % 20,
      kortingomschrijving: null,
      children_visible: seed % 2 === 0,
      regels,
      marge: { van: seed },
    }
    level = [...level.slice(0, from), group, ...level.slice(from + regels.length)]
  }
  return level
}

/** A booking in which every line has an item, as the documentation demands. */
export const rawBooking: fc.Arbitrary<RawBooking> = fc
  .integer({ min: 0, max: 4 })
  .chain((count) => {
    const ids = Array.from({ length: count }, (_, index) => 100 + index)
    const item = (id: number, link: number | null) =>
      fc
        .record({ ...ruleBase, bedrag: price, aantal: fc.nat(40), unknown: unknownFields })
        .map(({ unknown, ...rest }): Json => ({
          ...unknown,
          id,
          type: 'item',
          ...rest,
          btw_percentage: 9,
          product_id: 3,
          boekingsregel_id: link,
        }))
    const strange = fc
      .record({ id: fc.constant(800), type: fc.constant('korting'), unknown: unknownFields })
      .map(({ unknown, ...rest }): Json => ({ ...unknown, ...rest, regels: 'geen lijst' }))
    return fc.record({
      lines: fc.tuple(...ids.map(line)),
      items: fc.tuple(...ids.map((id) => item(id + 100, id))),
      second: fc.option(item(700, count > 0 ? 100 : null)),
      free: fc.option(item(701, null)),
      strange: fc.option(strange),
      groups: fc.array(fc.nat(30), { maxLength: 3 }),
      opmerking: orNothing(text),
      unknown: unknownFields,
    })
  })
  .map(({ lines, items, second, free, strange, groups, opmerking, unknown }) => ({
    id: 25,
    boekingsregels: lines,
    kosten: {
      ...unknown,
      klant_id: 46,
      opmerking,
      betaaltermijn: 14,
      referentie_klant: '',
      calculated_totaalbedrag_inclusief_btw: 886.5,
      bedrijf_id: 1,
      boeking_id: 25,
      regels: treeOf([...items, ...[second, free, strange].filter((one) => one !== null)], groups),
    },
  }))

export interface Step {
  op: number
  a: number
  b: number
  index: number
  text: string
}

export const steps = (maxLength = 12): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      op: fc.nat(12),
      a: fc.nat(20),
      b: fc.nat(20),
      index: fc.nat(6),
      text: fc.string({ maxLength: 6 }),
    }),
    { maxLength },
  )

const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length]

/** Does one thing that can be done with a mouse, to whatever there is. */
export function step(editor: Editor, { op, a, b, index, text: typed }: Step): Editor {
  const rules = flatRules(editor.rules)
  const groups: (EditorRule | undefined)[] = rules.filter((rule) => rule.type === 'groep')
  const rule = pick(rules, a)?.key ?? 'rule:none'
  const line = pick(editor.lines, a)?.key ?? 'line:none'
  const group = pick([...groups, undefined], b)?.key ?? null
  switch (op) {
    case 0:
      return addLine(
        editor,
        { product_id: 1 + (a % 9), aantal: b, begin: at(8), eind: at(9) },
        { group, item: { naam: typed, bedrag: a } },
      ).editor
    case 1:
      return changeLine(editor, line, { aantal: b, opmerking: typed })
    case 2:
      return changeLine(editor, line, { product_id: 1 + (b % 9) })
    case 3:
      return removeLine(editor, line)
    case 4:
      return addFreeItem(editor, { naam: typed, aantal: a, bedrag: b }, group).editor
    case 5:
      return changeItem(editor, rule, { naam: typed, bedrag: b, aantal: a })
    case 6:
      return removeItem(editor, rule)
    case 7:
      return addGroup(editor, typed, group).editor
    case 8:
      return renameGroup(editor, rule, typed)
    case 9:
      return removeGroup(editor, rule)
    case 10:
      return moveRule(editor, rule, group, index)
    case 11:
      return setDiscount(editor, rule, { kortingspercentage: b, kortingomschrijving: typed })
    default:
      return setCosts(setChildrenVisible(editor, rule, a % 2 === 0), { opmerking: typed })
  }
}

export const after = (editor: Editor, list: readonly Step[]): Editor => list.reduce(step, editor)

/** Begins to edit what can be edited. */
export function edit(raw: unknown): Editor {
  const read = editorOf(raw)
  if (!read.ok) throw new Error(read.error)
  return read.value
}

/** Every rule of a tree as it is sent or was received. */
export const flatRaw = (regels: unknown): Json[] =>
  Array.isArray(regels)
    ? (regels as Json[]).flatMap((rule) => [
        rule,
        ...(rule['type'] === 'groep' ? flatRaw(rule['regels']) : []),
      ])
    : []

/** What a body or booking must hold for Recras to take it. */
export function faultsOf(body: { boekingsregels: Json[]; kosten: Json }): string[] {
  const { boekingsregels: lines, kosten } = body
  const rules = flatRaw(kosten['regels'])
  const items = rules.filter((rule) => rule['type'] === 'item')
  const refs = lines.flatMap((one) => (typeof one['ref'] === 'string' ? [one['ref']] : []))
  const ids = new Set(lines.map((one) => one['id']))
  const known = rules.flatMap((rule) => (rule['id'] === undefined ? [] : [rule['id']]))
  const has = (one: Json): boolean =>
    items.some((item) =>
      one['id'] === undefined
        ? item['boekingsregel_ref'] === one['ref']
        : item['boekingsregel_id'] === one['id'],
    )
  return [
    ...lines.filter((one) => !has(one)).map((one) => `no item: ${JSON.stringify(one)}`),
    ...items
      .filter(({ boekingsregel_id: id, boekingsregel_ref: ref }) =>
        ref === undefined
          ? typeof id === 'number' && !ids.has(id)
          : !refs.includes(String(ref)) || id !== undefined,
      )
      .map((item) => `lost item: ${JSON.stringify(item)}`),
    ...(new Set(refs).size === refs.length ? [] : ['refs twice']),
    ...(ids.size + refs.length >= lines.length ? [] : ['lines twice']),
    ...(new Set(known).size === known.length ? [] : ['rules twice']),
  ]
}
