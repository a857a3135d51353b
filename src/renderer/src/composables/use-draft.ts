import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { call } from '../ipc.ts'

/** Typing pauses shorter than this are not worth a write. */
const PAUSE_MS = 250

export interface Draft<T> {
  /** What is typed, as it stands in the form. */
  value: Ref<T>
  /** What was kept before has been looked up: the form may show. */
  loaded: Ref<boolean>
  /** It was taken up again from an earlier time. */
  resumed: Ref<boolean>
  /** Where it is kept: for good, or until the app closes, as there is no keystore. */
  kept: Ref<'os' | 'memory'>
  /** Forgets it: it was saved, or given up. The form shows `initial` again. */
  clear(): Promise<void>
  /** Forgets what was kept, as it was promised; the form stays as it is until it is left. */
  forget(): Promise<void>
  /** Writes what was typed now. */
  flush(): Promise<void>
}

/**
 * What a person types and has not saved: kept by main, sealed, within moments, so that neither
 * leaving the form nor a restart loses it.
 *
 * @param key see `drafts:keep`; one draft each
 * @param read what was kept before, as this version understands it; `null` when it does not
 */
export function useDraft<T>(
  key: string,
  initial: () => T,
  read: (kept: unknown) => T | null,
): Draft<T> {
  const value = ref(initial()) as Ref<T>
  const loaded = ref(false)
  const resumed = ref(false)
  const kept = shallowRef<'os' | 'memory'>('os')
  let pending: ReturnType<typeof setTimeout> | null = null
  let cleared = false
  /** As last written, or as it begins: what is no different is not kept. */
  let last = JSON.stringify(value.value)

  async function write(text: string | null): Promise<void> {
    const result = await call('drafts:keep', { key, text })
    if (result.ok) kept.value = result.value.kept
  }

  async function flush(): Promise<void> {
    if (pending) clearTimeout(pending)
    pending = null
    const text = JSON.stringify(value.value)
    if (!loaded.value || text === last) return
    last = text
    await write(text)
  }

  async function clear(): Promise<void> {
    if (pending) clearTimeout(pending)
    pending = null
    cleared = true
    value.value = initial()
    last = JSON.stringify(value.value)
    resumed.value = false
    await write(null)
    cleared = false
  }

  async function forget(): Promise<void> {
    if (pending) clearTimeout(pending)
    pending = null
    last = JSON.stringify(value.value)
    await write(null)
  }

  void call('drafts:get', { key }).then((got) => {
    const text = got.ok ? got.value.text : null
    const before = text === null ? null : read(parsed(text))
    // What was typed while main was asked goes before what was kept.
    if (before !== null && JSON.stringify(value.value) === last) {
      value.value = before
      last = JSON.stringify(before)
      resumed.value = true
    }
    loaded.value = true
  })

  watch(
    value,
    () => {
      if (cleared) return
      if (pending) clearTimeout(pending)
      pending = setTimeout(() => void flush(), PAUSE_MS)
    },
    { deep: true },
  )
  onScopeDispose(() => void flush())

  return { value, loaded, resumed, kept, clear, forget, flush }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
