import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/**
 * What is kept of a PIN: scrypt with a salt of its own. The cost is kept beside it, so that it can be
 * raised later; its bounds keep a scribbled file from taking the machine's memory.
 */
export const pinHashSchema = z.object({
  n: z.union([z.literal(2 ** 14), z.literal(2 ** 15), z.literal(2 ** 16), z.literal(2 ** 17)]),
  r: z.number().int().min(1).max(16),
  p: z.number().int().min(1).max(4),
  salt: z.base64().min(16).max(128),
  hash: z.base64().min(24).max(256),
})
export type PinHash = z.infer<typeof pinHashSchema>
export type PinCost = Pick<PinHash, 'n' | 'r' | 'p'>

/** Some 50 to 100 ms on a desk PC, and 32 MB while it lasts. */
const COST: PinCost = { n: 2 ** 15, r: 8, p: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32

/** What to keep of a new PIN. */
export async function hashPin(pin: string, cost: PinCost = COST): Promise<PinHash> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(pin, salt, HASH_BYTES, cost)
  return { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') }
}

/** Whether this is the PIN; compared in constant time. */
export async function isPin(pin: string, kept: PinHash): Promise<boolean> {
  const hash = Buffer.from(kept.hash, 'base64')
  const given = await derive(pin, Buffer.from(kept.salt, 'base64'), hash.length, kept)
  return timingSafeEqual(given, hash)
}

function derive(pin: string, salt: Buffer, length: number, { n, r, p }: PinCost): Promise<Buffer> {
  // Node refuses what takes more than its 32 MB unless it is told.
  const options = { N: n, r, p, maxmem: 256 * n * r }
  return new Promise((resolve, reject) =>
    scrypt(pin, salt, length, options, (error, key) => (error ? reject(error) : resolve(key))),
  )
}
