import type { OutboxView } from '../../../shared/outbox/entry.ts'

/**
 * What waits, as a text that a person can read and a program too. It holds what people typed, in
 * clear: it is made because a person asked for it.
 */
export function exportText(view: OutboxView, at: string): string {
  const content = {
    exported: at,
    moves: view.entries.map(
      ({
        referentie,
        bookingId,
        wanted,
        seen,
        server,
        state,
        reason,
        lastError,
        desk,
        by,
        ...entry
      }) => ({
        referentie,
        bookingId,
        wanted,
        seen: seen.status,
        promisedAt: entry.at,
        desk,
        by: by?.initials ?? null,
        state,
        atRecras: server?.status ?? null,
        why: reason?.kind ?? lastError?.kind ?? null,
      }),
    ),
    records: view.records.map((record) => ({
      kind: record.kind,
      number: record.localId,
      promisedAt: record.at,
      desk: record.desk,
      by: record.by?.initials ?? null,
      state: record.state,
      maybeAtRecras: record.sent !== null,
      why: record.reason?.kind ?? record.lastError?.kind ?? null,
      content: record.content,
    })),
    scans: view.parked.map(({ text, referentie, at: scannedAt, desk, by, state }) => ({
      text,
      referentie,
      scannedAt,
      desk,
      by: by?.initials ?? null,
      state,
    })),
    // Of this desk only: Recras has no place for it.
    marks: view.marks.map(({ by, at: changedAt, ...mark }) => ({
      ...mark,
      changedAt,
      by: by?.initials ?? null,
    })),
  }
  return `${JSON.stringify(content, null, 2)}\n`
}
