import { extname, join, sep } from 'node:path'
import { isOurs } from './origin.ts'

/** Types of everything that a build may hold. What is not here is not served. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
}

/**
 * The file of the page's folder that a URL names, with its type; `null` when it names none. The path
 * is decoded once and must then consist of plain segments, so nothing that any file system reads as
 * "up", "elsewhere" or "another stream" gets as far as the disk.
 */
export function fileFor(url: string, folder: string): { path: string; type: string } | null {
  if (!isOurs(url)) return null
  let pathname: string
  try {
    pathname = decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
  const named = pathname === '/' || pathname === '' ? '/index.html' : pathname
  const segments = named.slice(1).split('/')
  if (!segments.every((segment) => /^[\w@-][\w@.-]*$/.test(segment) && !segment.endsWith('.')))
    return null
  const type = TYPES[extname(named)]
  const path = join(folder, ...segments)
  return type !== undefined && path.startsWith(folder + sep) ? { path, type } : null
}
