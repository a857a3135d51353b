import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, RelaunchOptions } from 'electron'
import { notOffered, offer, OfferedEvents, PreventableEvent } from '../refuse.ts'
import { InstanceLock } from './instance-lock.ts'

/** What the app object needs of the host around it. */
export interface AppSurroundings {
  root: string
  profile: string
  name: string
  version: string
  /** Starts Chromium; `ready` comes after it. */
  start(userData: string): Promise<void>
  /** Asks every window to close; resolves to whether all did. */
  closeWindows(): Promise<boolean>
  /** Ends Chromium, kindly. */
  stop(): Promise<void>
  /** Starts another host with the options of this one. */
  startAgain(): void
}

type PathName = Parameters<App['getPath']>[0]

const EVENTS = [
  ...['ready', 'will-finish-launching', 'window-all-closed', 'before-quit', 'will-quit', 'quit'],
  ...['second-instance', 'web-contents-created', 'browser-window-created', 'render-process-gone'],
  // Electron sends these on occasions that do not arise here.
  ...['activate', 'child-process-gone', 'certificate-error', 'select-client-certificate', 'login'],
]

type Offered = Pick<
  App,
  | 'whenReady'
  | 'isReady'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getVersion'
  | 'getName'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'enableSandbox'
  | 'isPackaged'
  | 'getLocale'
  | 'getSystemLocale'
  | 'getPreferredSystemLanguages'
  | 'setAppUserModelId'
  | 'disableHardwareAcceleration'
>

/** `electron.app`. It gets ready when it is first asked whether it is, as late as it can. */
export class HostApp extends OfferedEvents implements Offered {
  readonly isPackaged = false
  readonly commandLine: object
  private readonly surroundings: AppSurroundings
  private readonly paths: Map<string, string>
  private lock: InstanceLock | null = null
  private ready = false
  private starting = false
  private askedForReady: () => void = () => undefined
  private again = false
  private phase: 'running' | 'quitting' | 'gone' = 'running'
  private readonly becomesReady: Promise<void>
  private becomeReady: () => void = () => undefined

  constructor(surroundings: AppSurroundings, switches: ReadonlyMap<string, string>) {
    super('app', EVENTS)
    this.surroundings = surroundings
    const { profile, root } = surroundings
    this.paths = new Map<PathName, string>([
      ['home', homedir()],
      ['temp', tmpdir()],
      ['appData', profile],
      ['userData', profile],
      ['sessionData', profile],
      ['logs', join(profile, 'logs')],
      ['documents', join(profile, 'documents')],
      ['downloads', join(profile, 'downloads')],
      ['desktop', join(profile, 'desktop')],
      ['exe', process.execPath],
      ['module', join(root, 'out', 'main', 'index.js')],
    ])
    const given = new Map(switches)
    this.commandLine = offer('app.commandLine', {
      hasSwitch: (name: string) => given.has(name),
      getSwitchValue: (name: string) => given.get(name) ?? '',
      // Taken note of, for the app to read back; Chromium gets the host's own switches.
      appendSwitch: (name: string, value = '') => void given.set(name, value),
    })
    this.becomesReady = new Promise((resolve) => (this.becomeReady = resolve))
  }

  /** Calls back when the app first waits to be ready. */
  onceAsked(listener: () => void): void {
    this.askedForReady = listener
  }

  /** Starts Chromium and tells the app that it is ready; once, however often it is called. */
  async start(): Promise<void> {
    if (this.phase !== 'running' || this.starting) return
    this.starting = true
    await this.surroundings.start(this.getPath('userData'))
    this.ready = true
    this.becomeReady()
    this.emit('ready', {}, {})
  }

  whenReady(): Promise<void> {
    this.askedForReady()
    return this.becomesReady
  }

  isReady = (): boolean => this.ready
  getAppPath = (): string => this.surroundings.root
  getVersion = (): string => this.surroundings.version
  getName = (): string => this.surroundings.name
  getLocale = (): string => Intl.DateTimeFormat().resolvedOptions().locale
  getSystemLocale = (): string => this.getLocale()
  getPreferredSystemLanguages = (): string[] =>
    speaksNoLanguage() ? [] : [Intl.DateTimeFormat().resolvedOptions().locale]
  /** Windows' task bar; Chromium's own sandbox and graphics are the host's choice. */
  setAppUserModelId = (): void => undefined
  enableSandbox = (): void => undefined
  disableHardwareAcceleration = (): void => undefined

  getPath(name: PathName): string {
    const path = this.paths.get(name)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }

  setPath(name: string, path: string): void {
    if (this.ready) throw new Error('the host sets paths before ready only')
    this.paths.set(name, path)
  }

  requestSingleInstanceLock(additionalData: Record<PropertyKey, unknown> = {}): boolean {
    if (this.lock) return true
    this.lock = InstanceLock.take(
      this.getPath('userData'),
      { argv: process.argv, cwd: process.cwd(), additionalData },
      (second) => this.emit('second-instance', {}, second.argv, second.cwd, second.additionalData),
    )
    return this.lock !== null
  }

  hasSingleInstanceLock = (): boolean => this.lock !== null

  releaseSingleInstanceLock(): void {
    this.lock?.release()
    this.lock = null
  }

  /** Told by the windows. As in Electron the app ends, unless somebody listens and decides otherwise. */
  allWindowsClosed(): void {
    if (this.phase !== 'running') return
    if (!this.emit('window-all-closed')) this.quit()
  }

  quit(): void {
    if (this.phase !== 'running') return
    const before = new PreventableEvent()
    this.phase = 'quitting'
    this.emit('before-quit', before)
    if (before.defaultPrevented) {
      this.phase = 'running'
      return
    }
    void this.surroundings.closeWindows().then((closed) => {
      const will = new PreventableEvent()
      if (closed) this.emit('will-quit', will)
      if (closed && !will.defaultPrevented) this.exit(0)
      else this.phase = 'running'
    })
  }

  /** Another one starts when this one has ended, as this one was started. */
  relaunch(options: RelaunchOptions = {}): void {
    if (options.args || options.execPath) throw notOffered('app.relaunch with other arguments')
    this.again = true
  }

  exit(exitCode = 0): void {
    if (this.phase === 'gone') return
    this.phase = 'gone'
    this.emit('quit', {}, exitCode)
    void this.surroundings.stop().finally(() => {
      this.lock?.release()
      if (this.again) this.surroundings.startAgain()
      process.exit(exitCode)
    })
  }
}

/** A bare Linux (`LANG` unset, `C` or `POSIX`) prefers none, though `Intl` then says American English. */
function speaksNoLanguage(): boolean {
  if (process.platform !== 'linux') return false
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  const [language = ''] = (LC_ALL || LC_MESSAGES || LANG || '').split('.')
  return language === '' || language === 'C' || language === 'POSIX'
}
