/*
 * Lines and costs of one booking while somebody edits them. Everything is JSON: a value is what
 * Recras sent or what was typed, also when that cannot be sent (yet), so nothing typed is lost.
 */

/** Fields of a line, a cost rule or the costs by Recras' own names, known and unknown. */
export type Fields = Readonly<Record<string, unknown>>

/** What a person can put in a field. A text for a number is read as one where it is one. */
export type Typed = string | number | boolean | null

export interface EditorLine {
  /** Stays the same while it is edited, and after a merge: `line:112`, `line:new-1`. */
  readonly key: string
  /** What cost rules of a new line refer to; `null` for a line that Recras has. */
  readonly ref: string | null
  readonly fields: Fields
}

export interface EditorRule {
  /** As a line's: `rule:239`, `rule:new-1`. */
  readonly key: string
  /** Made here, and not at Recras yet. */
  readonly isNew: boolean
  /** `other`: of a type that this version does not know; it goes back as it came. */
  readonly type: 'item' | 'groep' | 'other'
  /** The key of the line that an item is for; `null` when it is for none. */
  readonly line: string | null
  /** Without `regels` for a group. */
  readonly fields: Fields
  /** Of a group. */
  readonly children: readonly EditorRule[]
}

/** Lines and costs at one moment, in the form that the editor works on. */
export interface Programme {
  readonly lines: readonly EditorLine[]
  /** `kosten` without `regels`. */
  readonly costs: Fields
  readonly rules: readonly EditorRule[]
}

/** Immutable: every operation gives another one, or the same one when it is not possible. */
export interface Editor extends Programme {
  /** What the person started from. */
  readonly base: Programme
  /** How many things were made here; names new ones. */
  readonly made: number
}

/** A new thing, and the editor with it. */
export interface Made {
  editor: Editor
  key: string
}

/** Fields of a line that can be changed (seeds/boekingen "Boekingsregels"). */
export const LINE_FIELDS = [
  'product_id',
  'locatie_id',
  'aantal',
  'begin',
  'eind',
  'beschrijving',
  'opmerking',
  'betaald_bedrag',
  'betaal_datum',
  'betaal_opmerking',
] as const
export type LineField = (typeof LINE_FIELDS)[number]
export type LinePatch = Partial<Record<LineField, Typed>>

/** Fields of an item, but for its discount. `aantal` and `product_id` only where it has no line. */
export const ITEM_FIELDS = ['naam', 'aantal', 'bedrag', 'btw_percentage', 'product_id'] as const
export type ItemField = (typeof ITEM_FIELDS)[number]
export type ItemPatch = Partial<Record<ItemField, Typed>>

/** Items and groups have one. */
export const DISCOUNT_FIELDS = ['kortingspercentage', 'kortingomschrijving'] as const
export type DiscountPatch = Partial<Record<(typeof DISCOUNT_FIELDS)[number], Typed>>

export const COSTS_FIELDS = [
  'opmerking',
  'betaaltermijn',
  'referentie_klant',
  'bedrijf_id',
] as const
export type CostsField = (typeof COSTS_FIELDS)[number]
export type CostsPatch = Partial<Record<CostsField, Typed>>
