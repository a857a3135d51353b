import { ok, type Result } from '../../../shared/result.ts'
import type { SettingsStore } from '../settings/settings.ts'

export interface KioskModeOptions {
  /** Started with `--kiosk`, or by managed configuration: then every start is a kiosk. */
  forced: boolean
  settings: Pick<SettingsStore, 'get' | 'change'>
}

/**
 * Whether this run is a kiosk now. A start with `--kiosk` or `BALIE_KIOSK` is one, and so is every start
 * while the setting is on. Who leaves a kiosk that was started from outside leaves it for this run only.
 */
export class KioskMode {
  private left = false
  private readonly forced: boolean
  private readonly settings: KioskModeOptions['settings']
  private readonly listeners = new Set<(on: boolean) => void>()

  constructor({ forced, settings }: KioskModeOptions) {
    this.forced = forced
    this.settings = settings
  }

  get on(): boolean {
    return !this.left && (this.forced || this.settings.get().kiosk)
  }

  /** Listens to both changes. */
  onChange(listener: (on: boolean) => void): void {
    this.listeners.add(listener)
  }

  /** A kiosk from now on, and after every start. `storage` when the disk does not keep that. */
  async enter(): Promise<Result<null>> {
    const was = this.on
    const kept = await this.settings.change({ kiosk: true })
    if (!kept.ok) return kept
    this.left = false
    this.tell(was)
    return ok(null)
  }

  /** No kiosk any more. A disk that does not keep it keeps nobody in: then it is for this run only. */
  async leave(): Promise<void> {
    const was = this.on
    this.left = true
    if (this.settings.get().kiosk) await this.settings.change({ kiosk: false })
    this.tell(was)
  }

  private tell(was: boolean): void {
    const { on } = this
    if (on !== was) for (const listener of this.listeners) listener(on)
  }
}
