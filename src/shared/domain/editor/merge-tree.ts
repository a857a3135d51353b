import { without } from './body.ts'
import { differs, type MergeNotes } from './merge-notes.ts'
import type { Editor, EditorLine, EditorRule, Programme } from './model.ts'
import { followsLine } from './rules.ts'
import {
  flatRules,
  insertRule,
  itemsOfLine,
  mapRules,
  ruleOf,
  siteOf,
  withoutRules,
} from './tree.ts'
import { treeOf } from './views.ts'

interface Sides {
  base: Programme
  mine: Editor
  theirs: Editor
}

/** An item's number and product are its line's: Recras changes them with the line. */
export const fixedOf = (rule: EditorRule): readonly string[] =>
  followsLine(rule) ? ['aantal', 'product_id'] : []

/**
 * Merges the trees of costs for lines that are merged already. The shape is that of the side that
 * changed it; what belongs to lines that only one side has follows those lines.
 */
export function mergeTrees(
  sides: Sides,
  lines: ReadonlyMap<string, EditorLine>,
  notes: MergeNotes,
): EditorRule[] {
  const { mine, theirs } = sides
  const shape = shapeOf(sides, notes)
  const [start, other] = shape === 'mine' ? [mine, theirs] : [theirs, mine]
  const fitted = fittedTo(lines, start.rules, other.rules)
  return mapRules(fitted, (rule) => mergedRule(rule, sides, notes))
}

/** Whose tree it is going to be, but for its lines. */
function shapeOf(sides: Sides, notes: MergeNotes): 'mine' | 'theirs' {
  const { base, mine, theirs } = sides
  const everywhere = (line: string): boolean =>
    [base, mine, theirs].every((side) => side.lines.some(({ key }) => key === line))
  const counts = (rule: EditorRule): boolean => rule.line === null || everywhere(rule.line)
  const shape = (side: Programme): string => JSON.stringify(skeleton(side.rules, counts))
  const [was, own, other] = [shape(base), shape(mine), shape(theirs)]
  /** Whether one side removed a rule that the other has edited. */
  const loses = (kept: Programme, edited: Programme): boolean =>
    flatRules(base.rules).some((rule) => {
      const now = ruleOf(edited.rules, rule.key)
      if (!now || !counts(rule) || ruleOf(kept.rules, rule.key)) return false
      return differs(rule.fields, now.fields, fixedOf(rule))
    })
  const iDid = own !== was
  const theyDid = other !== was
  const clashes =
    iDid && theyDid
      ? own !== other
      : (iDid && loses(mine, theirs)) || (theyDid && loses(theirs, mine))
  if (clashes)
    return notes.clash(null, 'kosten.regels', {
      base: rowsOf(base),
      mine: treeOf(mine),
      theirs: rowsOf(theirs),
    })
  if (theyDid && !iDid) notes.came(null, 'kosten.regels', rowsOf(base), rowsOf(theirs))
  return iDid ? 'mine' : 'theirs'
}

type Skeleton = [key: string, children: Skeleton[]]

const skeleton = (
  rules: readonly EditorRule[],
  counts: (rule: EditorRule) => boolean,
): Skeleton[] => rules.filter(counts).map(({ key, children }) => [key, skeleton(children, counts)])

const rowsOf = (side: Programme) => treeOf({ ...side, base: side, made: 0 })

/** A tree without items of lines that are gone, and with those of lines that it does not have. */
function fittedTo(
  lines: ReadonlyMap<string, EditorLine>,
  start: readonly EditorRule[],
  other: readonly EditorRule[],
): readonly EditorRule[] {
  let rules: readonly EditorRule[] = withoutRules(
    start,
    (rule) => rule.line !== null && !lines.has(rule.line),
  )
  for (const line of lines.keys()) {
    if (itemsOfLine(rules, line).length > 0) continue
    for (const item of itemsOfLine(other, line)) {
      const site = siteOf(other, item.key)
      rules = insertRule(rules, item, site?.group ?? null, site?.index)
    }
  }
  return rules
}

function mergedRule(
  rule: EditorRule,
  { base, mine, theirs }: Sides,
  notes: MergeNotes,
): EditorRule {
  const [was, own, other] = [base, mine, theirs].map((side) => ruleOf(side.rules, rule.key))
  if (!other) return rule.isNew ? rule : asNewRule(rule)
  if (!was || !own) return rule
  const sides = { base: was.fields, mine: own.fields, theirs: other.fields }
  return { ...rule, line: other.line, fields: notes.fields(rule.key, sides, fixedOf(other)) }
}

/** A rule that is kept although Recras has it no longer. */
const asNewRule = (rule: EditorRule): EditorRule => ({
  ...rule,
  isNew: true,
  fields: without(rule.fields, ['id', ...fixedOf(rule)]),
})
