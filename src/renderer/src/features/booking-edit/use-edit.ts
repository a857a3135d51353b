import { computed, ref, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { isChanged, problems, toBody } from '../../../../shared/domain/editor/body.ts'
import { toDraft } from '../../../../shared/domain/editor/draft.ts'
import type { Editor } from '../../../../shared/domain/editor/model.ts'
import { sameValue } from '../../../../shared/domain/merge.ts'
import type { RecordOutcome } from '../../stores/records.ts'
import type { PlainBookingFields, RecordContent } from '../../../../shared/outbox/record.ts'
import type { FieldError } from '../../../../shared/recras/write/issues.ts'
import type { AppError } from '../../../../shared/result.ts'
import { useDraft } from '../../composables/use-draft.ts'
import { call } from '../../ipc.ts'
import { useAppStore } from '../../stores/app.ts'
import { useRecordsStore } from '../../stores/records.ts'
import { useVenueStore } from '../../stores/venue.ts'
import { draftOf, editorIn, fieldsOf, readDraft, type EditDraft } from './draft.ts'
import { plainChangesOf, plainDraftOf, plainValues } from './plain.ts'
import { mergeEdit, type EditMerge } from './merge-edit.ts'

/** So long the form waits for Recras; what takes longer is kept here and on its way. */
const PATIENCE_MS = 4000

/** Why the form cannot be shown. */
export type NoForm = 'loading' | 'gone' | 'unknown' | 'failed'

/**
 * The booking that is being changed: read when that begins, kept as a draft while it goes on, and
 * saved: plain fields as a promise that also works without a line, lines and costs at once.
 */
export function useEdit(id: number) {
  const app = useAppStore()
  const records = useRecordsStore()
  const venue = useVenueStore()
  const router = useRouter()
  const draft = useDraft<EditDraft | null>(`booking-edit:${id}`, () => null, readDraft)
  const none = ref<NoForm>('loading')
  const error = shallowRef<AppError | null>(null)
  const errors = shallowRef<FieldError[]>([])
  const saving = ref(false)
  /** What others changed meanwhile, and what has to be chosen. */
  const merge = shallowRef<EditMerge | null>(null)
  /** The answer of a save got lost, and the booking is not what it was. */
  const unsure = ref<string | null>(null)

  const online = computed(() => app.connection?.status === 'online')
  const editor = computed(() => (draft.value.value ? editorIn(draft.value.value) : null))
  const entry = computed(() =>
    records.entries.find((one) => one.kind === 'booking-edit' && one.localId === id),
  )
  const touched = computed(() => {
    const now = draft.value.value
    if (!now) return false
    const plain = plainChangesOf(plainDraftOf(fieldsOf(now.base)), now.plain)
    return (
      'errors' in plain ||
      Object.keys(plain.changes).length > 0 ||
      (editor.value !== null && isChanged(editor.value))
    )
  })

  /** Reads the booking to begin with: at Recras when there is a line, else as the cache has it. */
  async function begin(): Promise<void> {
    none.value = 'loading'
    error.value = null
    const got = online.value ? await call('booking:detail', { id, embed: [] }) : null
    if (got?.ok) draft.value.value = withPromised(draftOf(got.value.json, true))
    else if (got?.error.kind === 'not-found') none.value = 'gone'
    else {
      const cached = await venue.cache?.booking(id).catch(() => undefined)
      if (cached) draft.value.value = draftOf(JSON.stringify({ ...cached, ...promised() }), false)
      else none.value = got ? 'failed' : 'unknown'
      if (got && !cached) error.value = got.error
    }
  }

  /** What was changed here and waits: it is what the lists show too. */
  function promised(): PlainBookingFields {
    const waiting = records.entries.flatMap(({ kind, localId, state, content }) =>
      kind === 'booking-edit' && localId === id && state === 'waiting' && content ? [content] : [],
    )
    return Object.assign({}, ...waiting.map((one) => ('changes' in one ? one.changes : {})))
  }

  /** What was promised of this booking and is not at Recras yet stands in the form, with what was said of it. */
  function withPromised(fresh: EditDraft): EditDraft {
    const waiting = entry.value
    if (waiting?.content?.kind !== 'booking-edit') return fresh
    if (waiting.reason?.kind === 'refused') error.value = waiting.reason.error
    const wanted = { ...fieldsOf(fresh.base), ...waiting.content.changes }
    return { ...fresh, plain: plainDraftOf(wanted) }
  }

  function setEditor(next: Editor): void {
    if (draft.value.value) draft.value.value = { ...draft.value.value, lines: toDraft(next) }
  }

  /** Everything that is wrong before anything leaves. */
  function check(now: EditDraft, lines: Editor | null): FieldError[] {
    const plain = plainChangesOf(plainDraftOf(fieldsOf(now.base)), now.plain)
    return [
      ...('errors' in plain ? plain.errors : []),
      ...(lines && isChanged(lines) ? problems(lines) : []),
    ]
  }

  /** Saves; answers whether the form has something to say. */
  async function save(): Promise<'done' | 'look'> {
    const now = draft.value.value
    if (!now || saving.value) return 'look'
    saving.value = true
    error.value = null
    unsure.value = null
    try {
      errors.value = check(now, editor.value)
      if (errors.value.length > 0) return 'look'
      const lines = editor.value
      return lines && isChanged(lines) ? await saveLines(now, lines) : await savePlain(now)
    } finally {
      saving.value = false
    }
  }

  async function savePlain(now: EditDraft): Promise<'done' | 'look'> {
    const before = plainDraftOf(fieldsOf(now.base))
    const plain = plainChangesOf(before, now.plain)
    if ('errors' in plain) return 'look'
    const waiting = entry.value
    if (Object.keys(plain.changes).length === 0) {
      // Taken back: what was promised is not wanted any more.
      const dropped = waiting ? await call('outbox:drop', { id: waiting.id }) : null
      return dropped && !dropped.ok ? refuse(dropped.error) : leave()
    }
    const referentie = fieldsOf(now.base)['referentie']
    const content: RecordContent = {
      kind: 'booking-edit',
      bookingId: id,
      referentie: typeof referentie === 'string' ? referentie : `#${id}`,
      base: plainValues(before),
      changes: plain.changes,
    }
    const amended = waiting?.state === 'attention' ? waiting.id : undefined
    const made = await records.promise(content, amended)
    if (!made.ok) return refuse(made.error)
    return follow(await records.outcome(made.value.id, PATIENCE_MS))
  }

  async function follow(outcome: RecordOutcome): Promise<'done' | 'look'> {
    if (outcome.kind !== 'attention') return leave()
    const { reason, findings } = outcome.entry
    if (reason?.kind === 'changed' && findings) {
      merge.value = {
        cameIn: [],
        conflicts: findings.conflicts.map((one) => ({ key: one.field, label: one.field, ...one })),
        resolve: (choices) => takeChoices(findings.conflicts, choices),
      }
      return 'look'
    }
    return refuse(reason?.kind === 'refused' ? reason.error : { kind: 'conflict' })
  }

  /** The chosen values become what is wanted, on top of what stands at Recras now. */
  function takeChoices(
    conflicts: readonly { field: string; mine: unknown; theirs: unknown }[],
    choices: Readonly<Record<string, 'mine' | 'theirs'>>,
  ): void {
    const now = draft.value.value
    if (!now) return
    const base = { ...fieldsOf(now.base) }
    const plain = { ...now.plain } as Record<string, string>
    for (const { field, theirs } of conflicts) {
      base[field] = theirs
      if (choices[field] === 'theirs') plain[field] = plainDraftOf(base)[field as never]
    }
    draft.value.value = { ...now, base: JSON.stringify(base), plain: plain as EditDraft['plain'] }
  }

  async function saveLines(now: EditDraft, lines: Editor): Promise<'done' | 'look'> {
    const plain = plainChangesOf(plainDraftOf(fieldsOf(now.base)), now.plain)
    if ('errors' in plain) return 'look'
    const body = { ...plain.changes, ...toBody(lines) }
    const result = await call('booking:save', { id, base: now.base, body })
    if (!result.ok) return refuse(result.error)
    if (result.value.kind === 'saved') return leave()
    if (result.value.kind === 'unsure') {
      unsure.value = result.value.json
      return 'look'
    }
    return takeOver(result.value.json)
  }

  /** Lays what was made over what the booking is now; asks where both changed the same. */
  function takeOver(theirs: string): 'look' {
    const now = draft.value.value
    if (!now) return 'look'
    const made = mergeEdit(now, theirs, (next) => (draft.value.value = next))
    if (made) merge.value = made
    else error.value = { kind: 'conflict' }
    return 'look'
  }

  function refuse(failure: AppError): 'look' {
    error.value = failure
    return 'look'
  }

  async function leave(): Promise<'done'> {
    await draft.clear()
    await router.push(`/boekingen/${id}`)
    return 'done'
  }

  /** Gives up what was typed. */
  async function giveUp(): Promise<void> {
    await draft.clear()
    merge.value = null
    unsure.value = null
    errors.value = []
    await begin()
  }

  const isWhatItWas = computed(() => {
    const now = draft.value.value
    return !now || sameValue(plainDraftOf(fieldsOf(now.base)), now.plain)
  })

  return {
    draft,
    none,
    error,
    errors,
    saving,
    merge,
    unsure,
    online,
    editor,
    entry,
    touched,
    isWhatItWas,
    begin,
    setEditor,
    save,
    giveUp,
    takeOver,
  }
}
