import type { BrowserContext, Request as PageRequest, Route } from 'playwright-core'
import type { HostProtocol } from './electron/protocol.ts'
import type { Windows } from './electron/windows.ts'
import type { KeyPress } from './page-runtime.ts'

/**
 * Answers every request of the pages with the app's protocol handler, headers and all, and refuses
 * what is for anything else: the page has no network.
 */
export async function answerRequests(
  context: BrowserContext,
  protocol: HostProtocol,
  windows: Windows,
): Promise<void> {
  await context.route('**/*', async (route, request) => {
    try {
      if (leaves(request, protocol, windows)) return await route.abort('aborted')
      const contents = windows.contentsOf(request.frame().page())
      if (contents?.isAboutKeys(new URL(request.url()).pathname)) {
        const gets = contents.getsKey(request.postDataJSON() as KeyPress)
        return await route.fulfill({ body: gets ? 'yes' : 'no' })
      }
      await answer(route, request, protocol)
    } catch (error) {
      // A page that closes takes its requests along; anything else is worth seeing.
      if (!context.pages().length || /closed|crashed/.test(String(error))) return
      console.error('host:', error)
      await route.abort('failed').catch(() => undefined)
    }
  })
}

/** Whether the request is a navigation that the app prevented. */
function leaves(request: PageRequest, protocol: HostProtocol, windows: Windows): boolean {
  if (!request.isNavigationRequest()) return false
  const frame = request.frame()
  const contents = windows.contentsOf(frame.page())
  const isMainFrame = frame.parentFrame() === null
  return !contents?.allows(protocol.fromChromium(request.url()), isMainFrame)
}

async function answer(route: Route, asked: PageRequest, protocol: HostProtocol): Promise<void> {
  const url = protocol.fromChromium(asked.url())
  const method = asked.method()
  const body = asked.postDataBuffer()
  const response = await protocol.answer(
    new Request(url, {
      method,
      headers: asked.headers(),
      ...(body && method !== 'GET' && method !== 'HEAD' ? { body: new Uint8Array(body) } : {}),
    }),
  )
  if (!response) {
    console.error(`host: refused the page's request for ${new URL(url).origin}`)
    return route.abort('blockedbyclient')
  }
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}
