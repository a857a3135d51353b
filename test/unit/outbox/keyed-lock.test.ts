import { describe, expect, it } from 'vitest'
import { KeyedLock } from '../../../src/main/services/outbox/keyed-lock.ts'

describe('a lock by key', () => {
  it('lets works of one key run in turn, others at once, and goes on after a failure', async () => {
    const lock = new KeyedLock()
    const said: string[] = []
    const release = Promise.withResolvers<void>()
    const first = lock.run('a', async () => {
      said.push('first')
      await release.promise
      throw new Error('first failed')
    })
    const second = lock.run('a', async () => {
      said.push('second')
      return 2
    })
    await lock.run('b', async () => void said.push('other'))
    expect(said).toEqual(['first', 'other'])
    release.resolve()
    await expect(first).rejects.toThrow('first failed')
    expect(await second).toBe(2)
    expect(said).toEqual(['first', 'other', 'second'])
  })
})
