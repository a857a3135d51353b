import type { CustomScheme, Protocol } from 'electron'

type Handler = Parameters<Protocol['handle']>[1]
type Offered = Pick<
  Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
>

/**
 * `electron.protocol`. Chromium without Electron navigates to no scheme of an app's own, so
 * `app://balie/x` is `http://balie.localhost/x` in the page: a secure context too, and every request
 * to it is answered here, by the app's handler.
 */
export class HostProtocol implements Offered {
  private schemes: CustomScheme[] = []
  private readonly handlers = new Map<string, Handler>()

  registerSchemesAsPrivileged(customSchemes: CustomScheme[]): void {
    this.schemes = customSchemes
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.schemes.some((known) => known.scheme === scheme && known.privileges?.standard))
      throw new Error(
        `the host handles only schemes that were registered as standard, not ${scheme}`,
      )
    if (this.handlers.has(scheme)) throw new Error(`${scheme} is handled already`)
    this.handlers.set(scheme, handler)
  }

  unhandle(scheme: string): void {
    this.handlers.delete(scheme)
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme)
  }

  /** The address in Chromium of an address of the app's. */
  toChromium(url: string): string {
    const parsed = new URL(url)
    const own = this.schemes.some(({ scheme }) => parsed.protocol === `${scheme}:`)
    const { host, pathname, search, hash } = parsed
    return own ? `http://${host}.localhost${pathname || '/'}${search}${hash}` : url
  }

  /** The app's address of an address in Chromium; every other address stays what it is. */
  fromChromium(url: string): string {
    const [scheme] = this.schemes
    const parsed = URL.parse(url)
    if (!scheme || parsed?.protocol !== 'http:' || parsed.port !== '') return url
    const host = /^([\w-]+)\.localhost$/.exec(parsed.hostname)?.[1]
    const { pathname, search, hash } = parsed
    return host ? `${scheme.scheme}://${host}${pathname}${search}${hash}` : url
  }

  /** Answers a request for one of the app's addresses; `null` when it is for anything else. */
  async answer(request: Request): Promise<Response | null> {
    const handler = this.handlers.get(new URL(request.url).protocol.slice(0, -1))
    return handler ? handler(request) : null
  }
}
