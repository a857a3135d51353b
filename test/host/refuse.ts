import { EventEmitter } from 'node:events'

/** Asked of every object by the language itself or by inspectors; absent is the right answer. */
const ASKED_OF_ALL = new Set<PropertyKey>(['then', 'toJSON', 'asymmetricMatch', '__esModule'])

/** The error for everything that Electron has and the host has not. */
export const notOffered = (what: string): Error =>
  new Error(`the host does not offer electron.${what}`)

/**
 * What the host offers of one of Electron's objects. Reading, calling or setting anything else throws
 * with its name, so that an app never runs on silently missing ground.
 */
export function offer<T extends object>(path: string, offered: T): T {
  return new Proxy(offered, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || ASKED_OF_ALL.has(key))
        return Reflect.get(target, key, receiver)
      throw notOffered(`${path}.${key}`)
    },
    set(target, key, value, receiver) {
      if (key in target || typeof key === 'symbol') return Reflect.set(target, key, value, receiver)
      throw notOffered(`${path}.${key}`)
    },
  })
}

/** A part of Electron of which the host offers nothing: throws on any use. */
export function refuse(path: string): object {
  const no = (use: string) => (): never => {
    throw notOffered(`${path}${use}`)
  }
  // Any constructor will do: it is never reached.
  return new Proxy(Object as object, {
    get(_target, key) {
      if (typeof key === 'symbol' || ASKED_OF_ALL.has(key)) return undefined
      throw notOffered(`${path}.${key}`)
    },
    apply: no('()'),
    construct: no('()'),
  })
}

/** An emitter of Electron's: listening to an event that never comes from the host throws as well. */
export class OfferedEvents extends EventEmitter {
  constructor(path: string, events: readonly string[]) {
    super()
    const offered = new Set(events)
    const guard = (name: 'on' | 'addListener' | 'prependListener') => {
      const original = this[name].bind(this)
      return (event: string | symbol, listener: (...args: unknown[]) => void): this => {
        if (typeof event === 'string' && !offered.has(event) && event !== 'newListener')
          throw notOffered(`${path}.on('${event}')`)
        original(event, listener)
        return this
      }
    }
    // `once` and `prependOnceListener` go through these.
    this.on = guard('on')
    this.addListener = guard('addListener')
    this.prependListener = guard('prependListener')
  }
}

/** An event whose default the listeners may prevent. */
export class PreventableEvent {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}
