import PDFDocument from 'pdfkit'
import type { DaySheet, SheetHead } from '../../../shared/domain/day-sheet.ts'
import { layOut, type Block, type Page } from './layout.ts'
import { COLUMN, EDGE, HEADING, LEADING, RIGHT, ROW_PAD, SIZE, THICK, THIN } from './paper.ts'
import { cutLines, drawable, intoLines, type Ink, type Measure } from './text-lines.ts'

/** The bytes of two TrueType fonts. What they have no glyph for becomes a box. */
export interface Fonts {
  regular: Uint8Array
  bold: Uint8Array
}

export interface PdfOptions {
  fonts: Fonts
  /** Left out of only where the content is read again. */
  compress?: boolean
}

/** The sheet as a PDF on A4. The same sheet makes the same bytes. */
export async function sheetPdf(
  sheet: DaySheet,
  { fonts, compress = true }: PdfOptions,
): Promise<Uint8Array> {
  const { head } = sheet
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    font: null,
    autoFirstPage: false,
    compress,
    lang: head.language,
    displayTitle: true,
    info: { Title: drawable(`${head.venue} ${head.day}`), CreationDate: new Date(head.madeAt) },
  })
  doc.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold)
  const written = bytesOf(doc)
  const pen = new Pen(doc)
  const warnings = head.warnings.flatMap((text) =>
    intoLines([{ text, bold: true, size: SIZE.text }], RIGHT - EDGE.side, pen.measure),
  )
  const columns = EDGE.top + 40 + warnings.length * LEADING + 6
  const pages = layOut(sheet, columns + 20, pen.measure)
  pages.forEach((page, index) => {
    doc.addPage()
    drawHead(pen, head, index + 1, pages.length)
    warnings.forEach((pieces, line) => {
      for (const piece of pieces)
        pen.write(piece, EDGE.side + piece.x, EDGE.top + 40 + line * LEADING)
    })
    drawColumns(pen, head, columns)
    if (sheet.rows.length === 0)
      pen.write({ text: head.words.empty, bold: false, size: SIZE.name }, EDGE.side, columns + 34)
    drawPage(pen, page)
  })
  doc.end()
  return written
}

/** Venue and day to the left; how old it is, and which page, to the right. */
function drawHead(pen: Pen, head: SheetHead, page: number, pages: number): void {
  const { top, side } = EDGE
  const small = (text: string): Ink => ({ text, bold: false, size: SIZE.text })
  const of = head.words.page.replace('{page}', String(page)).replace('{pages}', String(pages))
  const told = small([head.venue, head.totals].filter(Boolean).join(' · '))
  const room = RIGHT - side - pen.measure(small(of)) - 20
  pen.write({ text: head.title, bold: true, size: SIZE.title }, side, top - 3)
  for (const piece of cutLines(intoLines([told], room, pen.measure), 1).flat())
    pen.write(piece, side, top + 20)
  pen.writeTo({ ...small(head.standing), bold: true }, RIGHT, top - 3)
  pen.writeTo(small(head.made), RIGHT, top - 3 + LEADING)
  pen.writeTo(small(of), RIGHT, top + 20)
}

function drawColumns(pen: Pen, { words }: SheetHead, y: number): void {
  const name = (text: string): Ink => ({ text, bold: true, size: SIZE.text })
  pen.write(name(words.who), COLUMN.who.x, y)
  pen.writeTo(name(words.people), COLUMN.people.x + COLUMN.people.width, y)
  pen.write(name(words.programme), COLUMN.programme.x, y)
  pen.write(name(words.status), COLUMN.status.x, y)
  pen.write(name(words.write), COLUMN.write.x, y)
}

function drawPage(pen: Pen, { blocks }: Page): void {
  let before: Block | null = null
  for (const block of blocks) {
    if (block.kind === 'heading') drawHeading(pen, block)
    else drawRow(pen, block, before?.kind === 'row')
    before = block
  }
  if (before) pen.rule(EDGE.side, RIGHT, before.y + before.height, THICK)
}

function drawHeading(pen: Pen, { y, time, told }: Extract<Block, { kind: 'heading' }>): void {
  const title: Ink = { text: time, bold: true, size: SIZE.time }
  pen.rule(EDGE.side, RIGHT, y + 1, THICK)
  pen.write(title, EDGE.side, y + 6)
  const x = EDGE.side + pen.measure(title) + 10
  pen.write({ text: told, bold: false, size: SIZE.text }, x, y + HEADING - 17)
}

function drawRow(pen: Pen, row: Extract<Block, { kind: 'row' }>, follows: boolean): void {
  const { y, texts, struck, box, rules } = row
  if (follows) pen.rule(COLUMN.who.x, RIGHT, y, THIN)
  if (box) pen.box(COLUMN.box.x, y + ROW_PAD, COLUMN.box.width)
  for (const [index, { x, y: below, pieces }] of texts.entries())
    for (const piece of pieces) {
      pen.write(piece, x + piece.x, y + below)
      // The name alone: what else is said of the booking is still to be read.
      if (struck && index === 0)
        pen.rule(x + piece.x, x + piece.x + pen.measure(piece), y + below + 6.6, THICK)
    }
  const { x, width } = COLUMN.write
  for (const rule of rules) pen.rule(x, x + width, y + rule, THIN)
}

/** Draws on the present page, and knows how wide things are. */
class Pen {
  private readonly doc: PDFDocument
  private readonly widths = new Map<string, number>()

  constructor(doc: PDFDocument) {
    this.doc = doc
  }

  readonly measure: Measure = ({ text, bold, size }) => {
    const key = `${bold ? 'b' : 'r'}${text}`
    let width = this.widths.get(key)
    if (width === undefined) {
      width = this.doc
        .font(bold ? 'bold' : 'regular')
        .fontSize(1000)
        .widthOfString(text)
      this.widths.set(key, width)
    }
    return (width * size) / 1000
  }

  /** From `x` to the right. */
  write({ text, bold, size }: Ink, x: number, y: number): void {
    const clean = drawable(text)
    if (clean.trim() === '') return
    this.doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .text(clean, x, y, { lineBreak: false })
  }

  /** Up to `x`. */
  writeTo(ink: Ink, x: number, y: number): void {
    const text = drawable(ink.text)
    this.write(ink, x - this.measure({ ...ink, text }), y)
  }

  rule(from: number, to: number, y: number, line: { width: number; color: string }): void {
    const { doc } = this
    doc.lineWidth(line.width).strokeColor(line.color).moveTo(from, y).lineTo(to, y).stroke()
  }

  box(x: number, y: number, size: number): void {
    this.doc.lineWidth(1).strokeColor(THICK.color).rect(x, y, size, size).stroke()
  }
}

function bytesOf(doc: PDFDocument): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const chunks: Uint8Array[] = []
  doc
    .on('data', (chunk) => chunks.push(chunk))
    .on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    .on('error', reject)
  return promise
}
