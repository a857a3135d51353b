import { describe, expect, it } from 'vitest'
import { hashPin, isPin, pinHashSchema } from '../../../../src/main/services/staff/pin-hash.ts'

describe('what is kept of a PIN', () => {
  it('tells the right one from others, and holds neither', async () => {
    const kept = await hashPin('2580')
    expect(pinHashSchema.parse(kept)).toEqual(kept)
    expect(await isPin('2580', kept)).toBe(true)
    for (const wrong of ['2581', '02580', '258', '25800', ''])
      expect(await isPin(wrong, kept)).toBe(false)
    expect(JSON.stringify(kept)).not.toContain('2580')
  })

  it('differs for the same PIN of two people', async () => {
    const [one, other] = await Promise.all([hashPin('2580'), hashPin('2580')])
    expect(one.salt).not.toBe(other.salt)
    expect(one.hash).not.toBe(other.hash)
  })

  it('is still good when new ones cost more', async () => {
    const kept = {
      n: 2 ** 14,
      r: 8,
      p: 1,
      salt: 'c2FsdHNhbHRzYWx0c2FsdA==',
      hash: 'EUHmVkwJZTmDxjKMwcyUm6aaZ4hqL7YpX6kI9RhGLmQ=',
    } as const
    expect(pinHashSchema.safeParse(kept).success).toBe(true)
    expect(await isPin('2580', kept)).toBe(false)
  })

  it('costs what a guess should cost, and not the memory of the machine', async () => {
    const kept = await hashPin('2580')
    expect(kept.n * kept.r * kept.p).toBeGreaterThanOrEqual(2 ** 18)
    for (const scribbled of [
      { ...kept, n: 2 ** 30 },
      { ...kept, r: 4096 },
      { ...kept, p: 0 },
    ])
      expect(pinHashSchema.safeParse(scribbled).success).toBe(false)
  })
})
