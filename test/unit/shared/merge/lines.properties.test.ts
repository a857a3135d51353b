import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isChanged, problems, toBody } from '../../../../src/shared/domain/editor/body.ts'
import { mergeLines, resolve, type LinesMerge } from '../../../../src/shared/domain/editor/merge.ts'
import type { Editor } from '../../../../src/shared/domain/editor/model.ts'
import { flatRules } from '../../../../src/shared/domain/editor/tree.ts'
import { sameValue } from '../../../../src/shared/domain/merge.ts'
import {
  after,
  edit,
  faultsOf,
  flatRaw,
  rawBooking,
  steps,
  type Json,
  type RawBooking,
} from '../editor/arbitrary.ts'

/** What Recras has after a save: every new thing with an id, numbers of items as their line's. */
function saved(editor: Editor): RawBooking {
  const body = JSON.parse(JSON.stringify(toBody(editor))) as RawBooking
  let id = 5000
  const ids = new Map<unknown, unknown>()
  const lines = body.boekingsregels.map(({ ref, ...line }): Json => {
    const own = { id: (id += 1), ...line }
    ids.set(ref, own.id)
    return own
  })
  for (const rule of flatRaw(body.kosten.regels)) {
    rule['id'] ??= id += 1
    const { boekingsregel_ref: ref } = rule
    if (ref !== undefined) {
      delete rule['boekingsregel_ref']
      rule['boekingsregel_id'] = ids.get(ref)
    }
    const line = lines.find((one) => one['id'] === rule['boekingsregel_id'])
    if (line) Object.assign(rule, { aantal: line['aantal'], product_id: line['product_id'] })
  }
  return { ...body, boekingsregels: lines }
}

function merged(mine: Editor, theirs: unknown): LinesMerge {
  const read = mergeLines(mine, theirs)
  if (!read.ok) throw new Error(read.error)
  return read.value
}

/** Answers every question, by turns of the sides given. */
function settle(merge: LinesMerge, sides: readonly boolean[]): LinesMerge {
  let [one, turn] = [merge, 0]
  for (let [next] = one.conflicts; next; [next] = one.conflicts)
    one = resolve(one, next.key, sides[turn++ % sides.length] ? 'mine' : 'theirs')
  return one
}

const keysOf = ({ lines, rules }: Editor): string[] =>
  [...lines, ...flatRules(rules)].map(({ key }) => key)

it('is theirs for who did nothing, and mine where nobody else did', () => {
  fc.assert(
    fc.property(rawBooking, steps(), (raw, list) => {
      const theirs = saved(after(edit(raw), list))
      const came = merged(edit(raw), theirs)
      expect(came.conflicts).toEqual([])
      expect(toBody(came.editor)).toEqual(toBody(edit(theirs)))
      expect(isChanged(came.editor)).toBe(false)
      const mine = after(edit(raw), list)
      const own = merged(mine, raw)
      expect([own.conflicts, own.cameIn]).toEqual([[], []])
      expect(sameValue(toBody(own.editor), toBody(mine))).toBe(true)
    }),
  )
})

it('can be sent, whatever was done and whatever is chosen', () => {
  const sides = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(rawBooking, steps(8), steps(8), sides, (raw, mine, others, choices) => {
      const theirs = saved(after(edit(raw), others))
      const merge = merged(after(edit(raw), mine), theirs)
      for (const one of [merge, settle(merge, choices)]) {
        const body = toBody(one.editor)
        expect(faultsOf(body as never)).toEqual([])
        expect(problems(one.editor)).toEqual([])
        const keys = keysOf(one.editor)
        expect(new Set(keys).size).toBe(keys.length)
        // Only what Recras has is called by an id.
        const known = new Set([
          ...theirs.boekingsregels.map((line) => line['id']),
          ...flatRaw(theirs.kosten.regels).map((rule) => rule['id']),
        ])
        for (const { id } of [...body.boekingsregels, ...body.kosten.regels] as Json[])
          expect(id === undefined || known.has(id)).toBe(true)
        for (const { id } of flatRaw(body.kosten.regels))
          expect(id === undefined || known.has(id)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

it('loses no line that was added, and nothing that was typed without asking', () => {
  fc.assert(
    fc.property(rawBooking, steps(8), steps(8), (raw, list, others) => {
      const mine = after(edit(raw), list)
      const theirs = saved(after(edit(raw), others))
      const merge = merged(mine, theirs)
      const kept = settle(merge, [true]).editor
      for (const line of mine.lines) {
        const was = mine.base.lines.find((one) => one.key === line.key)
        const now = kept.lines.find((one) => one.key === line.key)
        for (const [name, value] of Object.entries(line.fields))
          if (!sameValue(value, was?.fields[name])) expect(now?.fields[name]).toEqual(value)
      }
      for (const line of theirs.boekingsregels) {
        if (raw.boekingsregels.some((one) => one['id'] === line['id'])) continue
        expect(kept.lines.map(({ fields }) => fields['id'])).toContain(line['id'])
      }
      for (const rule of flatRules(mine.rules)) {
        const was = flatRules(mine.base.rules).find((one) => one.key === rule.key)
        const now = flatRules(kept.rules).find(
          ({ key }) => key === rule.key || key === `${rule.key}:again`,
        )
        for (const [name, value] of Object.entries(rule.fields))
          if (!sameValue(value, was?.fields[name]))
            expect(now?.fields[name], rule.key).toEqual(value)
      }
    }),
    { numRuns: 300 },
  )
})
