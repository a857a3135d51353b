import { z } from 'zod'
import { fail, ok, type Result } from '../../result.ts'
import type { Editor, EditorRule } from './model.ts'

const fields = z.record(z.string(), z.unknown())

const ruleSchema: z.ZodType<EditorRule> = z.lazy(() =>
  z.object({
    key: z.string(),
    isNew: z.boolean(),
    type: z.enum(['item', 'groep', 'other']),
    line: z.string().nullable(),
    fields,
    children: z.array(ruleSchema),
  }),
)

const programme = {
  lines: z.array(z.object({ key: z.string(), ref: z.string().nullable(), fields })),
  costs: fields,
  rules: z.array(ruleSchema),
}

const draftSchema = z.object({
  version: z.literal(1),
  ...programme,
  base: z.object(programme),
  made: z.int().nonnegative(),
})

/** An editor as text, to keep: with what the person started from. */
export const toDraft = (editor: Editor): string => JSON.stringify({ version: 1, ...editor })

/**
 * The editor that was kept, on what the person started from then. Lay it over the booking as it is
 * now with `mergeLines(editor, raw)`.
 */
export function fromDraft(text: string): Result<Editor, 'unreadable'> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail('unreadable')
  }
  const read = draftSchema.safeParse(value)
  if (!read.success) return fail('unreadable')
  const { lines, costs, rules, base, made } = read.data
  return ok({ lines, costs, rules, base, made })
}
