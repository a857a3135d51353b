import { useI18n } from 'vue-i18n'
import type { AppError } from '../../../shared/result.ts'

/** Failures whose message are Recras' own words; those of the others are codes for the log. */
const SPOKEN: ReadonlySet<AppError['kind']> = new Set([
  'forbidden',
  'not-found',
  'refused',
  'conflict',
  'rate-limited',
  'server',
])

/** Why something failed, in a sentence; with what Recras itself says about it, where it does. */
export function useErrorWords(): (error: AppError) => string {
  const { t } = useI18n()
  return (error) => {
    const fields = 'fields' in error && error.kind === 'refused' ? error.fields : []
    const own = SPOKEN.has(error.kind) ? [error.message, ...fields.map((one) => one.message)] : []
    return [...new Set([t(`common.error.${error.kind}`), ...own])].filter(Boolean).join(' ')
  }
}
