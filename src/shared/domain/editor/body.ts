import {
  bookingUpdateSchema,
  type CostRuleWrite,
  type CostsWrite,
  type LineWrite,
} from '../../recras/write/booking.ts'
import { fieldErrors, type FieldError } from '../../recras/write/issues.ts'
import { sameValue } from '../merge.ts'
import { asSent, COST_KINDS, LINE_KINDS, RULE_KINDS } from './fields.ts'
import type { Editor, EditorLine, EditorRule, Fields } from './model.ts'
import { ruleOf } from './tree.ts'

/** "Kan niet aangepast worden" (seeds/boekingen "Boekingsregels", "Kosten-structuur"): never sent. */
export const READ_ONLY_OF_LINE = ['minimum_aantal', 'herinnering_leverancier'] as const
export const READ_ONLY_OF_COSTS = [
  'klant_id',
  'calculated_totaalbedrag_inclusief_btw',
  'boeking_id',
] as const

/** What is sent: lines and costs, always both. */
export interface LinesBody {
  boekingsregels: LineWrite[]
  kosten: CostsWrite
}

/** The part of `PUT /boekingen/{id}` that is about lines and costs (seeds/boekingen "Update"). */
export const toBody = (editor: Editor): LinesBody => ({
  boekingsregels: editor.lines.map(lineBody),
  kosten: {
    ...asSent(without(editor.costs, READ_ONLY_OF_COSTS), COST_KINDS),
    regels: sentRules(editor.rules).map((rule) => ruleBody(editor, rule)),
  },
})

/**
 * Without items of new lines that nobody filled in: Recras makes those itself, with the name and price
 * of the product ("dit gebeurt automatisch", seeds/boekingen); an empty one would be sold for nothing.
 */
const sentRules = (rules: readonly EditorRule[]): EditorRule[] =>
  rules.filter((rule) => !(rule.isNew && rule.line !== null && isBlank(rule.fields)))

const isBlank = (fields: Fields): boolean =>
  Object.values(fields).every((value) => (value ?? '') === '')

/** Whether anything would be different after saving. */
export const isChanged = (editor: Editor): boolean =>
  !sameValue(toBody(editor), toBody({ ...editor, ...editor.base }))

/** What is wrong before it is sent, by the API's paths: `boekingsregels.2.eind`. */
export const problems = (editor: Editor): FieldError[] => [
  ...editor.lines.flatMap(({ ref, fields }, index): FieldError[] =>
    ref === null || (fields['product_id'] ?? '') !== ''
      ? []
      : [{ field: `boekingsregels.${index}.product_id`, code: 'required' }],
  ),
  ...fieldErrors(bookingUpdateSchema, toBody(editor)).filter(
    ({ field }) => !isEmptyProduct(editor, field),
  ),
]

/**
 * What a path of `problems`, or of a refusal of Recras, is about: the key of a line or rule (`null`
 * for the costs as a whole) and the field's own name (`""` for all of it). `null`: neither lines nor
 * costs.
 */
export function placeOf(
  editor: Editor,
  path: string,
): { key: string | null; field: string } | null {
  const [list, ...rest] = path.split('.')
  if (list === 'boekingsregels') {
    const [index, ...field] = rest
    const line = editor.lines[Number(index)]
    return line ? { key: line.key, field: field.join('.') } : null
  }
  if (list !== 'kosten') return null
  let rules: readonly EditorRule[] = sentRules(editor.rules)
  let key: string | null = null
  while (rest[0] === 'regels') {
    const rule: EditorRule | undefined = rules[Number(rest[1])]
    if (!rule) break
    key = rule.key
    rules = sentRules(rule.children)
    rest.splice(0, 2)
  }
  return { key, field: rest.join('.') }
}

/**
 * The fields of an item that Recras fills in anew because its line changes ("Wordt automatisch
 * aangepast"). They are not sent: number and product, as those of before would contradict the line;
 * price and VAT when the product changes and nobody typed them, as the old price would be taken for
 * one that was chosen.
 */
export function refilled(editor: Editor, rule: EditorRule): readonly string[] {
  if (rule.isNew || rule.line === null) return []
  const of = (lines: readonly EditorLine[]): Fields =>
    lines.find((line) => line.key === rule.line)?.fields ?? {}
  const [was, now] = [of(editor.base.lines), of(editor.lines)]
  const moved = ['aantal', 'product_id'].filter((name) => !sameValue(was[name], now[name]))
  if (!moved.includes('product_id')) return moved
  const before = ruleOf(editor.base.rules, rule.key)?.fields
  const untouched = ['bedrag', 'btw_percentage'].filter((name) =>
    sameValue(rule.fields[name], before?.[name]),
  )
  return [...moved, ...untouched]
}

function lineBody({ ref, fields }: EditorLine): LineWrite {
  const sent = asSent(without(fields, READ_ONLY_OF_LINE), LINE_KINDS)
  return ref === null ? sent : { ref, ...sent }
}

function ruleBody(editor: Editor, rule: EditorRule): CostRuleWrite {
  // Sent as it came: what it is, only Recras knows.
  if (rule.type === 'other') return rule.fields as unknown as CostRuleWrite
  const fields = asSent(without(rule.fields, refilled(editor, rule)), RULE_KINDS)
  if (rule.type === 'groep')
    return {
      ...fields,
      type: 'groep',
      regels: sentRules(rule.children).map((one) => ruleBody(editor, one)),
    }
  const ref = editor.lines.find((line) => line.key === rule.line)?.ref ?? null
  return { ...fields, type: 'item', ...(ref === null ? {} : { boekingsregel_ref: ref }) }
}

export const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/** Said already, by the rule that a new line needs a product. */
const isEmptyProduct = (editor: Editor, path: string): boolean => {
  const line = editor.lines.find((_, index) => path === `boekingsregels.${index}.product_id`)
  return line !== undefined && line.ref !== null && (line.fields['product_id'] ?? '') === ''
}
