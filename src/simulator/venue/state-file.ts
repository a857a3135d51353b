import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { StoredBooking, StoredCustomer } from './model.ts'

/** One status that was set, by whom and when (ISO). */
export interface StatusChange {
  booking: number
  from: string
  to: string
  at: string
  /**
   * `api`: through the link or a PUT. `desk`: at Recras itself, as another desk would. `recras`: by
   * itself, a payment that took too long.
   */
  by: 'api' | 'desk' | 'recras'
}

/** What was changed since the venue was made; the rest is made again from seed and moment. */
export interface Changes {
  seed: number
  /** The moment whose venue it is; epoch ms. */
  madeAt: number
  /** Changed fields by booking id. */
  patches: Record<string, Partial<StoredBooking>>
  added: StoredBooking[]
  /** Customers that were added or changed. */
  customers: StoredCustomer[]
  removed: number[]
  log: StatusChange[]
  /** The highest numbers that were given. */
  ids: { booking: number; part: number }
  /** How often a proposal was sent, by booking id. */
  proposals: Record<string, number>
}

export const noChanges = (seed: number, madeAt: number): Changes => ({
  seed,
  madeAt,
  patches: {},
  added: [],
  customers: [],
  removed: [],
  log: [],
  ids: { booking: 0, part: 0 },
  proposals: {},
})

const record = z.looseObject({ id: z.number() })

const stateSchema = z.object({
  version: z.literal(1),
  seed: z.number(),
  madeAt: z.number(),
  patches: z.record(z.string(), z.looseObject({})),
  added: z.array(record),
  customers: z.array(record),
  removed: z.array(z.number()),
  log: z.array(
    z.object({
      booking: z.number(),
      from: z.string(),
      to: z.string(),
      at: z.string(),
      by: z.enum(['api', 'desk', 'recras']),
    }),
  ),
  // Files of before these were kept have none.
  ids: z.object({ booking: z.number(), part: z.number() }).default({ booking: 0, part: 0 }),
  proposals: z.record(z.string(), z.number()).default({}),
})

/** Reads the file; `null` when there is none. One that cannot be read is set aside as `<path>.damaged`. */
export function readState(path: string): Changes | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return stateSchema.parse(JSON.parse(text)) as unknown as Changes
  } catch {
    renameSync(path, `${path}.damaged`)
    return null
  }
}

/** Replaces the file in one step; on disk when it returns, so that a 204 is a promise kept. */
export function writeState(path: string, changes: Changes): void {
  mkdirSync(dirname(path), { recursive: true })
  const next = `${path}.new`
  const file = openSync(next, 'w')
  try {
    writeSync(file, JSON.stringify({ version: 1, ...changes }))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(next, path)
}
