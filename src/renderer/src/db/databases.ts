import Dexie from 'dexie'
import type { CacheKey } from './cache-key.ts'

/** Databases of the page: what they hold, before the venue's name. */
const KINDS = ['balie', 'balie-klanten'] as const
type Kind = (typeof KINDS)[number]
/** A key that the next start has too; one of a session. */
const KEPT = 'k'
const SESSION = 's'

/**
 * The database of a venue, of a shape of rows, sealed with a key. Rows of another shape are in another
 * database: a row is sent again only when its booking changed, so old ones among the new would stay
 * what they are for good. And what another key sealed (of a session that is over, of a keystore that
 * was lost, of the machine that this profile was copied from) is never opened.
 */
export const databaseName = (
  kind: Kind,
  venue: string,
  shape: number,
  key: Pick<CacheKey, 'id' | 'durable'>,
): string => `${kind}:${venue}#${shape}.${key.durable ? KEPT : SESSION}${key.id}`

/**
 * Deletes what other versions of Balie and other keys left of a venue. A database of a kept key stays
 * while this session goes without one: its keystore may be open again at the next start, and in an
 * outage it is all that there is. One that cannot go now goes next time.
 */
export async function dropOthers(kind: Kind, venue: string, own: string): Promise<void> {
  const all = await Dexie.getDatabaseNames()
  const beginning = `${kind}:${venue}#`
  const shape = own.slice(0, own.indexOf('.', beginning.length) + 1)
  const stays = (name: string): boolean =>
    name === own || (own.startsWith(shape + SESSION) && name.startsWith(shape + KEPT))
  await remove(
    all.filter(
      (name) => (name === `${kind}:${venue}` || name.startsWith(beginning)) && !stays(name),
    ),
  )
}

/** Deletes what was kept of all venues but one; of all of them when there is none. */
export async function dropOtherVenues(venue: string | null): Promise<void> {
  const all = await Dexie.getDatabaseNames()
  const own = KINDS.map((kind) => `${kind}:${venue ?? ''}`)
  await remove(
    all.filter(
      (name) =>
        KINDS.some((kind) => name.startsWith(`${kind}:`)) &&
        (venue === null || !own.some((one) => name === one || name.startsWith(`${one}#`))),
    ),
  )
}

/** Deletes the customers of all venues: who works without a list of them keeps none. */
export async function dropCustomers(): Promise<void> {
  const all = await Dexie.getDatabaseNames()
  await remove(all.filter((name) => name.startsWith('balie-klanten:')))
}

async function remove(names: readonly string[]): Promise<void> {
  await Promise.allSettled(names.map((name) => Dexie.delete(name)))
}
