import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isChanged, problems, toBody } from '../../../../src/shared/domain/editor/body.ts'
import { fromDraft, toDraft } from '../../../../src/shared/domain/editor/draft.ts'
import { flatRules } from '../../../../src/shared/domain/editor/tree.ts'
import { linesOf, treeOf, type RuleRow } from '../../../../src/shared/domain/editor/views.ts'
import { bookingUpdateSchema } from '../../../../src/shared/recras/write/booking.ts'
import { after, edit, faultsOf, flatRaw, rawBooking, steps, type Json } from './arbitrary.ts'

const READ_ONLY = [
  'minimum_aantal',
  'herinnering_leverancier',
  'klant_id',
  'calculated_totaalbedrag_inclusief_btw',
  'boeking_id',
]

/** What was received, without what cannot be changed; `""` in a date or number is no value. */
const sendable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, held: unknown) => {
      if (READ_ONLY.includes(name)) return undefined
      return (name === 'betaal_datum' || name === 'betaald_bedrag') && held === '' ? null : held
    }),
  )

it('sends back what came, but for what cannot be changed', () => {
  fc.assert(
    fc.property(rawBooking, (raw) => {
      const editor = edit(raw)
      const { boekingsregels, kosten } = raw
      expect(toBody(editor)).toEqual(sendable({ boekingsregels, kosten }))
      expect(isChanged(editor)).toBe(false)
      expect(problems(editor)).toEqual([])
    }),
  )
})

it('keeps every line with an item, every item with its line, and every ref its own', () => {
  fc.assert(
    fc.property(rawBooking, steps(), (raw, list) => {
      const editor = after(edit(raw), list)
      const body = toBody(editor)
      expect(faultsOf(body as never)).toEqual([])
      const keys = [...editor.lines, ...flatRules(editor.rules)].map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
      expect(problems(editor)).toEqual([])
      const read = bookingUpdateSchema.safeParse(body)
      expect(read.success && read.data).toEqual(body)
    }),
    { numRuns: 300 },
  )
})

it('loses nothing that it does not know', () => {
  const known = new Set(['kleur', 'extra', 'x_y', 'marge'])
  const unknownOf = (one: Json | undefined): Json =>
    Object.fromEntries(Object.entries(one ?? {}).filter(([name]) => known.has(name)))
  fc.assert(
    fc.property(rawBooking, steps(), (raw, list) => {
      const body = toBody(after(edit(raw), list))
      const rules = flatRaw(body.kosten.regels)
      for (const line of body.boekingsregels) {
        const came = raw.boekingsregels.find((one) => one['id'] === line.id)
        expect(unknownOf(line)).toEqual(unknownOf(came))
      }
      for (const rule of flatRaw(raw.kosten.regels)) {
        const sent = rules.find((one) => one['id'] === rule['id'])
        if (rule['type'] === 'korting') expect(sent).toEqual(rule)
        else if (sent) expect(unknownOf(sent)).toEqual(unknownOf(rule))
      }
      expect(unknownOf(body.kosten)).toEqual(unknownOf(raw.kosten))
    }),
  )
})

it('never changes what it was given, and goes on after a restart where it was', () => {
  fc.assert(
    fc.property(rawBooking, steps(), steps(4), (raw, first, then) => {
      const start = edit(raw)
      const before = JSON.stringify(start)
      const editor = after(start, first)
      expect(JSON.stringify(start)).toBe(before)
      const kept = fromDraft(toDraft(editor))
      expect(kept.ok && kept.value).toEqual(JSON.parse(JSON.stringify(editor)))
      if (kept.ok) expect(toBody(after(kept.value, then))).toEqual(toBody(after(editor, then)))
    }),
  )
})

it('shows every line and every rule once, lines in the order of the day', () => {
  const flat = (rows: RuleRow[]): RuleRow[] => rows.flatMap((row) => [row, ...flat(row.children)])
  fc.assert(
    fc.property(rawBooking, steps(), (raw, list) => {
      const editor = after(edit(raw), list)
      const lines = linesOf(editor)
      const rows = flat(treeOf(editor))
      const begins = lines.map(({ fields }) => String(fields['begin']))
      expect(begins).toEqual([...begins].sort())
      expect(lines.map(({ key }) => key).sort()).toEqual(editor.lines.map(({ key }) => key).sort())
      expect(rows.map(({ key }) => key)).toEqual(flatRules(editor.rules).map(({ key }) => key))
      for (const { key, items } of lines) {
        expect(items.length).toBeGreaterThan(0)
        expect(rows.filter((row) => row.line === key).map((row) => row.key)).toEqual(items)
      }
    }),
  )
})
