import type { ConnectionStatus } from '../../../shared/ipc/contract.ts'
import type { CameraState, KioskState } from '../../../shared/ipc/kiosk-calls.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import type { Clock, Log } from '../ports.ts'
import type { PageHealth } from './page-watch.ts'

/** What stands in the heartbeat file, for monitoring from outside. No guest's data. */
export interface Heartbeat {
  /** ISO 8601 UTC, by this machine's clock. Older than a minute: Balie does not run. */
  at: string
  mode: 'setup' | 'desk' | 'kiosk'
  /** What a kiosk's page last said of itself; `null` at a desk. */
  state: KioskState | null
  camera: CameraState | null
  page: PageHealth
  connection: ConnectionStatus
  /** What waits for Recras, and what needs a person. */
  waiting: number
  attention: number
  version: string
  pid: number
}

export interface HeartbeatOptions {
  path: string
  look: () => Omit<Heartbeat, 'at'>
  write: WriteFile
  clock: Clock
  log: Log
}

const EVERY_MS = 15_000

/** Writes how the app is to a file, whole each time, every fifteen seconds. */
export class HeartbeatFile {
  private cancel: () => void = () => undefined
  private failing = false
  private ended = false
  private readonly options: HeartbeatOptions

  constructor(options: HeartbeatOptions) {
    this.options = options
  }

  /** Writes now, and from then on. Resolves when the first one was tried. */
  async start(): Promise<void> {
    const { clock } = this.options
    await this.beat()
    if (!this.ended) this.cancel = clock.after(EVERY_MS, () => void this.start())
  }

  stop(): void {
    this.ended = true
    this.cancel()
  }

  private async beat(): Promise<void> {
    const { path, look, write, clock, log } = this.options
    const beat: Heartbeat = { at: new Date(clock.now()).toISOString(), ...look() }
    try {
      await write(path, `${JSON.stringify(beat, null, 2)}\n`)
      this.failing = false
    } catch (error) {
      // Said once: a full disk lasts, and the log is on it too.
      if (!this.failing) log.error('heartbeat-not-written', { error })
      this.failing = true
    }
  }
}
