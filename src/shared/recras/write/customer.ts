import { z } from 'zod'
import { date, line, note, recordId, wholeNumber } from './issues.ts'

/*
 * What may leave about a customer: the documented fields and nothing else (seeds/klanten "Create";
 * "Update" is nearly the same). A field that is left out is not sent; `null` empties it.
 */

export const GENDERS = ['man', 'vrouw', 'onbekend'] as const

/** ISO 3166-2: a country's two letters and one to three letters or digits. */
const PROVINCE = /^[A-Z]{2}-[A-Z0-9]{1,3}$/

/**
 * Not stricter than "something on both sides of an @": only Recras knows what it takes. Contacts that
 * have none come with `""`, and go back so.
 */
const email = line.refine((text) => /^([^@\s]+@[^@\s]+)?$/.test(text), { error: 'not-email' })

const person = {
  voornaam: line.nullable().optional(),
  achternaam: line.nullable().optional(),
  geslacht: z.enum(GENDERS, { error: 'wrong' }).optional(),
  aanhef: line.nullable().optional(),
  adres: line.nullable().optional(),
  postcode: line.nullable().optional(),
  plaats: line.nullable().optional(),
  telefoon1: line.nullable().optional(),
  telefoon2: line.nullable().optional(),
  email1: email.nullable().optional(),
  email2: email.nullable().optional(),
}

/** A contact person: one that Recras has (`id`), whose fields may be changed along, or a new one. */
export const contactWriteSchema = z.strictObject({
  id: recordId.optional(),
  hoofdcontact: z.boolean({ error: 'required' }),
  ...person,
})

const named = { name: line.min(1, { error: 'required' }) }

/** An extra field: the type decides what its value is (seeds/klanten `extra_fields`). */
export const extraFieldSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ ...named, type: z.literal('text'), value: note.nullable() }),
    z.strictObject({ ...named, type: z.literal('number'), value: wholeNumber.nullable() }),
    z.strictObject({ ...named, type: z.literal('date'), value: date.nullable() }),
    z.strictObject({ ...named, type: z.literal('singlechoice'), value: line.nullable() }),
    z.strictObject({ ...named, type: z.literal('multiplechoice'), value: z.array(line) }),
  ],
  { error: 'required' },
)

export const EXTRA_FIELD_TYPES = [
  'text',
  'number',
  'date',
  'singlechoice',
  'multiplechoice',
] as const

/** "Er kan slechts 1 hoofdcontactpersoon per klant zijn", and a customer has one contact or more. */
const contacts = z
  .array(contactWriteSchema)
  .min(1, { error: 'no-contact' })
  .refine((list) => list.length === 0 || list.filter((one) => one.hoofdcontact).length === 1, {
    error: 'one-main-contact',
  })

const plain = {
  naam: line.nullable().optional(),
  adres: line.nullable().optional(),
  postcode: line.nullable().optional(),
  plaats: line.nullable().optional(),
  provinciecode: z.string().regex(PROVINCE, { error: 'not-a-province' }).nullable().optional(),
  website: line.nullable().optional(),
  /** Left out: Recras fills in its standard company. */
  bedrijf_id: recordId.optional(),
  soort_klant: line.nullable().optional(),
  afdeling: line.nullable().optional(),
  factuur_adressering: note.nullable().optional(),
  extra_fields: z.array(extraFieldSchema).optional(),
}

/** The body of `POST /klanten`. */
export const customerCreateSchema = z.strictObject({ ...plain, contactpersonen: contacts })

/** The body of `PUT /klanten/{id}`: `contactpersonen`, when given, is the whole list. */
export const customerUpdateSchema = z.strictObject({
  ...plain,
  contactpersonen: contacts.optional(),
})

export type ContactWrite = z.infer<typeof contactWriteSchema>
export type ExtraField = z.infer<typeof extraFieldSchema>
export type CustomerCreate = z.infer<typeof customerCreateSchema>
export type CustomerUpdate = z.infer<typeof customerUpdateSchema>
