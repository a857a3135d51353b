import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { RowElement, type InList } from '../../../src/renderer/src/features/day/row-element.ts'
import type { RowText } from '../../../src/renderer/src/features/day/row-text.ts'

const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const words = fc.constantFrom('Familie Jansen', '5 uur te laat', '<b>Ünïcode</b> & meer', '0')

const text: fc.Arbitrary<RowText> = fc.record({
  id: fc.integer({ min: 1, max: 9 }),
  referentie: fc.constantFrom('58-3', '58-4'),
  status: fc.constantFrom('definitief', 'gaande', 'voltooid', 'geannuleerd', 'half {x}'),
  statusWord: words,
  sync: fc.constantFrom('done', 'waiting', 'attention'),
  when: sometimes(fc.record({ day: words, time: words })),
  name: words,
  anonymous: fc.boolean(),
  note: fc.boolean(),
  sub: fc.constantFrom('', 'Klimmen · Noord'),
  money: sometimes(words),
  local: sometimes(words),
  number: words,
  people: words,
  wrong: fc.boolean(),
  line: sometimes(
    fc.record({
      text: words,
      icon: sometimes(fc.constantFrom('late' as const, 'waiting' as const)),
      tone: sometimes(fc.constantFrom('pressing' as const, 'unknown' as const)),
    }),
  ),
  edge: sometimes(fc.constantFrom('is-attention' as const, 'is-pressing' as const)),
  action: sometimes(
    fc.record({
      action: fc.constantFrom('ongoing' as const, 'finished' as const),
      word: words,
      label: words,
      primary: fc.boolean(),
    }),
  ),
  label: words,
})

const place: fc.Arbitrary<InList> = fc.record({
  top: fc.integer({ min: 0, max: 999 }),
  first: fc.boolean(),
  selected: fc.boolean(),
  active: fc.boolean(),
  busy: fc.boolean(),
  position: fc.integer({ min: 1, max: 99 }),
  count: fc.integer({ min: 1, max: 99 }),
})

type Told = [tag: string, classes: string[], attributes: string[], ...within: (Told | string)[]]

const rowOf = (covered = false): { root: HTMLElement; row: RowElement } => {
  const root = document.createElement('li')
  return { root, row: new RowElement(root, covered) }
}

/** What there is to see, hear, reach and look for, whatever is hidden and in which order it was written. */
function seen(element: Element): Told {
  const attributes = element.getAttributeNames().filter((name) => name !== 'class')
  return [
    element.tagName,
    [...element.classList].sort(),
    attributes.map((name) => `${name}=${element.getAttribute(name)}`).sort(),
    ...[...element.childNodes].flatMap((node): (Told | string)[] => {
      if (node instanceof Element) return node.hasAttribute('hidden') ? [] : [seen(node)]
      return node.textContent?.trim() ? [node.textContent] : []
    }),
  ]
}

describe('a row of a list', () => {
  it('shows nothing of what stood in it before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(sometimes(text), place, fc.boolean()), { maxLength: 4 }),
        text,
        place,
        (before, last, at) => {
          const used = rowOf()
          for (const [one, where, covered] of before) {
            used.row.cover(covered)
            used.row.draw(one, where)
          }
          used.row.cover(false)
          used.row.draw(last, at)
          const fresh = rowOf()
          fresh.row.draw(last, at)
          expect(seen(used.root)).toEqual(seen(fresh.root))
        },
      ),
    )
  })

  it('is not where its booking is found while it is covered, or waits for another', () => {
    fc.assert(
      fc.property(text, place, (one, at) => {
        const { root, row } = rowOf(true)
        const found = (): string[] =>
          [root, ...root.querySelectorAll('*')]
            .flatMap((element) => element.getAttributeNames())
            .filter((name) => /^data-(booking-id|referentie|status|sync|action)$/.test(name))
        row.draw(one, at)
        expect(found()).toEqual([])
        row.cover(false)
        expect(root.dataset['bookingId']).toBe(String(one.id))
        row.draw(null, at)
        expect(found()).toEqual([])
        expect(root.getAttribute('aria-hidden')).toBe('true')
        expect(root.querySelectorAll('[tabindex="0"]')).toHaveLength(0)
      }),
    )
  })

  it('forgets whom it showed once nobody looks, and shows the next as if nothing had been', async () => {
    const { root, row } = rowOf()
    const [one, other] = fc.sample(text, 2)
    const [at] = fc.sample(place, 1)
    if (!one || !other || !at) throw new Error('nothing to draw')
    row.draw({ ...one, local: 'notitie' }, at)
    row.draw(null, at)
    await vi.waitFor(() => expect(root.textContent.trim()).toBe(''))
    expect(root.querySelector('[href^="#/"], [aria-label]')).toBeNull()
    row.draw(other, at)
    const fresh = rowOf()
    fresh.row.draw(other, at)
    expect(seen(root)).toEqual(seen(fresh.root))
  })

  it('writes words as words', () => {
    const { root, row } = rowOf()
    const [one] = fc.sample(text, 1)
    const [at] = fc.sample(place, 1)
    if (!one || !at) throw new Error('nothing to draw')
    row.draw({ ...one, name: '<img src=x onerror=alert(1)>', sub: '<b>', label: '"><i>' }, at)
    expect(root.querySelector('img, b, i')).toBeNull()
    expect(root.querySelector('.row-name')?.textContent).toContain('<img src=x onerror=alert(1)>')
  })
})
