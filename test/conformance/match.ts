import { instantOf, isDay } from '../../src/shared/domain/time.ts'
import { STATUSES } from '../../src/shared/recras/status.ts'
import type { Expected, ExpectedFields } from './exchange.ts'

/** What a value can be said to be. */
const KINDS: Record<string, (value: unknown) => boolean> = {
  integer: (value) => Number.isSafeInteger(value),
  /** Money is a number, and may be text. */
  number: (value) =>
    typeof value === 'number' ||
    (typeof value === 'string' && value !== '' && Number.isFinite(Number(value))),
  text: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && isDay(value),
  datetime: (value) => typeof value === 'string' && instantOf(value) !== null,
  status: (value) => STATUSES.some((status) => status === value),
  list: Array.isArray,
  object: (value) => isFields(value),
  anything: (value) => value !== undefined,
}

/** What is wrong with a value, each with its place in it; nothing when it is as expected. */
export function mismatches(value: unknown, expected: Expected, at = 'answer'): string[] {
  if (typeof expected === 'string' && expected.startsWith('$')) return kind(value, expected, at)
  if (isList(expected)) {
    if (!Array.isArray(value)) return [`${at} is no list`]
    if (value.length !== expected.length)
      return [`${at} has ${value.length} entries, not ${expected.length}`]
    return expected.flatMap((one, index) => mismatches(value[index], one, `${at}[${index}]`))
  }
  if (typeof expected !== 'object' || expected === null)
    return Object.is(value, expected) ? [] : [`${at} is ${shown(value)}, not ${shown(expected)}`]
  return Object.keys(expected).some((name) => name.startsWith('$'))
    ? special(value, expected, at)
    : fields(value, expected, at)
}

function kind(value: unknown, expected: string, at: string): string[] {
  const name = expected.slice(1).replace(/\?$/, '')
  const check = KINDS[name]
  if (!check) throw new Error(`unknown kind ${expected}`)
  const right = check(value) || (expected.endsWith('?') && value === null)
  return right ? [] : [`${at} is ${shown(value)}, not ${expected.slice(1)}`]
}

function fields(value: unknown, expected: ExpectedFields, at: string): string[] {
  if (!isFields(value)) return [`${at} is ${shown(value)}, not an object`]
  return Object.entries(expected).flatMap(([name, one]) => {
    const optional = name.endsWith('?')
    const own = optional ? name.slice(0, -1) : name
    if (!Object.hasOwn(value, own)) return optional ? [] : [`${at}.${own} is missing`]
    return mismatches(value[own], one, `${at}.${own}`)
  })
}

function special(value: unknown, expected: ExpectedFields, at: string): string[] {
  const { $instant, $pattern, $not } = expected
  if ($not !== undefined)
    return mismatches(value, $not).length > 0 ? [] : [`${at} is ${shown(value)}`]
  if (typeof $instant === 'string') {
    const same = typeof value === 'string' && instantOf(value) === instantOf($instant)
    return same ? [] : [`${at} is ${shown(value)}, not the moment ${$instant}`]
  }
  if (typeof $pattern === 'string') {
    const right = typeof value === 'string' && new RegExp($pattern).test(value)
    return right ? [] : [`${at} is ${shown(value)}, not like ${$pattern}`]
  }
  return Array.isArray(value) ? entries(value, expected, at) : [`${at} is no list`]
}

function entries(value: readonly unknown[], expected: ExpectedFields, at: string): string[] {
  const { $each, $min, $max, $some, $length, $first } = expected
  const wrong: string[] = []
  if (typeof $min === 'number' && value.length < $min)
    wrong.push(`${at} has ${value.length} entries, not at least ${$min}`)
  if (typeof $max === 'number' && value.length > $max)
    wrong.push(`${at} has ${value.length} entries, not at most ${$max}`)
  if (typeof $length === 'number' && value.length !== $length)
    wrong.push(`${at} has ${value.length} entries, not ${$length}`)
  if ($first !== undefined) wrong.push(...mismatches(value[0], $first, `${at}[0]`))
  if ($each !== undefined)
    wrong.push(...value.flatMap((one, index) => mismatches(one, $each, `${at}[${index}]`)))
  if ($some !== undefined && !value.some((one) => mismatches(one, $some).length === 0))
    wrong.push(`${at} has no entry like ${shown($some)}`)
  return wrong
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isList = (value: Expected): value is readonly Expected[] => Array.isArray(value)

function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}
