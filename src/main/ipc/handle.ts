import { ipcMain } from 'electron'
import { CALL_NAMES } from '../../shared/ipc/names.ts'
import type { Log } from '../services/ports.ts'
import { answerCall, isTrusted, type Handlers } from './answer.ts'

/**
 * Opens the calls of the contract, and no other channel. The one importer of `ipcMain`.
 * `ownContentsId` tells which web contents is our window's, if there is one.
 */
export function handleCalls(
  handlers: Handlers,
  ownContentsId: () => number | null,
  log: Log,
): void {
  for (const name of CALL_NAMES) {
    ipcMain.handle(name, (event, request: unknown) => {
      // Read before anything is awaited: a frame that navigates away takes its address along.
      const { sender, senderFrame: frame } = event
      const who = {
        contentsId: sender.id,
        frame: frame && { url: frame.url, parent: frame.parent },
      }
      return answerCall(name, request, isTrusted(who, ownContentsId()), handlers, log)
    })
  }
}
