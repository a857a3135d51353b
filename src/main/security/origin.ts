/*
 * The page's own address. It is compared by scheme and host, never by `origin`: to Node the origin of
 * a scheme that it does not know is the string "null", equal for all of them.
 */

export const SCHEME = 'app'
export const HOST = 'balie'
export const HOME = `${SCHEME}://${HOST}/index.html`
/** Where a kiosk's page begins. */
export const KIOSK_HOME = `${HOME}#/kiosk`
/** Shown when the page cannot be kept alive; at a kiosk, for guests. */
export const STOPPED = `${SCHEME}://${HOST}/stopped.html`
export const KIOSK_STOPPED = `${SCHEME}://${HOST}/stopped-kiosk.html`
export const STOPPED_CSS = `${SCHEME}://${HOST}/stopped.css`

/** Whether a URL is the app's own page: our scheme and host, and no user, password or port. */
export function isOurs(url: string): boolean {
  const parsed = URL.parse(url)
  return (
    parsed !== null &&
    parsed.protocol === `${SCHEME}:` &&
    parsed.hostname === HOST &&
    parsed.port === '' &&
    parsed.username === '' &&
    parsed.password === ''
  )
}

/** Only the page itself: another file of ours opened as a page would be a page without a purpose. */
export function mayShow(url: string): boolean {
  const [address] = url.split('#')
  return isOurs(url) && (address === HOME || address === HOME.replace('index.html', ''))
}
