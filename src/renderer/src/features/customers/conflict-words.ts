import { isPlainObject, lenient } from '../../../../shared/recras/lenient.ts'
import type { FieldConflict } from '../../../../shared/outbox/record.ts'
import { provinceName } from './provinces.ts'

type Translate = (key: string, named?: Record<string, unknown>) => string

/** Fields that two people changed, in words: whose stays is chosen by reading them. */
export const conflictLines = (conflicts: readonly FieldConflict[], t: Translate) =>
  conflicts.map(({ field, mine, theirs }) => ({
    key: field,
    label: t(`customers.field.${field}`),
    mine: wordsOf(field, mine, t),
    theirs: wordsOf(field, theirs, t),
  }))

function wordsOf(field: string, value: unknown, t: Translate): string {
  if (Array.isArray(value))
    return value.map((one) => (field === 'extra_fields' ? extra(one) : contact(one, t))).join(', ')
  const text = lenient.text(value) ?? ''
  return field === 'provinciecode' ? provinceName(text) : text
}

function contact(value: unknown, t: Translate): string {
  if (!isPlainObject(value)) return ''
  const said = ['voornaam', 'achternaam', 'telefoon1', 'email1']
    .map((name) => lenient.text(value[name]))
    .filter(Boolean)
    .join(' ')
  const who = said || t('customers.contactNumber', { id: lenient.text(value['id']) ?? '' })
  return value['hoofdcontact'] === true ? `${who} (${t('customers.main')})` : who
}

function extra(value: unknown): string {
  if (!isPlainObject(value)) return ''
  const content = value['value']
  const text = Array.isArray(content) ? content.map(String).join(' / ') : lenient.text(content)
  return `${lenient.text(value['name']) ?? ''}: ${text ?? ''}`
}
