import { call } from '../ipc.ts'

/** The key of a venue's cache. */
export interface CacheKey {
  /** Tells which key a database was sealed with; says nothing about the key. */
  id: string
  /** Not extractable: from here on nobody can read it, the page included. */
  key: CryptoKey
  /** The next start gets the same key. When not, what it sealed lives as long as the app. */
  durable: boolean
}

const USAGES: KeyUsage[] = ['encrypt', 'decrypt']

/**
 * The key that main keeps for the cache of a venue. It crosses as bytes, since Electron's IPC and
 * context bridge carry no `CryptoKey`; what the page goes on with can be used and not be read. When
 * main has none to give, the cache is sealed with one that nobody knows and lives as long as the page.
 */
export async function cacheKeyOf(host: string): Promise<CacheKey> {
  const given = await call('cache:key', { host })
  if (!given.ok) return ownKey()
  return importKey(given.value)
}

/** @param given `key` is 32 bytes in base64 */
export async function importKey(given: {
  id: string
  key: string
  durable: boolean
}): Promise<CacheKey> {
  const bytes = Uint8Array.from(atob(given.key), (sign) => sign.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, USAGES)
  bytes.fill(0)
  return { id: given.id, key, durable: given.durable }
}

async function ownKey(): Promise<CacheKey> {
  const algorithm = { name: 'AES-GCM', length: 256 }
  const key = await crypto.subtle.generateKey(algorithm, false, USAGES)
  return { id: crypto.randomUUID(), key, durable: false }
}
