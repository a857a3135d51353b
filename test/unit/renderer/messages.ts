import { LANGUAGES, type Language } from '../../../src/shared/settings.ts'

interface Tree {
  [key: string]: string | Tree
}

/** In which languages an area has no words for a key, such as `failed.timeout`. */
export const missingIn = (area: Record<Language, unknown>, key: string): Language[] =>
  LANGUAGES.filter((language) => {
    let at: string | Tree | undefined = area[language] as Tree
    for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined
    return typeof at !== 'string' || at === ''
  })
