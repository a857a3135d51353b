import type { Session, WebContents } from 'electron'
import { notOffered, offer } from '../refuse.ts'
import type { HostProtocol } from './protocol.ts'

type Offered = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
>

/** `electron.session.defaultSession`. */
export class HostSession implements Offered {
  readonly protocol: HostProtocol
  private request: Parameters<Session['setPermissionRequestHandler']>[0] = null
  private check: Parameters<Session['setPermissionCheckHandler']>[0] = null

  constructor(protocol: HostProtocol) {
    this.protocol = offer('session.protocol', protocol)
  }

  setPermissionRequestHandler(handler: typeof this.request): void {
    this.request = handler
  }

  setPermissionCheckHandler(handler: typeof this.check): void {
    this.check = handler
  }

  /** No device and no screen is ever offered to the page here, so nobody is asked. */
  setDevicePermissionHandler = (): void => undefined
  setDisplayMediaRequestHandler = (): void => undefined
  setSpellCheckerEnabled = (): void => undefined

  /** No page here ever downloads anything, so whoever listens for it hears nothing. */
  on(event: string): this {
    if (event !== 'will-download') throw notOffered(`session.on('${event}')`)
    return this
  }

  /**
   * Whether the app grants its page the camera: both handlers are asked, as Electron does. Chromium
   * cannot ask while the page waits, so they are asked when a page is loaded; everything else that
   * needs a permission (the microphone among it) is refused without asking.
   */
  async grantsCamera(contents: WebContents, url: string): Promise<boolean> {
    const origin = url.replace(/^(\w+:\/\/[^/]*).*$/, '$1/')
    const { request, check } = this
    const details = { isMainFrame: true, requestingUrl: url, securityOrigin: origin }
    if (check && !check(contents, 'media', origin, { ...details, mediaType: 'video' })) return false
    if (!request) return true
    return new Promise((decide) =>
      request(contents, 'media', decide, { ...details, mediaTypes: ['video'] }),
    )
  }
}

/** `electron.session`: there is one session. */
export const hostSessions = (defaultSession: HostSession): object =>
  offer('session', {
    defaultSession: offer('session.defaultSession', defaultSession),
    fromPartition: (): never => {
      throw notOffered('session.fromPartition')
    },
  })
