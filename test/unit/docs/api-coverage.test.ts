import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCoverage, wrongWith, type Reference, type Row } from './coverage-table.ts'
import { DOCUMENTED, EXAMPLES } from './documented.ts'

const ROOT = new URL('../../../', import.meta.url)
const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')
const { rows, vocabulary } = readCoverage(textOf('docs/api-coverage.md'))
const names = rows.map((row) => row.what)

/** The ways to everything in a JSON document, without the numbers of lists. */
function waysInto(value: unknown, way = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => waysInto(one, way))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => {
    const here = way === '' ? name : `${way}.${name}`
    return [here, ...waysInto(one, here)]
  })
}

describe('the table of the API', () => {
  it('has everything that is documented, once', () => {
    expect(DOCUMENTED.filter((name) => !names.includes(name))).toEqual([])
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it.each(Object.keys(EXAMPLES))('has every field of the example %s', (example) => {
    const ways = waysInto(JSON.parse(textOf(`test/fixtures/seeds/${example}.json`)))
    const wanted = ways.map((way) => {
      const [beginning, name] = EXAMPLES[example]?.find(([begins]) => begins.test(way)) ?? []
      return beginning ? way.replace(beginning, name ?? '') : way
    })
    expect(wanted.length).toBeGreaterThan(0)
    expect([...new Set(wanted)].filter((name) => !names.includes(name))).toEqual([])
  })

  it.each(['client', 'simulator', 'screen', 'test'] as const)(
    'names nothing in the column %s that is not there',
    (column) => {
      const wrong = rows.flatMap((row) => {
        const cell: Row[typeof column] = row[column]
        if (typeof cell === 'string') return []
        return cell.flatMap((one: Reference) => {
          const says = wrongWith(one, ROOT)
          return says === null ? [] : [`${row.what}: ${says}`]
        })
      })
      expect(wrong).toEqual([])
    },
  )

  it('names files of its own for each column', () => {
    const places = {
      client: /^src\/(main|shared)\//,
      simulator: /^src\/simulator\//,
      screen: /^src\/renderer\//,
      test: /^test\//,
    }
    for (const [column, place] of Object.entries(places))
      for (const row of rows) {
        const cell = row[column as keyof typeof places]
        if (typeof cell !== 'string') for (const { file } of cell) expect(file).toMatch(place)
      }
  })

  it('names a test by its title, and says of offline what the page explains', () => {
    for (const { what, test, offline, screen } of rows) {
      expect(
        test.filter(({ title }) => title === null),
        what,
      ).toEqual([])
      expect(vocabulary, what).toContain(offline)
      expect(screen === 'not offered', what).toBe(offline === 'never sent')
    }
  })
})

describe('a reference', () => {
  const here: Reference = { file: 'test/unit/docs/documented.ts', word: null, title: null }

  it('is wrong about a file, a word or a title that is not there', () => {
    expect(wrongWith({ ...here, word: 'DOCUMENTED' }, ROOT)).toBeNull()
    expect(wrongWith({ ...here, word: 'DOCUMENT' }, ROOT)).toContain('has no DOCUMENT')
    expect(wrongWith({ ...here, title: 'boeking-25' }, ROOT)).toBeNull()
    expect(wrongWith({ ...here, title: 'boeking-2' }, ROOT)).toContain('has no test')
    expect(wrongWith({ ...here, file: 'docs/nowhere.md' }, ROOT)).toContain('is not there')
  })

  it('is read out of a cell, or refused', () => {
    const header = '| what | client | simulator | screen | offline | test |'
    const page = (cell: string): string =>
      `${header}\n| \`x\` | ${cell} | [a] | not shown | cache | [a] |\n\n[a]: ../src/a.ts`
    const [row] = readCoverage(page('[a] `id>`, [a] `"a title, with [a]"`')).rows
    expect(row?.client).toEqual([
      { file: 'src/a.ts', word: 'id>', title: null },
      { file: 'src/a.ts', word: null, title: 'a title, with [a]' },
    ])
    for (const cell of ['', '[b]', 'src/a.ts', '[a] [a]'])
      expect(() => readCoverage(page(cell))).toThrow()
  })
})
