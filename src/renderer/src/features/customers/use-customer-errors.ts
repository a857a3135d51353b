import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CustomerDraft } from '../../../../shared/recras/write/customer-draft.ts'
import type { FieldError } from '../../../../shared/recras/write/issues.ts'
import { useFormErrors } from '../../composables/use-form-errors.ts'
import { placeOf, textAt } from './field-place.ts'

/** What is wrong with the form of a customer. */
export function useCustomerErrors(
  draft: () => CustomerDraft,
  root: Ref<HTMLElement | null>,
  check: () => FieldError[],
) {
  const { t } = useI18n()
  return useFormErrors({
    root,
    check,
    wordsOf: ({ code }) => t(`common.field.${code}`),
    placeOf: (field) => placeOf(draft(), field),
    textAt: (place) => textAt(draft(), place),
    keystore: () => t('customers.form.keystore'),
  })
}
