import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { DeskOrder, DeskReport } from './account.ts'

export interface DeskHandle {
  /** Resolves when it has read its journal. */
  ready: Promise<void>
  /** Resolves with its exit code when it is gone and everything it said was heard; killed: `null`. */
  gone: Promise<number | null>
  kill(): void
}

/** Starts a desk process; every line that it says is given to `heard`. */
export function startDesk(
  program: string,
  order: DeskOrder,
  heard: (report: DeskReport) => void,
): DeskHandle {
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let isReady: () => void = () => undefined
  const ready = new Promise<void>((done) => {
    isReady = done
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    // A line cut off by the kill was not said.
    if (!line.endsWith('}')) return
    const report = JSON.parse(line) as DeskReport
    if (report.kind === 'ready') isReady()
    heard(report)
  })
  const gone = new Promise<number | null>((done) => {
    child.on('close', (code) => {
      isReady()
      done(code)
    })
  })
  return { ready, gone, kill: () => void child.kill('SIGKILL') }
}
