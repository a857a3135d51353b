/**
 * Where a href of Recras leads: root-relative, absolute or `//host`, resolved against the venue's
 * origin. `null` when that is anywhere but the venue itself (another host, port or scheme) or
 * carries a login: the key never goes there.
 */
export function resolveTarget(href: string, origin: string): URL | null {
  if (!URL.canParse(href, `${origin}/`)) return null
  const url = new URL(href, `${origin}/`)
  if (url.origin !== new URL(origin).origin || url.username !== '' || url.password !== '')
    return null
  url.hash = ''
  return url
}
