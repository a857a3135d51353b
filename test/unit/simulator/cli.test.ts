import { describe, expect, it } from 'vitest'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../../src/simulator/cli.ts', import.meta.url))
const run = (...args: string[]) =>
  spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })

describe('the simulator on its own', () => {
  it('says where it is, answers, and stops when told', async () => {
    const child = run('--key', 'sleutel', '--venue', 'seeds', '--control')
    const exited = once(child, 'exit')
    try {
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
      const said = /^simulator (http:\/\/127\.0\.0\.1:\d+) key sleutel$/.exec(line)
      expect(said).not.toBeNull()
      const answer = await fetch(`${said?.[1]}/api2/boekingen/25`, {
        headers: { Authorization: 'Bearer sleutel' },
      })
      expect(await answer.json()).toMatchObject({ id: 25, referentie: '46-1' })
      expect((await fetch(`${said?.[1]}/_control/state`)).status).toBe(200)
    } finally {
      child.kill('SIGTERM')
    }
    expect(await exited).toEqual([0, null])
  })

  it('refuses what it does not understand', async () => {
    const child = run('--venue', 'elders')
    const [code] = (await once(child, 'exit')) as [number]
    expect(code).not.toBe(0)
  })
})
