import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormErrors } from '../../composables/use-form-errors.ts'
import type { CreateError } from './content.ts'
import type { CreateForm } from './form.ts'

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

/** What is wrong with the form of a new booking, by the API's names of its fields. */
export function useCreateErrors(
  form: Ref<CreateForm>,
  root: Ref<HTMLElement | null>,
  check: () => CreateError[],
) {
  const { t, te } = useI18n()

  function wordsOf({ field, code }: CreateError): string {
    const own = `booking-create.missing.${field.replaceAll('.', '-')}`
    if (code === 'required' && te(own)) return t(own)
    return t(code === 'no-booking' ? 'booking-create.noBooking' : `common.field.${code}`)
  }

  return useFormErrors({
    root,
    check,
    wordsOf,
    placeOf: (field) => (partOf(form.value, field) === null ? null : field),
    textAt: (place) => partOf(form.value, place) ?? '',
    wordsOfAll: ({ kind }) => (kind === 'forbidden' ? t('booking-create.refused.forbidden') : null),
    keystore: () => t('booking-create.refused.keystore'),
  })
}
