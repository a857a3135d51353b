/*
 * Structured clone as text, so that a value crosses to another process as Electron's IPC would carry
 * it: dates, undefined, NaN, maps, sets, typed arrays, errors, shared and circular references.
 *
 * Two forms: `j` + plain JSON for what JSON carries exactly (nearly everything, and fast), and
 * `s` + a table of nodes that refer to each other by index for the rest.
 */

export interface Codec {
  /** @throws Error `An object could not be cloned.` */
  encode(value: unknown): string
  decode(text: string): unknown
}

/**
 * Makes a codec. The function uses nothing from outside of itself, because its source text is also
 * what the page gets.
 *
 * @param isProxy tells proxies, which structured clone refuses; a page cannot tell, and clones natively first.
 */
export function createCodec(isProxy: (value: object) => boolean): Codec {
  type Node = [kind: string, ...content: unknown[]]
  const refusal = (): Error => new Error('An object could not be cloned.')
  const nativeClone = structuredClone
  const { parse, stringify } = JSON
  const views = [
    ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array],
    ...[Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView],
  ]
  const errors = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]

  /** Whether JSON carries the value exactly; no object may be met twice. */
  function isJson(value: unknown, met: Set<object>): boolean {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
    if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0)
    if (typeof value !== 'object' || met.has(value) || isProxy(value)) return false
    met.add(value)
    if (Array.isArray(value)) {
      if (Object.keys(value).length !== value.length) return false
      for (const item of value) if (!isJson(item, met)) return false
      return true
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return false
    if ('toJSON' in value) return false
    for (const key of Object.keys(value)) {
      if (!isJson(value[key as keyof typeof value], met)) return false
    }
    return true
  }

  function toBase64(bytes: Uint8Array): string {
    let text = ''
    for (let at = 0; at < bytes.length; at += 0x8000)
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    return btoa(text)
  }

  function flatten(root: unknown): Node[] {
    const nodes: Node[] = []
    const known = new Map<object, number>()
    const put = (value: unknown): number => {
      if (typeof value !== 'object' || value === null) return nodes.push(primitive(value)) - 1
      const before = known.get(value)
      if (before !== undefined) return before
      const node: Node = ['?']
      const index = nodes.push(node) - 1
      known.set(value, index)
      node.splice(0, 1, ...object(value))
      return index
    }
    const primitive = (value: unknown): Node => {
      if (value === undefined) return ['undefined']
      if (typeof value === 'bigint') return ['bigint', String(value)]
      if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
        return ['number', Object.is(value, -0) ? '-0' : String(value)]
      if (typeof value === 'function' || typeof value === 'symbol') throw refusal()
      return ['json', value]
    }
    const entries = (value: object): [string, number][] =>
      Object.entries(value).map(([key, item]) => [key, put(item)])
    const object = (value: object): Node => {
      if (Array.isArray(value)) return ['array', value.length, entries(value)]
      if (value instanceof Date) return ['date', put(value.getTime())]
      if (value instanceof RegExp) return ['regexp', value.source, value.flags]
      if (value instanceof Map) return ['map', [...value].map(([k, v]) => [put(k), put(v)])]
      if (value instanceof Set) return ['set', [...value].map(put)]
      if (value instanceof ArrayBuffer) return ['buffer', toBase64(new Uint8Array(value))]
      if (value instanceof Error)
        return ['error', value.name, value.message, value.stack, 'cause' in value, put(value.cause)]
      if (value instanceof Boolean || value instanceof Number || value instanceof String)
        return ['boxed', put(value.valueOf())]
      if (value instanceof BigInt) return ['boxed', put(BigInt(String(value)))]
      const view = views.findIndex((type) => value instanceof type)
      if (view >= 0) {
        const { buffer, byteOffset, byteLength } = value as DataView
        const size = (views[view] as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1
        if (!(buffer instanceof ArrayBuffer)) throw refusal()
        return ['view', view, put(buffer), byteOffset, byteLength / size]
      }
      if (Object.prototype.toString.call(value) !== '[object Object]') throw refusal()
      return ['object', entries(value)]
    }
    put(root)
    return nodes
  }

  function restore(nodes: Node[]): unknown {
    const made = new Map<number, unknown>()
    const fill = (target: object, entries: unknown): unknown => {
      for (const [key, index] of entries as [string, number][])
        Object.defineProperty(target, key, {
          value: get(index),
          writable: true,
          enumerable: true,
          configurable: true,
        })
      return target
    }
    const get = (index: unknown): unknown => {
      if (made.has(index as number)) return made.get(index as number)
      const [kind, ...content] = nodes[index as number] ?? ['?']
      const keep = <T>(value: T): T => (made.set(index as number, value), value)
      const [first, second, third, fourth, fifth] = content
      switch (kind) {
        case 'undefined':
          return undefined
        case 'json':
          return first
        case 'number':
          return Number(first)
        case 'bigint':
          return BigInt(first as string)
        case 'array':
          return fill(keep(new Array(first as number)), second)
        case 'object':
          return fill(keep({}), first)
        case 'date':
          return keep(new Date(get(first) as number))
        case 'regexp':
          return keep(new RegExp(first as string, second as string))
        case 'boxed':
          return keep(Object(get(first)))
        case 'buffer':
          return keep(Uint8Array.from(atob(first as string), (c) => c.charCodeAt(0)).buffer)
        case 'map': {
          const map = keep(new Map())
          for (const [key, value] of first as [number, number][]) map.set(get(key), get(value))
          return map
        }
        case 'set': {
          const set = keep(new Set())
          for (const item of first as number[]) set.add(get(item))
          return set
        }
        case 'view': {
          const View = views[first as number] as unknown as new (
            buffer: unknown,
            offset: unknown,
            length: unknown,
          ) => unknown
          return keep(new View(get(second), third, fourth))
        }
        case 'error': {
          const Type = errors.find(({ name }) => name === first) ?? Error
          const error = keep(new Type(second as string))
          Object.defineProperty(error, 'stack', {
            value: third,
            writable: true,
            configurable: true,
          })
          if (fourth) error.cause = get(fifth)
          return error
        }
        default:
          throw new Error(`not a cloned value: ${kind}`)
      }
    }
    return get(0)
  }

  return {
    encode(value) {
      if (isJson(value, new Set())) return `j${stringify(value)}`
      let copy: unknown
      try {
        copy = nativeClone(value)
      } catch {
        throw refusal()
      }
      return `s${stringify(flatten(copy))}`
    },
    decode: (text) =>
      text.startsWith('j') ? parse(text.slice(1)) : restore(parse(text.slice(1)) as Node[]),
  }
}
