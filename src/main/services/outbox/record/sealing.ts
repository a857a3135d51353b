import type {
  Findings,
  RecordContent,
  RecordEntry,
  RecordReason,
  RecordView,
} from '../../../../shared/outbox/record.ts'
import type { AppError } from '../../../../shared/result.ts'
import type { Seals } from '../../vault/vault.ts'

/** What is sealed beside the content: Recras' own words may repeat what a person typed. */
interface SealedFindings extends Findings {
  error: AppError | null
}

const NO_FINDINGS: Findings = { conflicts: [], found: [] }

/** What is to be written; `null` when it cannot be opened (now). */
export function contentOf(vault: Pick<Seals, 'open'>, entry: RecordEntry): RecordContent | null {
  const text = vault.open(entry.sealed)
  const content = text === null ? null : (JSON.parse(text) as RecordContent)
  return content?.kind === entry.kind ? content : null
}

export const sealContent = (vault: Pick<Seals, 'seal'>, content: RecordContent): string =>
  vault.seal(JSON.stringify(content))

/** A reason and what was found, as the journal may have them: nothing personal in clear. */
export function sealReason(
  vault: Pick<Seals, 'seal'>,
  reason: RecordReason,
  findings: Partial<Findings> = {},
): { reason: RecordReason; sealedFindings: string } {
  const error = reason.kind === 'refused' ? reason.error : null
  const sealed: SealedFindings = { ...NO_FINDINGS, ...findings, error }
  return {
    reason: error === null ? reason : { kind: 'refused', error: wordless(error) },
    sealedFindings: vault.seal(JSON.stringify(sealed)),
  }
}

/** As the page has it. */
export function openRecord(vault: Pick<Seals, 'open'>, entry: RecordEntry): RecordView {
  const { id, kind, localId, waitsFor, klantId, at, serverOffsetMs, desk, by } = entry
  const { state, sent, attempts, lastError, nextTryAt, reason, sealedFindings } = entry
  const text = sealedFindings === null ? null : vault.open(sealedFindings)
  const opened = text === null ? null : (JSON.parse(text) as SealedFindings)
  return {
    ...{ id, kind, localId, waitsFor, klantId, at, serverOffsetMs, desk, by },
    ...{ state, sent, attempts, lastError, nextTryAt },
    content: contentOf(vault, entry),
    reason:
      reason?.kind === 'refused' && opened?.error ? { ...reason, error: opened.error } : reason,
    findings: opened && { conflicts: opened.conflicts, found: opened.found },
  }
}

/** The kind alone says what follows; the words wait in the seal. */
function wordless(error: AppError): AppError {
  const rest = { ...error }
  delete rest.message
  return 'fields' in rest ? { ...rest, fields: [] } : rest
}
