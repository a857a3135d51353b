import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from '../../composables/use-format.ts'
import { useAppStore } from '../../stores/app.ts'
import { useOutboxStore } from '../../stores/outbox.ts'
import { useVenueStore } from '../../stores/venue.ts'
import type { LocalMark } from '../../../../shared/outbox/mark.ts'
import type { StatusAction } from '../../../../shared/recras/status.ts'
import type { BoardRow } from './board.ts'
import { mainAction } from './main-action.ts'
import { useMarkWords } from '../marks/use-mark-words.ts'
import { useWords, type Line } from './use-words.ts'

/** A row as it is drawn: everything in words, in the chosen language. */
export interface RowText {
  id: number
  referentie: string
  status: string
  statusWord: string
  sync: string
  /** Its day and time, which the day board says once for all that begins then. */
  when: { day: string; time: string } | null
  name: string
  anonymous: boolean
  note: boolean
  sub: string
  money: string | null
  /** What only this desk knows: 12/15 · notitie. */
  local: string | null
  /** The number as it stands in its column. */
  number: string
  people: string
  wrong: boolean
  line: Line | null
  edge: 'is-attention' | 'is-pressing' | null
  action: { action: StatusAction; word: string; label: string; primary: boolean } | null
  /** What a screen reader says of it. */
  label: string
}

/**
 * Puts rows into words, each once: a row that is the same object has the same words until the
 * language, or something else that words are made of, changes. With `dated` a row says its own day.
 */
export function useRowText(dated: ((item: BoardRow) => RowText['when']) | null) {
  const { t, locale } = useI18n()
  const app = useAppStore()
  const venue = useVenueStore()
  const format = useFormat()
  const words = useWords()
  const outbox = useOutboxStore()
  const marks = useMarkWords()

  function make(item: BoardRow, mark: LocalMark | undefined): RowText {
    const { row, span, shown, facts } = item
    const when = dated?.(item) ?? null
    const name = words.name(row)
    const people = words.people(row.personen)
    const line = words.stateLine(item)
    const statusWord = words.status(shown.status)
    const open = row.open !== null && row.open > 0 && shown.status !== 'geannuleerd'
    const money = open ? t('day.open', { amount: format.money(row.open ?? 0) }) : null
    const place =
      row.name === null ? t('common.anonymous') : span.places.map(words.place).join(', ')
    const main = mainAction(shown.status, shown.actions)
    const word = main ? t(main.label) : ''
    const local = mark ? marks.inRow(mark, row.personen, shown.status) : null
    const start = span.start === null ? t('day.noTime') : format.time(span.start)
    return {
      id: row.id,
      referentie: row.referentie,
      status: shown.status,
      statusWord,
      sync: shown.sync,
      when,
      name,
      anonymous: row.name === null,
      note: row.note,
      sub: [row.arrangement, place].filter(Boolean).join(' · '),
      money,
      local: local && local.text,
      number: row.personen === null ? '?' : format.number(row.personen),
      people,
      wrong: row.flags.includes('bad-people'),
      line,
      edge:
        shown.sync === 'attention'
          ? 'is-attention'
          : facts.late || facts.over
            ? 'is-pressing'
            : null,
      action: main && {
        action: main.action,
        word,
        label: `${word}, ${name}`,
        primary: facts.due && main.action === 'ongoing',
      },
      label: [
        when ? `${when.day} ${when.time}` : start,
        name,
        people,
        statusWord,
        line?.text,
        local?.label,
        row.note ? t('day.note') : null,
        money,
      ]
        .filter(Boolean)
        .join(', '),
    }
  }

  /** Emptied when anything that words are made of, other than the row, becomes something else. */
  const made = computed(() => {
    void [locale.value, app.zone, app.today, venue.names]
    // See `useWords`: while there is a line, when the day was read is not said.
    if (app.connection?.status !== 'online') void venue.syncedAt
    return new WeakMap<BoardRow, { text: RowText; mark: LocalMark | undefined }>()
  })
  return (item: BoardRow): RowText => {
    const mark = outbox.markOf(item.row.id, item.span.day)
    const known = made.value.get(item)
    if (known && known.mark === mark) return known.text
    const text = make(item, mark)
    made.value.set(item, { text, mark })
    return text
  }
}
