import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCustomerRow } from '../../../../src/shared/domain/customer-row.ts'
import { BOOKING_EMBED } from '../../../../src/main/services/recras/api.ts'
import { toRow } from '../../../../src/shared/domain/booking-row.ts'
import type { BookingRecord } from '../../../../src/shared/ipc/contract.ts'
import { newClient, realClock } from './new-client.ts'

/*
 * Garbage in place of a server, without the wire in between so that there can be much of it: every
 * answer ends in a typed result, and every booking that comes out of one can be shown.
 */

/** `npm run fuzz` asks for many more; each run has up to four answers and reads them in 15 ways. */
const RUNS = Number(process.env['FUZZ_ANSWERS'] ?? 400)
const FUZZ_TIMEOUT_MS = 10_000 + RUNS * 20

const KINDS = new Set([
  'unreachable',
  'timeout',
  'unauthorized',
  'forbidden',
  'not-found',
  'refused',
  'conflict',
  'rate-limited',
  'server',
  'unexpected-answer',
])

const rubbish = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom(null, '', -1, 1e300, [], {}))
const link = fc.record({ href: rubbish, method: rubbish }, { requiredKeys: [] })
const line = fc.record(
  {
    id: rubbish,
    begin: fc.oneof(rubbish, fc.date().map(String)),
    eind: rubbish,
    locatie_id: rubbish,
  },
  { requiredKeys: [] },
)
const booking = fc.record(
  {
    id: fc.oneof({ weight: 3, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: rubbish }),
    referentie: rubbish,
    status: rubbish,
    personen: rubbish,
    datum: rubbish,
    boekingsregels: fc.oneof(rubbish, fc.array(fc.oneof(line, rubbish), { maxLength: 3 })),
    kosten: fc.oneof(rubbish, fc.record({ regels: fc.array(rubbish) })),
    Klant: fc.oneof(
      rubbish,
      fc.record({ id: rubbish, displaynaam: rubbish, Hoofdcontact: rubbish }),
    ),
    Facturen: rubbish,
    _links: fc.oneof(rubbish, fc.dictionary(fc.string(), fc.oneof(link, fc.array(link), rubbish))),
  },
  { requiredKeys: [] },
)
const body = fc.oneof(
  fc.string(),
  fc.json(),
  booking.map((one) => JSON.stringify(one)),
  fc.array(fc.oneof(booking, rubbish), { maxLength: 5 }).map((list) => JSON.stringify(list)),
  fc
    .tuple(fc.array(booking, { minLength: 1, maxLength: 3 }), fc.nat(100))
    .map(([list, cut]) => JSON.stringify(list).slice(0, -cut)),
)
const header = fc.oneof(
  fc.constantFrom(
    '5',
    '</api2/boekingen?page=2>; rel=next',
    '<http://evil/>; rel=next',
    '<>;rel=next',
  ),
  fc.string().map((text) => text.replace(/[^\x20-\x7e]/g, '')),
)
const answer = fc.record({
  status: fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 })),
  body,
  headers: fc.dictionary(
    fc.constantFrom('link', 'x-total-count', 'x-page-size', 'retry-after', 'date', 'content-type'),
    header,
  ),
})

describe('garbage', () => {
  it(
    'is refused by kind, or becomes bookings that can be shown',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 4 }), async (answers) => {
          let turn = 0
          const { client } = newClient('https://demo.recras.nl', {
            clock: realClock,
            fetch: (input) => {
              expect(new URL((input as Request).url).origin).toBe('https://demo.recras.nl')
              const one = answers[turn++ % answers.length] ?? { status: 500, body: '', headers: {} }
              const empty = [204, 205, 304].includes(one.status)
              return Promise.resolve(
                new Response(empty ? null : one.body, { status: one.status, headers: one.headers }),
              )
            },
          })
          const records: BookingRecord[] = []
          for await (const page of client.bookings({ embed: BOOKING_EMBED, page_size: 500 })) {
            if (!page.ok) expect(KINDS).toContain(page.error.kind)
            else records.push(...page.value.entries.flatMap((entry) => entry.record ?? []))
          }
          for await (const page of client.customers({})) {
            if (!page.ok) expect(KINDS).toContain(page.error.kind)
            else for (const one of page.value.customers) toCustomerRow(one.customer, one.hash)
          }
          const results = [
            await client.booking(1, BOOKING_EMBED),
            await client.me(),
            await client.customer(1),
            await client.names('locaties'),
            await client.follow('x', { href: '/x', method: 'POST', templated: false }),
            await client.bookingText(1, BOOKING_EMBED),
            await client.createBooking({ klant_id: 1, begin: '2026-06-15T15:00:00Z', personen: 2 }),
            await client.updateBooking(1, { personen: 2 }),
            await client.deleteBooking(1),
            await client.deletable(1),
            await client.createCustomer({ contactpersonen: [{ hoofdcontact: true }] }),
            await client.updateCustomer(1, { naam: 'x' }),
            await client.products(),
          ]
          for (const result of results) if (!result.ok) expect(KINDS).toContain(result.error.kind)
          for (const { booking, hash } of records) {
            structuredClone(booking)
            const row = toRow(booking, hash, 'Europe/Amsterdam')
            expect(Number.isSafeInteger(row.id)).toBe(true)
            expect(hash).toHaveLength(16)
          }
        }),
        { numRuns: RUNS },
      )
    },
    FUZZ_TIMEOUT_MS,
  )
})
