import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DemoVenue } from '../../../../src/main/app/demo.ts'
import type { OutboxEntry } from '../../../../src/shared/outbox/entry.ts'
import type { Result } from '../../../../src/shared/result.ts'
import { newCustomer } from '../../outbox/support/contents.ts'
import { checkIn, deskIn, endDesks, type DeskSetup } from './desk-setup.ts'
import { smallRecras, type SmallRecras } from './small-recras.ts'

let recras: SmallRecras
let other: SmallRecras

beforeEach(async () => {
  recras = await smallRecras()
  other = await smallRecras('other-key')
})

afterEach(async () => {
  await endDesks()
  await Promise.all([recras.close(), other.close()])
})

const given = (server = recras): { url: string; key: string } => ({
  url: server.url,
  key: server.key,
})
const managed = (server = recras): Record<string, string> => ({
  BALIE_RECRAS_URL: server.url,
  BALIE_API_KEY: server.key,
})
const soon = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 5_000 })
const promised = async ({ desk }: DeskSetup): Promise<void> => {
  const answer = await desk.venue?.outbox.enqueue(checkIn)
  expect(answer?.ok).toBe(true)
}
const waiting = ({ desk }: DeskSetup): number => desk.outboxView.entries.length

describe('setting up', () => {
  it('begins with the set-up screen', async () => {
    const { desk } = await deskIn({})
    expect(desk.info).toMatchObject({ mode: 'setup', host: null, managed: false, demo: false })
    expect(desk.connection).toMatchObject({ status: 'offline', error: null })
    expect(await desk.check()).toMatchObject({ error: { kind: 'not-now' } })
    expect(await desk.forget()).toMatchObject({ error: { kind: 'not-now' } })
  })

  it('tells whose key it is, and keeps nothing by testing', async () => {
    const { desk, profile } = await deskIn({})
    expect(await desk.test(given())).toMatchObject({
      ok: true,
      value: { host: recras.host, user: 'Kim Balie', venue: 'Klimbos' },
    })
    expect(await readdir(profile)).toEqual([])
    expect(desk.info.mode).toBe('setup')
  })

  it.each<[string, (url: string) => { url: string; key: string }, SmallRecras['mood'], object]>([
    ['a wrong key', (url) => ({ url, key: 'wrong' }), 'fine', { kind: 'unauthorized' }],
    ['no line', (url) => ({ url, key: 'good-key' }), 'silent', { kind: 'unreachable' }],
    ['a web page', (url) => ({ url, key: 'good-key' }), 'page', { kind: 'unexpected-answer' }],
    [
      'another web server',
      (url) => ({ url, key: 'good-key' }),
      'no-such-thing',
      { kind: 'unexpected-answer' },
    ],
    [
      'a web filter',
      (url) => ({ url, key: 'good-key' }),
      'forbidden',
      { kind: 'unexpected-answer' },
    ],
    [
      'a key with white space',
      (url) => ({ url, key: 'a b' }),
      'fine',
      { kind: 'invalid', fields: [{ field: 'key', code: 'white-space' }] },
    ],
    [
      'nonsense',
      () => ({ url: 'nonsense', key: 'k' }),
      'fine',
      { kind: 'invalid', fields: [{ field: 'url', code: 'not-an-address' }] },
    ],
    [
      'http off loopback',
      () => ({ url: 'http://demo.recras.nl', key: 'k' }),
      'fine',
      { kind: 'invalid', fields: [{ field: 'url', code: 'not-https' }] },
    ],
  ])('refuses %s, and keeps nothing', async (_what, make, mood, error) => {
    recras.mood = mood
    const { desk, profile } = await deskIn({})
    expect(await desk.test(make(recras.url))).toMatchObject({ ok: false, error })
    expect(await desk.save(make(recras.url))).toMatchObject({ ok: false, error })
    expect(desk.info.mode).toBe('setup')
    expect(await readdir(profile)).toEqual([])
  })

  it('keeps what works and opens the desk, now and after a restart', async () => {
    const first = await deskIn({})
    expect(await first.desk.save(given())).toMatchObject({
      ok: true,
      value: { mode: 'desk', host: recras.host, keystore: 'os', managed: false },
    })
    await soon(() => expect(first.desk.connection.status).toBe('online'))
    await soon(() => expect(first.desk.info).toMatchObject({ user: 'Kim Balie', venue: 'Klimbos' }))
    expect(first.told.map((one) => one.name)).toContain('app:changed')
    await first.desk.shutdown()
    const second = await deskIn({ profile: first.profile })
    expect(second.desk.info).toMatchObject({ mode: 'desk', host: recras.host })
    await second.desk.shutdown()
    recras.mood = 'silent'
    const offline = await deskIn({ profile: first.profile })
    expect(offline.desk.info).toMatchObject({ user: 'Kim Balie', venue: 'Klimbos' })
  })

  it('goes to the set-up screen with a damaged file, and nothing crashes', async () => {
    const first = await deskIn({})
    await writeFile(join(first.profile, 'venue.json'), '{"version":1,')
    const second = await deskIn({ profile: first.profile })
    expect(second.desk.info.mode).toBe('setup')
  })
})

describe('managed from outside', () => {
  it('goes to the desk at once, even without a line', async () => {
    recras.mood = 'silent'
    const { desk } = await deskIn({ environment: managed() })
    expect(desk.info).toMatchObject({ mode: 'desk', managed: true, host: recras.host })
    await soon(() =>
      expect(desk.connection).toMatchObject({ status: 'offline', error: { kind: 'unreachable' } }),
    )
    expect(await desk.save(given(other))).toMatchObject({ error: { kind: 'not-now' } })
    expect(await desk.forget()).toMatchObject({ error: { kind: 'not-now' } })
    recras.mood = 'fine'
    await soon(() => expect(desk.connection).toMatchObject({ status: 'online', error: null }))
  })

  it('shows what cannot be right, and does not fall back on an older key', async () => {
    const kept = await deskIn({})
    await kept.desk.save(given())
    await kept.desk.shutdown()
    const { desk } = await deskIn({
      profile: kept.profile,
      environment: { ...managed(), BALIE_API_KEY: 'a b' },
    })
    expect(desk.info).toMatchObject({
      mode: 'setup',
      configurationErrors: [{ field: 'BALIE_API_KEY', code: 'white-space' }],
    })
  })

  it('fills in an address that came without a key', async () => {
    const { desk } = await deskIn({ environment: { BALIE_RECRAS_URL: recras.url } })
    expect(desk.info).toMatchObject({ mode: 'setup', host: recras.host, managed: false })
  })

  it('never sends to one venue what was promised to another, and tells of it', async () => {
    recras.mood = 'silent'
    const before = await deskIn({ environment: managed() })
    await promised(before)
    await before.desk.shutdown()

    const elsewhere = await deskIn({ profile: before.profile, environment: managed(other) })
    await soon(() => expect(elsewhere.desk.connection.status).toBe('online'))
    expect(waiting(elsewhere)).toBe(0)
    expect(elsewhere.desk.info.configurationErrors).toMatchObject([{ code: 'promised-elsewhere' }])
    expect(other.asked.filter((one) => one.includes('/boekingen/75'))).toEqual([])
    await elsewhere.desk.shutdown()

    recras.mood = 'fine'
    const back = await deskIn({ profile: before.profile, environment: managed() })
    await soon(() => expect(waiting(back)).toBe(0))
    expect(recras.status).toBe('gaande')
  })
})

describe('another key, another venue', () => {
  it('goes on with a new key of the same host: what waited arrives once', async () => {
    const setup = await deskIn({})
    await setup.desk.save(given())
    await soon(() => expect(setup.desk.connection.status).toBe('online'))
    recras.key = 'new-key'
    await promised(setup)
    await soon(() => expect(setup.desk.connection.status).toBe('unauthorized'))
    expect(waiting(setup)).toBe(1)
    expect(await setup.desk.save({ url: recras.url, key: 'new-key' })).toMatchObject({ ok: true })
    await soon(() => expect(waiting(setup)).toBe(0))
    expect(setup.desk.connection.status).toBe('online')
    expect(recras.asked.filter((one) => one.startsWith('POST'))).toHaveLength(1)
  })

  it('does not take another host while something waits', async () => {
    const setup = await deskIn({})
    await setup.desk.save(given())
    recras.mood = 'silent'
    await promised(setup)
    expect(await setup.desk.save(given(other))).toMatchObject({ error: { kind: 'not-now' } })
    expect(setup.desk.info.host).toBe(recras.host)
    recras.mood = 'fine'
    setup.desk.venue?.resume()
    await soon(() => expect(waiting(setup)).toBe(0))
    expect(await setup.desk.save(given(other))).toMatchObject({ ok: true })
    expect(setup.desk.info.host).toBe(other.host)
    expect(setup.desk.outboxView.history).toEqual([])
  })

  it('does not take another host while the journal cannot be read or written', async () => {
    const setup = await deskIn({})
    await setup.desk.save(given())
    await rm(join(setup.profile, 'journal', recras.host.replace(':', '_')), { recursive: true })
    await writeFile(join(setup.profile, 'journal', recras.host.replace(':', '_')), 'in the way')
    await setup.desk.shutdown()
    const { desk, profile } = await deskIn({ profile: setup.profile })
    expect(desk.outboxView.blocked).not.toBeNull()
    expect(await desk.save(given(other))).toMatchObject({ error: { kind: 'not-now' } })
    expect(await readFile(join(profile, 'venue.json'), 'utf8')).toContain(recras.url)
  })

  it('takes a new key although something waits for another venue', async () => {
    recras.mood = 'silent'
    const before = await deskIn({ environment: managed() })
    await promised(before)
    await before.desk.shutdown()
    const kept = { origin: other.url, key: Buffer.from(other.key).toString('base64') }
    await writeFile(join(before.profile, 'venue.json'), JSON.stringify({ version: 1, ...kept }))
    const { desk } = await deskIn({ profile: before.profile })
    expect(desk.info).toMatchObject({
      host: other.host,
      configurationErrors: [{ field: null, code: 'promised-elsewhere' }],
    })
    other.key = 'newer-key'
    expect(await desk.save(given(other))).toMatchObject({ ok: true })
  })

  it('does not mind what else stands among the journals', async () => {
    const { desk, profile } = await deskIn({})
    await mkdir(join(profile, 'journal', 'lost+found'), { recursive: true })
    await writeFile(join(profile, 'journal', '.DS_Store'), 'x')
    expect(await desk.save(given())).toMatchObject({ ok: true })
    expect(await readdir(join(profile, 'journal', 'lost+found'))).toEqual([])
  })

  it('does not take another host while something waits for one whose key was lost', async () => {
    recras.mood = 'silent'
    const before = await deskIn({ environment: managed() })
    await promised(before)
    await before.desk.shutdown()
    const { desk } = await deskIn({ profile: before.profile })
    expect(desk.info).toMatchObject({ configurationErrors: [{ code: 'promised-elsewhere' }] })
    expect(await desk.save(given(other))).toMatchObject({ error: { kind: 'not-now' } })
    recras.mood = 'fine'
    expect(await desk.save(given())).toMatchObject({ ok: true })
    expect(desk.info.configurationErrors).toEqual([])
  })
})

describe('forgetting', () => {
  it('is refused while a record waits; then neither it, drafts nor the data key stay', async () => {
    const { desk, profile } = await deskIn({})
    await desk.save(given())
    recras.mood = 'silent'
    const entry = await desk.venue?.outbox.promise(newCustomer('Zeldenrust'))
    await desk.venue?.drafts.keep('booking-create', 'Zeldenrust')
    expect(await desk.forget()).toMatchObject({ ok: false, error: { kind: 'not-now' } })
    const id = entry?.ok ? entry.value.id : ''
    expect(await desk.venue?.outbox.drop(id)).toEqual({ ok: true, value: null })
    expect(await desk.forget()).toEqual({ ok: true, value: null })
    expect(await readdir(profile, { recursive: true })).toEqual(['daglog', 'drafts', 'journal'])
  })

  it('is refused while something waits, and leaves nothing when nothing does', async () => {
    const setup = await deskIn({})
    await setup.desk.save(given())
    await setup.guestTries.take('67-1')
    recras.mood = 'silent'
    await promised(setup)
    expect(await setup.desk.forget()).toMatchObject({ error: { kind: 'not-now' } })
    expect(waiting(setup)).toBe(1)
    expect(setup.desk.info.mode).toBe('desk')
    recras.mood = 'fine'
    setup.desk.venue?.resume()
    await soon(() => expect(waiting(setup)).toBe(0))
    expect(await setup.desk.forget()).toEqual({ ok: true, value: null })
    expect(setup.desk.info).toMatchObject({ mode: 'setup', host: null })
    expect(await readdir(join(setup.profile, 'journal'))).toEqual([])
    expect(await readdir(setup.profile)).not.toContain('venue.json')
    expect(await readFile(join(setup.profile, 'kiosk-tries.json'), 'utf8')).not.toContain('67-1')
  })

  it.each([0, 1, 2, 3, 4, 5])(
    'never clears a promise that was just made (%i turns later)',
    async (turns) => {
      const setup = await deskIn({})
      await setup.desk.save(given())
      recras.mood = 'silent'
      const { venue, promises } = setup.desk
      if (!venue) throw new Error('no venue')
      const forgetting = setup.desk.forget()
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      const made = await promises.pass<Result<OutboxEntry>>(() => venue.outbox.enqueue(checkIn), {
        ok: false,
        error: { kind: 'not-now' },
      })
      const forgotten = await forgetting
      expect(made.ok).not.toBe(forgotten.ok)
      expect(waiting(setup)).toBe(made.ok ? 1 : 0)
    },
  )

  it('waits for promises that are being made, and then keeps them', async () => {
    const setup = await deskIn({})
    await setup.desk.save(given())
    recras.mood = 'silent'
    const { venue, promises } = setup.desk
    if (!venue) throw new Error('no venue')
    const making = promises.pass<Result<OutboxEntry>>(() => venue.outbox.enqueue(checkIn), {
      ok: false,
      error: { kind: 'not-now' },
    })
    expect(await setup.desk.forget()).toMatchObject({ error: { kind: 'not-now' } })
    expect((await making).ok).toBe(true)
    expect(waiting(setup)).toBe(1)
  })
})

describe('the demo venue', () => {
  const demoOver = (server: SmallRecras): DemoVenue & { stopped: boolean } => ({
    origin: server.url,
    key: server.key,
    stopped: false,
    state: () => ({ unplugged: false, slow: false, revoked: false }),
    change: () => undefined,
    otherDesk: () => null,
    codes: () => [],
    drillTasks: () => [],
    watch: () => () => ({ changes: [], made: 0 }),
    stop() {
      this.stopped = true
      return Promise.resolve()
    },
  })

  it('opens from the set-up screen, and gives way to a real venue', async () => {
    const demo = demoOver(other)
    const { desk } = await deskIn({ demo })
    expect(await desk.startDemo()).toMatchObject({
      ok: true,
      value: { mode: 'desk', demo: true, host: 'demo' },
    })
    expect(await desk.startDemo()).toMatchObject({ error: { kind: 'not-now' } })
    // Everybody can read the demo's key: to have it proves nothing.
    expect(desk.provingKey).toBeNull()
    expect(await desk.save(given())).toMatchObject({
      ok: true,
      value: { demo: false, host: recras.host },
    })
    expect([demo.stopped, desk.provingKey]).toEqual([true, recras.key])
  })

  it('opens at the start when it was asked for, and shows the set-up screen when it cannot', async () => {
    const demo = demoOver(other)
    const { desk } = await deskIn({ demo, environment: { BALIE_DEMO: '1' } })
    expect(desk.info).toMatchObject({ mode: 'desk', demo: true })
    const without = await deskIn({ environment: { BALIE_DEMO: '1' } })
    expect(without.desk.info).toMatchObject({ mode: 'setup', demo: false })
    expect(await without.desk.startDemo()).toMatchObject({ error: { kind: 'not-now' } })
  })
})

it('never tells the page or the log a key', async () => {
  const setup = await deskIn({})
  await setup.desk.save(given())
  await soon(() => expect(setup.desk.connection.status).toBe('online'))
  const said = JSON.stringify([setup.told, setup.log.lines, setup.desk.info, setup.desk.connection])
  expect(said).not.toContain(recras.key)
  expect(await readFile(join(setup.profile, 'venue.json'), 'utf8')).not.toContain(recras.key)
})
