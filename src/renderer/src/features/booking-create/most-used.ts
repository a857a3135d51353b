import type { Choice } from '../../../../shared/ipc/record-calls.ts'

/** The choices, those whose names were counted most often first, else in Recras' order. */
export const mostUsedFirst = (
  choices: readonly Choice[],
  used: ReadonlyMap<string, number>,
): Choice[] => choices.toSorted((a, b) => (used.get(b.naam) ?? 0) - (used.get(a.naam) ?? 0))
