import { existsSync, readFileSync } from 'node:fs'

/** What a cell points at: a file, and a word or the title of a test that stands in it. */
export interface Reference {
  /** From the root of the repository. */
  file: string
  word: string | null
  title: string | null
}

export interface Row {
  what: string
  client: Reference[]
  simulator: Reference[]
  /** Or why there is none. */
  screen: Reference[] | 'not shown' | 'not offered'
  offline: string
  test: Reference[]
}

const HEADER = ['what', 'client', 'simulator', 'screen', 'offline', 'test']

/** Reads the tables of `docs/api-coverage.md`; throws at a row that is not as the page says. */
export function readCoverage(page: string): { rows: Row[]; vocabulary: Set<string> } {
  const files = new Map(
    [...page.matchAll(/^\[([^\]]+)\]: \.\.\/(\S+)$/gm)].map(([, name = '', file = '']) => [
      name,
      file,
    ]),
  )
  const rows: Row[] = []
  const vocabulary = new Set<string>()
  let table: 'offline' | 'coverage' | null = null
  for (const line of page.split('\n')) {
    const cells = cellsOf(line)
    if (cells === null) table = null
    else if (cells.join() === 'offline,means') table = 'offline'
    else if (cells.join() === HEADER.join()) table = 'coverage'
    else if (cells.every((cell) => /^-+$/.test(cell))) continue
    else if (table === 'offline') vocabulary.add(cells[0] ?? '')
    else if (table === 'coverage') rows.push(rowOf(cells, files))
  }
  return { rows, vocabulary }
}

function cellsOf(line: string): string[] | null {
  if (!/^\|.*\|$/.test(line)) return null
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())
}

function rowOf(cells: readonly string[], files: ReadonlyMap<string, string>): Row {
  const [what = '', client = '', simulator = '', screen = '', offline = '', test = ''] = cells
  const read = (cell: string): Reference[] => referencesOf(cell, files)
  return {
    what: what.replace(/^`|`$/g, ''),
    client: read(client),
    simulator: read(simulator),
    screen: screen === 'not shown' || screen === 'not offered' ? screen : read(screen),
    offline,
    test: read(test),
  }
}

const REFERENCE = /^\[([^\]]+)\](?: `([^`]+)`)?(?:, |$)/

function referencesOf(cell: string, files: ReadonlyMap<string, string>): Reference[] {
  const found: Reference[] = []
  for (let rest = cell; rest !== '';) {
    const [whole, name = '', code] = REFERENCE.exec(rest) ?? []
    const file = files.get(name)
    if (whole === undefined || file === undefined) throw new Error(`cannot be read: ${cell}`)
    const title = code === undefined ? null : (/^"(.*)"$/.exec(code)?.[1] ?? null)
    found.push({ file, title, word: title === null ? (code ?? null) : null })
    rest = rest.slice(whole.length)
  }
  if (found.length === 0) throw new Error('an empty cell')
  return found
}

/** What is wrong with a reference; `null` when it leads to what it names. */
export function wrongWith({ file, word, title }: Reference, root: URL): string | null {
  const path = new URL(file, root)
  if (!existsSync(path)) return `${file} is not there`
  const text = readFileSync(path, 'utf8').replaceAll('\\u2019', '’')
  if (title !== null && !text.includes(`'${title}'`) && !text.includes(`"${title}"`))
    return `${file} has no test "${title}"`
  if (word !== null && !hasWord(text, word)) return `${file} has no ${word}`
  return null
}

const hasWord = (text: string, word: string): boolean => {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<!\\w)${escaped}(?!\\w)`).test(text)
}
