import {
  CONTACT_FIELDS,
  CUSTOMER_FIELDS,
  type CustomerDraft,
} from '../../../../shared/recras/write/customer-draft.ts'

const OWN: readonly string[] = [...CUSTOMER_FIELDS, 'bedrijf_id', 'contactpersonen', 'extra_fields']
const OF_CONTACT: readonly string[] = [...CONTACT_FIELDS, 'geslacht']
const OF_EXTRA: readonly string[] = ['name', 'type', 'value']

/**
 * Where in the form something is said about a field of the API: at the field itself, else at the
 * nearest thing around it that is there. `null`: nowhere.
 */
export function placeOf(draft: CustomerDraft, field: string): string | null {
  const [list = '', index = '', name = ''] = field.split('.')
  if (list === 'contactpersonen' && draft.contactpersonen[Number(index)] && index !== '')
    return OF_CONTACT.includes(name) ? `contactpersonen.${index}.${name}` : list
  if (list === 'extra_fields' && draft.extra_fields[Number(index)] && index !== '')
    return OF_EXTRA.includes(name) ? `extra_fields.${index}.${name}` : list
  return OWN.includes(list) ? list : null
}

/** What stands in a place, to tell whether it is still what something was said about. */
export function textAt(draft: CustomerDraft, place: string): string {
  let at: unknown = draft
  for (const step of place.split('.')) at = (at as Record<string, unknown> | undefined)?.[step]
  return JSON.stringify(at) ?? ''
}
