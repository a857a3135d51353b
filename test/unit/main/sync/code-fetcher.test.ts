import { expect, it } from 'vitest'
import { CodeFetcher } from '../../../../src/main/services/sync/code-fetcher.ts'
import type { AppError, Result } from '../../../../src/shared/result.ts'
import { fail, ok } from '../../../../src/shared/result.ts'
import { ManualClock, MemoryLog, settle } from '../manual-clock.ts'

it('asks again what the key before was refused, also when its refusal comes late', async () => {
  const clock = new ManualClock()
  const answers: ((answer: Result<unknown>) => void)[] = []
  const found: string[] = []
  const codes = new CodeFetcher({
    api: { follow: () => new Promise((resolve) => answers.push(resolve)) },
    clock,
    random: () => 0.5,
    log: new MemoryLog(),
    idle: () => true,
    found: (_id, text) => found.push(text),
  })
  codes.offer(1, {
    href: 'https://klimbos.recras.nl/api2/boekingen/1/qr',
    method: null,
    templated: false,
  })
  codes.resume()
  await clock.advance(1000)
  codes.forgive()
  answers[0]?.(fail<AppError>({ kind: 'forbidden' }))
  await settle()
  await clock.advance(1000)
  expect(answers).toHaveLength(2)
  answers[1]?.(ok('B:1001-1'))
  await settle()
  expect(found).toEqual(['B:1001-1'])
})
