import { z } from 'zod'
import { call } from './call.ts'

/** The part of the contract that is about the page's cache. */
export const cacheCalls = {
  /**
   * The key that the page seals its cache of this venue with. `not-now` when the desk works for
   * another one. Answers within seconds even while the keystore waits for a person.
   */
  'cache:key': call<SealingKey>()(z.object({ host: z.string().min(1).max(300) })),
} as const

/** A key on its way to the page. */
export interface SealingKey {
  /** Tells which key something was sealed with; says nothing about the key. */
  id: string
  /** 32 bytes, base64. */
  key: string
  /** The next start gets the same one. When not, the keystore is missing or locked. */
  durable: boolean
}
