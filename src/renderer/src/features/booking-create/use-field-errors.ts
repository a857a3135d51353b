import { computed, nextTick, ref, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AppError, FieldMessage } from '../../../../shared/result.ts'
import type { CreateError } from './content.ts'
import type { CreateForm } from './form.ts'

/** What Recras or main said about a field, as long as that field is what it was said about. */
interface Said {
  field: string
  message: string
  about: string
}

const PERSON = 'contactpersonen.0.'

/** The part of the form that a field of the API stands for, as text; `null` when it has no place here. */
function partOf(form: CreateForm, field: string): string | null {
  if (field.startsWith(PERSON)) {
    const name = field.slice(PERSON.length)
    return name in form.person && name !== 'naam' ? JSON.stringify(form.person) : null
  }
  if (field === 'naam') return JSON.stringify(form.person)
  if (field === 'klant_id') return JSON.stringify(form.who)
  return field in form && field !== 'query' ? JSON.stringify(form[field as keyof CreateForm]) : null
}

/**
 * What is wrong with the form, by the API's names of its fields: our own findings first, what Recras
 * said second. What has no place in the form is said above it.
 */
export function useFieldErrors(
  form: Ref<CreateForm>,
  root: Ref<HTMLElement | null>,
  check: () => CreateError[],
) {
  const { t, te } = useI18n()
  /** Somebody tried to book: from then on what is wrong is said as it changes. */
  const tried = ref(false)
  const said = shallowRef<Said[]>([])
  const general = shallowRef<string[]>([])

  function wordsOf({ field, code }: CreateError): string {
    const own = `booking-create.missing.${field.replaceAll('.', '-')}`
    if (code === 'required' && te(own)) return t(own)
    return t(code === 'no-booking' ? 'booking-create.noBooking' : `common.field.${code}`)
  }

  const errors = computed<Readonly<Record<string, string>>>(() => {
    const all: Record<string, string> = {}
    for (const one of said.value)
      if (partOf(form.value, one.field) === one.about) all[one.field] = one.message
    if (tried.value) for (const one of check()) all[one.field] = wordsOf(one)
    return all
  })

  function add(fields: readonly FieldMessage[], message: string | undefined): void {
    const rest: string[] = []
    const placed: Said[] = []
    for (const one of fields) {
      const about = one.field === null ? null : partOf(form.value, one.field)
      if (one.field === null || about === null)
        rest.push(one.field === null ? one.message : `${one.field}: ${one.message}`)
      else placed.push({ field: one.field, message: one.message, about })
    }
    if (fields.length === 0 && message) rest.push(message)
    said.value = placed
    general.value = rest
  }

  /** Says why something was refused: at the fields where they are known, else above the form. */
  function refuse(error: AppError): void {
    if (error.kind === 'refused' || error.kind === 'invalid') {
      add(error.fields, error.message)
      if (general.value.length === 0 && said.value.length > 0) return
      general.value = [t(`common.error.${error.kind}`), ...general.value]
      return
    }
    said.value = []
    const keystore = error.kind === 'not-now' && error.message === 'keystore'
    general.value = keystore
      ? [t('booking-create.refused.keystore')]
      : error.kind === 'forbidden'
        ? [t('booking-create.refused.forbidden'), ...(error.message ? [error.message] : [])]
        : [t(`common.error.${error.kind}`), ...(error.message ? [error.message] : [])]
  }

  function clear(): void {
    said.value = []
    general.value = []
  }

  /** Puts the focus where the first wrong thing is. */
  async function focusFirst(): Promise<void> {
    await nextTick()
    const first = root.value?.querySelector('[data-error-for], [data-error]')
    const field = first?.closest('.field, fieldset') ?? first
    const control = field?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
    ;(control ?? field?.querySelector<HTMLElement>('button'))?.focus()
  }

  return { tried, errors, general, refuse, clear, focusFirst }
}
