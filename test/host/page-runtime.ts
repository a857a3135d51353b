import type { Codec } from './clone.ts'

/** Messages between the page's side of the host and the main process's. */
export type FromPage =
  | ['hello', url: string]
  | ['invoke', id: number, channel: string, args: unknown[]]
  | ['send', channel: string, args: unknown[]]
  | ['zoom', direction: 'in' | 'out']
/** A key, before the page has it: what `before-input-event` tells of it. */
export interface KeyPress {
  type: 'keyDown' | 'keyUp'
  key: string
  code: string
  isAutoRepeat: boolean
  isComposing: boolean
  shift: boolean
  control: boolean
  alt: boolean
  meta: boolean
  location: number
}

export type ToPage =
  | ['reply', id: number, error: string | null, value: unknown]
  | ['event', channel: string, args: unknown[]]

export interface PageSide {
  /** The preload's `require`. */
  require(name: string): unknown
  /** Takes one encoded `ToPage`, or a base64 gzip of one. Order is kept. */
  receive(text: string, packed: boolean): void
}

/**
 * What runs in the page before the preload: Electron's `ipcRenderer` and `contextBridge` over one
 * function that posts text. Everything it needs later is taken now, before any script of the page
 * could replace it. Only its source text crosses, so it uses nothing from outside of itself.
 *
 * @param keysPath where the main process is asked about each key before the page has it; `null` when
 *   it listens to none. The page waits for the answer, as it has to be known before the next listener.
 */
export function startPageSide(
  post: (text: string) => void,
  codec: Codec,
  keysPath: string | null,
): PageSide {
  type Listener = (event: unknown, ...args: unknown[]) => void
  const clone = (value: unknown): unknown => {
    try {
      return structuredClone(value)
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }
  const send = (message: FromPage): void => post(codec.encode(message))
  const waiting = new Map<number, { answer(value: unknown): void; refuse(error: Error): void }>()
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>()
  let lastId = 0

  const listen = (channel: string, listener: Listener, once: boolean): void =>
    void listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }])
  const forget = (channel: string, listener: Listener): void => {
    const kept = [...(listeners.get(channel) ?? [])]
    const at = kept.findIndex((entry) => entry.listener === listener)
    if (at >= 0) listeners.set(channel, kept.toSpliced(at, 1))
  }

  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const cloned = clone(args) as unknown[]
      const id = ++lastId
      return new Promise((answer, refuse) => {
        waiting.set(id, { answer, refuse })
        send(['invoke', id, channel, cloned])
      })
    },
    send: (channel: string, ...args: unknown[]): void =>
      send(['send', channel, clone(args) as unknown[]]),
    on: (channel: string, listener: Listener) => (listen(channel, listener, false), ipcRenderer),
    once: (channel: string, listener: Listener) => (listen(channel, listener, true), ipcRenderer),
    off: (channel: string, listener: Listener) => (forget(channel, listener), ipcRenderer),
    removeListener: (channel: string, listener: Listener) => (
      forget(channel, listener),
      ipcRenderer
    ),
    removeAllListeners: (channel: string) => (listeners.delete(channel), ipcRenderer),
  }

  /** What the page hands to a bridged function: functions as they are, all else by its content. */
  const crossing = (value: unknown): unknown => (typeof value === 'function' ? value : clone(value))
  const exposed = (value: unknown): unknown => {
    if (typeof value === 'function')
      return (...args: unknown[]): unknown => value(...args.map(crossing)) as unknown
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, item]) => [key, exposed(item)] as const)
    return Object.freeze(
      Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries),
    )
  }
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown): void => {
      if (name in globalThis)
        throw new Error(`Cannot bind an API on top of an existing property on the window object`)
      Object.defineProperty(globalThis, name, { value: exposed(api), enumerable: true })
    },
  }

  const refusing = (path: string, offered: object): object =>
    new Proxy(offered, {
      get(target, key) {
        if (key in target || typeof key === 'symbol') return Reflect.get(target, key) as unknown
        throw new Error(`the host does not offer electron.${path}${String(key)} in the preload`)
      },
    })
  const electron = refusing('', {
    contextBridge: refusing('contextBridge.', contextBridge),
    ipcRenderer: refusing('ipcRenderer.', ipcRenderer),
  })

  const deliver = (text: string): void => {
    const message = codec.decode(text) as ToPage
    if (message[0] === 'reply') {
      const [, id, error, value] = message
      const asked = waiting.get(id)
      waiting.delete(id)
      if (error === null) asked?.answer(value)
      else asked?.refuse(new Error(error))
      return
    }
    const [, channel, args] = message
    const present = listeners.get(channel) ?? []
    present.forEach(({ listener, once }, index) => {
      if (once) forget(channel, listener)
      // Through Electron's bridge every listener gets an object of its own.
      const own = index === 0 ? args : (clone(args) as unknown[])
      try {
        listener({ sender: ipcRenderer, ports: [] }, ...own)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    })
  }

  if (keysPath !== null) {
    const Ask = XMLHttpRequest
    const goesOn = (event: KeyboardEvent): boolean => {
      const { key, code, isComposing, location } = event
      const pressed: KeyPress = {
        type: event.type === 'keydown' ? 'keyDown' : 'keyUp',
        isAutoRepeat: event.repeat,
        shift: event.shiftKey,
        control: event.ctrlKey,
        alt: event.altKey,
        meta: event.metaKey,
        ...{ key, code, isComposing, location },
      }
      const asked = new Ask()
      asked.open('POST', keysPath, false)
      asked.send(JSON.stringify(pressed))
      return asked.responseText === 'yes'
    }
    for (const type of ['keydown', 'keyup'] as const)
      addEventListener(
        type,
        (event) => {
          // What a script makes up is no key, in Electron neither.
          if (!event.isTrusted || goesOn(event)) return
          event.preventDefault()
          event.stopImmediatePropagation()
        },
        { capture: true },
      )
  }

  // Electron never enlarges the page by itself: it tells that somebody wants to.
  addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey || !event.isTrusted || event.defaultPrevented) return
      event.preventDefault()
      send(['zoom', event.deltaY < 0 ? 'in' : 'out'])
    },
    { passive: false },
  )

  const [Unpack, Body] = [DecompressionStream, Response]
  // Of the browser, and newer than the types of the language that this is checked against.
  const Bytes = Uint8Array as unknown as { fromBase64(text: string): Uint8Array<ArrayBuffer> }
  const unpack = (base64: string): Promise<string> => {
    const bytes = Bytes.fromBase64(base64)
    return new Body(new Body(bytes).body?.pipeThrough(new Unpack('gzip'))).text()
  }
  let unpacking = Promise.resolve()
  let queued = 0
  const receive = (text: string, packed: boolean): void => {
    if (!packed && queued === 0) return deliver(text)
    queued += 1
    unpacking = unpacking
      .then(async () => deliver(packed ? await unpack(text) : text))
      .catch((error: unknown) => console.error('host:', error))
      .finally(() => (queued -= 1))
  }

  return {
    receive,
    require: (name) => {
      if (name === 'electron') return electron
      throw new Error(`module not found: ${name} (a sandboxed preload has no modules of its own)`)
    },
  }
}
