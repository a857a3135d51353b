import { ACTIONS, SET_STATUS_PREFIX, type StatusAction } from './status.ts'

/** One HAL link, as Recras sends it: root-relative or absolute href, method in any case or absent. */
export interface Link {
  href: string
  method: string | null
  templated: boolean
}

/** All links of a resource by relation; a relation may hold several. */
export type Links = Record<string, Link[]>

/**
 * Reads a `_links` map leniently: one object or a list per relation, unknown keys ignored,
 * relations without a usable href dropped, `curies` left out. Anything that is not a map gives `{}`.
 */
export function readLinks(raw: unknown): Links {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return {}
  // Defined, not assigned: a relation called `__proto__` is a relation like any other.
  return Object.fromEntries(
    Object.entries(raw).flatMap(([rel, value]): [string, Link[]][] => {
      if (rel === 'curies') return []
      const found = (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => {
        const link = readLink(one)
        return link ? [link] : []
      })
      return found.length > 0 ? [[rel, found]] : []
    }),
  )
}

function readLink(raw: unknown): Link | null {
  if (typeof raw !== 'object' || raw === null) return null
  const { href, method, templated } = raw as Record<string, unknown>
  if (typeof href !== 'string' || href === '') return null
  return {
    href,
    method: typeof method === 'string' && method !== '' ? method.toUpperCase() : null,
    templated: templated === true,
  }
}

/** The method to follow a link with: its own, else POST for the set_status family, else GET. */
export const methodOf = (rel: string, link: Link): string =>
  link.method ?? (rel.startsWith(SET_STATUS_PREFIX) ? 'POST' : 'GET')

/** The status moves that Recras offers, in the fixed order of `ACTIONS`. */
export const actionsOf = (links: Links): StatusAction[] =>
  ACTIONS.filter((action) => links[SET_STATUS_PREFIX + action] !== undefined)

/** Relations of a booking that the app has a button of its own for (seeds/boekingen "HATEOAS Links"). */
const KNOWN_RELATIONS: ReadonlySet<string> = new Set([
  'self',
  'recras:diensten_bij_boeking',
  'recras:invoices',
  'recras:send_boekingsvoorstel',
  'recras:booking:qr',
])

/**
 * Relations that this version does not know, by name. Only one that is a GET may be followed: what
 * another one would do nobody here can tell.
 */
export const otherRelations = (links: Links): { rel: string; readable: boolean }[] =>
  Object.entries(links).flatMap(([rel, [link]]) => {
    if (!link || KNOWN_RELATIONS.has(rel) || rel.startsWith(SET_STATUS_PREFIX)) return []
    return [{ rel, readable: !link.templated && methodOf(rel, link) === 'GET' }]
  })
