import { setTimeout as delay } from 'node:timers/promises'
import type { Exchange, Expected, Json } from './exchange.ts'
import { mismatches } from './match.ts'

export interface Options {
  /** With or without `/api2` behind it. */
  url: string
  key: string
  /** A key without permissions; exchanges that need one are left out without it. */
  limitedKey?: string
  /** Makes the exchanges that create and change things too. */
  write: boolean
  /** Values for placeholders that no exchange can find out. */
  given: Readonly<Record<string, Json>>
  /** Between requests. */
  pauseMs: number
}

export interface Outcome {
  says: string
  request: string
  /** `left out`: with the reason. */
  result: 'passed' | 'failed' | 'left out'
  why: string[]
}

type Values = Map<string, unknown>

/** Makes all exchanges in order, and then deletes the bookings that they made. */
export async function conform(
  exchanges: readonly Exchange[],
  options: Options,
  report: (outcome: Outcome) => void = () => undefined,
): Promise<Outcome[]> {
  const values: Values = new Map(Object.entries(options.given))
  const created: string[] = []
  const outcomes: Outcome[] = []
  for (const exchange of exchanges) {
    for (const value of exchange.each?.of ?? [null]) {
      if (exchange.each) values.set(exchange.each.name, value)
      const outcome = await make(exchange, values, options, created)
      outcomes.push(outcome)
      report(outcome)
    }
  }
  for (const address of created.reverse()) await ask('DELETE', address, options, options.key)
  return outcomes
}

/** Makes one exchange; what it keeps goes to `values`. */
async function make(
  exchange: Exchange,
  values: Values,
  options: Options,
  created: string[],
): Promise<Outcome> {
  const { says, method } = exchange
  const sentence = filledText(says, values)
  const outcome = (request: string, result: Outcome['result'], why: string[] = []): Outcome => ({
    says: sentence,
    request,
    result,
    why,
  })
  const bare = `${method} ${exchange.path}`
  if (exchange.writes && !options.write) return outcome(bare, 'left out', ['it writes'])
  const key = keyFor(exchange, options)
  if (key === undefined) return outcome(bare, 'left out', ['no key without permissions was given'])
  const lacking = placeholdersOf(exchange).filter((name) => !values.has(name))
  if (lacking.length > 0)
    return outcome(bare, 'left out', [`nothing was found for ${lacking.join(', ')}`])

  const address = addressOf(exchange, values, options)
  const request = `${method} ${address.replace(/^https?:\/\/[^/]+/, '')}`
  if (!isOwn(address, options)) return outcome(request, 'failed', [`${address} is elsewhere`])
  const body = exchange.body === undefined ? undefined : filled(exchange.body, values)
  const answer = await ask(method, address, options, key, body)
  const location = absolute(answer.headers.get('location') ?? '', options)
  if (answer.status === 201 && location.includes('/boekingen/') && isOwn(location, options))
    created.push(location)

  const why = [
    ...statusOf(exchange, answer.status, answer.text),
    ...Object.entries(exchange.headers ?? {}).flatMap(([name, expected]) =>
      mismatches(answer.headers.get(name), filled(expected, values), name),
    ),
    ...(exchange.answer === undefined
      ? []
      : mismatches(answer.body, filled(exchange.answer, values))),
  ]
  if (why.length === 0) keep(exchange, answer, values)
  return outcome(request, why.length === 0 ? 'passed' : 'failed', why)
}

interface Answer {
  status: number
  headers: Headers
  text: string
  body: unknown
}

async function ask(
  method: string,
  address: string,
  { pauseMs }: Options,
  key: string | null,
  body?: unknown,
): Promise<Answer> {
  if (pauseMs > 0) await delay(pauseMs)
  const response = await fetch(address, {
    method,
    redirect: 'manual',
    headers: {
      Accept: 'application/json',
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: parsed(text) }
}

/** Text that is no JSON is itself: nobody says what the content of a QR code comes as. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function statusOf({ status }: Exchange, got: number, text: string): string[] {
  const wanted = typeof status === 'number' ? [status] : status
  if (wanted.includes(got)) return []
  return [`status ${got}, not ${wanted.join(' or ')}: ${text.slice(0, 200)}`]
}

function keyFor(exchange: Exchange, { key, limitedKey }: Options): string | null | undefined {
  if (exchange.key === 'none') return null
  return exchange.key === 'limited' ? limitedKey : key
}

const root = ({ url }: Options): string => `${url.replace(/\/(api2\/?)?$/, '')}/api2`

const absolute = (address: string, options: Options): string => new URL(address, root(options)).href

/** The key goes to no other machine, whatever an answer says. */
const isOwn = (address: string, { url }: Options): boolean =>
  new URL(address).origin === new URL(url).origin

function addressOf(exchange: Exchange, values: Values, options: Options): string {
  const path = filledText(exchange.path, values)
  const query = new URLSearchParams(
    Object.entries(exchange.query ?? {}).map(([name, text]) => [name, filledText(text, values)]),
  ).toString()
  // What a link or a Location gave is followed as it is.
  const whole = exchange.path.startsWith('{') ? absolute(path, options) : root(options) + path
  return query === '' ? whole : `${whole}?${query.replaceAll('+', '%20')}`
}

function keep(exchange: Exchange, answer: Answer, values: Values): void {
  for (const [name, from] of Object.entries(exchange.keep ?? {})) {
    const value =
      'header' in from ? answer.headers.get(from.header) : valueAt(answer.body, [...from])
    if (value === undefined || value === null) values.delete(name)
    else values.set(name, value)
  }
}

/** Goes into a value step by step; a relation may hold one link or a list of them. */
function valueAt(value: unknown, way: (string | number)[]): unknown {
  const [step, ...rest] = way
  if (step === undefined) return value
  if (Array.isArray(value) && typeof step === 'string') return valueAt(value[0], way)
  if (typeof value !== 'object' || value === null) return undefined
  return valueAt((value as Record<string, unknown>)[step], rest)
}

const PLACEHOLDER = /\{([a-z_]+)\}/g

/** The names of all placeholders in a request and in what is expected of its answer. */
function placeholdersOf({ path, query, body, answer }: Exchange): string[] {
  const text = JSON.stringify([path, query, body, answer])
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))]
}

const filledText = (text: string, values: Values): string =>
  text.replace(PLACEHOLDER, (whole, name: string) =>
    values.has(name) ? String(values.get(name)) : whole,
  )

/** Data with its placeholders filled in. */
function filled<T extends Json | Expected>(data: T, values: Values): T {
  const fill = (one: unknown): unknown => {
    if (typeof one === 'string') {
      const only = /^\{([a-z_]+)\}$/.exec(one)?.[1]
      return only !== undefined && values.has(only) ? values.get(only) : filledText(one, values)
    }
    if (Array.isArray(one)) return one.map(fill)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(
      Object.entries(one).map(([name, value]) => [filledText(name, values), fill(value)]),
    )
  }
  return fill(data) as T
}
