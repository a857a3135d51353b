import { nextMade } from './lines.ts'
import type {
  CostsPatch,
  DiscountPatch,
  Editor,
  EditorRule,
  Fields,
  ItemPatch,
  Made,
} from './model.ts'
import { changeRule, flatRules, insertRule, itemsOfLine, ruleOf, withoutRules } from './tree.ts'

/** An item that is for no line, in a group or at the top. */
export const addFreeItem = (editor: Editor, fields: ItemPatch, group: string | null = null): Made =>
  addRule(editor, 'item', { boekingsregel_id: null, ...fields }, group)

/** Of an item with a line, `aantal` and `product_id` stay: they are the line's. */
export function changeItem(editor: Editor, key: string, patch: ItemPatch): Editor {
  const item = ruleOf(editor.rules, key)
  if (item?.type !== 'item') return editor
  const own = { ...patch }
  if (followsLine(item)) {
    delete own.aantal
    delete own.product_id
  }
  return withFields(editor, key, own)
}

/** Not for the only item of a line: remove the line. */
export function removeItem(editor: Editor, key: string): Editor {
  const item = ruleOf(editor.rules, key)
  if (item?.type !== 'item' || !isRemovable(editor, item)) return editor
  return { ...editor, rules: withoutKey(editor.rules, key) }
}

export const addGroup = (editor: Editor, naam: string, group: string | null = null): Made =>
  addRule(
    editor,
    'groep',
    { naam, kortingspercentage: 0, kortingomschrijving: null, children_visible: true },
    group,
  )

export const renameGroup = (editor: Editor, key: string, naam: string): Editor =>
  ruleOf(editor.rules, key)?.type === 'groep' ? withFields(editor, key, { naam }) : editor

/** What is in it takes its place. */
export function removeGroup(editor: Editor, key: string): Editor {
  if (ruleOf(editor.rules, key)?.type !== 'groep') return editor
  const opened = (rules: readonly EditorRule[]): EditorRule[] =>
    rules.flatMap((rule) =>
      rule.key === key ? rule.children : [{ ...rule, children: opened(rule.children) }],
    )
  return { ...editor, rules: opened(editor.rules) }
}

/**
 * Moves a rule of any type to a place in a group, or at the top (`null`); not into itself.
 *
 * @param index among its new neighbours, counted without itself
 */
export function moveRule(editor: Editor, key: string, group: string | null, index: number): Editor {
  const { rules } = editor
  const rule = ruleOf(rules, key)
  if (!rule) return editor
  const goesInto = group === null ? null : ruleOf(rules, group)
  if (goesInto !== null && (goesInto?.type !== 'groep' || holds(rule, goesInto.key))) return editor
  return { ...editor, rules: insertRule(withoutKey(rules, key), rule, group, index) }
}

/** Of an item or a group. */
export function setDiscount(editor: Editor, key: string, patch: DiscountPatch): Editor {
  const rule = ruleOf(editor.rules, key)
  return rule && rule.type !== 'other' ? withFields(editor, key, patch) : editor
}

/** Whether what is in a group stands on the invoice. */
export const setChildrenVisible = (editor: Editor, key: string, visible: boolean): Editor =>
  ruleOf(editor.rules, key)?.type === 'groep'
    ? withFields(editor, key, { children_visible: visible })
    : editor

export const setCosts = (editor: Editor, patch: CostsPatch): Editor => ({
  ...editor,
  costs: { ...editor.costs, ...patch },
})

/** Whether number and product are the line's: also where the line is not among those that were read. */
export const followsLine = (rule: EditorRule): boolean =>
  rule.line !== null || typeof rule.fields['boekingsregel_id'] === 'number'

/** Every line keeps an item. */
export function isRemovable(editor: Editor, rule: EditorRule): boolean {
  if (rule.type === 'other') return false
  return rule.line === null || itemsOfLine(editor.rules, rule.line).length > 1
}

function addRule(
  editor: Editor,
  type: 'item' | 'groep',
  fields: Fields,
  group: string | null,
): Made {
  const made = nextMade(editor)
  const rule: EditorRule = {
    key: `rule:new-${made}`,
    isNew: true,
    type,
    line: null,
    fields,
    children: [],
  }
  return {
    key: rule.key,
    editor: { ...editor, made, rules: insertRule(editor.rules, rule, group) },
  }
}

const withFields = (editor: Editor, key: string, patch: Fields): Editor => ({
  ...editor,
  rules: changeRule(editor.rules, key, (rule) => ({
    ...rule,
    fields: { ...rule.fields, ...patch },
  })),
})

const holds = (rule: EditorRule, key: string): boolean =>
  flatRules([rule]).some((one) => one.key === key)

const withoutKey = (rules: readonly EditorRule[], key: string): EditorRule[] =>
  withoutRules(rules, (rule) => rule.key === key)
