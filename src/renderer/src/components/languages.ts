import type { Language } from '../../../shared/settings.ts'

/** Each language by its own name, as who looks for it reads it. */
export const LANGUAGE_NAMES: readonly { value: Language; label: string; lang: Language }[] = [
  { value: 'nl', label: 'Nederlands', lang: 'nl' },
  { value: 'en', label: 'English', lang: 'en' },
  { value: 'de', label: 'Deutsch', lang: 'de' },
]
