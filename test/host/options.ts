import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { hasDisplay } from '../../scripts/electron.ts'

/** The project's folder. */
export const ROOT = join(import.meta.dirname, '..', '..')

export interface HostOptions {
  headless: boolean
  /** DevTools port on 127.0.0.1; 0 lets the system choose one, `null` opens none. */
  debugPort: number | null
  /** User data: settings, journal, and Chromium's own profile in `chromium/`. */
  profile: string
  kiosk: boolean
  /** A .y4m or .mjpeg file that plays as the camera. */
  camera: string | null
  window: { width: number; height: number }
}

export const USAGE = `npm run host -- [options]        runs what npm run build made, without an Electron binary
    --headless          no window (always so without a display)
    --debug-port N      DevTools port on 127.0.0.1, to attach to; 0 chooses one and prints it
    --profile DIR       user data, kept between runs (default: .profile/host in the project)
    --kiosk             start in kiosk mode
    --camera FILE       .y4m or .mjpeg as the camera
    --window WxH        default 1280x800`

/**
 * Reads the command line.
 *
 * @throws Error with one sentence about what is wrong with it.
 */
export function readOptions(argv: string[]): HostOptions {
  const { values } = parseArgs({
    args: argv,
    options: {
      headless: { type: 'boolean', default: false },
      'debug-port': { type: 'string' },
      profile: { type: 'string' },
      kiosk: { type: 'boolean', default: false },
      camera: { type: 'string' },
      window: { type: 'string', default: '1280x800' },
    },
  })
  const size = /^([1-9]\d{1,4})x([1-9]\d{1,4})$/.exec(values.window)
  if (!size) throw new Error(`--window takes WxH, such as 1280x800, not "${values.window}".`)
  const port = values['debug-port']
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65535))
    throw new Error(`--debug-port takes a number from 0 to 65535, not "${port}".`)
  const profile = resolve(values.profile ?? join(ROOT, '.profile', 'host'))
  mkdirSync(profile, { recursive: true })
  return {
    headless: values.headless || !hasDisplay(),
    debugPort: port === undefined ? null : Number(port),
    profile,
    kiosk: values.kiosk,
    camera: values.camera === undefined ? null : resolve(values.camera),
    window: { width: Number(size[1]), height: Number(size[2]) },
  }
}
