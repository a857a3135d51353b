/** Letters that are not a plain one with a mark on it. */
const WHOLE: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ı: 'i', æ: 'ae', œ: 'oe' }

/** Folds text for search: no accents, no case, single spaces; "Café Müller" becomes "cafe muller". */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[øłđıæœ]/g, (letter) => WHOLE[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()

/** Whether every word of the query stands somewhere in the folded text, in any order, as any part of a word. */
export function matches(hay: string, words: readonly string[]): boolean {
  for (const word of words) if (!hay.includes(word)) return false
  return true
}

/** The folded words of a query. */
export const wordsOf = (query: string): string[] => fold(query).split(' ').filter(Boolean)
