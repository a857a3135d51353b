import type { Editor, EditorLine, EditorRule, Fields, ItemPatch, LinePatch, Made } from './model.ts'
import { insertRule, withoutRulesAndShells } from './tree.ts'

/**
 * Adds a line, with its item in a group or at the top. What is not given of the item (its name,
 * price, VAT), Recras takes from the product.
 */
export function addLine(
  editor: Editor,
  fields: LinePatch,
  place: { group?: string | null; item?: ItemPatch } = {},
): Made {
  const made = nextMade(editor)
  const line: EditorLine = { key: `line:new-${made}`, ref: refOf(made), fields }
  const item = itemFor(line, made, place.item ?? {})
  return {
    key: line.key,
    editor: {
      ...editor,
      made,
      lines: [...editor.lines, line],
      rules: insertRule(editor.rules, item, place.group ?? null),
    },
  }
}

/** Its item follows by itself, at Recras: it is sent as it was. */
export const changeLine = (editor: Editor, key: string, patch: LinePatch): Editor => ({
  ...editor,
  lines: editor.lines.map((line) =>
    line.key === key ? { ...line, fields: { ...line.fields, ...patch } } : line,
  ),
})

/** Removes a line with its items, and groups made here that hold nothing after that. */
export const removeLine = (editor: Editor, key: string): Editor => ({
  ...editor,
  lines: editor.lines.filter((line) => line.key !== key),
  rules: withoutRulesAndShells(editor.rules, (rule) => rule.line === key),
})

/** An item of a new line: number and product are the line's, and not said twice. */
export const itemFor = (line: EditorLine, made: number, fields: Fields): EditorRule => ({
  key: `rule:new-${made}`,
  isNew: true,
  type: 'item',
  line: line.key,
  fields: Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== 'aantal' && name !== 'product_id'),
  ),
  children: [],
})

export const refOf = (made: number): string => `balie-${made}`

/** The number of the next thing that is made here; its `ref` is nobody else's. */
export function nextMade({ made, lines }: Pick<Editor, 'made' | 'lines'>): number {
  const taken = new Set(lines.map((line) => line.fields['ref']))
  let next = made + 1
  while (taken.has(refOf(next))) next += 1
  return next
}
