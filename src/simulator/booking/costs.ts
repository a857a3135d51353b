import type { CostGroup, CostItem } from '../venue/model.ts'

export type CostRule = CostItem | CostGroup

/** An amount in whole cents. */
export const cents = (amount: number): number => Math.round(amount * 100) / 100

/**
 * What the customer pays for a tree of costs: every item's price times its number, less its own
 * discount and those of the groups around it.
 *
 * @param btwInPrices whether prices hold the VAT already; the documentation's two examples disagree
 */
export function totalOf(rules: readonly CostRule[], btwInPrices: boolean): number {
  const sum = (list: readonly CostRule[]): number =>
    list.reduce((amount, rule) => amount + priceOf(rule), 0)
  const priceOf = (rule: CostRule): number => {
    const left = 1 - rule.kortingspercentage / 100
    if (rule.type === 'groep') return sum(rule.regels) * left
    return rule.aantal * rule.bedrag * left * (btwInPrices ? 1 : 1 + rule.btw_percentage / 100)
  }
  return cents(sum(rules))
}

/** Every group and item of a tree, from the top. */
export const flat = (rules: readonly CostRule[]): CostRule[] =>
  rules.flatMap((rule) => (rule.type === 'groep' ? [rule, ...flat(rule.regels)] : [rule]))

/** Every item of a tree. */
export const itemsOf = (rules: readonly CostRule[]): CostItem[] =>
  flat(rules).filter((rule) => rule.type === 'item')
