import { expect, it } from 'vitest'
import { clockDifference } from '../../../../src/renderer/src/features/settings/clock.ts'
import messages from '../../../../src/renderer/src/features/settings/messages.ts'
import { missingIn } from '../messages.ts'

it.each([
  [300, { unit: 'seconds', value: 0.3, side: 'behind', warn: false }],
  [-1_449, { unit: 'seconds', value: 1.4, side: 'ahead', warn: false }],
  [119_000, { unit: 'seconds', value: 119, side: 'behind', warn: false }],
  [120_000, { unit: 'minutes', value: 2, side: 'behind', warn: false }],
  [120_001, { unit: 'minutes', value: 2, side: 'behind', warn: true }],
  [-3_600_000, { unit: 'minutes', value: 60, side: 'ahead', warn: true }],
  [3 * 3_600_000, { unit: 'hours', value: 3, side: 'behind', warn: true }],
  [-(26 * 3_600_000), { unit: 'hours', value: 26, side: 'ahead', warn: true }],
])('a server that is %i ms ahead', (offset, expected) => {
  const difference = clockDifference(offset)
  expect(difference).toEqual(expected)
  expect(missingIn(messages, `connection.${difference.unit}`)).toEqual([])
  expect(missingIn(messages, `connection.clock_${difference.side}`)).toEqual([])
})
