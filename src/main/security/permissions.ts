import type { Session, WebContents } from 'electron'
import type { Log } from '../services/ports.ts'
import { isOurs } from './origin.ts'

/** What is known of a request or check for a permission, from either of Electron's two handlers. */
export interface Asked {
  permission: string
  /** The page that asks is the one of our own window. */
  fromOurWindow: boolean
  isMainFrame: boolean
  url: string
  media: readonly string[]
}

/**
 * The one thing the page may ask for: the camera, to read codes. Not the microphone, not from a
 * frame, not from another page. Everything else is refused, known or not: the app needs no place,
 * no notifications, no devices (a USB scanner is a keyboard), no clipboard reading, no full screen
 * by the page (the window does that), and no address outside of it.
 */
export const mayUse = ({ permission, fromOurWindow, isMainFrame, url, media }: Asked): boolean =>
  permission === 'media' &&
  fromOurWindow &&
  isMainFrame &&
  isOurs(url) &&
  media.length > 0 &&
  media.every((kind) => kind === 'video')

/** Nothing that the page shows is ever saved by it: an export is written by the main process. */
export function lockDownloads(session: Pick<Session, 'on'>, log: Log): void {
  session.on('will-download', (event) => {
    event.preventDefault()
    log.warn('download-refused')
  })
}

/** Sets every handler through which Electron grants anything. `ours` tells our own window's page. */
export function lockPermissions(
  session: Session,
  ours: (contents: WebContents | null) => boolean,
  log: Log,
): void {
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const granted = mayUse({
      permission,
      fromOurWindow: ours(contents),
      isMainFrame: details.isMainFrame,
      url: details.requestingUrl,
      media,
    })
    if (!granted) log.warn('permission-refused', { permission })
    decide(granted)
  })
  session.setPermissionCheckHandler((contents, permission, origin, details) =>
    mayUse({
      permission,
      fromOurWindow: ours(contents),
      isMainFrame: details.isMainFrame,
      url: details.requestingUrl ?? details.securityOrigin ?? origin,
      media: details.mediaType ? [details.mediaType] : [],
    }),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null))
}
