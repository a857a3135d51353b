import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Display, NativeTheme, Net, PowerSaveBlocker, Screen } from 'electron'
import { notOffered, offer, OfferedEvents } from '../refuse.ts'

/** `electron.net`: Node's own `fetch`, and files as Electron's reads them. */
export function hostNet(): object {
  const fetchOver: Net['fetch'] = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.startsWith('file:')) return fetch(input, init)
    return new Response(new Uint8Array(await readFile(fileURLToPath(url))))
  }
  return offer('net', { fetch: fetchOver, isOnline: () => true, online: true })
}

/** `electron.nativeTheme`; `apply` tells the pages which theme the app wants. */
export class HostTheme
  extends OfferedEvents
  implements Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'>
{
  private source: NativeTheme['themeSource'] = 'system'
  private readonly apply: (source: NativeTheme['themeSource']) => void

  constructor(apply: (source: NativeTheme['themeSource']) => void) {
    super('nativeTheme', ['updated'])
    this.apply = apply
  }

  get themeSource(): NativeTheme['themeSource'] {
    return this.source
  }

  set themeSource(source: NativeTheme['themeSource']) {
    this.source = source
    this.apply(source)
    this.emit('updated')
  }

  /** The machine's own wish is not known here: light. */
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark'
  }
}

/**
 * `electron.powerMonitor`. A machine's sleep cannot be had on demand, so whoever started the host as a
 * child with an IPC channel sends `{ power: 'suspend' }`, `{ power: 'resume' }` and the like.
 */
export function hostPowerMonitor(): object {
  const events = ['suspend', 'resume', 'lock-screen', 'unlock-screen', 'shutdown']
  const monitor = new OfferedEvents('powerMonitor', [...events, 'on-ac', 'on-battery'])
  process.on('message', (message: { power?: string }) => {
    if (message.power !== undefined && events.includes(message.power)) monitor.emit(message.power)
  })
  process.channel?.unref()
  return offer('powerMonitor', monitor)
}

/** `electron.powerSaveBlocker`: it is the machine's screen; the host keeps only the count. */
export function hostPowerSaveBlocker(): object {
  const started = new Set<number>()
  let last = 0
  const calls: Pick<PowerSaveBlocker, 'start' | 'stop' | 'isStarted'> = {
    start: () => {
      started.add(++last)
      return last
    },
    stop: (id) => started.delete(id),
    isStarted: (id) => started.has(id),
  }
  return offer('powerSaveBlocker', calls)
}

/** `electron.screen`: one display that the window fills. */
export function hostScreen(size: { width: number; height: number }): object {
  const area = { x: 0, y: 0, ...size }
  const display: Pick<
    Display,
    'id' | 'bounds' | 'workArea' | 'size' | 'workAreaSize' | 'scaleFactor' | 'rotation' | 'internal'
  > = {
    id: 1,
    bounds: area,
    workArea: area,
    size,
    workAreaSize: size,
    scaleFactor: 1,
    rotation: 0,
    internal: false,
  }
  const screen = new OfferedEvents('screen', [
    'display-added',
    'display-removed',
    'display-metrics-changed',
  ])
  const one = (): typeof display => offer('Display', { ...display })
  const calls: Record<
    keyof Pick<Screen, 'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching'>,
    () => unknown
  > = {
    getPrimaryDisplay: one,
    getAllDisplays: () => [one()],
    getDisplayMatching: one,
  }
  return offer('screen', Object.assign(screen, calls))
}

/** `electron.Menu`: there are none, and only the absence of one can be asked for. */
export const hostMenu = (): object =>
  offer('Menu', {
    setApplicationMenu(menu: object | null): void {
      if (menu !== null) throw notOffered('Menu.setApplicationMenu(menu)')
    },
    getApplicationMenu: () => null,
  })

/** `electron.dialog`: errors are said on the terminal; nobody is there to answer the rest. */
export const hostDialog = (): object =>
  offer('dialog', {
    showErrorBox: (title: string, content: string): void => console.error(`${title}: ${content}`),
  })
