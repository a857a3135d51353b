import { app, net, protocol } from 'electron'
import { SCHEME } from './origin.ts'
import { answer, CONTENT_SECURITY_POLICY } from './page.ts'

/** Gives the app's scheme the standing of https. Before `ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/**
 * Serves the built page from `folder` and nothing else. After `ready`. While the app is developed
 * (`electron-vite dev`), the page comes live from Vite's server instead.
 */
export function servePage(folder: string): void {
  const live = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
  protocol.handle(SCHEME, (request) =>
    live === undefined ? answer(request, folder) : answerLive(request, live),
  )
}

/**
 * The page of Vite's server, under the app's own address. Of the policy no more is given up than Vite's
 * client needs: its socket, and the styles that it writes into the page.
 */
async function answerLive({ url }: Request, live: string): Promise<Response> {
  const { pathname, search } = new URL(url)
  const response = await net.fetch(new URL(pathname + search, live).href, { cache: 'no-store' })
  const headers = new Headers(response.headers)
  const policy = CONTENT_SECURITY_POLICY.replace(
    "connect-src 'self'",
    `connect-src 'self' ${new URL(live).origin.replace('http', 'ws')}`,
  ).replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
  headers.set('Content-Security-Policy', policy)
  return new Response(response.body, { status: response.status, headers })
}
