/**
 * The target of one relation in a `Link` header: `<url>; rel="next", <url>; rel="last"`.
 * Quotes are optional, a `rel` may name several relations, commas may stand inside `<…>`.
 */
export function linkWithRel(header: string | null, rel: string): string | null {
  for (const match of (header ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^,;"]+(?:"[^"]*")?)*)/g)) {
    const named = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(match[2] ?? '')
    const rels = (named?.[1] ?? named?.[2] ?? '').toLowerCase().split(/\s+/)
    if (rels.includes(rel)) return match[1]?.trim() ?? null
  }
  return null
}
