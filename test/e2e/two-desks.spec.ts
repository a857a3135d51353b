import type { Locator, Page } from '@playwright/test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Bridge } from '../../src/shared/ipc/contract.ts'
import type { OutboxView } from '../../src/shared/outbox/entry.ts'
import { seeded } from '../kill/seeded.ts'
import { html, opened, panelOf, rowOf, visit } from './support/desk.ts'
import type { Balie } from './support/launch.ts'
import { Line } from './support/line.ts'
import { scan } from './support/scanner.ts'
import { expect, test, type Simulator } from './support/test.ts'

const STEPS = 36
const SEED = Number(process.env['TWO_DESKS_SEED'] ?? Date.now() % 1_000_000)

/** A move that was acknowledged, with the status that the page showed when it was asked for. */
interface Wish {
  id: string
  booking: number
  wanted: string
  looked: string
  retries: number
}

/** One installation with a line of its own, and the person at it. */
class Desk {
  readonly balie: Balie
  readonly line: Line
  /** In the order in which they were wanted; what was taken back is none any more. */
  wishes: Wish[] = []
  private scanned = ''

  constructor(balie: Balie, line: Line) {
    this.balie = balie
    this.line = line
  }

  get page(): Page {
    return this.balie.page
  }

  outbox(): Promise<OutboxView> {
    return this.page.evaluate(async () => {
      const { balie } = window as unknown as { balie: Bridge }
      const got = await balie.calls['outbox:get']()
      if (!got.ok) throw new Error(got.error.kind)
      return got.value
    })
  }

  /** Taps a button of the booking's page, or scans its code to check it in. */
  async act({ id, referentie }: { id: number; referentie: string }, random: number): Promise<void> {
    await visit(this.page, `#/boekingen/${id}`)
    const panel = panelOf(this.page, id)
    await panel.waitFor()
    const buttons = await panel.locator('[data-action]:enabled').all()
    const button = buttons[Math.floor(random * buttons.length)]
    if (!button) return
    const before = await this.outbox()
    // The same code again within three seconds would be the same scan.
    const scans = random < 0.5 && this.scanned !== referentie
    // The other desk's move may come in meanwhile: then there is nothing to ask for any more.
    const asked = scans ? await this.scan(referentie) : await tapped(button)
    if (asked) await this.note(id, before)
  }

  /** Whether the scan was answered with a check-in. */
  private async scan(referentie: string): Promise<boolean> {
    this.scanned = referentie
    const verdict = this.page.locator('[data-verdict]')
    await scan(this.page, `B:${referentie}`)
    await expect(verdict).toHaveAttribute('data-verdict-code', `B:${referentie}`)
    const accepted = (await verdict.getAttribute('data-verdict')) === 'accepted'
    // Whoever goes on closes it.
    await visit(this.page, '#/dag')
    return accepted
  }

  /** Waits until the journal has what was just asked for, and writes it down. */
  private async note(booking: number, before: OutboxView): Promise<void> {
    const known = new Set([...before.entries, ...before.history].map((one) => one.id))
    const open = new Set(before.entries.map((one) => one.id))
    await expect
      .poll(async () => {
        const now = await this.outbox()
        const fresh = [...now.entries, ...now.history].find((one) => !known.has(one.id))
        const undone = now.history.find(
          (one) => one.outcome === 'undone' && open.has(one.id) && one.bookingId === booking,
        )
        if (undone) this.wishes = this.wishes.filter((wish) => wish.id !== undone.id)
        else if (fresh) {
          const looked = await this.looked(fresh.id)
          this.wishes.push({ id: fresh.id, booking, wanted: fresh.wanted, looked, retries: 0 })
        }
        return Boolean(undone ?? fresh)
      })
      .toBe(true)
  }

  /** What the page showed when this was asked for; it may have been settled since. */
  private looked(id: string): Promise<string> {
    return this.page.evaluate(
      (entry) => (window as unknown as { looked: Map<string, string> }).looked.get(entry) ?? '',
      id,
    )
  }

  /** Has the page remember what was looked at for each move that it is told of. */
  async open(): Promise<void> {
    await opened(this.page)
    await this.page.evaluate(() => {
      const page = window as unknown as { balie: Bridge; looked: Map<string, string> }
      page.looked = new Map()
      page.balie.events['outbox:changed'](({ entries }) => {
        for (const { id, seen } of entries)
          if (!page.looked.has(id)) page.looked.set(id, seen.status)
      })
    })
  }

  /** Wants one of those that are listed all the same. */
  async retry(): Promise<void> {
    const { entries } = await this.outbox()
    const entry = entries.find((one) => one.state === 'attention')
    const wish = this.wishes.find((one) => one.id === entry?.id)
    if (!entry || !wish) return
    await visit(this.page, '#/aandacht')
    const card = this.page.locator(`[data-item="decision ${entry.id}"]`)
    await card.getByRole('button', { name: 'Opnieuw proberen' }).click()
    wish.looked = (entry.server ?? entry.seen).status
    wish.retries += 1
    this.wishes = [...this.wishes.filter((one) => one !== wish), wish]
  }

  /** Power and line are back: nothing waits any more. */
  async quiet(): Promise<void> {
    await expect(html(this.page)).toHaveAttribute('data-connection', 'online', { timeout: 25_000 })
    await expect(html(this.page)).toHaveAttribute('data-outbox-waiting', '0', { timeout: 25_000 })
  }

  wantedLast(booking: number): Wish | undefined {
    return this.wishes.findLast((wish) => wish.booking === booking)
  }
}

const tapped = (button: Locator): Promise<boolean> =>
  button.click({ timeout: 1500 }).then(
    () => true,
    () => false,
  )

test.use({ simulatorOptions: { venue: 'empty' } })

test.afterEach(({ simulator }, { status, expectedStatus }) => {
  if (status !== expectedStatus)
    console.error(`TWO_DESKS_SEED=${SEED}`, JSON.stringify(simulator.venue.changes))
})

test('two desks with a line each, at random: nobody is overruled unseen', async ({
  simulator,
  launch,
}) => {
  test.setTimeout(120_000)
  const random = seeded(SEED)
  const bookings = (['definitief', 'definitief', 'gaande', 'voltooid'] as const).map((status) =>
    simulator.venue.add({ status }),
  )
  const lines = [await Line.to(simulator.port), await Line.to(simulator.port)]
  const desks = await Promise.all(
    lines.map(async (line) => {
      const env = { BALIE_RECRAS_URL: line.url, BALIE_POLL_SECONDS: '1' }
      return new Desk(await launch({ env }), line)
    }),
  )
  for (const desk of desks) await desk.open()

  for (let step = 0; step < STEPS; step += 1) {
    const desk = desks[Math.floor(random() * desks.length)]
    const booking = bookings[Math.floor(random() * bookings.length)]
    if (!desk || !booking) throw new Error('nobody')
    const what = random()
    if (step === STEPS / 2) {
      // With the line down, so that something waits; and with whatever it was doing.
      desk.line.cut()
      await desk.act(booking, random())
      await desk.balie.kill('main')
      desk.line.mend()
      await desk.balie.restart()
      await desk.open()
    } else if (what < 0.62) await desk.act(booking, random())
    else if (what < 0.8) {
      if (desk.line.isCut) desk.line.mend()
      else desk.line.cut()
    } else if (what < 0.86) simulator.faults.loseAnswerAfterChange = 1
    else if (what < 0.9) simulator.faults.loseRequestBeforeChange = 1
    else if (what < 0.96) await desk.retry()
    else await pause(random() * 1500)
  }

  simulator.faults.clear()
  for (const desk of desks) desk.line.mend()
  await Promise.all(desks.map((desk) => desk.quiet()))

  for (const { id, status: start } of bookings) await judge(simulator, desks, id, start)
  expect(desks.flatMap((desk) => desk.wishes).length).toBeGreaterThan(5)
  for (const line of lines) await line.close()
})

/** Holds what Recras did with one booking against what each desk acknowledged and lists. */
async function judge(
  { venue }: Simulator,
  desks: readonly Desk[],
  id: number,
  start: string,
): Promise<void> {
  const changes = venue.changesOf(id)
  const now = venue.booking(id)?.status ?? ''
  const wishes = desks.flatMap((desk) => desk.wishes.filter((wish) => wish.booking === id))
  const story = `booking ${id}: ${JSON.stringify({ start, changes, wishes })}`

  // Every change was asked for by somebody who was looking at what it replaced, and made once.
  const replaced = new Map<string, number>()
  for (const { from, to } of changes)
    replaced.set(`${from} > ${to}`, (replaced.get(`${from} > ${to}`) ?? 0) + 1)
  for (const [move, often] of replaced) {
    const asked = wishes.filter(({ looked, wanted }) => `${looked} > ${wanted}` === move)
    const most = asked.reduce((sum, { retries }) => sum + 1 + retries, 0)
    expect(often, `${move} of ${story}`).toBeLessThanOrEqual(most)
  }

  const last = desks.flatMap((desk) => desk.wantedLast(id)?.wanted ?? [])
  let listed = 0
  for (const desk of desks) {
    const { entries, history } = await desk.outbox()
    const own = entries.filter((entry) => entry.bookingId === id)
    listed += own.length
    for (const wish of desk.wishes.filter((one) => one.booking === id)) {
      const done = history.find((one) => one.id === wish.id)?.outcome
      const end = done ?? own.find((one) => one.id === wish.id)?.state
      expect(['done', 'attention'], `${wish.id} of ${story}`).toContain(end)
      // Done means that Recras was there.
      if (end === 'done')
        expect([start, ...changes.map(({ to }) => to)], story).toContain(wish.wanted)
    }
    await visit(desk.page, '#/dag')
    const row = rowOf(desk.page, id)
    await expect(row, story).toHaveAttribute('data-status', now, { timeout: 15_000 })
    await expect(row, story).toHaveAttribute('data-sync', own.length > 0 ? 'attention' : 'done')
  }
  // What somebody wanted last; or a loser has it listed.
  if (wishes.length > 0 && listed === 0) expect(last, story).toContain(now)
  if (wishes.length === 0) expect(changes, story).toEqual([])
}
