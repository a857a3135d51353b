import {
  COSTS_FIELDS,
  DISCOUNT_FIELDS,
  ITEM_FIELDS,
  LINE_FIELDS,
} from '../../domain/editor/model.ts'
import type { BookingUpdate, CostRuleWrite } from './booking.ts'

/** What can be changed of lines, items and costs, and what tells them apart (seeds/boekingen "Update"). */
const LINE: ReadonlySet<string> = new Set(['id', 'ref', ...LINE_FIELDS])
const RULE: ReadonlySet<string> = new Set([
  'id',
  'type',
  'children_visible',
  'regels',
  'boekingsregel_id',
  'boekingsregel_ref',
  ...ITEM_FIELDS,
  ...DISCOUNT_FIELDS,
])
const COSTS: ReadonlySet<string> = new Set(['regels', ...COSTS_FIELDS])

/**
 * The body with only what the documentation names, in lines and costs: an unknown field is refused
 * (recras-api "Lists"), and what is left out of a line or rule that is named by its id stays as it is.
 * A rule of a type that is not known here goes back as it came.
 */
export function documentedOnly(body: BookingUpdate): BookingUpdate {
  const { boekingsregels, kosten } = body
  return {
    ...body,
    ...(boekingsregels ? { boekingsregels: boekingsregels.map((line) => only(line, LINE)) } : {}),
    ...(kosten
      ? { kosten: { ...only(kosten, COSTS), regels: kosten.regels.map(documentedRule) } }
      : {}),
  }
}

function documentedRule(rule: CostRuleWrite): CostRuleWrite {
  // Of a type that is not known here: what is documented of it nobody can tell.
  if (rule.type !== 'item' && rule.type !== 'groep') return rule
  const own = only(rule, RULE)
  return own.type === 'groep' ? { ...own, regels: own.regels.map(documentedRule) } : own
}

const only = <T extends object>(of: T, names: ReadonlySet<string>): T =>
  Object.fromEntries(Object.entries(of).filter(([name]) => names.has(name))) as T
