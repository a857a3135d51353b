import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a second start tells the first. */
export interface SecondStart {
  argv: string[]
  cwd: string
  additionalData: unknown
}

/** Delivers its argument to the socket of the first; exit code 0 when there is one. */
const DELIVER = `
const socket = require('node:net').connect(process.argv[1], () => socket.end(process.argv[2]))
socket.on('error', () => process.exit(1))
socket.on('close', () => process.exit(0))
`

/**
 * One host per profile. The lock is a local socket that only the living can answer, so nothing is
 * left to clean up or to misjudge after a kill.
 */
export class InstanceLock {
  private readonly server: Server

  private constructor(server: Server) {
    this.server = server
  }

  /** `null` when another host has the profile; it was then told of this start. */
  static take(
    profile: string,
    start: SecondStart,
    onSecond: (second: SecondStart) => void,
  ): InstanceLock | null {
    const hash = createHash('sha256').update(profile).digest('hex').slice(0, 16)
    const windows = process.platform === 'win32'
    const path = windows ? `\\\\.\\pipe\\balie-${hash}` : join(tmpdir(), `balie-${hash}.sock`)
    if (windows || existsSync(path)) {
      const told = spawnSync(process.execPath, ['-e', DELIVER, path, JSON.stringify(start)])
      if (told.status === 0) return null
      if (!windows) rmSync(path, { force: true })
    }
    const server = createServer((socket) => {
      let text = ''
      socket.setEncoding('utf8')
      socket.on('data', (part: string) => (text += part))
      socket.on('end', () => {
        socket.end()
        if (text !== '') onSecond(JSON.parse(text) as SecondStart)
      })
      socket.on('error', () => undefined)
    })
    server.listen(path)
    server.unref()
    return new InstanceLock(server)
  }

  release(): void {
    this.server.close()
  }
}
