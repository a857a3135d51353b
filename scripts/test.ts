import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.ts'
import { findElectron } from './electron.ts'

/*
 * `npm test`: everything that a change must pass, in order, up to the first stage that fails.
 * The last line is "N passed, N failed".
 */

const ROOT = join(import.meta.dirname, '..')
const REPORTS = join(ROOT, 'node_modules', '.cache', 'test-reports')

interface Tally {
  passed: number
  failed: number
  skipped: number
}

interface Stage {
  name: string
  where: string
  args: string[]
  env?: Record<string, string>
  /** Reads the stage's report; a stage without one counts as a test of its own. */
  tally?: () => Tally
}

const report = (name: string): string => join(REPORTS, `${name}.json`)
const read = (name: string): unknown => JSON.parse(readFileSync(report(name), 'utf8'))

function vitestTally(name: string): Tally {
  const { numPassedTests, numFailedTests, numPendingTests } = read(name) as Record<string, number>
  return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0, skipped: numPendingTests ?? 0 }
}

function playwrightTally(name: string): Tally {
  const { stats } = read(name) as { stats: Record<string, number> }
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

const app = findElectron() ? 'the built app in Electron' : 'the built app on the host'

const stages: Stage[] = [
  {
    name: 'check',
    where: 'lint, types, and unit tests in Node',
    args: ['run', 'check'],
    env: { BALIE_TEST_REPORT: report('unit') },
    tally: () => vitestTally('unit'),
  },
  { name: 'build', where: 'electron-vite', args: ['run', 'build'] },
  {
    name: 'browser',
    where: 'Chromium',
    args: ['run', 'test:browser'],
    env: { BALIE_TEST_REPORT: report('browser') },
    tally: () => vitestTally('browser'),
  },
  {
    name: 'e2e',
    where: app,
    args: ['run', 'test:e2e', '--', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report('e2e') },
    tally: () => playwrightTally('e2e'),
  },
  { name: 'kill', where: `the outbox alone, and ${app}`, args: ['run', 'test:kill'] },
]

function run({ name, args, env, tally }: Stage): { ok: boolean; tally: Tally } {
  console.log(`\n── ${name}`)
  const { status } = spawnSync('npm', args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  const ok = status === 0
  const counted = count(ok, tally)
  // A stage that fails for another reason than a test (lint, a crash) is a failure too.
  return { ok, tally: ok || counted.failed > 0 ? counted : { ...counted, failed: 1 } }
}

function count(ok: boolean, tally: Stage['tally']): Tally {
  if (!tally) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
  try {
    return tally()
  } catch {
    // No report: the stage ended before its tests did.
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

try {
  ensureChromium()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

const summary: string[] = []
const total: Tally = { passed: 0, failed: 0, skipped: 0 }
let ok = true
for (const stage of stages) {
  if (!ok) {
    summary.push(`${stage.name.padEnd(8)} not run`)
    continue
  }
  const result = run(stage)
  ok = result.ok
  const { passed, failed, skipped } = result.tally
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  const counts = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
  summary.push(
    `${stage.name.padEnd(8)} ${result.ok ? 'ok    ' : 'FAILED'} ${counts} (${stage.where})`,
  )
}

console.log(`\n${summary.join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = ok && total.failed === 0 ? 0 : 1
