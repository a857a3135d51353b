import { describe, expect, it } from 'vitest'
import messages from '../../../../src/renderer/src/features/setup/messages.ts'
import {
  refusalsOfError,
  refusalsOfInput,
} from '../../../../src/renderer/src/features/setup/refusal.ts'
import type { AppError } from '../../../../src/shared/result.ts'
import { missingIn } from '../messages.ts'

describe('address and key, before anything is asked', () => {
  it.each([
    ['dehogeeik.recras.nl', 'abc', []],
    ['https://dehogeeik.recras.nl/api2/', 'abc', []],
    ['http://127.0.0.1:4711', 'abc', []],
    ['', 'abc', ['url problem.url.empty']],
    ['geen adres', 'abc', ['url problem.url.white-space']],
    ['dehogeeik', 'abc', ['url problem.url.not-an-address']],
    ['http://dehogeeik.recras.nl', 'abc', ['url problem.url.not-https']],
    ['ftp://dehogeeik.recras.nl', 'abc', ['url problem.url.not-https']],
    ['https://jan:geheim@dehogeeik.recras.nl', 'abc', ['url problem.url.credentials-in-address']],
    ['dehogeeik.recras.nl', '', ['key problem.key.empty']],
    ['dehogeeik.recras.nl', 'a b', ['key problem.key.white-space']],
    ['dehogeeik.recras.nl', 'clé', ['key problem.key.not-a-key']],
    ['', 'a b', ['url problem.url.empty', 'key problem.key.white-space']],
  ])('%j with %j', (url, key, expected) => {
    const found = refusalsOfInput({ url, key })
    expect(found.map(({ field, message }) => `${field} ${message}`)).toEqual(expected)
    for (const { message } of found) expect(missingIn(messages, message)).toEqual([])
  })
})

describe('a refusal by main or Recras is said at the field that can mend it', () => {
  const cases: [AppError, string | null][] = [
    [{ kind: 'unauthorized' }, 'key'],
    [{ kind: 'forbidden' }, 'key'],
    [{ kind: 'unreachable' }, 'url'],
    [{ kind: 'timeout' }, 'url'],
    [{ kind: 'server', status: 500, retryAfterMs: null }, 'url'],
    [{ kind: 'rate-limited', retryAfterMs: 1000 }, 'url'],
    [{ kind: 'unexpected-answer' }, 'url'],
    [{ kind: 'not-found' }, 'url'],
    [{ kind: 'refused', fields: [] }, 'url'],
    [{ kind: 'conflict' }, 'url'],
    [{ kind: 'storage' }, null],
    [{ kind: 'not-now' }, null],
    [{ kind: 'invalid', fields: [] }, null],
    [{ kind: 'invalid', fields: [{ field: 'key', code: 'white-space', message: 'x' }] }, 'key'],
    [{ kind: 'invalid', fields: [{ field: 'url', message: 'too long' }] }, 'url'],
  ]
  it.each(cases)('%j at %s', (error, field) => {
    const [refusal, ...more] = refusalsOfError(error)
    expect(more).toEqual([])
    expect(refusal?.field).toBe(field)
    expect(missingIn(messages, refusal?.message ?? '')).toEqual([])
  })

  it('tells an address that nobody answers from one where something else answers', () => {
    const [nobody] = refusalsOfError({ kind: 'unreachable' })
    const [stranger] = refusalsOfError({ kind: 'unexpected-answer' })
    expect(nobody?.message).not.toBe(stranger?.message)
  })
})
