import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SafeStorage } from 'electron'

type Offered = Pick<
  SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
>

/** Not in any profile, as the operating system's keystore would not be. */
const keyFile = (): string =>
  join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'balie-host', 'keystore')

function readOrCreateKey(): Buffer {
  const path = keyFile()
  try {
    return readFileSync(path)
  } catch {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    try {
      writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx' })
    } catch {
      // Another host was first; its key is as good.
    }
    return readFileSync(path)
  }
}

/**
 * `electron.safeStorage`. A stand-in for a keystore, for runs of a development machine: with
 * `BALIE_HOST_KEYSTORE=os` (the default) AES-GCM under a key file of this user's; with `memory` it
 * says what Electron says on a Linux without a keystore, and refuses to encrypt.
 */
export class HostSafeStorage implements Offered {
  private readonly present = process.env['BALIE_HOST_KEYSTORE'] !== 'memory'

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return Promise.resolve(this.present)
  }

  getSelectedStorageBackend(): 'gnome_libsecret' | 'basic_text' {
    return this.present ? 'gnome_libsecret' : 'basic_text'
  }

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    this.insist()
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', readOrCreateKey(), nonce)
    const secret = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), secret])
  }

  async decryptStringAsync(
    encrypted: Buffer,
  ): Promise<{ result: string; shouldReEncrypt: boolean }> {
    this.insist()
    const decipher = createDecipheriv(
      'aes-256-gcm',
      readOrCreateKey(),
      encrypted.subarray(0, 12),
    ).setAuthTag(encrypted.subarray(12, 28))
    const text = Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()])
    return { result: text.toString('utf8'), shouldReEncrypt: false }
  }

  private insist(): void {
    if (!this.present) throw new Error('Encryption is not available.')
  }
}
