import {
  choice,
  day,
  isObject,
  listOf,
  orNull,
  readFields,
  string,
  whole,
  wrong,
  type FieldReader,
} from '../../http/body.ts'
import { complaint } from '../../http/errors.ts'
import type { ExtraField } from '../../venue/model.ts'

/** The five types with what a value of each is (seeds/klanten, `extra_fields`); `null` empties one. */
const VALUES = {
  text: string,
  number: whole(),
  date: day,
  singlechoice: string,
  multiplechoice: listOf(string),
} as const satisfies Record<ExtraField['type'], FieldReader<unknown>>

const TYPES = Object.keys(VALUES) as ExtraField['type'][]

const extraField: FieldReader<ExtraField> = (entry, field) => {
  if (!isObject(entry)) return wrong(field, 'Moet een object zijn')
  const type = TYPES.find((one) => one === entry['type'])
  const { complaints } = readFields(
    entry,
    {
      name: string,
      type: choice(TYPES),
      value: type ? orNull<unknown>(VALUES[type]) : (value) => ({ value }),
    },
    { path: `${field}.`, required: ['name', 'type', 'value'] },
  )
  if (entry['name'] === '') complaints.push(complaint(`${field}.name`, 'Mag niet leeg zijn'))
  // Its parts were read one by one, so it is what the type says.
  return complaints.length > 0 ? { complaints } : { value: entry as unknown as ExtraField }
}

/** `extra_fields`: every name once. */
export const extraFields: FieldReader<ExtraField[]> = (value, field) => {
  const read = listOf(extraField)(value, field)
  if ('complaints' in read) return read
  const names = read.value.map((one) => one.name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice === undefined ? read : wrong(field, `"${twice}" staat er twee keer in`)
}
