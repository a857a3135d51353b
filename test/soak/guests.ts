import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type CDPSession, type Page } from '@playwright/test'
import type { Balie } from '../e2e/support/launch.ts'
import { addGroup, kioskIn, kioskReady } from '../e2e/support/kiosk.ts'
import { scan } from '../e2e/support/scanner.ts'
import type { Simulator } from '../e2e/support/test.ts'

/**
 * What a page takes while nobody stands at the kiosk and nothing waits for Recras, after its garbage
 * was collected.
 */
export interface Sample {
  guests: number
  /** Bytes that the page's scripts hold, without their code. */
  heap: number
  nodes: number
  listeners: number
}

export interface Served {
  samples: Sample[]
  /** Codes that were scanned, and answers that the kiosk gave by its own log. */
  scans: number
  answers: number
  /** Groups that were welcomed and are not checked in at Recras in the end, or more than once. */
  wrong: number
}

const ANSWERS = new Set(['kiosk-welcome', 'kiosk-already', 'kiosk-early', 'kiosk-ask-staff'])

/**
 * Guests come one after the other, as fast as the kiosk serves them: groups that come in, that come
 * twice, that are early, that are nobody's; with rubbish in their codes, in other languages, by the
 * keypad, and two at once.
 *
 * @param warmUp guests before the first that counts: what is loaded and compiled once is no leak.
 * @param sampleEvery a sample after so many guests.
 */
export async function serveGuests(
  balie: Balie,
  simulator: Simulator,
  { count, warmUp, sampleEvery }: { count: number; warmUp: number; sampleEvery: number },
): Promise<Served> {
  const early = addGroup(simulator, { start: 23 * 60 + 59 })
  const groups = Array.from({ length: count + warmUp }, () => addGroup(simulator))
  const { page } = balie
  await page.reload()
  await kioskReady(page)
  const cdp = await page.context().newCDPSession(page)
  const welcomed: typeof groups = []
  const samples: Sample[] = []
  let scans = 0

  const come = async (text: string, state: string): Promise<void> => {
    scans++
    await scan(page, text, { gapMs: 2 })
    await kioskIn(page, state).waitFor({ timeout: 15_000 })
  }
  const go = async (): Promise<void> => {
    await page.locator('[data-done]').click()
    await kioskIn(page, 'idle').waitFor({ timeout: 15_000 })
  }
  const welcome = async (): Promise<string> => {
    const group = groups.pop()
    if (!group) throw new Error('too few groups')
    welcomed.push(group)
    await come(`B:${group.referentie}`, 'welcome')
    return group.referentie
  }

  const guests: (() => Promise<void>)[] = [
    async () => {
      await welcome()
      await go()
    },
    async () => {
      await speak(page, 'en')
      await welcome()
      await go()
    },
    async () => {
      // The next one does not wait for the first to be done.
      await welcome()
      await welcome()
      await go()
    },
    async () => {
      const referentie = await welcome()
      await go()
      await come(`B:${referentie}`, 'already')
      await go()
    },
    async () => {
      await come(`B:${early.referentie}`, 'early')
      await go()
    },
    async () => {
      await come('https://example.com/a-code-of-somebody-else', 'ask-staff')
      await go()
    },
    async () => {
      for (const key of '12-3') await page.keyboard.press(key)
      for (let key = 0; key < 4; key++) await page.keyboard.press('Backspace')
      await kioskIn(page, 'idle').waitFor({ timeout: 15_000 })
    },
    async () => {
      await speak(page, 'de')
      await come('B:999999-1', 'ask-staff')
      await go()
    },
  ]

  const serve = async (index: number): Promise<void> => guests[index % guests.length]?.()
  for (let index = 0; index < warmUp; index++) await serve(index)
  for (let index = 1; index <= count; index++) {
    await serve(index)
    if (index % sampleEvery === 0) samples.push(await sample())
  }

  // They come faster than the two calls a second that Recras gets: what waits is no leak.
  async function delivered(): Promise<void> {
    const html = page.locator('html')
    const waiting = async (): Promise<number> =>
      Number(await html.getAttribute('data-outbox-waiting'))
    for (let left = await waiting(); left > 0; left = await waiting())
      await expect.poll(waiting, { timeout: 30_000 }).toBeLessThan(left)
    await page.locator('html[data-outbox-waiting="0"]').waitFor()
  }

  async function sample(): Promise<Sample> {
    await delivered()
    // Twice: what the first round lets go of may hold on to more.
    for (let times = 0; times < 2; times++) await cdp.send('HeapProfiler.collectGarbage')
    const heap = await heldIn(cdp)
    const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters')
    return { guests: samples.length * sampleEvery + sampleEvery, heap, nodes, listeners }
  }

  await delivered()
  const wrong = welcomed.filter(
    ({ id }) => simulator.venue.changesOf(id).filter(({ to }) => to === 'gaande').length !== 1,
  ).length
  return { samples, scans, answers: answersOf(balie), wrong }
}

/** The fields of a heap snapshot that are read here; `nodes` has all nodes, field after field. */
interface HeapSnapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }
  nodes: number[]
  strings: string[]
}

/** What lies behind an `ArrayBuffer`, as a snapshot calls it. */
const BUFFER = 'system / JSArrayBufferData'

/**
 * What a page's scripts hold, in bytes: objects, texts and the buffers of frames. Compiled code is left
 * out, as the browser compiles better what runs more often, and what the browser keeps for itself: most
 * of that is for whoever looks on from outside.
 */
async function heldIn(cdp: CDPSession): Promise<number> {
  const chunks: string[] = []
  const take = ({ chunk }: { chunk: string }): void => void chunks.push(chunk)
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take)
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take)
  const { snapshot, nodes, strings } = JSON.parse(chunks.join('')) as HeapSnapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) =>
    fields.indexOf(field),
  ) as [number, number, number]
  const others = ['code', 'native'].map((name) => types[0].indexOf(name))
  let held = 0
  for (let at = 0; at < nodes.length; at += fields.length) {
    const isOurs =
      !others.includes(nodes[at + type] ?? -1) || strings[nodes[at + name] ?? -1] === BUFFER
    if (isOurs) held += nodes[at + size] ?? 0
  }
  return held
}

async function speak(page: Page, language: string): Promise<void> {
  await page.locator(`.kiosk-lang[lang="${language}"]`).click()
}

/** How often the kiosk answered, by the day's log. */
function answersOf({ profile }: Balie): number {
  const root = join(profile, 'daglog')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  return files
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(root, name), 'utf8').split('\n'))
    .filter((line) => line !== '' && ANSWERS.has((JSON.parse(line) as { kind: string }).kind))
    .length
}

/** How much more the last quarter of the samples has than the first, as a factor. */
export function growthOf(samples: readonly Sample[], what: 'heap' | 'nodes' | 'listeners'): number {
  const quarter = Math.max(1, Math.floor(samples.length / 4))
  const mean = (some: readonly Sample[]): number =>
    some.reduce((sum, one) => sum + one[what], 0) / some.length
  return mean(samples.slice(-quarter)) / mean(samples.slice(0, quarter))
}
