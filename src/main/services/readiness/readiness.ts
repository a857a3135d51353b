import { join } from 'node:path'
import type { MainFacts, SheetFacts, StaffFacts } from '../../../shared/domain/readiness.ts'
import type { AppError } from '../../../shared/result.ts'
import type { Keystore } from '../credentials/credentials.ts'
import { isWithin } from '../elapsed.ts'
import type { JournalFs } from '../outbox/journal-fs.ts'
import type { Clock, Log } from '../ports.ts'
import type { Seals } from '../vault/vault.ts'

export interface ReadinessOptions {
  fs: Pick<JournalFs, 'open' | 'remove'>
  /** Bytes that this user can still write on the disk of a folder; rejects when it does not tell. */
  freeBytes: (folder: string) => Promise<number>
  keystore: Keystore
  vault: Pick<Seals, 'durable' | 'load'>
  staff: () => StaffFacts
  sheet: () => SheetFacts | null
  clock: Clock
  log: Log
}

/** The journal that is looked at. */
export interface LookedAt {
  folder: string
  /** Why it takes no promises, when it says so itself. */
  blocked: AppError | null
}

interface Probed {
  folder: string
  at: number
  error: string | null
  freeBytes: number | null
  keystore: MainFacts['keystore']
}

/** Nobody asks a disk more often than this whether it still takes anything. */
const PROBE_MS = 30_000
/** The system may ask a person to unlock its keystore: not every half minute. */
const KEYSTORE_MS = 600_000
/** A person who presses the button again and again neither. */
const FRESH_MS = 2_000
/** A keystore that waits for somebody to unlock it does not work now. */
const KEYSTORE_LIMIT_MS = 4_000
export const PROBE_NAME = 'schijf-proef.tmp'
/** More than a name's worth: enough to need room on the disk. */
const PROBE_BYTES = new Uint8Array(4096)
const SAID = 'balie'

/** What the main process can tell about being ready for an outage. */
export class ReadinessService {
  private last: Probed | null = null
  private keystore: { at: number; state: MainFacts['keystore'] } | null = null
  private probing: Promise<Probed> | null = null
  private readonly options: ReadinessOptions

  constructor(options: ReadinessOptions) {
    this.options = options
  }

  /** @param fresh a person wants to know now */
  async facts({ folder, blocked }: LookedAt, fresh = false): Promise<MainFacts> {
    const { error, freeBytes, keystore } = await this.probed(folder, fresh)
    const why = blocked ? (blocked.message ?? blocked.kind) : error
    return {
      journal: { writable: why === null, error: why },
      freeBytes,
      keystore,
      staff: this.options.staff(),
      sheet: this.options.sheet(),
    }
  }

  private probed(folder: string, fresh: boolean): Promise<Probed> {
    const { last } = this
    const enough = fresh ? FRESH_MS : PROBE_MS
    if (last?.folder === folder && isWithin(last.at, enough, this.options.clock.now()))
      return Promise.resolve(last)
    this.probing ??= this.probe(folder, fresh).finally(() => {
      this.probing = null
    })
    return this.probing
  }

  private async probe(folder: string, fresh: boolean): Promise<Probed> {
    const [error, freeBytes, keystore] = await Promise.all([
      this.write(join(folder, PROBE_NAME)),
      this.options.freeBytes(folder).catch(() => null),
      this.keystoreState(fresh),
    ])
    this.last = { folder, at: this.options.clock.now(), error, freeBytes, keystore }
    return this.last
  }

  /** Why the disk takes nothing: the platform's code; `null` when it took a file and forced it down. */
  private async write(path: string): Promise<string | null> {
    const { fs, log } = this.options
    let error: unknown = null
    try {
      const file = await fs.open(path)
      try {
        for (let at = 0; at < PROBE_BYTES.length;) {
          const taken = await file.write(PROBE_BYTES.subarray(at), at)
          if (taken === 0) throw Object.assign(new Error('nothing written'), { code: 'ENOSPC' })
          at += taken
        }
        await file.sync()
      } finally {
        await file.close()
      }
    } catch (thrown) {
      error = thrown
    }
    await fs.remove(path).catch(() => undefined)
    if (error === null) return null
    log.warn('disk-probe-failed', { error })
    return String((error as NodeJS.ErrnoException).code ?? 'unknown')
  }

  private async keystoreState(fresh: boolean): Promise<MainFacts['keystore']> {
    const now = this.options.clock.now()
    const { keystore } = this
    if (keystore && !fresh && isWithin(keystore.at, KEYSTORE_MS, now)) return keystore.state
    const state = await this.tryKeystore()
    this.keystore = { at: now, state }
    return state
  }

  /** Closes a word and opens it again; and what people typed has to be open too. */
  private async tryKeystore(): Promise<MainFacts['keystore']> {
    const { keystore, vault, clock } = this.options
    let cancel: () => void = () => undefined
    const late = new Promise<'broken'>((resolve) => {
      cancel = clock.after(KEYSTORE_LIMIT_MS, () => resolve('broken'))
    })
    const tried = async (): Promise<MainFacts['keystore']> => {
      if (!(await keystore.available())) return 'memory'
      const { text } = await keystore.decrypt(await keystore.encrypt(SAID))
      await vault.load()
      return text === SAID && vault.durable ? 'working' : 'broken'
    }
    try {
      return await Promise.race([tried().catch(() => 'broken' as const), late])
    } finally {
      cancel()
    }
  }
}
