import { parseArgs } from 'node:util'
import { conform, type Outcome } from './conform.ts'
import { EXCHANGES, GIVEN } from './exchanges.ts'

/*
 * Holds the documented behaviour against a Recras:
 *   npm run conformance -- URL KEY [--write] [--limited-key KEY] [--set name=value]
 *
 * Without --write nothing is created or changed. With it customers and bookings are made; the
 * bookings are deleted afterwards as far as that is allowed, the customers stay: there is no way to
 * delete one. Use a test environment. --limited-key: a key without createBoeking and saveOverbooking.
 * --set: a value that cannot be found out, such as book_process=4. Exits 1 when anything failed.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean', default: false },
    'limited-key': { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
  },
})
const [url, key] = positionals
if (url === undefined || key === undefined || !URL.canParse(url)) {
  console.error('npm run conformance -- URL KEY [--write] [--limited-key KEY] [--set name=value]')
  process.exit(2)
}

/** A Recras of somebody else is asked less than twice a second. */
const POLITE_MS = 550
const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)

const given = values.set.map((text): [string, string | number] => {
  const [name = '', value = ''] = text.split('=')
  return [name, /^\d+$/.test(value) ? Number(value) : value]
})

const MARK: Record<Outcome['result'], string> = {
  passed: 'passed  ',
  failed: 'FAILED  ',
  'left out': 'left out',
}

function show({ result, request, says, why }: Outcome): void {
  const reason = result === 'left out' ? `: ${why.join(', ')}` : ''
  console.log(`${MARK[result]}  ${says}  (${request})${reason}`)
  if (result === 'failed') for (const one of why) console.log(`          ${one}`)
}

const outcomes = await conform(
  EXCHANGES,
  {
    url,
    key,
    ...(values['limited-key'] === undefined ? {} : { limitedKey: values['limited-key'] }),
    write: values.write,
    given: { ...GIVEN, ...Object.fromEntries(given) },
    pauseMs: loopback ? 0 : POLITE_MS,
  },
  show,
)
const count = (result: Outcome['result']): number =>
  outcomes.filter((one) => one.result === result).length
console.log(
  `\n${count('passed')} passed, ${count('failed')} failed, ${count('left out')} left out of ${outcomes.length}`,
)
process.exitCode = count('failed') > 0 ? 1 : 0
