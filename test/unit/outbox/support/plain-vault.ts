import type { Seals } from '../../../../src/main/services/vault/vault.ts'

/** A vault without a cipher: what is sealed cannot be read as it stands, and is quick to seal. */
export class PlainVault implements Seals {
  durable = true
  /** What is sealed with another number than this is not opened. */
  key = 1

  ready(): Promise<void> {
    return Promise.resolve()
  }

  load(): Promise<void> {
    return Promise.resolve()
  }

  seal(text: string): string {
    return `${this.key}.${Buffer.from(text).toString('base64url')}`
  }

  open(sealed: string): string | null {
    const [key, text = ''] = sealed.split('.')
    return Number(key) === this.key ? Buffer.from(text, 'base64url').toString() : null
  }
}
