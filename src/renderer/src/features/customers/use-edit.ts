import { computed, ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { useDraft } from '../../composables/use-draft.ts'
import { call } from '../../ipc.ts'
import { useAppStore } from '../../stores/app.ts'
import { useCustomersStore } from '../../stores/customers.ts'
import { useRecordsStore } from '../../stores/records.ts'
import {
  customerChangesOf,
  customerDraftOf,
  type CustomerDraft,
} from '../../../../shared/recras/write/customer-draft.ts'
import type { FieldConflict, RecordContent } from '../../../../shared/outbox/record.ts'
import type { AppError } from '../../../../shared/result.ts'
import {
  editDraftOf,
  knownOf,
  readEditDraft,
  resolved,
  type Choices,
  type EditDraft,
} from './draft.ts'

/** So long the form waits for Recras; what takes longer is kept here and on its way. */
const PATIENCE_MS = 4000

type CustomerEdit = Extract<RecordContent, { kind: 'customer-edit' }>

/**
 * A customer of Recras who is being changed: from how he is there, or from a change of his that was
 * promised and waits or needs a person. What is typed is kept; only what changed is promised.
 */
export function useEdit(id: number, refuse: (error: AppError) => void) {
  const app = useAppStore()
  const customers = useCustomersStore()
  const records = useRecordsStore()
  const router = useRouter()
  const kept = useDraft<EditDraft | null>(`customer-edit:${id}`, () => null, readEditDraft)
  /** The form; `null` until it is known what to begin with. */
  const form = ref<EditDraft | null>(null)
  /** Why there is no form. */
  const none = ref<'loading' | 'gone' | 'unknown' | 'failed'>('loading')
  const error = shallowRef<AppError | null>(null)
  const busy = ref(false)

  const entry = computed(() =>
    records.entries.findLast((one) => one.kind === 'customer-edit' && one.localId === id),
  )
  const conflicts = computed<readonly FieldConflict[]>(() =>
    entry.value?.reason?.kind === 'changed' ? (entry.value.findings?.conflicts ?? []) : [],
  )

  /** Begins with what waits, else with how Recras has him now, else with what is kept here. */
  async function begin(): Promise<void> {
    const content = entry.value?.content
    if (content?.kind === 'customer-edit') return void (form.value = editDraftOf(content))
    none.value = 'loading'
    error.value = null
    const online = app.connection?.status === 'online'
    const read = online ? await call('customer:read', { id }) : null
    if (read !== null && !read.ok && read.error.kind === 'not-found')
      return void (none.value = 'gone')
    const customer = read?.ok ? read.value : await customers.customer(id)
    if (customer) {
      const base = customerDraftOf(customer)
      form.value = { base, now: copyOf(base), known: knownOf(customer) }
      return
    }
    none.value = read === null ? 'unknown' : 'failed'
    if (read !== null && !read.ok) error.value = read.error
  }

  watch(
    kept.loaded,
    (loaded) => {
      if (!loaded) return
      if (kept.value.value) form.value = kept.value.value
      else void begin()
    },
    { immediate: true },
  )
  // Only what differs from how it began is worth keeping.
  watch(
    form,
    (now) => (kept.value.value = now && !isSame(now.base, now.now) ? copyOf(now) : null),
    { deep: true },
  )

  const changes = () => {
    const now = form.value
    return now ? customerChangesOf(now.base, now.now) : { errors: [] }
  }

  /** Promises what was changed. Answers whether the form has something to say. */
  async function save(): Promise<'done' | 'look'> {
    const made = changes()
    if (busy.value || 'errors' in made) return 'look'
    busy.value = true
    try {
      // What Recras has is taken for what it was when this began; what did not change is not sent.
      if (Object.keys(made.changes).length === 0) return await giveUpEntry()
      return await promise({ kind: 'customer-edit', klantId: id, ...made })
    } finally {
      busy.value = false
    }
  }

  async function promise(content: CustomerEdit): Promise<'done' | 'look'> {
    const made = await records.promise(content, entry.value?.id)
    if (!made.ok) return refused(made.error)
    await kept.forget()
    const outcome = await records.outcome(made.value.id, PATIENCE_MS)
    if (outcome.kind !== 'attention') return leave()
    form.value = editDraftOf(content)
    return 'look'
  }

  /** Goes on with what somebody chose, field by field. */
  async function resolve(choices: Choices): Promise<'done' | 'look'> {
    const made = changes()
    if (busy.value || 'errors' in made) return 'look'
    busy.value = true
    try {
      const content: CustomerEdit = { kind: 'customer-edit', klantId: id, ...made }
      const chosen = resolved(content, conflicts.value, choices)
      form.value = editDraftOf(chosen)
      if (Object.keys(chosen.changes).length === 0) return await giveUpEntry()
      return await promise(chosen)
    } finally {
      busy.value = false
    }
  }

  /** Nothing is to be changed any more: what waited for it is given up. */
  async function giveUpEntry(): Promise<'done' | 'look'> {
    if (entry.value) {
      const dropped = await call('outbox:drop', { id: entry.value.id })
      if (!dropped.ok) return refused(dropped.error)
    }
    return leave()
  }

  function refused(failure: AppError): 'look' {
    refuse(failure)
    return 'look'
  }

  async function leave(): Promise<'done'> {
    await kept.clear()
    await router.replace(`/klanten/${id}`)
    return 'done'
  }

  async function startOver(): Promise<void> {
    await kept.clear()
    form.value = null
    await begin()
  }

  return {
    kept,
    form,
    none,
    error,
    busy,
    entry,
    conflicts,
    begin,
    changes,
    save,
    resolve,
    startOver,
  }
}

const isSame = (a: CustomerDraft, b: CustomerDraft): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** Of a form, so that what is typed in one does not change the other. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
