import type { DaySheet, SheetRow } from '../../../shared/domain/day-sheet.ts'
import {
  COLUMN,
  EDGE,
  HEADING,
  LEADING,
  LEAST_ROW,
  PAGE,
  ROW_PAD,
  SIZE,
  WRITE_STEP,
} from './paper.ts'
import { cutLines, intoLines, type Ink, type Measure, type Placed } from './text-lines.ts'

/** A line of text, from the top left of what it belongs to. */
export interface TextLine {
  x: number
  y: number
  pieces: Placed[]
}

/** What stands on a page, each as a whole. `y` is from the top of the page. */
export type Block =
  | { kind: 'heading'; y: number; height: number; time: string; told: string }
  | {
      kind: 'row'
      y: number
      height: number
      id: number
      texts: TextLine[]
      struck: boolean
      /** A box to tick. */
      box: boolean
      /** Lines to write on. */
      rules: number[]
    }

export interface Page {
  blocks: Block[]
}

type RowBlock = Extract<Block, { kind: 'row' }>

/**
 * Puts the rows of a sheet on pages: each whole, a start time always above its first row, and said
 * again where it goes on on the next page.
 *
 * @param top where rows begin on a page, beneath its head
 */
export function layOut({ head, rows }: DaySheet, top: number, measure: Measure): Page[] {
  const bottom = PAGE.height - EDGE.bottom
  const most = bottom - top - HEADING
  const pages: Page[] = [{ blocks: [] }]
  let y = top
  let time = ''
  const add = (block: Block): void => {
    pages.at(-1)?.blocks.push({ ...block, y })
    y += block.height
  }
  for (const row of rows) {
    const block = rowBlock(row, most, measure)
    const heading = row.heading ? headingOf(row.heading.time, row.heading.told) : null
    if (y + (heading?.height ?? 0) + block.height > bottom && y > top) {
      pages.push({ blocks: [] })
      y = top
      if (!heading) add(headingOf(time, head.words.continued))
    }
    if (heading) {
      time = heading.time
      add(heading)
    }
    add(block)
  }
  return pages
}

const headingOf = (time: string, told: string): Extract<Block, { kind: 'heading' }> => ({
  kind: 'heading',
  y: 0,
  height: HEADING,
  time,
  told,
})

/** A row, no higher than `most`: of a text that is too long for a page, the end is on the table only. */
function rowBlock(row: SheetRow, most: number, measure: Measure): RowBlock {
  const mostLines = Math.floor((most - 2 * ROW_PAD) / LEADING)
  const cells = [
    { column: COLUMN.who, paragraphs: who(row) },
    { column: COLUMN.programme, paragraphs: programme(row) },
    { column: COLUMN.status, paragraphs: status(row) },
  ]
  const texts: TextLine[] = []
  let lines = 1
  for (const { column, paragraphs } of cells) {
    const all = paragraphs.flatMap((pieces) => intoLines(pieces, column.width, measure))
    const kept = cutLines(all, mostLines)
    kept.forEach((pieces, index) => {
      texts.push({ x: column.x, y: ROW_PAD + index * LEADING, pieces })
    })
    lines = Math.max(lines, kept.length)
  }
  if (row.peopleTold !== '') texts.push(people(row, measure))
  const height = Math.max(LEAST_ROW, 2 * ROW_PAD + lines * LEADING)
  const rules: number[] = []
  for (let y = WRITE_STEP; y < height - WRITE_STEP / 2; y += WRITE_STEP) rules.push(y)
  return {
    kind: 'row',
    y: 0,
    height,
    id: row.id,
    texts,
    struck: row.group === 'cancelled',
    box: row.group !== 'cancelled',
    rules: row.group === 'cancelled' ? [] : rules,
  }
}

const plain = (text: string): Ink => ({ text, bold: false, size: SIZE.text })
const bold = (text: string): Ink => ({ text, bold: true, size: SIZE.text })

/** Each paragraph begins on a line of its own. */
type Paragraphs = Ink[][]

function who(row: SheetRow): Paragraphs {
  const { name, referentie, arrangement, openTold, note, phones, emails } = row
  return [
    [{ text: name, bold: true, size: SIZE.name }],
    [plain([referentie, arrangement].filter(Boolean).join(' · '))],
    ...[...phones, ...emails].map((one) => [plain(one)]),
    ...(openTold === '' ? [] : [[bold(openTold)]]),
    ...(note === '' ? [] : [[bold('! '), plain(note)]]),
  ]
}

const programme = ({ lines }: SheetRow): Paragraphs =>
  lines.map(({ time, what, place, remark }) => [
    bold(time === '' ? '' : `${time} `),
    plain([what, place].filter(Boolean).join(', ')),
    ...(remark === '' ? [] : [plain(` (${remark})`)]),
  ])

function status({ statusTold, syncTold, marks, deskNote, deeds }: SheetRow): Paragraphs {
  return [
    [bold(statusTold), ...(syncTold === '' ? [] : [plain(`, ${syncTold}`)])],
    ...marks.map((one) => [bold(one)]),
    ...(deskNote === '' ? [] : [[plain(`“${deskNote}”`)]]),
    ...deeds.map((one) => [plain(one)]),
  ]
}

/** How many they are, to the right of its column. */
function people({ peopleTold: text }: SheetRow, measure: Measure): TextLine {
  const piece: Ink = { text, bold: true, size: SIZE.name }
  const { x, width } = COLUMN.people
  return {
    x: x + Math.max(0, width - measure(piece)),
    y: ROW_PAD,
    pieces: [{ ...piece, x: 0 }],
  }
}
