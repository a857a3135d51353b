import { readFile, rename, rm } from 'node:fs/promises'
import { z } from 'zod'
import type { WriteFile } from '../files/atomic-write.ts'
import { isMissing } from '../files/is-missing.ts'
import type { Clock, Log } from '../ports.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { readCredentials, type Credentials } from '../../../shared/venue-address.ts'

/** The operating system's safe for secrets. Nothing it does is trusted to succeed. */
export interface Keystore {
  /** Whether what it encrypts is protected from other programs of this user at all. */
  available(): Promise<boolean>
  encrypt(text: string): Promise<Uint8Array>
  /** `stale`: should be encrypted again, because the safe has a newer key. */
  decrypt(bytes: Uint8Array): Promise<{ text: string; stale: boolean }>
}

const fileSchema = z.object({ version: z.literal(1), origin: z.string(), key: z.base64() })

/**
 * Host and key of the venue. On disk the key is only ever encrypted by the OS; where that is not
 * possible it lives in memory until the app closes. It leaves this service for the Recras client
 * and for nothing else.
 */
export class CredentialStore {
  private current: Credentials | null = null
  private keptIn: 'os' | 'memory' = 'memory'

  private readonly path: string
  private readonly keystore: Keystore
  private readonly write: WriteFile
  private readonly clock: Clock
  private readonly log: Log

  constructor(given: {
    path: string
    keystore: Keystore
    write: WriteFile
    clock: Clock
    log: Log
  }) {
    this.path = given.path
    this.keystore = given.keystore
    this.write = given.write
    this.clock = given.clock
    this.log = given.log
  }

  /**
   * Reads what was kept. A file that makes no sense is set aside; one that the keystore does not open
   * now stays as it is. In both cases the desk asks again.
   */
  async load(): Promise<Credentials | null> {
    this.keptIn = (await this.protects()) ? 'os' : 'memory'
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (error) {
      if (!isMissing(error)) this.log.error('credentials-unreadable', { error })
      return null
    }
    if (this.keptIn === 'memory') {
      // Encrypted in another session that had a keystore; it may be back tomorrow, so it stays.
      this.log.warn('credentials-locked')
      return null
    }
    const file = readFileText(text)
    if (file === null) return this.damaged()
    const opened = await this.decrypt(file.key)
    if (opened === null) return null
    const read = readCredentials({ url: file.origin, key: opened.text })
    if ('fields' in read) return this.damaged()
    this.current = read.credentials
    if (opened.stale)
      await this.keep().catch((error: unknown) => this.log.error('credentials-not-kept', { error }))
    return this.current
  }

  /** Where the key is (or would be) kept. */
  get where(): 'os' | 'memory' {
    return this.keptIn
  }

  /** Keeps credentials that were found to work. `storage` when the disk does not take them. */
  async save(credentials: Credentials): Promise<Result<null>> {
    const before = this.current
    this.current = credentials
    if (!(await this.protects())) {
      this.keptIn = 'memory'
      // An older key must not come back at the next start.
      await rm(this.path, { force: true }).catch(() => undefined)
      return ok(null)
    }
    try {
      await this.keep()
      this.keptIn = 'os'
      return ok(null)
    } catch (error) {
      this.current = before
      this.log.error('credentials-not-kept', { error })
      return fail({ kind: 'storage' })
    }
  }

  /** Removes the key from memory and disk. `storage` when the file cannot be removed. */
  async forget(): Promise<Result<null>> {
    try {
      await rm(this.path, { force: true })
      this.current = null
      return ok(null)
    } catch (error) {
      this.log.error('credentials-not-forgotten', { error })
      return fail({ kind: 'storage' })
    }
  }

  private async keep(): Promise<void> {
    if (!this.current) return
    const { origin, key } = this.current
    const encrypted = Buffer.from(await this.keystore.encrypt(key)).toString('base64')
    await this.write(this.path, JSON.stringify({ version: 1, origin, key: encrypted }))
  }

  private async protects(): Promise<boolean> {
    try {
      return await this.keystore.available()
    } catch (error) {
      this.log.error('keystore-failed', { error })
      return false
    }
  }

  /** `null` while the keystore does not open it: it was not unlocked, or the app was denied. */
  private async decrypt(key: string): Promise<{ text: string; stale: boolean } | null> {
    try {
      return await this.keystore.decrypt(Buffer.from(key, 'base64'))
    } catch (error) {
      // The file may be as good as ever, for a start at which the keystore is open.
      this.log.warn('credentials-locked', { error })
      return null
    }
  }

  private async damaged(): Promise<null> {
    this.log.error('credentials-damaged')
    await rename(this.path, `${this.path}.damaged-${this.clock.now()}`).catch(() => undefined)
    return null
  }
}

function readFileText(text: string): z.infer<typeof fileSchema> | null {
  try {
    return fileSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
