import fc from 'fast-check'
import { expect, it } from 'vitest'
import { problems, toBody } from '../../../../src/shared/domain/editor/body.ts'
import { addLine, changeLine, removeLine } from '../../../../src/shared/domain/editor/lines.ts'
import { mergeLines, resolve } from '../../../../src/shared/domain/editor/merge.ts'
import type { Editor } from '../../../../src/shared/domain/editor/model.ts'
import {
  addFreeItem,
  addGroup,
  moveRule,
  setChildrenVisible,
  setCosts,
  setDiscount,
} from '../../../../src/shared/domain/editor/rules.ts'
import { ask, MOMENT, send, simulatorFor } from '../../simulator/support.ts'
import { after, edit, flatRaw, steps, type Json, type RawBooking } from './arbitrary.ts'

const recras = await simulatorFor({ venue: 'seeds', now: () => MOMENT })
const PATH = '/api2/boekingen/25'

const read = async (): Promise<RawBooking> =>
  (await ask(recras, `${PATH}?embed=boekingsregels,kosten`)).body as RawBooking
const save = async (editor: Editor): Promise<RawBooking> => {
  expect(problems(editor)).toEqual([])
  const answer = await send(recras, 'PUT', PATH, toBody(editor))
  expect(answer.status, answer.text).toBe(200)
  return read()
}
const totalOf = (raw: RawBooking): unknown => raw.kosten['calculated_totaalbedrag_inclusief_btw']
const itemOf = (raw: RawBooking, line: unknown): Json | undefined =>
  flatRaw(raw.kosten.regels).find((rule) => rule['boekingsregel_id'] === line)

it('Recras takes what was made of lines and costs, and says the total', async () => {
  const raw = await read()
  const same = await save(edit(raw))
  expect(same).toEqual(raw)

  const group = addGroup(edit(same), 'Borrel')
  const line = addLine(
    group.editor,
    {
      product_id: 3,
      locatie_id: 2,
      aantal: 10,
      begin: '2014-11-15T14:00:00+01:00',
      eind: '2014-11-15T15:00:00+01:00',
    },
    { group: group.key, item: { naam: 'Naborrel', bedrag: 4, btw_percentage: 21 } },
  )
  let editor = changeLine(line.editor, 'line:112', { aantal: 25, opmerking: 'Geen varken' })
  editor = removeLine(editor, 'line:114')
  editor = setDiscount(editor, group.key, {
    kortingspercentage: 50,
    kortingomschrijving: 'Vaste gast',
  })
  editor = setChildrenVisible(editor, 'rule:236', true)
  editor = addFreeItem(editor, { naam: 'Fooi', aantal: 1, bedrag: 7.5, btw_percentage: 0 }).editor
  editor = moveRule(editor, 'rule:238', null, 0)
  editor = setCosts(editor, { referentie_klant: 'PO 7', betaaltermijn: 30 })
  const saved = await save(editor)
  expect(saved.boekingsregels).toHaveLength(3)
  const [, , added] = saved.boekingsregels
  expect(added).toMatchObject({ product_id: 3, aantal: 10 })
  expect(itemOf(saved, 112)).toMatchObject({ id: 237, aantal: 25, bedrag: 23 })
  expect(itemOf(saved, added?.['id'])).toMatchObject({ naam: 'Naborrel', aantal: 10, bedrag: 4 })
  expect(saved.kosten).toMatchObject({ referentie_klant: 'PO 7', betaaltermijn: 30 })
  expect(saved.kosten.regels).toMatchObject([
    { id: 238 },
    { id: 236, children_visible: true, regels: [{ id: 237 }] },
    { naam: 'Borrel', kortingspercentage: 50, regels: [{ naam: 'Naborrel' }] },
    { naam: 'Fooi', boekingsregel_id: null },
  ])
  // 20 × 15 + 25 × 23 + half of 10 × 4 + 7.50
  expect(totalOf(saved)).toBe(902.5)

  // Another product: its price and minimum are Recras' own.
  const climbing = await save(changeLine(edit(saved), 'line:112', { product_id: 6, locatie_id: 1 }))
  expect(itemOf(climbing, 112)).toMatchObject({ product_id: 6, bedrag: 15 })
  expect(climbing.boekingsregels.find((one) => one['id'] === 112)?.['minimum_aantal']).toBe(8)

  // Somebody else adds a line and removes the one that was being changed here.
  const mine = changeLine(edit(climbing), 'line:113', { opmerking: 'Met gids' })
  const others = addLine(removeLine(edit(climbing), 'line:113'), {
    product_id: 3,
    locatie_id: 2,
    aantal: 2,
  })
  const now = await save(others.editor)
  const merged = mergeLines(mine, now)
  if (!merged.ok) throw new Error(merged.error)
  const [conflict] = merged.value.conflicts
  expect(conflict).toMatchObject({ at: 'line:113', field: 'boekingsregel', theirs: null })
  const kept = await save(resolve(merged.value, conflict?.key ?? '', 'mine').editor)
  expect(kept.boekingsregels).toHaveLength(4)
  const again = kept.boekingsregels.find((one) => one['opmerking'] === 'Met gids')
  expect(again?.['id']).not.toBe(113)
  expect(itemOf(kept, again?.['id'])).toMatchObject({ naam: 'Groepen klimmen', bedrag: 15 })
})

it('reads numbers that come as text', async () => {
  const before = await read()
  recras.switches.numbersAsText = true
  const asText = await read()
  recras.switches.numbersAsText = false
  expect(asText).not.toEqual(before)
  expect(await save(edit(asText))).toEqual(before)
})

it('takes whatever can be done, one save after the other', async () => {
  /** Products and places that this venue has. */
  const possible = (editor: Editor): Editor =>
    editor.lines.reduce(
      (one, { key }) => changeLine(one, key, { product_id: 3, locatie_id: 2 }),
      editor,
    )
  await fc.assert(
    fc.asyncProperty(steps(), async (list) => {
      const editor = possible(after(edit(await read()), list))
      const saved = await save(editor)
      expect(saved.boekingsregels).toHaveLength(editor.lines.length)
      const mine = toBody(editor).kosten.regels
      expect(flatRaw(saved.kosten.regels).map((rule) => rule['type'])).toEqual(
        flatRaw(mine).map((rule) => rule['type']),
      )
    }),
    { numRuns: 60 },
  )
})
