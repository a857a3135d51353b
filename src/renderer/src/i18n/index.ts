import { createI18n } from 'vue-i18n'
import { LANGUAGES, type Language } from '../../../shared/settings.ts'
import { common } from './common.ts'
import type { MessageTree } from './messages.ts'

const areas = import.meta.glob<{ default: Record<Language, MessageTree> }>(
  '../features/*/messages.ts',
  {
    eager: true,
  },
)

/** All messages of a language: `common`, and one tree for each folder of `features/`, named after it. */
export function messagesOf(language: Language): MessageTree {
  const all: MessageTree = { common: common[language] }
  for (const [path, area] of Object.entries(areas)) {
    const name = path.split('/').at(-2)
    if (name) all[name] = area.default[language]
  }
  return all
}

export const i18n = createI18n({
  legacy: false,
  locale: 'nl',
  fallbackLocale: 'nl',
  messages: Object.fromEntries(LANGUAGES.map((language) => [language, messagesOf(language)])),
})

// A text with nothing to fill in is looked up once: rows ask for the same few with every key of a search.
const { global: composer } = i18n
const look = composer.t
const known = new Map<string, string>()
composer.t = ((...asked: Parameters<typeof look>) => {
  const [key] = asked
  if (asked.length > 1 || typeof key !== 'string') return look(...asked)
  const place = `${composer.locale.value} ${key}`
  let text = known.get(place)
  if (text === undefined) known.set(place, (text = look(...asked)))
  return text
}) as typeof look

/** Switches the page's language: texts, `<html lang>` and with it hyphenation and column widths. */
export function setLanguage(language: Language): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language
}
