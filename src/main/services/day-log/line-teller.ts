import type { ToldDayLog } from '../../../shared/day-log.ts'
import type { ConnectionState } from '../../../shared/ipc/contract.ts'

/**
 * Tells the day's log when Recras is lost and when it is back (`detail`: after how many seconds), out
 * of the states of the connection. Before anything failed the line is not lost, only unknown.
 */
export function lineTeller(told: ToldDayLog): (state: ConnectionState) => void {
  let lostAt: number | null = null
  return ({ status, since, error }) => {
    if (status === 'online') {
      if (lostAt === null) return
      const seconds = Math.max(0, Math.round((Date.parse(since) - lostAt) / 1000))
      lostAt = null
      told({ kind: 'line-back', by: null, detail: String(seconds) })
    } else if (lostAt === null && error !== null) {
      lostAt = Date.parse(since)
      told({ kind: 'line-lost', by: null, detail: error.kind })
    }
  }
}
