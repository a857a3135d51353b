import type { Bridge } from '../shared/ipc/contract.ts'
import { CALL_NAMES, EVENT_NAMES } from '../shared/ipc/names.ts'

/** The part of Electron's `ipcRenderer` that the bridge uses. */
export interface IpcRendererLike {
  invoke(channel: string, request: unknown): Promise<unknown>
  on(channel: string, listener: (event: unknown, payload: unknown) => void): unknown
  removeListener(channel: string, listener: (event: unknown, payload: unknown) => void): unknown
}

/**
 * One function per call and one subscription per event of the contract. The page gets these
 * functions and never `ipcRenderer` itself, so it cannot name a channel that is not in the contract.
 */
export function bridgeOver(ipc: IpcRendererLike): Bridge {
  const calls = Object.fromEntries(
    CALL_NAMES.map((name) => [name, (request: unknown) => ipc.invoke(name, request)]),
  )
  const events = Object.fromEntries(
    EVENT_NAMES.map((name) => [
      name,
      (listener: (payload: unknown) => void) => {
        const forward = (_event: unknown, payload: unknown): void => listener(payload)
        ipc.on(name, forward)
        return () => void ipc.removeListener(name, forward)
      },
    ]),
  )
  return { calls, events } as unknown as Bridge
}
