import { sameValue } from '../merge.ts'
import { instantOf } from '../time.ts'
import { refilled } from './body.ts'
import { numberOf } from './fields.ts'
import type { Editor, EditorRule, Fields } from './model.ts'
import { followsLine, isRemovable } from './rules.ts'
import { flatRules, itemsOfLine } from './tree.ts'

/** A line for a screen. */
export interface LineRow {
  key: string
  isNew: boolean
  /** Whether anything of it differs from what the person started from. */
  isChanged: boolean
  /** By Recras' names, as sent or as typed. */
  fields: Fields
  /** Keys of its items, in the order of the tree. */
  items: string[]
}

/** A cost rule for a screen. Numbers are `null` when there is none, or what was typed is none. */
export interface RuleRow {
  key: string
  /** `other`: of a type that is not known here; shown by its title, and moved at most. */
  type: 'item' | 'groep' | 'other'
  isNew: boolean
  isChanged: boolean
  title: string
  /** Of its line where it has one: that is what Recras will make of it. */
  amount: number | null
  product: number | null
  /** `null` while Recras is to fill it in: a new line's, or one whose product changed. */
  price: number | null
  /** Percentage; `null` as with `price`. */
  vat: number | null
  /** Percentage. */
  discount: number
  discountText: string
  /** The line that it is for. */
  line: string | null
  /** `amount` and `product` cannot be changed here: they are the line's. */
  followsLine: boolean
  /** Of a group. */
  childrenVisible: boolean
  /** Whether `removeItem` or `removeGroup` does something. */
  isRemovable: boolean
  /** As sent or as typed. */
  fields: Fields
  children: RuleRow[]
}

/** The lines by their begin; those without one at the end. */
export function linesOf(editor: Editor): LineRow[] {
  const before = new Map(editor.base.lines.map((line) => [line.key, line.fields]))
  const begin = ({ fields }: LineRow): number => {
    const text = fields['begin']
    return (typeof text === 'string' ? instantOf(text) : null) ?? Infinity
  }
  return editor.lines
    .map(({ key, ref, fields }): LineRow => ({
      key,
      isNew: ref !== null,
      isChanged: !sameValue(fields, before.get(key)),
      fields,
      items: itemsOfLine(editor.rules, key).map((item) => item.key),
    }))
    .sort((a, b) => (begin(a) === begin(b) ? 0 : begin(a) - begin(b)))
}

/** The costs as a tree. */
export const treeOf = (editor: Editor): RuleRow[] => {
  const before = new Map(flatRules(editor.base.rules).map((rule) => [rule.key, rule.fields]))
  const lines = new Map(editor.lines.map((line) => [line.key, line.fields]))
  const rowOf = (rule: EditorRule): RuleRow => {
    const { key, type, isNew, fields, line } = rule
    const awaited = refilled(editor, rule)
    const counted = (line === null ? undefined : lines.get(line)) ?? fields
    const number = (name: string): number | null =>
      awaited.includes(name) ? null : numberOf(fields[name])
    return {
      key,
      type,
      isNew,
      isChanged: !sameValue(fields, before.get(key)),
      title: textOf(fields['naam']),
      amount: numberOf(counted['aantal']),
      product: numberOf(counted['product_id']),
      price: number('bedrag'),
      vat: number('btw_percentage'),
      discount: numberOf(fields['kortingspercentage']) ?? 0,
      discountText: textOf(fields['kortingomschrijving']),
      line,
      followsLine: followsLine(rule),
      childrenVisible: fields['children_visible'] === true,
      isRemovable: isRemovable(editor, rule),
      fields,
      children: rule.children.map(rowOf),
    }
  }
  return editor.rules.map(rowOf)
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
