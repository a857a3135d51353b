import { afterEach, expect, it } from 'vitest'
import { computed } from 'vue'
import { i18n, messagesOf, setLanguage } from '../../../src/renderer/src/i18n/index.ts'

afterEach(() => setLanguage('nl'))

it('says texts in the language of now, also those that were asked for in another', () => {
  const shown = computed(() => i18n.global.t('common.clear'))
  for (const language of ['nl', 'de', 'en', 'nl'] as const) {
    setLanguage(language)
    expect(shown.value).toBe((messagesOf(language)['common'] as { clear: string }).clear)
  }
})
