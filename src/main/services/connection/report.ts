import type { ConnectionReport } from '../../../shared/ipc/contract.ts'
import type { Me } from '../../../shared/recras/schemas.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { hostOf } from '../../../shared/venue-address.ts'
import type { Clock } from '../ports.ts'
import type { AnswerObserver, RecrasApi } from '../recras/api.ts'
import { ClockOffset } from './clock-offset.ts'

/** A name is nice to have; nobody waits long for it. */
const NAME_LIMIT_MS = 4_000

/**
 * The name of the company that the key's user belongs to; `null` where the key may not read it. A
 * Recras can hold several companies, so no other one's name will do.
 */
export async function companyName(api: RecrasApi, me: Me): Promise<string | null> {
  const companies = await api.names('bedrijven', { signal: AbortSignal.timeout(NAME_LIMIT_MS) })
  const own = companies.ok ? companies.value.find((one) => one.id === me.bedrijf_id) : undefined
  return own?.weergavenaam ?? own?.naam ?? null
}

/** What a venue is called while its name is not known: the first part of its host. */
export const venueOfHost = (host: string): string =>
  /^[\d.:[\]]+$/.test(host) ? host : (host.split('.')[0] ?? host)

/**
 * Tries a host and key with the smallest question there is (`personeel/me`). Recras that refuses the
 * key is `unauthorized`; a host that answers anything else is `unexpected-answer`.
 * @param clientFor makes the client to try, told to the given observer
 */
export async function testConnection(
  clientFor: (observer: AnswerObserver) => RecrasApi,
  clock: Clock,
): Promise<Result<ConnectionReport>> {
  const offset = new ClockOffset()
  let latencyMs = 0
  const api = clientFor({
    answered(answer) {
      // The first answer is the one to `personeel/me`.
      if (offset.value === null) latencyMs = Math.round(answer.latencyMs)
      offset.measure(answer.at, answer.latencyMs, answer.serverDate)
    },
    failed: () => undefined,
  })
  const me = await api.me()
  if (!me.ok) {
    // A web server that has no such page is no Recras; neither is one that redirects or refuses it.
    const stranger = me.error.kind === 'not-found' || me.error.kind === 'refused'
    return stranger ? fail({ kind: 'unexpected-answer' }) : me
  }
  return ok({
    host: hostOf(api.origin),
    user: me.value.displaynaam,
    venue: (await companyName(api, me.value)) ?? venueOfHost(hostOf(api.origin)),
    latencyMs,
    clockOffsetMs: offset.value,
    testedAt: new Date(clock.now()).toISOString(),
  })
}
