import { z } from 'zod'
import { fromDraft, toDraft } from '../../../../shared/domain/editor/draft.ts'
import type { Editor } from '../../../../shared/domain/editor/model.ts'
import { editorOf } from '../../../../shared/domain/editor/read.ts'
import { PLAIN_FIELDS } from '../../../../shared/recras/write/booking.ts'
import { plainDraftOf, type PlainDraft } from './plain.ts'

/** A booking that is being changed: what it was when that began, and what was made of it. */
export interface EditDraft {
  /** All of it as JSON text, as it was read. */
  base: string
  /** Read from Recras itself; a booking out of the cache has lost what this version does not know. */
  raw: boolean
  plain: PlainDraft
  /** Lines and costs, where they can be edited; see `toDraft`. */
  lines: string | null
}

const schema = z.object({
  base: z.string(),
  raw: z.boolean(),
  plain: z.object(
    Object.fromEntries(PLAIN_FIELDS.map((name) => [name, z.string()])) as Record<
      (typeof PLAIN_FIELDS)[number],
      z.ZodString
    >,
  ),
  lines: z.string().nullable(),
})

/** What was kept, when this version understands it. */
export function readDraft(kept: unknown): EditDraft | null {
  const read = schema.safeParse(kept)
  return read.success ? read.data : null
}

/** Begins to change a booking. */
export function draftOf(base: string, raw: boolean): EditDraft {
  const booking = fieldsOf(base)
  const editor = raw ? editorOf(booking) : null
  return {
    base,
    raw,
    plain: plainDraftOf(booking),
    lines: editor?.ok ? toDraft(editor.value) : null,
  }
}

export const fieldsOf = (json: string): Record<string, unknown> =>
  JSON.parse(json) as Record<string, unknown>

export function editorIn(draft: EditDraft): Editor | null {
  const read = draft.lines === null ? null : fromDraft(draft.lines)
  return read?.ok ? read.value : null
}
