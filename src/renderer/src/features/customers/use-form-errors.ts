import { computed, nextTick, ref, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CustomerDraft } from '../../../../shared/recras/write/customer-draft.ts'
import type { FieldError } from '../../../../shared/recras/write/issues.ts'
import type { AppError } from '../../../../shared/result.ts'
import { placeOf, textAt } from './field-place.ts'

/** What Recras said about a place in the form, as long as what stands there is what it was said about. */
interface Said {
  place: string
  message: string
  about: string
}

/** What is wrong with the form: our own findings first, what Recras said second. */
export function useFormErrors(
  draft: () => CustomerDraft,
  root: Ref<HTMLElement | null>,
  check: () => FieldError[],
) {
  const { t } = useI18n()
  /** Somebody tried to save: from then on what is wrong is said as it changes. */
  const tried = ref(false)
  const said = shallowRef<Said[]>([])
  const general = shallowRef<string[]>([])

  const errors = computed<Readonly<Record<string, string>>>(() => {
    const all: Record<string, string> = {}
    const now = draft()
    for (const one of said.value)
      if (textAt(now, one.place) === one.about)
        all[one.place] = [all[one.place], one.message].filter(Boolean).join(' ')
    if (!tried.value) return all
    const own: Record<string, string> = {}
    for (const { field, code } of check()) {
      const place = placeOf(now, field)
      if (place !== null) own[place] ??= t(`common.field.${code}`)
    }
    return { ...all, ...own }
  })

  /** Says why something was refused: at the fields where they are known, else above the form. */
  function refuse(error: AppError): void {
    const fields = 'fields' in error ? error.fields : []
    const now = draft()
    const placed: Said[] = []
    const loose: string[] = []
    for (const { field, message } of fields) {
      const place = field === null ? null : placeOf(now, field)
      if (place === null) loose.push(field === null ? message : `${field}: ${message}`)
      else placed.push({ place, message, about: textAt(now, place) })
    }
    said.value = placed
    const keystore = error.kind === 'not-now' && error.message === 'keystore'
    const own = keystore ? t('customers.form.keystore') : t(`common.error.${error.kind}`)
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
    const control = around?.querySelector<HTMLElement>('input, select, textarea')
    ;(control ?? around?.querySelector<HTMLElement>('button'))?.focus()
  }

  return { tried, errors, general, refuse, clear, focusFirst }
}
