import { safeStorage } from 'electron'
import type { Keystore } from '../services/credentials/credentials.ts'

/** Backends of Linux that encrypt with a password that everybody knows. */
const NO_PROTECTION = new Set(['basic_text', 'unknown'])

/** The operating system's keystore, through Electron's asynchronous calls. After `ready`. */
export const electronKeystore: Keystore = {
  async available() {
    if (process.platform === 'linux' && NO_PROTECTION.has(safeStorage.getSelectedStorageBackend()))
      return false
    return safeStorage.isAsyncEncryptionAvailable()
  },
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  async decrypt(bytes) {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(bytes))
    return { text: result, stale: shouldReEncrypt }
  },
}
