import { Kiosk } from '../../../../src/main/services/kiosk/kiosk.ts'
import { KioskMode } from '../../../../src/main/services/kiosk/mode.ts'
import { PageWatch } from '../../../../src/main/services/kiosk/page-watch.ts'
import { GuestTries } from '../../../../src/main/services/kiosk/tries.ts'
import type { SettingsStore } from '../../../../src/main/services/settings/settings.ts'
import { fail } from '../../../../src/shared/result.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

/** A kiosk that is off, with nobody who could end one, for tests of what lies around it. */
export function quietKiosk(settings: Pick<SettingsStore, 'get' | 'change'>): Kiosk {
  const [clock, log] = [new ManualClock(), new MemoryLog()]
  const mode = new KioskMode({ forced: false, settings })
  const write = (): Promise<void> => Promise.resolve()
  return new Kiosk({
    mode,
    staff: {
      hasLead: () => false,
      verifyLead: () => Promise.resolve(fail({ kind: 'not-found' })),
      lock: () => ({
        staff: [],
        session: { state: 'open' },
        triesBlockedUntil: null,
        blockedUntil: {},
        damaged: false,
        resettable: false,
      }),
    },
    tries: new GuestTries({ path: '/nowhere/tries.json', write, elapsed: () => 0, log }),
    watch: new PageWatch({ strict: () => mode.on, restart: () => undefined, clock, log }),
    told: () => undefined,
  })
}
