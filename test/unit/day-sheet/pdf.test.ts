import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sheetPdf } from '../../../src/main/services/day-sheet/pdf.ts'
import { drawable } from '../../../src/main/services/day-sheet/text-lines.ts'
import type { DaySheet } from '../../../src/shared/domain/day-sheet.ts'
import { bookings } from './arbitrary.ts'
import { readPdf, type PdfText } from './read-pdf.ts'
import { booking, fonts, line, sheetOf } from './support.ts'

const FONTS = fonts()
const draw = (sheet: DaySheet) => sheetPdf(sheet, { fonts: FONTS, compress: false })
const pagesOf = async (sheet: DaySheet) => readPdf(await draw(sheet))
/** Everything on a page, as it is read: by lines, and of each from left to right. */
const wordsOf = (page: PdfText[]): string => page.map(({ text }) => text).join(' ')
const squeezed = (text: string): string => text.replace(/\s+/g, '')

/** So many bookings, from nine in the morning, several to each start. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const hour = String(9 + (index % 9)).padStart(2, '0')
    return booking({
      id: index + 1,
      referentie: `${index + 1}-7`,
      personen: 1 + (index % 30),
      boekingsregels: [line(`${hour}:00`, `${hour}:45`)],
      bijzonderheden:
        index % 5 === 0 ? 'Eén deelnemer in een rolstoel, hek openen. '.repeat(4) : null,
      Klant: { id: index + 1, displaynaam: `Gezelschap nummer ${index + 1} van de vereniging` },
    })
  })

describe('the sheet as a PDF', () => {
  it('says on every page whose it is, of which day, how old, and which page of how many', async () => {
    const pages = await pagesOf(sheetOf(many(60)))
    expect(pages.length).toBeGreaterThan(2)
    for (const [index, page] of pages.entries()) {
      const words = wordsOf(page)
      for (const text of [
        'Klimbos De Hoge Eik',
        'Dag 2026-11-21',
        'Stand van 10:42',
        `pagina ${index + 1} van ${pages.length}`,
        'Programma',
        'Opschrijven',
      ])
        expect(words).toContain(text)
    }
  })

  it('has each booking once, with all that the sheet says of it', async () => {
    const sheet = sheetOf(many(60))
    const pages = await pagesOf(sheet)
    const all = squeezed(pages.map(wordsOf).join(' '))
    for (const row of sheet.rows) {
      expect(all.split(squeezed(`${row.referentie}`)).length - 1).toBeGreaterThan(0)
      expect(all.split(squeezed(row.name)).length - 1).toBe(1)
      expect(all).toContain(squeezed(row.note))
      for (const { time, what, place } of row.lines)
        expect(all).toContain(squeezed(`${time}${what}, ${place}`))
    }
  })

  it('never divides a booking between pages, and names the time again where it goes on', async () => {
    const sheet = sheetOf(many(60))
    const pages = await pagesOf(sheet)
    for (const row of sheet.rows) {
      const withIt = pages.filter((page) => squeezed(wordsOf(page)).includes(squeezed(row.name)))
      expect(withIt).toHaveLength(1)
      expect(squeezed(wordsOf(withIt[0] ?? []))).toContain(squeezed(row.note))
    }
    const later = pages.slice(1).map(wordsOf)
    expect(later.some((words) => words.includes('vervolg'))).toBe(true)
  })

  it('stays on the paper, whatever is written', async () => {
    const long = booking({
      bijzonderheden: 'Heel lang verhaal. '.repeat(1_000),
      Klant: { id: 1, displaynaam: 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(20) },
      boekingsregels: Array.from({ length: 90 }, () => line('14:00', '15:00')),
    })
    const pages = await pagesOf(sheetOf([booking({ id: 2, referentie: '9-9' }), long]))
    expect(pages.length).toBeLessThanOrEqual(2)
    for (const { x, y } of pages.flat()) {
      expect(x).toBeGreaterThanOrEqual(27)
      expect(x).toBeLessThan(568)
      expect(y).toBeGreaterThan(28)
    }
    expect(wordsOf(pages.flat())).toContain('…')
  })

  it('knows the alphabets of Europe, and puts a box for what it does not know', async () => {
    const names = [
      'Łukasz Śniadecki',
      'Ελένη Παπαδοπούλου',
      'Дмитрий Ковалёв',
      'Gülşen Işık',
      'Šarlota',
    ]
    const all = [...names, '山田太郎 🎉'].map((displaynaam, index) =>
      booking({ id: index + 1, Klant: { id: 1, displaynaam } }),
    )
    const words = squeezed(wordsOf((await pagesOf(sheetOf(all))).flat()))
    for (const name of names) expect(words).toContain(squeezed(name))
  })

  it('is drawn of anything that a sheet can hold', async () => {
    await fc.assert(
      fc.asyncProperty(bookings, async (all) => {
        const bytes = await draw(sheetOf(all, { contacts: true }))
        expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('is the same of the same sheet, compressed or not', async () => {
    const sheet = sheetOf(many(12))
    expect(Buffer.from(await draw(sheet)).equals(Buffer.from(await draw(sheet)))).toBe(true)
    const small = await sheetPdf(sheet, { fonts: FONTS })
    expect(Buffer.from(small).equals(Buffer.from(await sheetPdf(sheet, { fonts: FONTS })))).toBe(
      true,
    )
    expect(small.length).toBeLessThan((await draw(sheet)).length)
  })

  it('says so when nobody comes', async () => {
    const pages = await pagesOf(sheetOf([]))
    expect(pages).toHaveLength(1)
    expect(wordsOf(pages[0] ?? [])).toContain('Geen boekingen')
  })
})

describe('a text that is drawn', () => {
  it('has nothing in it that cannot be seen or that turns the rest around', () => {
    expect(drawable('a\u0000b\u202ec\tn\ud800e\u0301')).toBe('abc n\uFFFDé')
  })
})
