import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { SealingKey } from '../../../shared/ipc/cache-calls.ts'
import type { Keystore } from '../credentials/credentials.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import type { Clock, Log } from '../ports.ts'

export interface VaultOptions {
  /** Where the data key is kept, encrypted by the keystore. */
  path: string
  keystore: Keystore
  write: WriteFile
  clock: Clock
  log: Log
}

/** Seals text, and opens what was sealed here. What services need of the vault. */
export interface Seals {
  /** Whether what is sealed now can be opened after a restart. */
  readonly durable: boolean
  /** Never fails: without a keystore the key lives as long as the app. */
  seal(text: string): string
  /** `null`: sealed with a key that is not here (now), or spoilt. */
  open(sealed: string): string | null
  /** Resolves when the keystore was asked for the first time, however that went. */
  ready(): Promise<void>
  /** Asks the keystore (again): it may have been locked. */
  load(): Promise<void>
}

interface DataKey {
  /** Tells which key something was sealed with; says nothing about the key. */
  id: string
  bytes: Buffer
}

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = '1'
/** What a derived key is for: another purpose has another key. */
const CACHE_KEY = 'balie cache'

const fileSchema = z.object({
  version: z.literal(1),
  id: z.string().regex(/^[\da-f]{16}$/),
  key: z.base64(),
})

/**
 * Keeps what people typed unreadable on the disk: AES-256-GCM under a data key, which is itself on
 * the disk only as the OS keystore encrypted it. A key that the keystore does not open now is never
 * replaced: it may be open tomorrow, and until then what was sealed with it is kept as it is.
 */
export class Vault implements Seals {
  private readonly options: VaultOptions
  private readonly keys = new Map<string, DataKey>()
  private current: DataKey | null = null
  private loading: Promise<void> | null = null
  /** The file of a forgotten key is being removed: until then it is not to be read again. */
  private forgetting: Promise<void> = Promise.resolve()
  private first: Promise<void> | null = null
  private isDurable = false

  constructor(options: VaultOptions) {
    this.options = options
  }

  get durable(): boolean {
    return this.isDurable
  }

  ready(): Promise<void> {
    return (this.first ??= this.load())
  }

  /** Opens the kept key or makes one. Afterwards `durable` says whether that went well. */
  load(): Promise<void> {
    if (this.isDurable) return Promise.resolve()
    this.loading ??= this.forgetting
      .then(() => this.find())
      .finally(() => {
        this.loading = null
      })
    return this.loading
  }

  seal(text: string): string {
    const { id, bytes } = (this.current ??= this.adopt(newKey()))
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, bytes, nonce, { authTagLength: TAG_BYTES })
    const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()])
    const whole = Buffer.concat([body, cipher.getAuthTag()])
    return `${VERSION}.${id}.${whole.toString('base64url')}`
  }

  open(sealed: string): string | null {
    const [version, id = '', body = ''] = sealed.split('.')
    const key = this.keys.get(id)
    const bytes = Buffer.from(body, 'base64url')
    if (version !== VERSION || !key || bytes.length < NONCE_BYTES + TAG_BYTES) return null
    try {
      const nonce = bytes.subarray(0, NONCE_BYTES)
      const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES })
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    } catch {
      return null
    }
  }

  /**
   * The key of the page's cache of a venue: derived from the data key (HKDF-SHA256), which itself stays
   * here. The same after every start while the keystore opens; another one for every venue.
   */
  cacheKey(host: string): SealingKey {
    const { id, bytes } = (this.current ??= this.adopt(newKey()))
    const key = hkdfSync('sha256', bytes, '', `${CACHE_KEY} ${host}`, KEY_BYTES)
    return { id, key: Buffer.from(key).toString('base64'), durable: this.isDurable }
  }

  /** Removes the key. What is still sealed with it can never be opened again. */
  async forget(): Promise<void> {
    await this.loading
    this.keys.clear()
    this.current = null
    this.isDurable = false
    this.first = null
    this.forgetting = rm(this.options.path, { force: true }).catch((error: unknown) =>
      this.options.log.error('vault-not-forgotten', { error }),
    )
    await this.forgetting
  }

  private async find(): Promise<void> {
    const { path, keystore, log } = this.options
    const protects = await this.protects()
    let text: string | null
    try {
      text = await readFile(path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        log.error('vault-unreadable', { error })
        return
      }
      text = null
    }
    if (!protects) {
      if (text !== null) log.warn('vault-locked')
      return
    }
    const file = text === null ? null : readFileText(text)
    if (file === null) {
      if (text === null || (await this.setAside())) await this.make()
      return
    }
    try {
      const opened = await keystore.decrypt(Buffer.from(file.key, 'base64'))
      const key = { id: file.id, bytes: Buffer.from(opened.text, 'base64') }
      if (key.bytes.length !== KEY_BYTES) {
        if (await this.setAside()) await this.make()
        return
      }
      this.current = this.adopt(key)
      this.isDurable = true
      if (opened.stale) await this.keep(key).catch((error: unknown) => this.notKept(error))
    } catch (error) {
      log.warn('vault-locked', { error })
    }
  }

  private async make(): Promise<void> {
    const key = newKey()
    try {
      await this.keep(key)
    } catch (error) {
      this.notKept(error)
      return
    }
    this.current = this.adopt(key)
    this.isDurable = true
  }

  private async keep({ id, bytes }: DataKey): Promise<void> {
    const { path, keystore, write } = this.options
    const encrypted = await keystore.encrypt(bytes.toString('base64'))
    await mkdir(dirname(path), { recursive: true })
    const key = Buffer.from(encrypted).toString('base64')
    await write(path, JSON.stringify({ version: 1, id, key }))
  }

  private notKept(error: unknown): void {
    this.options.log.error('vault-not-kept', { error })
  }

  private adopt(key: DataKey): DataKey {
    this.keys.set(key.id, key)
    return key
  }

  private async protects(): Promise<boolean> {
    try {
      return await this.options.keystore.available()
    } catch (error) {
      this.options.log.error('keystore-failed', { error })
      return false
    }
  }

  /** Whether its place is free now: what could not be moved is not written over. */
  private async setAside(): Promise<boolean> {
    const { path, clock, log } = this.options
    log.error('vault-damaged')
    try {
      await rename(path, `${path}.damaged-${clock.now()}`)
      return true
    } catch (error) {
      log.error('vault-not-set-aside', { error })
      return false
    }
  }
}

const newKey = (): DataKey => ({
  id: randomBytes(8).toString('hex'),
  bytes: randomBytes(KEY_BYTES),
})

function readFileText(text: string): z.infer<typeof fileSchema> | null {
  try {
    return fileSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
