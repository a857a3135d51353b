import { z } from 'zod'
import { isZone } from '../../shared/domain/time.ts'
import type { FieldMessage } from '../../shared/result.ts'
import { LANGUAGES, type Language } from '../../shared/settings.ts'
import { readAddress, readKey, type Credentials } from '../../shared/venue-address.ts'

/** What IT of the venue decided from outside, by environment variables (README "Configuration"). */
export interface Configuration {
  /** The managed venue; `null` when none is given, or when what is given cannot be right. */
  venue: Credentials | null
  timezone: string
  /** `null`: the language of the operating system. */
  language: Language | null
  pollSeconds: number
  demo: boolean
  /** Every start is a kiosk. */
  kiosk: boolean
  /** One message for each variable that cannot be right; its default is used instead. */
  errors: FieldMessage[]
}

const DEFAULT_TIMEZONE = 'Europe/Amsterdam'
const DEFAULT_POLL_SECONDS = 30
/** Longer than a day is a mistake, and would not fit a timer. */
const LONGEST_POLL_SECONDS = 86_400

/** A string field that a reader of our own turns into a value, with its problem as the issue. */
const read = <T>(reader: (text: string) => { value: T } | { code: string; message: string }) =>
  z.string().transform((text, context): T => {
    const outcome = reader(text)
    if ('value' in outcome) return outcome.value
    context.issues.push({
      code: 'custom',
      input: text,
      message: outcome.message,
      params: { code: outcome.code },
    })
    return z.NEVER
  })

const variables = {
  BALIE_RECRAS_URL: read((text) => {
    const address = readAddress(text)
    return 'origin' in address ? { value: address.origin } : address.problem
  }),
  BALIE_API_KEY: read((text) => {
    const key = readKey(text)
    return 'key' in key ? { value: key.key } : key.problem
  }),
  BALIE_TIMEZONE: read((text) =>
    isZone(text)
      ? { value: text }
      : { code: 'unknown-zone', message: `not a time zone, such as ${DEFAULT_TIMEZONE}` },
  ),
  BALIE_LANGUAGE: read((text) => {
    const language = LANGUAGES.find((one) => one === text.trim().toLowerCase())
    return language
      ? { value: language }
      : { code: 'unknown-language', message: `one of ${LANGUAGES.join(', ')} is needed` }
  }),
  BALIE_POLL_SECONDS: read((text) => {
    const seconds = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0
    return seconds >= 1 && seconds <= LONGEST_POLL_SECONDS
      ? { value: seconds }
      : {
          code: 'not-seconds',
          message: `a whole number of seconds from 1 to ${LONGEST_POLL_SECONDS} is needed`,
        }
  }),
  BALIE_KIOSK: read((text) =>
    text === '1' || text === '0'
      ? { value: text === '1' }
      : { code: 'not-a-switch', message: '1 or 0 is needed' },
  ),
}

type Variables = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]> | null }

/**
 * Reads the environment. Nothing here throws: a wrong value becomes a message for the page and the
 * default stands in. A URL without a key only fills in the set-up screen; a key without a URL is
 * wrong. The demo venue gives way to a managed one.
 */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): {
  configuration: Configuration
  /** The managed address without a key, to fill in on the set-up screen. */
  suggestedOrigin: string | null
} {
  const errors: FieldMessage[] = []
  const values = Object.fromEntries(
    Object.entries(variables).map(([name, schema]) => {
      const given = environment[name]
      // An empty variable is how many deployment tools say "not set".
      if (given === undefined || given === '') return [name, null]
      const parsed = schema.safeParse(given)
      if (parsed.success) return [name, parsed.data]
      errors.push(...parsed.error.issues.map((issue) => messageOf(name, issue)))
      return [name, null]
    }),
  ) as Variables
  const { BALIE_RECRAS_URL: origin, BALIE_API_KEY: key } = values
  if (key !== null && origin === null && !errors.some((one) => one.field === 'BALIE_RECRAS_URL'))
    errors.push({
      field: 'BALIE_RECRAS_URL',
      code: 'missing',
      message: 'an address is needed beside the key',
    })
  const venue = origin !== null && key !== null ? { origin, key } : null
  const troubled = errors.some((one) => /URL|KEY/.test(one.field ?? ''))
  return {
    configuration: {
      venue,
      timezone: values.BALIE_TIMEZONE ?? DEFAULT_TIMEZONE,
      language: values.BALIE_LANGUAGE,
      pollSeconds: values.BALIE_POLL_SECONDS ?? DEFAULT_POLL_SECONDS,
      demo: environment['BALIE_DEMO'] === '1' && venue === null && !troubled,
      kiosk: values.BALIE_KIOSK ?? false,
      errors,
    },
    suggestedOrigin: origin,
  }
}

/**
 * Reads the environment of this process, and takes the key out of it: every process that is started
 * from here on, the page's among them, would get a copy.
 */
export function takeConfiguration(
  environment: Record<string, string | undefined>,
): ReturnType<typeof readConfiguration> {
  const read = readConfiguration(environment)
  delete environment['BALIE_API_KEY']
  return read
}

const messageOf = (field: string, issue: z.core.$ZodIssue): FieldMessage => ({
  field,
  message: issue.message,
  ...(issue.code === 'custom' && typeof issue.params?.['code'] === 'string'
    ? { code: issue.params['code'] }
    : {}),
})
