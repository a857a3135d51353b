import type { AppError } from '../../../../shared/result.ts'
import { readAddress, readKey } from '../../../../shared/venue-address.ts'

export type CredentialField = 'url' | 'key'

/** A refusal of address or key: a message key of `setup`, and the field that it is about, if any. */
export interface Refusal {
  field: CredentialField | null
  message: string
}

/** Codes of `shared/venue-address` that have words in `setup.problem`. */
const PROBLEMS: readonly string[] = [
  'empty',
  'white-space',
  'not-an-address',
  'credentials-in-address',
  'not-https',
  'not-a-key',
]

/** What is wrong with what was typed, before anything is asked. Empty when nothing is. */
export function refusalsOfInput(given: { url: string; key: string }): Refusal[] {
  const address = readAddress(given.url)
  const key = readKey(given.key)
  return [
    ...('problem' in address ? [refusal('url', address.problem.code)] : []),
    ...('problem' in key ? [refusal('key', key.problem.code)] : []),
  ]
}

/** Why main did not take an address and a key, said at the field that can mend it. */
export function refusalsOfError(error: AppError): Refusal[] {
  switch (error.kind) {
    case 'invalid': {
      const own = error.fields.flatMap(({ field, code }) =>
        field === 'url' || field === 'key' ? [refusal(field, code ?? '')] : [],
      )
      return own.length > 0 ? own : [{ field: null, message: 'failed.other' }]
    }
    case 'unauthorized':
    case 'forbidden':
      return [{ field: 'key', message: `failed.${error.kind}` }]
    case 'unreachable':
    case 'timeout':
    case 'server':
    case 'rate-limited':
      return [{ field: 'url', message: `failed.${error.kind}` }]
    case 'unexpected-answer':
    case 'not-found':
    case 'refused':
    case 'conflict':
      return [{ field: 'url', message: 'failed.stranger' }]
    case 'storage':
      return [{ field: null, message: 'failed.storage' }]
    case 'not-now':
    case 'locked':
    case 'lead-only':
    case 'wrong-proof':
      return [{ field: null, message: 'failed.not-now' }]
  }
}

const refusal = (field: CredentialField, code: string): Refusal => ({
  field,
  message: `problem.${field}.${PROBLEMS.includes(code) ? code : 'other'}`,
})
