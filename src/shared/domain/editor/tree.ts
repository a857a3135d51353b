import type { EditorRule } from './model.ts'

/*
 * The tree of costs as a value: every function gives another tree, and leaves the one it got.
 */

type Rules = readonly EditorRule[]

/** Every rule, groups before what is in them. */
export const flatRules = (rules: Rules): EditorRule[] =>
  rules.flatMap((rule) => [rule, ...flatRules(rule.children)])

export const ruleOf = (rules: Rules, key: string): EditorRule | undefined =>
  flatRules(rules).find((rule) => rule.key === key)

/** Items of a line; more than one where Recras has it so. */
export const itemsOfLine = (rules: Rules, line: string): EditorRule[] =>
  flatRules(rules).filter((rule) => rule.line === line)

/** Every rule changed, from the leaves up. */
export const mapRules = (rules: Rules, to: (rule: EditorRule) => EditorRule): EditorRule[] =>
  rules.map((rule) => to({ ...rule, children: mapRules(rule.children, to) }))

export const changeRule = (
  rules: Rules,
  key: string,
  to: (rule: EditorRule) => EditorRule,
): EditorRule[] => mapRules(rules, (rule) => (rule.key === key ? to(rule) : rule))

/** The tree without some rules and what is in them. Groups that this empties stay. */
export const withoutRules = (rules: Rules, isGone: (rule: EditorRule) => boolean): EditorRule[] =>
  rules
    .filter((rule) => !isGone(rule))
    .map((rule) => ({ ...rule, children: withoutRules(rule.children, isGone) }))

/** The same, and without groups made here that this empties. */
export const withoutRulesAndShells = (
  rules: Rules,
  isGone: (rule: EditorRule) => boolean,
): EditorRule[] =>
  rules.flatMap((rule) => {
    if (isGone(rule)) return []
    const children = withoutRulesAndShells(rule.children, isGone)
    const isShell = rule.isNew && rule.children.length > 0 && children.length === 0
    return isShell ? [] : [{ ...rule, children }]
  })

/** Puts a rule in a group, or at the top; a group that is not there counts as the top. */
export function insertRule(
  rules: Rules,
  rule: EditorRule,
  group: string | null,
  index = Infinity,
): EditorRule[] {
  if (group !== null && ruleOf(rules, group)?.type === 'groep')
    return changeRule(rules, group, (parent) => ({
      ...parent,
      children: insertedAt(parent.children, rule, index),
    }))
  return insertedAt(rules, rule, index)
}

function insertedAt(rules: Rules, rule: EditorRule, index: number): EditorRule[] {
  const at = Math.max(0, Math.min(index, rules.length))
  return [...rules.slice(0, at), rule, ...rules.slice(at)]
}

/** Where a rule stands: the key of its group (`null`: the top) and its place in it. */
export function siteOf(
  rules: Rules,
  key: string,
  group: string | null = null,
): { group: string | null; index: number } | null {
  const index = rules.findIndex((rule) => rule.key === key)
  if (index >= 0) return { group, index }
  for (const rule of rules) {
    const site = siteOf(rule.children, key, rule.key)
    if (site) return site
  }
  return null
}
