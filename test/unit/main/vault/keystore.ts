import type { Keystore } from '../../../../src/main/services/credentials/credentials.ts'

/** A keystore that can be locked, lost and changed; what it encrypts cannot be read as it stands. */
export class FakeKeystore implements Keystore {
  there = true
  locked = false
  stale = false
  asked = 0

  available(): Promise<boolean> {
    this.asked += 1
    return Promise.resolve(this.there)
  }

  encrypt(text: string): Promise<Uint8Array> {
    return Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0x5a))
  }

  decrypt(bytes: Uint8Array): Promise<{ text: string; stale: boolean }> {
    if (this.locked) return Promise.reject(new Error('locked'))
    const text = Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString()
    return Promise.resolve({ text, stale: this.stale })
  }
}
