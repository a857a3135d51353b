import { ok, type Result } from '../../result.ts'
import { READ_ONLY_OF_COSTS, READ_ONLY_OF_LINE, without } from './body.ts'
import { nextMade, refOf } from './lines.ts'
import {
  differs,
  MergeNotes,
  type Choices,
  type LinesCameIn,
  type LinesConflict,
  type Side,
} from './merge-notes.ts'
import { fixedOf, mergeTrees } from './merge-tree.ts'
import type { Editor, EditorLine, Programme } from './model.ts'
import { editorOf, type NotEditable } from './read.ts'
import { itemsOfLine, mapRules, ruleOf } from './tree.ts'

export interface LinesMerge {
  /** What the person made, on top of what the others made. Edit it after every conflict is resolved. */
  editor: Editor
  cameIn: LinesCameIn[]
  conflicts: LinesConflict[]
  /** What it was made of, to be made again with a choice more. */
  readonly of: { mine: Editor; theirs: Editor; choices: Choices }
}

/**
 * Merges what the person made of a booking (since `editor.base`) with what it has become: line by
 * line and field by field; the costs by the id of their rules. Where both changed the shape of the
 * tree, or one removed a rule that the other edited, that is one conflict about all of it. Lines that
 * were added or removed, and their items with them, do not change its shape. A line counts as changed
 * when its items are.
 *
 * @param theirs the booking as Recras sent it just now
 */
export function mergeLines(editor: Editor, theirs: unknown): Result<LinesMerge, NotEditable> {
  const read = editorOf(theirs)
  return read.ok ? ok(merge({ mine: editor, theirs: read.value, choices: {} })) : read
}

/** Settles one conflict. A line that they removed and that is kept becomes a new one. */
export const resolve = ({ of }: LinesMerge, conflict: string, side: Side): LinesMerge =>
  merge({ ...of, choices: { ...of.choices, [conflict]: side } })

function merge(of: LinesMerge['of']): LinesMerge {
  const { theirs, choices } = of
  const { base } = of.mine
  const notes = new MergeNotes(choices)
  const { lines, mine } = mergeAllLines(of, notes)
  const costs = notes.fields(
    null,
    { base: base.costs, mine: mine.costs, theirs: theirs.costs },
    READ_ONLY_OF_COSTS,
  )
  const rules = mergeTrees({ base, mine, theirs }, lines, notes)
  const { cameIn, conflicts } = notes
  const editor = { lines: [...lines.values()], costs, rules, base: theirs.base, made: mine.made }
  return { editor, cameIn, conflicts, of }
}

/** @returns the lines as they are to be, and mine with lines that are kept although they are gone */
function mergeAllLines(
  { mine: before, theirs }: LinesMerge['of'],
  notes: MergeNotes,
): { lines: Map<string, EditorLine>; mine: Editor } {
  const { base } = before
  let mine = before
  const lines = new Map(theirs.lines.map((line) => [line.key, line]))
  for (const was of base.lines) {
    const { key } = was
    const [own, other] = [lineOf(mine, key), lineOf(theirs, key)]
    if (own && other) {
      const sides = { base: was.fields, mine: own.fields, theirs: other.fields }
      lines.set(key, { ...other, fields: notes.fields(key, sides, READ_ONLY_OF_LINE) })
    } else if (own) {
      const sides = { base: was.fields, mine: own.fields, theirs: null }
      if (!isTouched(mine, base, was)) notes.came(key, 'boekingsregel', was.fields, null)
      else if (notes.clash(key, 'boekingsregel', sides) === 'mine') mine = asNewLine(mine, own)
    } else if (other) {
      const sides = { base: was.fields, mine: null, theirs: other.fields }
      const stays =
        isTouched(theirs, base, was) && notes.clash(key, 'boekingsregel', sides) === 'theirs'
      if (!stays) lines.delete(key)
    }
  }
  for (const { key, fields } of theirs.lines)
    if (!lineOf(base, key)) notes.came(key, 'boekingsregel', null, fields)
  for (const line of mine.lines) if (line.ref !== null) lines.set(line.key, line)
  return { lines, mine }
}

const lineOf = (side: Programme, key: string): EditorLine | undefined =>
  side.lines.find((line) => line.key === key)

/** Whether a side changed a line or one of its items. */
function isTouched(side: Programme, base: Programme, was: EditorLine): boolean {
  const now = lineOf(side, was.key)
  if (!now || differs(was.fields, now.fields, READ_ONLY_OF_LINE)) return true
  const items = itemsOfLine(base.rules, was.key)
  if (itemsOfLine(side.rules, was.key).length !== items.length) return true
  return items.some((item) => {
    const own = ruleOf(side.rules, item.key)
    return !own || differs(item.fields, own.fields, fixedOf(item))
  })
}

/** A line that is gone at Recras, as one to add, with its items. It keeps its key. */
function asNewLine(editor: Editor, line: EditorLine): Editor {
  const made = nextMade(editor)
  const fields = without(line.fields, ['id', ...READ_ONLY_OF_LINE])
  return {
    ...editor,
    made,
    lines: editor.lines.map((one) =>
      one.key === line.key ? { ...one, ref: refOf(made), fields } : one,
    ),
    rules: mapRules(editor.rules, (rule) =>
      rule.line === line.key
        ? {
            ...rule,
            // Recras may still have the item itself, for no line.
            key: `${rule.key}:again`,
            isNew: true,
            fields: without(rule.fields, ['id', 'boekingsregel_id', ...fixedOf(rule)]),
          }
        : rule,
    ),
  }
}
