import type { RecordContent, RecordView } from '../../../../src/shared/outbox/record.ts'

let counter = 0

/** A record that waits, with this content. */
export function record(content: RecordContent, fields: Partial<RecordView> = {}): RecordView {
  const localId =
    content.kind === 'booking-edit'
      ? content.bookingId
      : content.kind === 'customer-edit'
        ? content.klantId
        : -1
  return {
    id: `r${++counter}`,
    kind: content.kind,
    localId,
    waitsFor: null,
    at: '2026-06-13T12:08:00.000Z',
    serverOffsetMs: null,
    desk: 'Mila',
    by: null,
    state: 'waiting',
    sent: null,
    attempts: 0,
    lastError: null,
    nextTryAt: null,
    reason: null,
    content,
    findings: null,
    klantId: null,
    ...fields,
  }
}

type Create = Extract<RecordContent, { kind: 'booking-create' }>

/** A booking for customer 17 at a quarter past two. */
export const creating = (
  body: Partial<Create['body']> = {},
  more: Partial<Create> = {},
): Create => ({
  kind: 'booking-create',
  customer: { id: 17 },
  customerName: 'Gemeente Appingedam',
  body: { begin: '2026-06-13T14:15:00+02:00', personen: 12, ...body },
  ...more,
})
