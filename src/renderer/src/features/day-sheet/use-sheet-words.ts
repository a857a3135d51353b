import { useI18n } from 'vue-i18n'
import { ACTIONS, statusAfter } from '../../../../shared/recras/status.ts'
import type { SheetDeed } from '../../../../shared/domain/day-sheet-deeds.ts'
import type { SheetHeadWords, SheetWords } from '../../../../shared/domain/day-sheet.ts'
import { useBookingWords } from '../../composables/use-booking-words.ts'
import { useFormat } from '../../composables/use-format.ts'

const HEAD_WORDS = [
  'who',
  'people',
  'programme',
  'status',
  'write',
  'continued',
  'page',
  'empty',
] as const satisfies readonly (keyof SheetHeadWords)[]

/** Paper is kept: it says of which year it is. */
const withYear = (text: string, day: string): string =>
  text.includes(day.slice(0, 4)) ? text : `${text} ${day.slice(0, 4)}`

/** How the sheet speaks, in the chosen language. What is made with it later speaks as it does then. */
export function useSheetWords(): () => SheetWords {
  const { t } = useI18n()
  const format = useFormat()
  const say = useBookingWords()
  const tell = (key: string, named?: Record<string, unknown>): string =>
    named ? t(`day-sheet.${key}`, named) : t(`day-sheet.${key}`)

  const bookings = (count: number): string =>
    t('day-sheet.bookings', { count: format.number(count) }, count)
  const count = (amount: number, people: number): string =>
    `${bookings(amount)}, ${say.people(people)}`
  const moved = (what: SheetDeed['what']): string => {
    if (what === 'made' || what === 'changed') return tell(`deed.${what}`)
    const action = ACTIONS.find((one) => statusAfter(one) === what)
    return action ? tell(`deed.${action}`) : say.status(what)
  }

  return () => ({
    time: format.time,
    dayShort: format.dayMonth,
    dayLong: (day) => withYear(format.dayLong(day), day),
    status: say.status,
    sync: (sync) => tell(`sync.${sync}`),
    number: format.number,
    name: say.name,
    place: say.place,
    activity: (product) =>
      product === null ? tell('activityUnknown') : tell('activity', { id: String(product) }),
    open: (euros) => t('common.moneyOpen', { money: format.money(euros) }),
    count,
    totals: (amount, people, cancelled) =>
      cancelled === 0
        ? count(amount, people)
        : `${count(amount, people)}, ${t('day-sheet.cancelledCount', { count: format.number(cancelled) }, cancelled)}`,
    standing: (moment) => tell('standing', { moment }),
    outage: (moment) => tell('outage', { moment }),
    made: (moment, desk) => tell('made', { moment, desk }),
    unreadable: (amount) => t('day-sheet.unreadable', { count: format.number(amount) }, amount),
    deed: ({ what, by, state }, moment) =>
      [
        `${moment} ${moved(what)}${by ? ` (${by.initials})` : ''}`,
        ...(state === 'done' ? [] : [tell(`outcome.${state}`)]),
      ].join(', '),
    arrived: (arrived, people) =>
      people === null
        ? tell('arrived', { arrived: format.number(arrived) })
        : tell('arrivedOf', { arrived: format.number(arrived), people: format.number(people) }),
    fixed: {
      untimed: tell('untimed'),
      cancelled: tell('cancelled'),
      unsent: tell('unsent'),
      noShow: tell('noShow'),
      personal: tell('personal'),
      ...(Object.fromEntries(
        HEAD_WORDS.map((key) => [
          key,
          // These two are filled in where the pages are counted.
          key === 'page' ? tell('page', { page: '{page}', pages: '{pages}' }) : tell(key),
        ]),
      ) as unknown as SheetHeadWords),
    },
  })
}
