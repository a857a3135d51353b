import { describe, expect, it } from 'vitest'
import type { OutboxEntry } from '../../../src/shared/outbox/entry.ts'
import { lacksOverbooking } from '../../../src/shared/outbox/overbooking.ts'
import type { AppError } from '../../../src/shared/result.ts'

const entry = (wanted: string, from: string, error: AppError): OutboxEntry =>
  ({
    wanted,
    seen: { status: from, statusUpdatedAt: null },
    server: null,
    reason: { kind: 'refused', error },
  }) as OutboxEntry

describe('a refused move', () => {
  it('lacks the permission only from voltooid back to gaande, by a 403', () => {
    const forbidden: AppError = { kind: 'forbidden' }
    expect(lacksOverbooking(entry('gaande', 'voltooid', forbidden))).toBe(true)
    expect(lacksOverbooking(entry('gaande', 'definitief', forbidden))).toBe(false)
    expect(lacksOverbooking(entry('voltooid', 'gaande', forbidden))).toBe(false)
    expect(lacksOverbooking(entry('gaande', 'voltooid', { kind: 'conflict' }))).toBe(false)
  })
})
