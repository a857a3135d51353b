import { mkdtemp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { fileFor } from '../../../../src/main/security/files.ts'
import { HOME, isOurs, mayShow, STOPPED } from '../../../../src/main/security/origin.ts'
import { answer, CONTENT_SECURITY_POLICY } from '../../../../src/main/security/page.ts'

let root: string
let folder: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'balie-page-'))
  folder = join(root, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(root, 'secret.json'), '{"key":"secret"}')
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Balie</title>')
  await writeFile(join(folder, 'assets', 'reader-D3xYz_1-.wasm'), new Uint8Array([0, 97, 115, 109]))
  await writeFile(join(folder, 'assets', 'index.js'), 'export {}')
  await writeFile(join(folder, 'assets', 'notes.exe'), 'MZ')
})

const get = (url: string, method = 'GET'): Promise<Response> => answer({ url, method }, folder)

describe('what is served', () => {
  it.each([
    [HOME, 'text/html; charset=utf-8'],
    ['app://balie/', 'text/html; charset=utf-8'],
    ['app://balie/assets/index.js?v=1#x', 'text/javascript; charset=utf-8'],
    ['app://balie/assets/reader-D3xYz_1-.wasm', 'application/wasm'],
  ])('%s as %s, with every header of the policy', async (url, type) => {
    const response = await get(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
  })

  it('holds the policy that the page was built for', () => {
    expect(CONTENT_SECURITY_POLICY).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  })

  it('answers HEAD without a body', async () => {
    const response = await get(HOME, 'HEAD')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'get '])('refuses %s', async (method) => {
    const response = await get(HOME, method)
    expect(response.status).toBe(405)
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
  })

  it('has a page without script for when the page cannot live', async () => {
    const response = await get(STOPPED)
    expect(response.status).toBe(200)
    expect(await response.text()).not.toMatch(/<script|<style| on\w+=/)
  })
})

const HOSTILE = [
  'app://balie/../secret.json',
  'app://balie/%2e%2e/secret.json',
  'app://balie/..%2fsecret.json',
  'app://balie/%2e%2e%2fsecret.json',
  'app://balie/assets/..%2f..%2f..%2fsecret.json',
  'app://balie/assets%2f..%2f..%2fsecret.json',
  'app://balie/..%5csecret.json',
  'app://balie/assets\\..\\..\\secret.json',
  'app://balie/%252e%252e%252fsecret.json',
  'app://balie//etc/passwd',
  'app://balie/C:/Windows/win.ini',
  'app://balie/C%3a%5cWindows%5cwin.ini',
  'app://balie/%5c%5cserver%5cshare%5cfile.js',
  'app://balie/index.html%00.js',
  'app://balie/index.html::$DATA',
  'app://balie/index.html.',
  'app://balie/index.html%20',
  'app://balie/.git/config.json',
  'app://balie/assets/.env.json',
  'app://balie/%',
  'app://balie/%ff%fe.js',
  'app://balie/assets/',
  'app://balie/assets',
  'app://balie/assets/notes.exe',
  'app://balie/missing.js',
  'app://other/index.html',
  'app://balie.evil/index.html',
  'app://evil@balie/index.html',
  'app://balie:8080/index.html',
  'app:index.html',
  'file:///etc/passwd',
  'https://balie/index.html',
  'http://balie.localhost/index.html',
  'not a url',
  '',
]

describe('what is not served', () => {
  it.each(HOSTILE)('%j', async (url) => {
    const response = await get(url)
    // A `..` that the URL parser resolves itself may land on a plain name: never outside.
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it('never names a file outside of the folder, whatever the URL', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2f',
      '%5c',
      '%00',
      'a.js',
      ':',
      '~',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }),
        (parts) => {
          const file = fileFor(`app://balie/${parts.join('')}`, '/srv/page')
          expect(file === null || /^\/srv\/page\/[\w@][^\\:%]*$/.test(file.path)).toBe(true)
          expect(file?.path.split('/') ?? []).not.toContain('..')
        },
      ),
    )
  })

  it('does not follow a link out of the folder that a build never holds', async () => {
    await symlink(join(root, 'secret.json'), join(folder, 'assets', 'link.json'))
    expect((await get('app://balie/assets/link.json')).status).toBe(404)
  })
})

describe('the page of this app', () => {
  it.each([
    ['app://balie/index.html', true],
    ['APP://BALIE/index.html', false],
    ['app://balie/index.html#/dag/2026-06-15', true],
    ['app://balie.evil.example/index.html', false],
    ['app://evil.example/app://balie/', false],
    ['app://user@balie/', false],
    ['app://balie:1/', false],
    ['apps://balie/', false],
    ['https://balie/', false],
    ['data:text/html,app://balie/', false],
    ['blob:app://balie/1', false],
    ['about:blank', false],
    ['null', false],
    ['', false],
  ])('%j is ours: %s', (url, ours) => {
    expect(isOurs(url)).toBe(ours)
  })

  it.each([
    ['app://balie/index.html', true],
    ['app://balie/index.html#/boekingen/75', true],
    ['app://balie/', true],
    ['app://balie/assets/index.js', false],
    ['app://balie/stopped.html', false],
    ['https://demo.recras.nl/', false],
    ['tel:+31612345678', false],
    ['mailto:a@b.nl', false],
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
  ])('a window may go to %j: %s', (url, may) => {
    expect(mayShow(url)).toBe(may)
  })
})
