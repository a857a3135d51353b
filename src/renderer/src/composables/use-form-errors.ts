import { computed, nextTick, ref, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AppError } from '../../../shared/result.ts'

/** What Recras said about a place in the form, as long as what stands there is what it was said about. */
interface Said {
  place: string
  message: string
  about: string
}

/** How a form is laid out, and what it says. `Own`: one finding of its own, at a field of the API. */
export interface FormErrorOptions<Own extends { field: string }> {
  /** The form on screen, to put the focus in. */
  root: Ref<HTMLElement | null>
  /** What is wrong by our own rules. */
  check(): Own[]
  /** In words. */
  wordsOf(own: Own): string
  /** Where in the form a field of the API stands; `null`: nowhere. */
  placeOf(field: string): string | null
  /** What stands in a place, to tell whether it is still what something was said about. */
  textAt(place: string): string
  /** A refusal as a whole in words of this form's own, instead of the usual ones. */
  wordsOfAll?(error: AppError): string | null
  /** Why nothing can be kept without a line on a computer without a keystore. */
  keystore(): string
}

/** What is wrong with a form, by place: our own findings first, what Recras said second. */
export function useFormErrors<Own extends { field: string }>(options: FormErrorOptions<Own>) {
  const { root, check, wordsOf, placeOf, textAt } = options
  const { t } = useI18n()
  /** Somebody tried to save: from then on what is wrong is said as it changes. */
  const tried = ref(false)
  const said = shallowRef<Said[]>([])
  const general = shallowRef<string[]>([])

  const errors = computed<Readonly<Record<string, string>>>(() => {
    const all: Record<string, string> = {}
    for (const one of said.value)
      if (textAt(one.place) === one.about)
        all[one.place] = [all[one.place], one.message].filter(Boolean).join(' ')
    if (!tried.value) return all
    const own: Record<string, string> = {}
    for (const one of check()) {
      const place = placeOf(one.field)
      if (place !== null) own[place] ??= wordsOf(one)
    }
    return { ...all, ...own }
  })

  /** Says why something was refused: at the fields where they are known, else above the form. */
  function refuse(error: AppError): void {
    const fields = 'fields' in error ? error.fields : []
    const placed: Said[] = []
    const loose: string[] = []
    for (const { field, message } of fields) {
      const place = field === null ? null : placeOf(field)
      if (place === null) loose.push(field === null ? message : `${field}: ${message}`)
      else placed.push({ place, message, about: textAt(place) })
    }
    said.value = placed
    const keystore = error.kind === 'not-now' && error.message === 'keystore'
    const own = keystore
      ? options.keystore()
      : (options.wordsOfAll?.(error) ?? t(`common.error.${error.kind}`))
    const more = keystore || fields.length > 0 || !error.message ? [] : [error.message]
    general.value = placed.length > 0 && loose.length === 0 ? [] : [own, ...more, ...loose]
  }

  function clear(): void {
    said.value = []
    general.value = []
  }

  /** Puts the focus where the first wrong thing is. */
  async function focusFirst(): Promise<void> {
    await nextTick()
    const first = root.value?.querySelector('[data-error-for], [data-error]')
    const around = first?.closest('.field, fieldset, section') ?? first
    const control = around?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
    ;(control ?? around?.querySelector<HTMLElement>('button'))?.focus()
  }

  return { tried, errors, general, refuse, clear, focusFirst }
}
