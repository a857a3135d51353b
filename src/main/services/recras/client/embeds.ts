import type { AppError, Result } from '../../../../shared/result.ts'
import type { Log } from '../../ports.ts'
import type { Embed } from '../api.ts'

/** What a desk can do without soonest comes first. */
const DISPENSABLE: readonly Embed[] = [
  'gefactureerd_bedrag',
  'Creator',
  'Diensten',
  'Facturen',
  'Facturen._betaald_bedrag',
  'kosten',
  'Klant.Hoofdcontact',
  'Klant',
  'boekingsregels',
]

/**
 * Embeds that a Recras does not know, or not from this key, as long as the app runs. A refusal names
 * the embed in its message only, and nothing is decided on message text: they are left out one by
 * one until the answer comes.
 */
export class Embeds {
  private readonly refused = new Set<Embed>()
  private readonly log: Log

  constructor(log: Log) {
    this.log = log
  }

  /** Attempts with all embeds that are known to work, and with fewer when those are refused. */
  async narrowing<T>(
    embed: readonly Embed[],
    attempt: (embed: readonly Embed[]) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const wanted = embed.filter((one) => !this.refused.has(one))
    const whole = await attempt(wanted)
    if (whole.ok || !blames(whole.error, 'embed')) return whole
    for (const left of lessOf(wanted)) {
      const less = await attempt(wanted.filter((one) => !left.includes(one)))
      if (!less.ok && less.error.kind === 'refused') continue
      if (less.ok) {
        for (const one of left) this.refused.add(one)
        this.log.warn('embed-refused', { embed: left.join(',') })
      }
      return less
    }
    return whole
  }
}

/** What to leave out, in the order of trying: each by itself, then more and more of them. */
function lessOf(wanted: readonly Embed[]): Embed[][] {
  const order = DISPENSABLE.filter((one) => wanted.includes(one))
  const alone = order.map((one) => [one])
  return [...alone, ...order.slice(1).map((_, index) => order.slice(0, index + 2))]
}

/** Whether a refusal can be about this parameter: it names it, or names none. */
export const blames = (error: AppError, parameter: string): boolean =>
  error.kind === 'refused' &&
  (error.fields.length === 0 ||
    error.fields.some(({ field }) => field === null || field === parameter))
