import { join } from 'node:path'
import { app, session } from 'electron'
import { compose } from './app/compose.ts'
import { handleCalls } from './ipc/handle.ts'
import { lockNavigation } from './security/navigation.ts'
import { lockDownloads, lockPermissions } from './security/permissions.ts'
import { registerScheme, servePage } from './security/protocol.ts'

/*
 * The app's start, in order. What must precede `ready` comes first; the page can load only after
 * everything that guards it stands.
 */

const PRELOAD = join(import.meta.dirname, '../preload/index.cjs')
const PAGE = join(import.meta.dirname, '../renderer')

async function start(): Promise<void> {
  const composition = compose({ preload: PRELOAD })
  const { log, window, handlers } = composition
  process.on('uncaughtException', (error) => {
    log.error('uncaught', { error })
    void composition.failed()
  })
  process.on('unhandledRejection', (error) => log.error('unhandled', { error }))

  servePage(PAGE)
  lockNavigation(log)
  lockPermissions(
    session.defaultSession,
    (contents) => contents !== null && contents.id === window.contents?.id,
    log,
  )
  lockDownloads(session.defaultSession, log)
  handleCalls(handlers, () => window.contents?.id ?? null, log)

  app.on('second-instance', () => window.focus())
  app.on('window-all-closed', () => app.quit())
  let ended = false
  app.on('before-quit', (event) => {
    if (ended) return
    event.preventDefault()
    ended = true
    void composition.shutdown().finally(() => app.exit(0))
  })
  await composition.boot()
}

console.log(`main pid ${process.pid}`)
if (app.requestSingleInstanceLock()) {
  app.enableSandbox()
  registerScheme()
  void app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      // Without its parts the app is a window that answers nothing.
      console.error(`Balie cannot start: ${error instanceof Error ? error.message : String(error)}`)
      app.exit(1)
    })
} else {
  // The desk is open already; that one comes to the front.
  app.quit()
}
