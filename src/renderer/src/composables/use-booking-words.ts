import { useI18n } from 'vue-i18n'
import { dayOf } from '../../../shared/domain/time.ts'
import { isStatus } from '../../../shared/recras/status.ts'
import type { Actor } from '../../../shared/staff.ts'
import { useAppStore } from '../stores/app.ts'
import { useVenueStore } from '../stores/venue.ts'
import { useFormat } from './use-format.ts'

/** How a booking is spoken of: the same words on every screen, in the chosen language. */
export function useBookingWords() {
  const { t } = useI18n()
  const format = useFormat()
  const app = useAppStore()
  const venue = useVenueStore()

  /** 13:54, with the day before it when that was not today. Epoch ms or ISO. */
  function moment(at: number | string): string {
    const day = dayOf(typeof at === 'string' ? Date.parse(at) : at, app.zone)
    const time = format.time(at)
    return day === app.today ? time : `${format.dayShort(day)} ${time}`
  }

  /** door FM; nothing when nobody said who was at the desk. */
  const who = (by: Actor | null): string | null => by && t('common.by', { who: by.initials })

  return {
    moment,
    who,
    /** 13:54 door FM, Balie */
    made: ({ at, by, desk }: { at: string; by: Actor | null; desk: string }): string =>
      `${[moment(at), who(by)].filter(Boolean).join(' ')}, ${desk}`,

    /** A status as a word; one that is not Recras' as it came, and never read as a message. */
    status: (status: string): string =>
      isStatus(status) ? t(`common.status.${status}`) : status || t('common.unknown'),

    /** The customer, or `Boeking 58-3` when there is no name. */
    name: (row: { name: string | null; referentie: string }): string =>
      row.name ?? t('common.booking', { reference: row.referentie }),

    /** 23 personen; 1.200 personen. */
    people: (count: number): string => t('common.people', { count: format.number(count) }, count),

    /** The name of a place (a `locatie_id`); `plaats 3` while it is not known. */
    place: (id: number): string =>
      venue.names.locaties[id] ?? t('common.place', { id: String(id) }),
  }
}
