import { describe, expect, it } from 'vitest'
import { readAddress, readCredentials, readKey } from '../../../src/shared/venue-address.ts'

describe('the address of a venue', () => {
  it.each([
    ['https://demo.recras.nl', 'https://demo.recras.nl'],
    ['https://demo.recras.nl/', 'https://demo.recras.nl'],
    ['  https://Demo.Recras.NL/api2/?x#y ', 'https://demo.recras.nl'],
    ['demo.recras.com', 'https://demo.recras.com'],
    ['demo.recras.nl:8443/api2', 'https://demo.recras.nl:8443'],
    ['http://localhost:4711', 'http://localhost:4711'],
    ['http://127.0.0.1:4711/', 'http://127.0.0.1:4711'],
    ['http://[::1]:4711/', 'http://[::1]:4711'],
    ['http://venue.localhost:80/', 'http://venue.localhost'],
    ['https://10.0.0.5', 'https://10.0.0.5'],
  ])('%j is %s', (text, origin) => {
    expect(readAddress(text)).toEqual({ origin })
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['nonsense', 'not-an-address'],
    ['12345', 'not-an-address'],
    ['https://0x7f.1', 'not-an-address'],
    ['???', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['https://nonsense', 'not-an-address'],
    ['https://.nl', 'not-an-address'],
    ['https://a..nl', 'not-an-address'],
    ['https://exa mple.nl', 'white-space'],
    ['http://demo.recras.nl', 'not-https'],
    ['http://localhost.evil.example', 'not-https'],
    ['http://127.0.0.1.evil.example', 'not-https'],
    ['http://10.0.0.5', 'not-https'],
    ['http://0.0.0.0', 'not-https'],
    ['ftp://demo.recras.nl', 'not-https'],
    ['file:///etc/passwd', 'not-an-address'],
    ['javascript:alert(1)', 'not-an-address'],
    ['https://user:secret@demo.recras.nl', 'credentials-in-address'],
  ])('%j is not: %s', (text, code) => {
    expect(readAddress(text)).toMatchObject({ problem: { code } })
  })
})

describe('a key', () => {
  it.each(['a', 'x'.repeat(400), 'AbC-_.~+/=09', '{"odd":1}'])('may be %j', (key) => {
    expect(readKey(key)).toEqual({ key })
  })

  it.each([
    ['', 'empty'],
    ['a b', 'white-space'],
    [' a', 'white-space'],
    ['a\n', 'white-space'],
    ['a\tb', 'white-space'],
    ['a\u00a0b', 'white-space'],
    ['clé', 'not-a-key'],
    ['a\u0000b', 'not-a-key'],
    ['🔑', 'not-a-key'],
  ])('is not %j: %s', (key, code) => {
    expect(readKey(key)).toMatchObject({ problem: { code } })
  })
})

it('names every field that is wrong, and never repeats the key', () => {
  const read = readCredentials({ url: 'nonsense', key: 'my secret' })
  expect(read).toMatchObject({
    fields: [
      { field: 'url', code: 'not-an-address' },
      { field: 'key', code: 'white-space' },
    ],
  })
  expect(JSON.stringify(read)).not.toContain('secret')
})
