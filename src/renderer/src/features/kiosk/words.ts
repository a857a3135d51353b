import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { dayOf } from '../../../../shared/domain/time.ts'
import type { AnswerOf, Ticket } from '../../../../shared/kiosk/answer.ts'
import type { Kiosk, Place } from '../../../../shared/kiosk/machine.ts'
import type { IconName } from '../../components/icon-names.ts'
import { useFormat } from '../../composables/use-format.ts'
import { useAppStore } from '../../stores/app.ts'

/** What a screen says, and in which of the fields of colour. */
export interface ScreenWords {
  field: 'idle' | 'welcome' | 'already' | 'early' | 'staff' | 'closed'
  /** `turning`: a ring; `null`: the scene stands in its place. */
  sign: IconName | 'turning' | null
  title: string
  text: string
}

export interface Fact {
  label: string
  value: string
  /** The words are the venue's own. */
  own?: boolean
}

/** A ticket: what is large, above the tear, and what is beside it below. */
export interface TicketWords {
  figure: Fact | null
  large: Fact | null
  small: Fact[]
}

const MINUTE = 60_000

/** The screen as a function of the state, in words. */
export function useScreenWords(state: () => Kiosk, reader: () => boolean, blind: () => boolean) {
  const { t } = useI18n()
  const format = useFormat()
  const app = useAppStore()

  function sinceWords({ since, finished }: AnswerOf<'already'>): string {
    if (finished)
      return since === null
        ? t('kiosk.already.finishedText')
        : t('kiosk.already.finishedSince', { time: format.time(since) })
    if (since === null) return t('kiosk.already.text')
    const time = format.time(since)
    const day = dayOf(since, app.zone)
    return day === app.today
      ? t('kiosk.already.since', { time })
      : t('kiosk.already.sinceDay', { time, day: format.dayShort(day) })
  }

  function earlyWords(minutes: number): string {
    if (minutes === 0) return t('kiosk.early.start')
    if (minutes === 30) return t('kiosk.early.half')
    if (minutes === 60) return t('kiosk.early.hour')
    const count = minutes % 60 === 0 ? minutes / 60 : minutes
    return t(`kiosk.early.${minutes % 60 === 0 ? 'hours' : 'minutes'}`, { count }, count)
  }

  function proofWords(left: number | null, wrong: boolean): string {
    const first = t(wrong ? 'kiosk.proof.wrongText' : 'kiosk.proof.text')
    return left === null ? first : `${first} ${t('kiosk.proof.left', { count: left }, left)}`
  }

  function wordsOf(place: Place): ScreenWords {
    switch (place.key) {
      case 'scan':
      case 'reference':
        return {
          field: 'idle',
          sign: null,
          title: t(reader() ? 'kiosk.scan.reader' : 'kiosk.scan.title'),
          text: t(blind() ? 'kiosk.scan.blind' : 'kiosk.scan.text'),
        }
      case 'proof':
        return {
          field: 'idle',
          sign: place.kind === 'phone' ? 'phone' : 'person',
          title: t(place.wrong ? 'kiosk.proof.wrong' : 'kiosk.proof.title'),
          text: proofWords(place.left, place.wrong),
        }
      case 'looking':
        return {
          field: 'idle',
          sign: 'turning',
          title: t('kiosk.looking.title'),
          text: t(place.asked.by === 'scan' ? 'kiosk.looking.text' : 'kiosk.looking.typed'),
        }
      case 'welcome':
        return {
          field: 'welcome',
          sign: 'check',
          title: t('kiosk.welcome.title'),
          text:
            place.shows.name === null
              ? t('kiosk.welcome.text')
              : t('kiosk.welcome.named', { name: place.shows.name }),
        }
      case 'already':
        return {
          field: 'already',
          sign: 'checks',
          title: t(place.shows.finished ? 'kiosk.already.finished' : 'kiosk.already.title'),
          text: sinceWords(place.shows),
        }
      case 'early':
        return {
          field: 'early',
          sign: 'clock',
          title: t('kiosk.early.title'),
          text: earlyWords(place.shows.minutes),
        }
      case 'ask-staff':
        return {
          field: 'staff',
          sign: 'bell',
          title: t('kiosk.ask.title'),
          text: t('kiosk.ask.text'),
        }
      case 'out-of-order':
        return {
          field: 'closed',
          sign: 'offline',
          title: t('kiosk.order.title'),
          text: t('kiosk.order.text'),
        }
    }
  }

  return computed(() => wordsOf(state().place))
}

/** An answer's ticket in words. Follows the clock only as far as a group that is early counts minutes. */
export function useTicketWords(
  shows: () => AnswerOf<'welcome'> | AnswerOf<'already'> | AnswerOf<'early'>,
): ComputedRef<TicketWords> {
  const { t, locale } = useI18n()
  const format = useFormat()
  const app = useAppStore()

  function duration(ms: number): string {
    const total = Math.max(1, Math.ceil(ms / MINUTE))
    const [hours, minutes] = total < 90 ? [0, total] : [Math.floor(total / 60), total % 60]
    const inHours = t('kiosk.for.hours', { count: hours }, hours)
    const inMinutes = t('kiosk.for.minutes', { count: minutes }, minutes)
    if (hours === 0) return inMinutes
    return minutes === 0 ? inHours : t('kiosk.for.both', { hours: inHours, minutes: inMinutes })
  }

  function begins({ start, begun }: Pick<Ticket, 'start' | 'begun'>): Fact | null {
    if (start === null) return null
    return {
      label: t(begun ? 'kiosk.ticket.began' : 'kiosk.ticket.begins'),
      value: format.time(start),
    }
  }

  function early({ from, start }: AnswerOf<'early'>): TicketWords {
    const own = app.settings.kioskMeanwhile
    const small = [begins({ start, begun: false })].filter((one) => one !== null)
    // The venue's own words are in the venue's own language.
    if (own !== '' && locale.value === app.settings.language)
      small.push({ label: t('kiosk.ticket.meanwhile'), value: own, own: true })
    return {
      figure: { label: t('kiosk.ticket.from'), value: format.time(from) },
      large: { label: t('kiosk.ticket.in'), value: duration(from - app.now) },
      small,
    }
  }

  return computed(() => {
    const answer = shows()
    if (answer.kind === 'early') return early(answer)
    const { ticket } = answer
    const { place, what, personen } = ticket
    return {
      figure: begins(ticket),
      large: place === null ? null : { label: t('kiosk.ticket.go'), value: place },
      small: [
        ...(what === null ? [] : [{ label: t('kiosk.ticket.what'), value: what }]),
        ...(personen === null
          ? []
          : [
              {
                label: t('kiosk.ticket.people'),
                value: t('common.people', { count: personen }, personen),
              },
            ]),
      ],
    }
  })
}
