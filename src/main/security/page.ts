import { readFile, realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { KIOSK_STOPPED_PAGE, STOPPED_PAGE, STOPPED_STYLE } from './stopped-page.ts'
import { fileFor } from './files.ts'
import { KIOSK_STOPPED, STOPPED, STOPPED_CSS } from './origin.ts'

/** No inline script or style, no eval, no network: the page talks to main and to nothing else. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  // The bundled Inter: without this line default-src would leave the page in the system's font.
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
}

const HTML = 'text/html; charset=utf-8'
/** What is served from memory: it must be there when nothing else is. */
const KEPT = new Map([
  [STOPPED, { text: STOPPED_PAGE, type: HTML }],
  [KIOSK_STOPPED, { text: KIOSK_STOPPED_PAGE, type: HTML }],
  [STOPPED_CSS, { text: STOPPED_STYLE, type: 'text/css; charset=utf-8' }],
])

/** The answer to one request: a file of the folder, or a refusal that says nothing about the disk. */
export async function answer(
  request: Pick<Request, 'url' | 'method'>,
  folder: string,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, { Allow: 'GET, HEAD' })
  const kept = KEPT.get(request.url)
  if (kept) return give(request.method, kept.text, kept.type)
  const file = fileFor(request.url, folder)
  if (!file) return refuse(404)
  try {
    // A link in the folder must not lead out of it either.
    const [path, within] = await Promise.all([realpath(file.path), realpath(folder)])
    if (!path.startsWith(within + sep)) return refuse(404)
    return give(request.method, new Uint8Array(await readFile(path)), file.type)
  } catch {
    return refuse(404)
  }
}

const give = (method: string, body: string | Uint8Array<ArrayBuffer>, type: string): Response =>
  new Response(method === 'HEAD' ? null : body, { headers: { ...HEADERS, 'Content-Type': type } })

const refuse = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { ...HEADERS, ...headers } })
