import { types } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createCodec } from '../../host/clone.ts'

const codec = createCodec(types.isProxy)
const crossed = (value: unknown): unknown => codec.decode(codec.encode(value))

describe('structured clone as text', () => {
  it.each([
    ['plain data', { a: [1, 'x', null, true, { b: -2.5 }], 'ü "': '\ud800 ok', __proto__: null }],
    ['undefined, in objects and arrays', { a: undefined, b: [undefined, 1] }],
    ['undefined alone', undefined],
    ['numbers that JSON has not', [NaN, Infinity, -Infinity, -0]],
    ['dates, also bad ones', { at: new Date(5), bad: new Date(NaN) }],
    ['maps and sets', new Map<unknown, unknown>([[{ k: 1 }, new Set([1, 'a'])]])],
    [
      'bytes',
      { b: new Uint8Array([1, 2, 250]), f: new Float64Array([1.5]), raw: new ArrayBuffer(3) },
    ],
    ['big integers, patterns, boxes', [12345678901234567890n, /a+/gi, Object('x')]],
    ['arrays with holes and more', Object.assign(new Array(3), { 1: 'x', extra: 'e' })],
  ])('carries %s', (_name, value) => {
    expect(crossed(value)).toStrictEqual(structuredClone(value))
  })

  it('carries errors with their kind, message and cause', () => {
    const error = crossed(new TypeError('no', { cause: { code: 7 } })) as TypeError
    expect(error).toBeInstanceOf(TypeError)
    expect([error.message, error.cause]).toEqual(['no', { code: 7 }])
  })

  it('keeps shared and circular references', () => {
    const shared = { n: 1 }
    const value: Record<string, unknown> = { a: shared, b: shared }
    value['self'] = value
    const copy = crossed(value) as typeof value
    expect(copy['a']).toBe(copy['b'])
    expect(copy['self']).toBe(copy)
  })

  it('carries own properties alone of an instance', () => {
    class Point {
      x = 1
      length(): number {
        return this.x
      }
    }
    expect(crossed(new Point())).toStrictEqual({ x: 1 })
  })

  it.each([
    ['a function', () => 1],
    ['a function inside', { deep: [{ no: () => 1 }] }],
    ['a proxy', new Proxy({}, {})],
    ['a proxy inside', { rows: [new Proxy({ a: 1 }, {})] }],
    ['a symbol', Symbol('s')],
    ['a promise', Promise.resolve()],
    ['a weak map', new WeakMap()],
  ])('refuses %s', (_name, value) => {
    expect(() => codec.encode(value)).toThrow('An object could not be cloned.')
  })
})
