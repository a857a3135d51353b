import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { findElectron } from '../../../scripts/electron.ts'
import { ROOT } from '../../host/options.ts'
import { Running } from '../../host/running.ts'

export interface LaunchOptions {
  /** More environment. An empty string takes a variable away. */
  env?: Record<string, string>
  /** A `.y4m` or `.mjpeg` file. */
  camera?: string
  kiosk?: boolean
  /** `WxH`. */
  window?: string
  /** A user data folder that is kept; without it a new one is made and removed at the end. */
  profile?: string
}

/** One start of the app, on either runner. */
interface Started {
  page: Page
  mainPid: number
  rendererPid(): number
  output(): string
  /** Kills the page's process, and resolves to the page that takes its place. */
  killRenderer(): Promise<Page>
  /** Does something that puts another window in this one's place, and resolves to its page. */
  replace(act: () => Promise<unknown>): Promise<Page>
  killMain(): Promise<void>
  quit(): Promise<void>
  power(state: 'suspend' | 'resume'): void
}

/** The built app, started, with its own profile. */
export class Balie {
  readonly profile: string
  private readonly options: LaunchOptions
  private readonly folder: string
  private started: Started | null = null
  private earlierOutput = ''

  private constructor(options: LaunchOptions) {
    this.options = options
    this.folder = mkdtempSync(join(tmpdir(), 'balie-e2e-'))
    this.profile = options.profile ?? join(this.folder, 'profile')
  }

  static async launch(options: LaunchOptions): Promise<Balie> {
    const balie = new Balie(options)
    await balie.start()
    return balie
  }

  get page(): Page {
    return this.running.page
  }

  get mainPid(): number {
    return this.running.mainPid
  }

  /** Of the page that is shown now. */
  get rendererPid(): number {
    return this.running.rendererPid()
  }

  /** Everything that was printed, over all starts. */
  get output(): string {
    return this.earlierOutput + (this.started?.output() ?? '')
  }

  /** `kill -9`. After the renderer's, `page` is the page that took its place. */
  async kill(which: 'main' | 'renderer'): Promise<void> {
    if (which === 'renderer') this.running.page = await this.running.killRenderer()
    else {
      await this.running.killMain()
      this.forget()
    }
  }

  /** Does something that puts another window in the present one's place; `page` is its page then. */
  async replace(act: () => Promise<unknown>): Promise<void> {
    this.running.page = await this.running.replace(act)
  }

  /** Quits when it runs, and starts again with the same profile and, if given, another environment. */
  async restart(env: Record<string, string> = {}): Promise<this> {
    await this.quit()
    await this.start(env)
    return this
  }

  async quit(): Promise<void> {
    await this.started?.quit()
    this.forget()
  }

  /** Quits and removes what the start left on the disk. */
  async close(): Promise<void> {
    await this.quit()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  /** The machine goes to sleep or wakes. Only the host can be told; Electron hears it of the system. */
  power(state: 'suspend' | 'resume'): void {
    this.running.power(state)
  }

  private get running(): Started {
    if (!this.started) throw new Error('the app does not run')
    return this.started
  }

  private forget(): void {
    this.earlierOutput += this.started?.output() ?? ''
    this.started = null
  }

  private async start(more: Record<string, string> = {}): Promise<void> {
    const given = Object.entries({ ...process.env, ...this.options.env, ...more })
    const env = Object.fromEntries(given.filter(([, value]) => value !== '')) as Record<
      string,
      string
    >
    // The host's stand-in for the system's keystore is kept there; a test leaves nothing behind.
    env['XDG_CONFIG_HOME'] = join(this.folder, 'config')
    // So is what the system calls the documents: day sheets are put there.
    mkdirSync(env['XDG_CONFIG_HOME'], { recursive: true })
    writeFileSync(
      join(env['XDG_CONFIG_HOME'], 'user-dirs.dirs'),
      `XDG_DOCUMENTS_DIR="${join(this.folder, 'documents')}"\n`,
    )
    const electron = findElectron()
    const start = electron ? startElectron : startHost
    this.started = await start(this.profile, this.options, env, electron ?? '')
  }
}

async function startHost(
  profile: string,
  { camera, kiosk, window }: LaunchOptions,
  env: Record<string, string>,
): Promise<Started> {
  const options = [
    ...(camera ? ['--camera', camera] : []),
    ...(kiosk ? ['--kiosk'] : []),
    ...(window ? ['--window', window] : []),
  ]
  const host = new Running({ profile, options, env, alone: true })
  try {
    const page = await host.page()
    const lastPid = (): number =>
      Number([...host.output.matchAll(/renderer pid (\d+)/g)].at(-1)?.[1])
    return {
      page,
      mainPid: Number(await host.said(/main pid (\d+)/)),
      rendererPid: lastPid,
      output: () => host.output,
      killRenderer: () => {
        const loads = host.renderers
        process.kill(lastPid(), 'SIGKILL')
        return host.page(loads + 1)
      },
      replace: (act) => {
        const loads = host.renderers
        // Its answer goes to a page that is gone.
        void act().catch(() => undefined)
        return host.page(loads + 1)
      },
      killMain: () => host.kill(),
      quit: async () => void (await host.stop()),
      power: (state) => host.child.send({ power: state }),
    }
  } catch (error) {
    await host.kill()
    throw error
  }
}

async function startElectron(
  profile: string,
  { camera, kiosk }: LaunchOptions,
  env: Record<string, string>,
  executablePath: string,
): Promise<Started> {
  const app = await _electron.launch({
    executablePath,
    env,
    args: [
      ROOT,
      `--user-data-dir=${profile}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(kiosk ? ['--kiosk'] : []),
      ...(camera
        ? [
            '--use-fake-device-for-media-stream',
            '--use-fake-ui-for-media-stream',
            `--use-file-for-fake-video-capture=${camera}`,
          ]
        : []),
    ],
  })
  const child = app.process()
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (output += text.toString()))
  const page = await app.firstWindow()
  const pid = (): number => Number([...output.matchAll(/renderer pid (\d+)/g)].at(-1)?.[1])
  return {
    page,
    mainPid: child.pid ?? 0,
    rendererPid: pid,
    output: () => output,
    killRenderer: async () => {
      const loaded = page.waitForEvent('domcontentloaded')
      process.kill(pid(), 'SIGKILL')
      await loaded
      return page
    },
    replace: (act) => {
      const opened = app.waitForEvent('window')
      void act().catch(() => undefined)
      return opened
    },
    killMain: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
    quit: () => app.close(),
    power: () => {
      throw new Error('Electron hears of sleep from the system alone')
    },
  }
}
