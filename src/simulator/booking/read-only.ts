import type { Body } from '../http/body.ts'
import { complaint, type Complaint } from '../http/errors.ts'
import type { Switches } from '../switches.ts'

const FIXED = 'Dit veld kan niet aangepast worden'

/**
 * Takes fields that cannot be changed out of what was sent, and complains about them as the
 * `readOnlyFields` switch says.
 *
 * @param current what they are now; `undefined` for something new
 */
export function withoutReadOnly(
  sent: Body,
  names: readonly string[],
  current: object | undefined,
  { readOnlyFields }: Switches,
  path = '',
): { body: Body; refused: Complaint[] } {
  const body = { ...sent }
  const refused: Complaint[] = []
  const now = (current ?? {}) as Record<string, unknown>
  for (const name of names) {
    if (!Object.hasOwn(sent, name)) continue
    // `klant_id` is documented as text here and is a number everywhere else.
    const differs = String(sent[name]) !== String(now[name])
    if (readOnlyFields === 'refused' || (readOnlyFields === 'refused-when-different' && differs))
      refused.push(complaint(path + name, FIXED))
    Reflect.deleteProperty(body, name)
  }
  return { body, refused }
}
