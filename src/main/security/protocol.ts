import { protocol } from 'electron'
import { SCHEME } from './origin.ts'
import { answer } from './page.ts'

/** Gives the app's scheme the standing of https. Before `ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built page from `folder` and nothing else. After `ready`. */
export function servePage(folder: string): void {
  protocol.handle(SCHEME, (request) => answer(request, folder))
}
