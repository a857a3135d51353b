import { toDraft } from '../../../../shared/domain/editor/draft.ts'
import { mergeLines, resolve, type LinesMerge } from '../../../../shared/domain/editor/merge.ts'
import { mergeFields } from '../../../../shared/domain/merge.ts'
import { editorIn, fieldsOf, type EditDraft } from './draft.ts'
import { plainDraftOf, plainValues } from './plain.ts'

/** What came in while somebody was busy, and what they have to choose. */
export interface EditMerge {
  /** Names of fields that others changed, in order. */
  cameIn: string[]
  conflicts: { key: string; label: string; mine: unknown; theirs: unknown }[]
  /** Settles all conflicts; the draft is then on top of what Recras has. */
  resolve: (choices: Readonly<Record<string, 'mine' | 'theirs'>>) => void
}

/**
 * Lays a draft over the booking as it is now. Without conflicts it is done at once; with conflicts it
 * is done when each has been chosen. `null`: the booking cannot be edited any more.
 */
export function mergeEdit(
  draft: EditDraft,
  theirs: string,
  take: (next: EditDraft) => void,
): EditMerge | null {
  const editor = editorIn(draft)
  const [before, now] = [fieldsOf(draft.base), fieldsOf(theirs)]
  const lines = editor && mergeLines(editor, now)
  if (lines && !lines.ok) return null
  const base = plainValues(plainDraftOf(before))
  const plain = mergeFields(base, plainValues(draft.plain), plainValues(plainDraftOf(now)))
  const done = (choices: Readonly<Record<string, 'mine' | 'theirs'>>): void => {
    const fields = { ...plain.merged }
    for (const { field, mine } of plain.conflicts)
      if (choices[`plain ${field}`] === 'mine') fields[field] = mine
    take({
      base: theirs,
      raw: true,
      plain: plainDraftOf(fields),
      lines: lines ? toDraft(resolved(lines.value, choices).editor) : null,
    })
  }
  const conflicts = [
    ...plain.conflicts.map(({ field, mine, theirs: other }) => ({
      key: `plain ${field}`,
      label: field,
      mine,
      theirs: other,
    })),
    ...(lines?.value.conflicts ?? []).map(({ key, field, mine, theirs: other }) => ({
      key,
      label: field,
      mine,
      theirs: other,
    })),
  ]
  const cameIn = [...plain.cameIn, ...(lines?.value.cameIn ?? [])].map(({ field }) => field)
  if (conflicts.length === 0) done({})
  return { cameIn: [...new Set(cameIn)], conflicts, resolve: done }
}

/** With every conflict settled; one that another choice brought up stays as they have it. */
const resolved = (
  merge: LinesMerge,
  choices: Readonly<Record<string, 'mine' | 'theirs'>>,
): LinesMerge =>
  merge.conflicts.reduce((now, { key }) => {
    const side = choices[key]
    return side ? resolve(now, key, side) : now
  }, merge)
