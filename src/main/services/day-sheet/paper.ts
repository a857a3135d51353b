/*
 * The paper: A4 upright, in points of 1/72 inch. Black on white, as it comes out of any printer.
 */

export const PAGE = { width: 595.28, height: 841.89 }
export const EDGE = { side: 28, top: 30, bottom: 28 }

export const SIZE = { text: 10, name: 10.5, time: 13, title: 17 }
/** From one line to the next. */
export const LEADING = 12.6

const LEFT = EDGE.side
export const RIGHT = PAGE.width - EDGE.side
const GAP = 9

/** The columns, from left to right. */
const WIDTHS = { box: 11, who: 137, people: 28, programme: 160, status: 90 }
const who = LEFT + WIDTHS.box + GAP
const people = who + WIDTHS.who + GAP
const programme = people + WIDTHS.people + GAP
const status = programme + WIDTHS.programme + GAP
const write = status + WIDTHS.status + GAP
export const COLUMN = {
  box: { x: LEFT, width: WIDTHS.box },
  who: { x: who, width: WIDTHS.who },
  people: { x: people, width: WIDTHS.people },
  programme: { x: programme, width: WIDTHS.programme },
  status: { x: status, width: WIDTHS.status },
  write: { x: write, width: RIGHT - write },
}

/** Above and beneath what stands in a row. */
export const ROW_PAD = 5
/** From one line of handwriting to the next; every row has room for two, the second above its edge. */
export const WRITE_STEP = 20
export const LEAST_ROW = 2 * WRITE_STEP
export const HEADING = 24

export const THIN = { width: 0.5, color: '#8c8c8c' }
export const THICK = { width: 1.2, color: '#000000' }
