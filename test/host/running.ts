import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Browser, type Page } from 'playwright-core'

const CLI = join(import.meta.dirname, 'cli.ts')

export interface RunningOptions {
  profile: string
  /** More options of the command line. */
  options?: string[]
  env?: NodeJS.ProcessEnv
  /** Whether `env` is all of the environment, or comes on top of this process's own. */
  alone?: boolean
}

/** An app on the host as a process of its own, headless, with what tests and tools need of it. */
export class Running {
  readonly child: ChildProcess
  output = ''
  private browser: Browser | null = null

  constructor({ profile, options = [], env = {}, alone = false }: RunningOptions) {
    const args = [CLI, '--headless', '--debug-port', '0', '--profile', profile, ...options]
    this.child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: alone ? env : { ...process.env, ...env },
    })
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (text: Buffer) => (this.output += text.toString()))
  }

  /**
   * Waits until the output has a match after the first `skip` ones.
   *
   * @returns the match's first group, or all of it.
   * @throws Error with the output, when it ends or the time is over before.
   */
  async said(pattern: RegExp, skip = 0, ms = 20_000): Promise<string> {
    const all = new RegExp(pattern, 'g')
    for (const until = Date.now() + ms; ; await wait(10)) {
      const ended = this.child.exitCode !== null || this.child.signalCode !== null
      const match = [...this.output.matchAll(all)][skip]
      if (match) return match[1] ?? match[0]
      if (ended || Date.now() > until)
        throw new Error(`never said ${String(pattern)}:\n${this.output}`)
    }
  }

  /** How often the page's process was started. */
  get renderers(): number {
    return [...this.output.matchAll(/renderer pid \d+/g)].length
  }

  /** Attaches over the DevTools port as any tool would, once the page was loaded `loads` times. */
  async page(loads = 1): Promise<Page> {
    await this.said(/renderer pid (\d+)/, loads - 1)
    const port = await this.said(/debug port (\d+)/)
    await this.browser?.close()
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    const pages = this.browser.contexts().flatMap((context) => context.pages())
    const page = pages.find((candidate) => /^http:\/\/[\w-]+\.localhost\//.test(candidate.url()))
    if (!page) throw new Error(`no page of the app among ${pages.map((p) => p.url()).join()}`)
    return page
  }

  /** Resolves to the exit code, `null` after a signal. */
  ended(): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null)
      return Promise.resolve(this.child.exitCode)
    return new Promise((resolve) => this.child.once('exit', resolve))
  }

  /** Kills the main process without a word. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.ended()
    await this.browser?.close().catch(() => undefined)
  }

  /** Quits the app as the system would. */
  async stop(): Promise<number | null> {
    await this.browser?.close().catch(() => undefined)
    this.child.kill('SIGTERM')
    return this.ended()
  }
}
