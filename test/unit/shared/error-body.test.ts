import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readErrorBody } from '../../../src/shared/recras/error-body.ts'

const limit = { field: 'limit', message: 'Could not validate extra field', parameters: [] }
const fields = [{ field: 'limit', message: 'Could not validate extra field' }]

describe('an error body', () => {
  it.each([
    ['a list', [limit], limit.message, fields],
    ['a list under errors', { errors: [limit] }, limit.message, fields],
    ['messages', [{ message: 'Nee' }], 'Nee', [{ field: null, message: 'Nee' }]],
    ['a code and a message', { error: { code: 403, message: 'Mag niet' } }, 'Mag niet', []],
    ['an error and a message', { error: 'Forbidden', message: 'Mag niet' }, 'Mag niet', []],
    ['only an error', { error: 'Forbidden' }, 'Forbidden', []],
    ['an empty list of errors and a message', { errors: [], message: 'Kapot' }, 'Kapot', []],
    ['text', 'Kapot', 'Kapot', []],
    ['HTML', '<!DOCTYPE html><h1>502</h1>', null, []],
    ['nothing', '', null, []],
    ['null', null, null, []],
    ['a number', 42, null, []],
    ['a list of nothing', [null, 7, {}], null, []],
  ])('%s', (_what, body, message, expected) => {
    expect(readErrorBody(body)).toEqual({ message, fields: expected })
  })

  it('joins several messages, and is cut when it is endless', () => {
    const { message, fields: found } = readErrorBody([limit, { field: 'page', message: 'Nee' }])
    expect(message).toBe('Could not validate extra field Nee')
    expect(found.map((one) => one.field)).toEqual(['limit', 'page'])
    expect(readErrorBody('x'.repeat(5000)).message?.length).toBeLessThan(400)
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => void readErrorBody(body)))
  })
})
