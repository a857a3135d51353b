import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { CALL_NAMES } from '../src/shared/ipc/names.ts'

/*
 * `npm run fuzz`: the garbage tests with 100,000 answers of a server and 100,000 payloads of the
 * page, some minutes. `npm test` has the same tests with a few hundred.
 */

const COUNT = 100_000
/** Of one to four, all lengths alike. */
const ANSWERS_A_RUN = 2.5

const vitest = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [
    vitest,
    ...['run', '--project', 'unit'],
    ...['test/unit/main/recras/fuzz.test.ts', 'test/unit/main/ipc/calls.test.ts'],
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      FUZZ_ANSWERS: String(Math.ceil(COUNT / ANSWERS_A_RUN)),
      FUZZ_PAYLOADS: String(Math.ceil(COUNT / CALL_NAMES.length)),
    },
  },
)
process.exitCode = status ?? 1
