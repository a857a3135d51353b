import { describe, expect, it } from 'vitest'
import { fold, matches, wordsOf } from '../../../src/shared/domain/fold.ts'

describe('folding', () => {
  it.each([
    ['Café  Müller', 'cafe muller'],
    ['GROẞE Straße', 'grosse strasse'],
    ['Yıldız İnci', 'yildiz inci'],
    ['Łukasz Ørsted Ægir', 'lukasz orsted aegir'],
    ['  Van\u00a0der\tMeer ', 'van der meer'],
  ])('%s becomes %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('finds words in any order, as any part of a word, with or without accents', () => {
    const hay = fold('67-1 Familie Van den Heuvel-Oudenhoven Zoë')
    expect(matches(hay, wordsOf('zoe heuvel'))).toBe(true)
    expect(matches(hay, wordsOf('UDENHOV'))).toBe(true)
    expect(matches(hay, wordsOf('heuvel jansen'))).toBe(false)
    expect(matches(hay, wordsOf('  '))).toBe(true)
  })
})
