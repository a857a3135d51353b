import { moneyOpen, paidAmount } from '../../../../shared/domain/money.ts'
import type { Booking, CostRule } from '../../../../shared/recras/schemas.ts'

/** One line of the receipt, in the order of the tree; `depth` 0 is the outermost. */
export interface ReceiptLine {
  key: string
  depth: number
  name: string | null
  group: boolean
  count: number | null
  price: number | null
  /** Percent, `null` when none. */
  discount: number | null
  discountName: string | null
}

export interface Receipt {
  lines: ReceiptLine[]
  /** Recras' own total; never computed here. `null` when it names none. */
  total: number | null
  paid: number | null
  open: number | null
}

/** Flattens a booking's costs for showing. `null` when Recras told no costs at all. */
export function receiptOf(booking: Booking): Receipt | null {
  const costs = booking.kosten
  if (!costs) return null
  const lines: ReceiptLine[] = []
  const add = (rules: readonly CostRule[], depth: number, path: string): void => {
    for (const [index, rule] of rules.entries()) {
      const key = `${path}.${index}`
      lines.push({
        key,
        depth,
        name: rule.naam,
        group: rule.type === 'groep',
        count: rule.type === 'item' ? rule.aantal : null,
        price: rule.type === 'item' ? rule.bedrag : null,
        discount: rule.kortingspercentage || null,
        discountName: rule.kortingomschrijving,
      })
      if (rule.type === 'groep') add(rule.regels, depth + 1, key)
    }
  }
  add(costs.regels, 0, 'r')
  return {
    lines,
    total: costs.calculated_totaalbedrag_inclusief_btw,
    paid: paidAmount(booking),
    open: moneyOpen(booking),
  }
}
