import { describe, expect, it } from 'vitest'
import { JOURNAL_NAME } from '../../../src/main/services/outbox/journal.ts'
import type { MarkChange } from '../../../src/shared/outbox/mark.ts'
import { Desk, wish } from './support/desk.ts'
import { PlainVault } from './support/plain-vault.ts'

const FM = { id: 's1', initials: 'FM' }
const DAY = '2026-11-21'
const change = (more: Partial<MarkChange> = {}): MarkChange => ({
  bookingId: 1,
  day: DAY,
  referentie: '67-1',
  ...more,
})
const NOTE = 'Bus staat vast bij Zwolle'
const journalOf = async (desk: Desk): Promise<string> =>
  Buffer.from((await desk.fs.read(`/profile/outbox/${JOURNAL_NAME}`)) ?? []).toString()

describe('a mark of this desk', () => {
  it('changes what is given, leaves the rest, and says who and when', async () => {
    const desk = await new Desk().boot()
    desk.who = FM
    await desk.outbox.mark(change({ arrived: 3 }))
    await desk.outbox.mark(change({ note: NOTE }))
    const answer = await desk.outbox.mark(change({ noShow: true, arrived: 4 }))
    const mark = {
      bookingId: 1,
      day: DAY,
      referentie: '67-1',
      arrived: 4,
      noShow: true,
      note: NOTE,
      at: '2026-11-21T09:00:00.000Z',
      by: FM,
      desk: 'Balie 1',
    }
    expect(answer).toEqual({ ok: true, value: mark })
    expect(desk.view.marks).toEqual([mark])
  })

  it('survives a power cut the moment it is answered, and its note is nowhere in clear', async () => {
    const desk = await new Desk().boot()
    await desk.outbox.mark(change({ arrived: 12, note: NOTE }))
    const after = await desk.crash().boot()
    expect(after.view.marks).toMatchObject([{ arrived: 12, note: NOTE }])
    expect(await journalOf(after)).not.toContain('Zwolle')
  })

  it('is not answered while the disk takes nothing, and then nothing is marked', async () => {
    const desk = await new Desk().boot()
    desk.fs.room = 0
    expect(await desk.outbox.mark(change({ arrived: 1 }))).toMatchObject({
      ok: false,
      error: { kind: 'storage' },
    })
    expect(desk.view.marks).toEqual([])
    expect(desk.told).toEqual([])
  })

  it('waits for nobody and asks Recras for nothing', async () => {
    const desk = await new Desk().boot()
    await desk.outbox.mark(change({ arrived: 12, note: NOTE, noShow: true }))
    await desk.clock.pass(3_600_000)
    expect([desk.server.reads, desk.server.posts, desk.server.edits]).toEqual([0, [], []])
    expect(desk.outbox.journal()).toMatchObject({ waiting: 0, attention: 0 })
    expect(await desk.outbox.forget()).toEqual({ ok: true, value: null })
    expect(desk.view.marks).toEqual([])
    expect((await desk.crash().boot()).view.marks).toEqual([])
  })

  it('keeps the last of many that come at once', async () => {
    const desk = await new Desk().boot()
    const counts = Array.from({ length: 30 }, (_, count) => count + 1)
    await Promise.all(counts.map((arrived) => desk.outbox.mark(change({ arrived }))))
    expect(desk.view.marks).toMatchObject([{ arrived: 30 }])
  })

  it('takes a note back out of the file within seconds', async () => {
    const desk = await new Desk().boot()
    await desk.outbox.mark(change({ note: NOTE }))
    const sealed = desk.vault.seal(NOTE)
    expect(await journalOf(desk)).toContain(sealed)
    await desk.outbox.mark(change({ note: 'Om 14 uur hier' }))
    await desk.clock.pass(3000)
    expect(await journalOf(desk)).not.toContain(sealed)
  })

  it('leaves a note alone that cannot be opened now', async () => {
    const vault = new PlainVault()
    const desk = await new Desk({ vault }).boot()
    await desk.outbox.mark(change({ note: NOTE }))
    vault.key = 2
    expect(await desk.outbox.mark(change({ arrived: 2 }))).toMatchObject({ value: { note: null } })
    vault.key = 1
    expect(desk.view.marks).toMatchObject([{ arrived: 2, note: NOTE }])
  })
})

describe('old marks', () => {
  const days = ['2026-11-16', '2026-11-17', '2026-11-20', '2027-01-02']
  async function marked(serverOffsetMs: () => number | null): Promise<Desk> {
    const desk = await new Desk({ serverOffsetMs }).boot()
    for (const day of days) await desk.outbox.mark(change({ day, arrived: 1 }))
    return desk
  }
  const daysOf = (desk: Desk): string[] => desk.view.marks.map(({ day }) => day)

  it('go by themselves, from the file too, by Recras’ clock', async () => {
    const desk = await marked(() => 0)
    await desk.clock.pass(3_600_000 + 3000)
    // Today is the 21st: three days back and one to spare.
    expect(daysOf(desk)).toEqual(['2026-11-17', '2026-11-20', '2027-01-02'])
    expect(await journalOf(desk)).not.toContain('2026-11-16')
    expect(daysOf(await desk.crash().boot())).toEqual(['2026-11-17', '2026-11-20', '2027-01-02'])
  })

  it('stay while nobody knows what day it is', async () => {
    let offset: number | null = null
    const desk = await marked(() => offset)
    desk.clock.set(Date.parse('2031-01-01T09:00:00Z'))
    await desk.clock.pass(2 * 3_600_000)
    expect(daysOf(desk)).toEqual(days)
    // Recras says how wrong this machine's clock is.
    offset = Date.parse('2026-11-21T09:00:00Z') - desk.clock.now()
    desk.outbox.reconnected()
    expect(daysOf(desk)).toEqual(['2026-11-17', '2026-11-20', '2027-01-02'])
  })

  it('stay when this machine’s clock jumps ahead while Recras does not answer', async () => {
    const desk = await marked(() => 0)
    desk.online = false
    desk.clock.set(Date.parse('2031-01-01T09:00:00Z'))
    await desk.clock.pass(2 * 3_600_000)
    expect(daysOf(desk)).toEqual(days)
  })
})

describe('the day’s log is told', () => {
  it('who promised, undid, tried again and gave up, when the disk has it', async () => {
    const desk = await new Desk({ statuses: { 1: 'definitief', 2: 'optie' } }).boot()
    desk.cut()
    desk.who = FM
    await desk.outbox.enqueue(wish(1, 'definitief', 'gaande'))
    desk.who = { id: 's2', initials: 'JW' }
    await desk.outbox.enqueue(wish(1, 'gaande', 'definitief'))
    const about = { bookingId: 1, referentie: '1-1', detail: 'gaande' }
    expect(desk.told).toEqual([
      { kind: 'promised', ...about, by: FM },
      { kind: 'undone', ...about },
    ])
  })

  it('that it was done, of whoever promised it', async () => {
    const desk = await new Desk().boot()
    desk.who = FM
    await desk.outbox.enqueue(wish(1, 'definitief', 'gaande'))
    desk.who = null
    await desk.clock.pass(5000)
    expect(desk.told.map(({ kind, by }) => [kind, by])).toEqual([
      ['promised', FM],
      ['done', FM],
    ])
    expect(desk.view.history).toMatchObject([{ outcome: 'done', by: FM }])
  })

  it('that it needs a person, and who dropped it', async () => {
    const desk = await new Desk({ statuses: { 1: 'geannuleerd' } }).boot()
    desk.who = FM
    await desk.outbox.enqueue(wish(1, 'definitief', 'gaande'))
    await desk.clock.pass(5000)
    const [entry] = desk.entries
    await desk.outbox.retry(entry?.id ?? '')
    await desk.outbox.drop(entry?.id ?? '')
    expect(desk.told.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['promised', 'gaande'],
      ['needs-person', 'changed'],
      ['retried', 'gaande'],
      ['dropped', 'gaande'],
    ])
    // By whoever is at the desk: nobody is named.
    expect(desk.told.at(-1)).not.toHaveProperty('by')
  })

  it('what was marked, and never what was written', async () => {
    const desk = await new Desk().boot()
    await desk.outbox.mark(change({ arrived: 12, note: NOTE }))
    await desk.outbox.mark(change({ noShow: true }))
    await desk.outbox.mark(change({ noShow: false, note: null, arrived: 12 }))
    expect(desk.told.map(({ kind, detail }) => [kind, detail ?? null])).toEqual([
      ['arrived', '12'],
      ['note', null],
      ['no-show', null],
      ['no-show-undone', null],
      ['note', 'removed'],
    ])
    expect(JSON.stringify(desk.told)).not.toContain('Zwolle')
  })
})
