import type { FieldMessage } from './result.ts'

/** What a person or a managed configuration gives to reach a venue's Recras. */
export interface Credentials {
  /** Scheme, host and port; no path. */
  origin: string
  key: string
}

export type Problem = { code: string; message: string }

const problem = (code: string, message: string): { problem: Problem } => ({
  problem: { code, message },
})

const LOOPBACK = /^(localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * Reads the address of a Recras as people write it. A missing scheme means https; a path, query or
 * fragment is dropped (everything is asked under `/api2/`). Plain http only reaches this machine,
 * because the key travels with every request.
 */
export function readAddress(raw: string): { origin: string } | { problem: Problem } {
  const text = raw.trim()
  if (text === '') return problem('empty', 'an address is needed, such as https://name.recras.nl')
  if (/\s/.test(text)) return problem('white-space', 'an address holds no white space')
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  const named = url !== null && (url.hostname.includes('.') || LOOPBACK.test(url.hostname))
  // A bare number is a valid host to a URL parser (`12345` is 0.0.48.57), and to nobody else.
  const number = url !== null && /^[\d.]+$/.test(url.hostname) && !text.includes(url.hostname)
  if (!url || !named || number || url.hostname.startsWith('.') || url.hostname.includes('..'))
    return problem('not-an-address', 'this is not an address, such as https://name.recras.nl')
  if (url.username !== '' || url.password !== '')
    return problem('credentials-in-address', 'an address holds no user name or password')
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    return problem('not-https', 'only https is safe for the key; http reaches this machine alone')
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return problem('not-https', 'an address begins with https://')
  return { origin: url.origin }
}

/**
 * Checks an API key. Length and alphabet are Recras' business (recras-api "Access"); refused is only
 * what cannot be a key: nothing, white space, or characters that no HTTP header carries.
 */
export function readKey(key: string): { key: string } | { problem: Problem } {
  if (key === '') return problem('empty', 'a key is needed')
  if (/\s/.test(key)) return problem('white-space', 'a key holds no white space')
  if (!/^[\x21-\x7e]+$/.test(key))
    return problem('not-a-key', 'this holds characters that cannot be in a key')
  return { key }
}

/** Both at once, as the set-up screen sends them; every problem is reported with its field. */
export function readCredentials(given: {
  url: string
  key: string
}): { credentials: Credentials } | { fields: FieldMessage[] } {
  const address = readAddress(given.url)
  const key = readKey(given.key)
  if ('origin' in address && 'key' in key)
    return { credentials: { origin: address.origin, key: key.key } }
  return {
    fields: [
      ...('problem' in address ? [{ field: 'url', ...address.problem }] : []),
      ...('problem' in key ? [{ field: 'key', ...key.problem }] : []),
    ],
  }
}

/** Host and port, to show and to tell venues apart. */
export const hostOf = (origin: string): string => new URL(origin).host
