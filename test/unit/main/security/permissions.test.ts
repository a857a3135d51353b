import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { lockDownloads, mayUse, type Asked } from '../../../../src/main/security/permissions.ts'
import { MemoryLog } from '../manual-clock.ts'

const camera: Asked = {
  permission: 'media',
  fromOurWindow: true,
  isMainFrame: true,
  url: 'app://balie/index.html',
  media: ['video'],
}

describe('permissions', () => {
  it('grants the camera to our own page', () => {
    expect(mayUse(camera)).toBe(true)
  })

  it.each<[string, Partial<Asked>]>([
    ['the microphone', { media: ['audio'] }],
    ['camera and microphone', { media: ['video', 'audio'] }],
    ['media of an unknown kind', { media: ['unknown'] }],
    ['media of no kind', { media: [] }],
    ['another window', { fromOurWindow: false }],
    ['a frame inside the page', { isMainFrame: false }],
    ['another page', { url: 'https://evil.example/' }],
    ['a page that looks like ours', { url: 'app://balie.evil.example/' }],
    ['no page', { url: '' }],
  ])('refuses %s', (_what, difference) => {
    expect(mayUse({ ...camera, ...difference })).toBe(false)
  })

  it.each([
    'geolocation',
    'notifications',
    'clipboard-read',
    'clipboard-sanitized-write',
    'fullscreen',
    'keyboardLock',
    'pointerLock',
    'openExternal',
    'display-capture',
    'hid',
    'serial',
    'usb',
    'midi',
    'midiSysex',
    'idle-detection',
    'persistent-storage',
    'local-network-access',
    'loopback-network',
    'window-management',
    'fileSystem',
    'speaker-selection',
    'unknown',
    'a-permission-of-next-year',
  ])('refuses %s, even as video of our own page', (permission) => {
    expect(mayUse({ ...camera, permission })).toBe(false)
  })
})

it('lets the page save nothing', () => {
  const session = new EventEmitter()
  const log = new MemoryLog()
  lockDownloads(session as unknown as Parameters<typeof lockDownloads>[0], log)
  let prevented = false
  session.emit('will-download', { preventDefault: () => (prevented = true) })
  expect(prevented).toBe(true)
  expect(log.lines.map((line) => line.event)).toEqual(['download-refused'])
})
