import { z } from 'zod'
import { instantOf } from '../../domain/time.ts'
import { STATUSES } from '../status.ts'
import { amount, date, line, moment, note, recordId, wholeNumber } from './issues.ts'

/*
 * What may leave about a booking: documented, changeable fields and nothing else
 * (seeds/boekingen "Create" and "Update"). A field that is left out is not sent; `null` empties it.
 */

/** Statuses that may carry a `status_vervaldatum` (seeds/boekingen, "Alleen geldig voor"). */
export const EXPIRING_STATUSES: readonly string[] = [
  'informatie',
  'interesse',
  'optie',
  'reservering',
]

const status = z.enum(STATUSES, { error: 'required' })
const people = wholeNumber.min(1, { error: 'too-small' }).max(100_000, { error: 'too-large' })

const createShape = {
  begin: moment,
  personen: people,
  status: status.optional(),
  arrangement: line.nullable().optional(),
  /** Not together with the three below it. */
  boeking_id: recordId.optional(),
  arrangement_id: recordId.optional(),
  book_process_id: recordId.optional(),
  product_id: recordId.optional(),
  status_vervaldatum: date.nullable().optional(),
  bijzonderheden: note.nullable().optional(),
}

type Basis = Partial<
  Record<'boeking_id' | 'arrangement_id' | 'book_process_id' | 'product_id', number | undefined>
>
interface Expiring {
  status?: string | undefined
  status_vervaldatum?: string | null | undefined
}

/** "Deze kan niet in combinatie met de volgende velden gestuurd worden" (seeds/boekingen "Create"). */
function checkBasis(body: Basis, context: z.RefinementCtx): void {
  const others = ['arrangement_id', 'book_process_id', 'product_id'] as const
  if (body.boeking_id !== undefined && others.some((name) => body[name] !== undefined))
    context.addIssue({ code: 'custom', path: ['boeking_id'], message: 'not-together' })
}

function checkExpiry(body: Expiring, context: z.RefinementCtx, fallback: string | null): void {
  const held = body.status ?? fallback
  if (!body.status_vervaldatum || held === null || EXPIRING_STATUSES.includes(held)) return
  context.addIssue({
    code: 'custom',
    path: ['status_vervaldatum'],
    message: 'not-for-this-status',
  })
}

/** A create without its customer, who may not have an id yet. */
export const bookingCreateBodySchema = z.strictObject(createShape).superRefine((body, context) => {
  checkBasis(body, context)
  checkExpiry(body, context, 'informatie')
})

/** The body of `POST /boekingen`. */
export const bookingCreateSchema = z
  .strictObject({ klant_id: recordId, ...createShape })
  .superRefine((body, context) => {
    checkBasis(body, context)
    checkExpiry(body, context, 'informatie')
  })

const plainShape = {
  status: status.optional(),
  arrangement: line.nullable().optional(),
  personen: people.optional(),
  status_vervaldatum: date.nullable().optional(),
  bijzonderheden: note.nullable().optional(),
  conceptfactuur_na_dagen: wholeNumber.nullable().optional(),
}

/** The names of the fields that `PUT /boekingen` changes, but for lines and costs. */
export const PLAIN_FIELDS = Object.keys(plainShape) as (keyof typeof plainShape)[]

/** `PUT /boekingen` without lines and costs. */
export const plainBookingSchema = z
  .strictObject(plainShape)
  .superRefine((body, context) => checkExpiry(body, context, null))

/**
 * A `boekingsregel` as it is edited. Loose: it holds what Recras sent and this version does not know
 * until it leaves, and then goes without that (`documentedOnly`). Read-only fields are taken out before
 * (see the editor).
 */
export const lineWriteSchema = z
  .looseObject({
    id: recordId.optional(),
    /** Chosen here, for cost rules to point at; always given to a new line (recras-api "PUT"). */
    ref: line.optional(),
    locatie_id: recordId.nullable().optional(),
    product_id: recordId.optional(),
    aantal: wholeNumber.min(0, { error: 'too-small' }).optional(),
    begin: moment.optional(),
    eind: moment.optional(),
    beschrijving: note.nullable().optional(),
    opmerking: note.nullable().optional(),
    betaald_bedrag: amount.nullable().optional(),
    betaal_datum: date.nullable().optional(),
    betaal_opmerking: note.nullable().optional(),
  })
  .superRefine((one, context) => {
    const issue = (name: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [name], message })
    if (one.id === undefined && one.aantal === undefined) issue('aantal', 'required')
    const [begin, end] = [instantOf(one.begin), instantOf(one.eind)]
    if (begin !== null && end !== null && end < begin) issue('eind', 'end-before-begin')
  })

export type LineWrite = z.infer<typeof lineWriteSchema>

interface RuleBase {
  id?: number | undefined
  naam?: string | null | undefined
  kortingspercentage?: number | undefined
  kortingomschrijving?: string | null | undefined
  [unknown: string]: unknown
}

export interface ItemWrite extends RuleBase {
  type: 'item'
  product_id?: number | null | undefined
  aantal?: number | undefined
  bedrag?: number | null | undefined
  btw_percentage?: number | null | undefined
  boekingsregel_id?: number | null | undefined
  boekingsregel_ref?: string | undefined
}

export interface GroupWrite extends RuleBase {
  type: 'groep'
  children_visible?: boolean | undefined
  regels: CostRuleWrite[]
}

/** A `kostenregel` as it is sent; loose for the same reason as a line, and of a type not known here too. */
export type CostRuleWrite = ItemWrite | GroupWrite

const discount = amount.min(0, { error: 'too-small' }).max(100, { error: 'too-large' }).optional()
const ruleBase = {
  id: recordId.optional(),
  naam: note.nullable().optional(),
  kortingspercentage: discount,
  kortingomschrijving: note.nullable().optional(),
}

const itemWriteSchema = z
  .looseObject({
    type: z.literal('item'),
    ...ruleBase,
    product_id: recordId.nullable().optional(),
    aantal: amount.optional(),
    bedrag: amount.nullable().optional(),
    btw_percentage: amount.min(0, { error: 'too-small' }).nullable().optional(),
    boekingsregel_id: recordId.nullable().optional(),
    boekingsregel_ref: line.optional(),
  })
  .superRefine((item, context) => {
    // "Kan niet tegelijk met id of boekingsregel_id aangepast worden" (seeds/boekingen).
    const known = item.id !== undefined || typeof item.boekingsregel_id === 'number'
    if (item.boekingsregel_ref === undefined || !known) return
    context.addIssue({ code: 'custom', path: ['boekingsregel_ref'], message: 'not-together' })
  })

const groupWriteSchema = z.looseObject({
  type: z.literal('groep'),
  ...ruleBase,
  children_visible: z.boolean().optional(),
  regels: z.lazy(() => z.array(costRuleWriteSchema)),
})

/**
 * A rule of a type that is not documented: what Recras made goes back as it came. What was made here
 * has a type of the two.
 */
const foreignRuleSchema = z
  .looseObject({ id: z.unknown().optional(), type: z.unknown().optional() })
  .superRefine(({ id, type }, context) => {
    if ((typeof type === 'string' && type !== '') || typeof id === 'number') return
    context.addIssue({ code: 'custom', path: ['type'], message: 'required' })
  })

const ruleSchemaFor = (rule: unknown): z.ZodType => {
  const type = typeof rule === 'object' && rule !== null && 'type' in rule ? rule.type : undefined
  if (type === 'item') return itemWriteSchema
  return type === 'groep' ? groupWriteSchema : foreignRuleSchema
}

export const costRuleWriteSchema = z.unknown().superRefine((rule, context) => {
  const read = ruleSchemaFor(rule).safeParse(rule)
  for (const { path, message } of read.error?.issues ?? [])
    context.addIssue({ code: 'custom', path: [...path], message })
}) as unknown as z.ZodType<CostRuleWrite>

export const costsWriteSchema = z.looseObject({
  opmerking: note.nullable().optional(),
  betaaltermijn: wholeNumber.nullable().optional(),
  referentie_klant: line.nullable().optional(),
  bedrijf_id: recordId.optional(),
  regels: z.array(costRuleWriteSchema),
})

export type CostsWrite = z.infer<typeof costsWriteSchema>

/** The body of `PUT /boekingen/{id}`. Lines and costs go together or not at all. */
export const bookingUpdateSchema = z
  .strictObject({
    ...plainShape,
    boekingsregels: z.array(lineWriteSchema).optional(),
    kosten: costsWriteSchema.optional(),
  })
  .superRefine((body, context) => {
    checkExpiry(body, context, null)
    if ((body.boekingsregels === undefined) === (body.kosten === undefined)) return
    const missing = body.kosten === undefined ? 'kosten' : 'boekingsregels'
    context.addIssue({ code: 'custom', path: [missing], message: 'not-together' })
  })

export type BookingCreate = z.infer<typeof bookingCreateSchema>
export type BookingUpdate = z.infer<typeof bookingUpdateSchema>
