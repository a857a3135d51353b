/*
 * What an exchange may say. Everything in it is data, so that the same file can be held against any
 * Recras.
 *
 * Placeholders: `{name}` in a path, a query or a body stands for a value that an earlier exchange
 * kept. Text that is nothing but a placeholder takes the value as it is, a number for a number.
 */

/**
 * What is expected of a value:
 * - text that begins with `$`: its kind (`KINDS` in `match.ts`), with `?` behind it also `null`;
 * - `{ $each, $min?, $max? }`, `{ $some }`: a list, by its entries; `$length`: how many;
 * - `{ $first }`: the first entry of a list;
 * - `{ $instant }`: the same moment, in whatever offset;
 * - `{ $not }`: anything else; `{ $pattern }`: text that matches;
 * - any other object: at least these fields (a name with `?` behind it may be missing);
 * - a list: exactly these entries; anything else: exactly this.
 */
export type Expected = string | number | boolean | null | readonly Expected[] | ExpectedFields

export interface ExpectedFields {
  readonly [name: string]: Expected
}

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export interface Exchange {
  /** One sentence: what the documentation promises. */
  says: string
  /** It creates or changes something. */
  writes?: true
  /** Made once for each of these values of a placeholder. */
  each?: { readonly name: string; readonly of: readonly Json[] }
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api2`; or a placeholder that holds a whole address, as links and `Location` give them. */
  path: string
  query?: Readonly<Record<string, string>>
  body?: Json
  /** `none`: without a key. `limited`: with one that lacks the permissions. */
  key?: 'none' | 'limited'
  status: number | readonly number[]
  headers?: Readonly<Record<string, Expected>>
  answer?: Expected
  /** Values to keep: from the answer by their way into it, or from a header. */
  keep?: Readonly<Record<string, readonly (string | number)[] | { readonly header: string }>>
}
