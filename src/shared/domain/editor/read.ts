import { fail, ok, type Result } from '../../result.ts'
import { COST_KINDS, LINE_KINDS, RULE_KINDS, asRead } from './fields.ts'
import type { Editor, EditorLine, EditorRule, Fields, Programme } from './model.ts'

/**
 * Why a booking cannot be edited: it was read without its lines or costs, or they are not what the
 * documentation says, and would not go back whole.
 */
export type NotEditable = 'no-lines' | 'no-costs' | 'unreadable'

/** Begins to edit a booking as Recras sent it, with `boekingsregels` and `kosten` embedded. */
export function editorOf(raw: unknown): Result<Editor, NotEditable> {
  const read = programmeOf(raw)
  return read.ok ? ok({ ...read.value, base: read.value, made: 0 }) : read
}

/** Lines and costs of a booking as Recras sent it. */
export function programmeOf(raw: unknown): Result<Programme, NotEditable> {
  const { boekingsregels, kosten } = isMap(raw) ? raw : {}
  if (boekingsregels === undefined || boekingsregels === null) return fail('no-lines')
  if (kosten === undefined || kosten === null) return fail('no-costs')
  if (!isListOfMaps(boekingsregels) || !isMap(kosten)) return fail('unreadable')
  const { regels, ...costs } = kosten
  if (!isWholeTree(regels ?? [])) return fail('unreadable')
  const nameLine = namer('line')
  const lines = boekingsregels.map((entry): EditorLine => {
    const fields = asRead(entry, LINE_KINDS)
    return { key: nameLine(fields), ref: null, fields }
  })
  const rules = rulesOf((regels ?? []) as Fields[], lines)
  return ok({ lines, costs: asRead(costs, COST_KINDS), rules })
}

function rulesOf(entries: readonly Fields[], lines: readonly EditorLine[]): EditorRule[] {
  const byId = new Map(lines.map((line) => [line.fields['id'], line.key]))
  const name = namer('rule')
  const ruleOf = (entry: Fields): EditorRule => {
    const { type } = entry
    if (type !== 'item' && type !== 'groep')
      return {
        key: name(entry),
        isNew: false,
        type: 'other',
        line: null,
        fields: entry,
        children: [],
      }
    const { regels, ...rest } = entry
    const fields = asRead(type === 'groep' ? rest : entry, RULE_KINDS)
    const link = fields['boekingsregel_id']
    return {
      key: name(fields),
      isNew: false,
      type,
      line: type === 'item' && typeof link === 'number' ? (byId.get(link) ?? null) : null,
      fields,
      children: type === 'groep' ? ((regels ?? []) as Fields[]).map(ruleOf) : [],
    }
  }
  return entries.map(ruleOf)
}

/** Names by id; what has none, or one that was there already, is named by its place. */
function namer(what: 'line' | 'rule'): (fields: Fields) => string {
  const given = new Set<string>()
  let without = 0
  return ({ id }) => {
    const own = `${what}:${String(id)}`
    const isOwn = (typeof id === 'number' || typeof id === 'string') && !given.has(own)
    const key = isOwn ? own : `${what}:at-${without++}`
    given.add(key)
    return key
  }
}

const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isListOfMaps = (value: unknown): value is Fields[] =>
  Array.isArray(value) && value.every(isMap)

const isWholeTree = (value: unknown): boolean =>
  isListOfMaps(value) &&
  value.every((rule) => rule['type'] !== 'groep' || isWholeTree(rule['regels'] ?? []))
