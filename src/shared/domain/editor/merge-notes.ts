import { mergeFields, sameValue } from '../merge.ts'
import { without } from './body.ts'
import type { Fields } from './model.ts'

/** Something that somebody else changed, and that stands as they made it. */
export interface LinesCameIn {
  /** The key of the line or rule; `null` for the costs themselves. */
  at: string | null
  /** The field's name; `boekingsregel` for all of a line, `kosten.regels` for the shape of the tree. */
  field: string
  /** `null`: it was not there. The tree as rows. */
  from: unknown
  /** `null`: it is gone. */
  to: unknown
}

/** Something that both changed. It stands as they made it until it is resolved. */
export interface LinesConflict {
  /** Its own, for `resolve`. */
  key: string
  at: string | null
  field: string
  base: unknown
  /** `null` for a line: removed. */
  mine: unknown
  theirs: unknown
}

export type Side = 'mine' | 'theirs'
/** By the key of the conflict. */
export type Choices = Readonly<Record<string, Side>>

/** What is found while merging. */
export class MergeNotes {
  readonly cameIn: LinesCameIn[] = []
  readonly conflicts: LinesConflict[] = []
  private readonly choices: Choices

  constructor(choices: Choices) {
    this.choices = choices
  }

  came(at: string | null, field: string, from: unknown, to: unknown): void {
    this.cameIn.push({ at, field, from, to })
  }

  /** Which side goes: theirs until a person has chosen. */
  clash(at: string | null, field: string, values: Record<Side | 'base', unknown>): Side {
    const key = `${at ?? 'kosten'} ${field}`
    const chosen = Object.hasOwn(this.choices, key) ? this.choices[key] : undefined
    if (chosen === undefined) this.conflicts.push({ key, at, field, ...values })
    return chosen ?? 'theirs'
  }

  /** @param fixed fields that only Recras changes: theirs, without a word */
  fields(
    at: string | null,
    { base, mine, theirs }: Record<Side | 'base', Fields>,
    fixed: readonly string[],
  ): Fields {
    const found = mergeFields(without(base, fixed), without(mine, fixed), without(theirs, fixed))
    const result: Record<string, unknown> = { ...theirs, ...found.merged }
    for (const { field, from, to } of found.cameIn) this.came(at, field, from, to)
    for (const { field, ...values } of found.conflicts)
      if (this.clash(at, field, values) === 'mine') result[field] = values.mine
    return result
  }
}

/** Whether the fields of something differ, other than by what only Recras changes. */
export const differs = (one: Fields, other: Fields, fixed: readonly string[]): boolean =>
  !sameValue(without(one, fixed), without(other, fixed))
