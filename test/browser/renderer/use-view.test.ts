import { afterEach, expect, it } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { useView } from '../../../src/renderer/src/features/day/use-view.ts'

const HEIGHT = 50_000
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

let scope: EffectScope
let scroller: HTMLElement
afterEach(() => {
  scope.stop()
  scroller.remove()
})

async function listed() {
  scroller = document.createElement('div')
  scroller.style.cssText = 'height: 400px; overflow: auto'
  const space = document.createElement('div')
  space.style.height = `${HEIGHT}px`
  scroller.append(space)
  document.body.append(scroller)
  scope = effectScope()
  const element = ref<HTMLElement | null>(null)
  const view = scope.run(() => useView(element, () => HEIGHT))
  if (!view) throw new Error('no view')
  element.value = scroller
  await nextTick()
  await frame()
  return view
}

it('goes where it was told last, also before the browser has told of the scroll before', async () => {
  const view = await listed()
  for (let to = 1000; to <= 5000; to += 1000) {
    view.jump(to)
    // Runs after the frame's own callback: the browser tells of that scroll in the next one.
    await frame()
  }
  await frame()
  await frame()
  expect([view.top.value, scroller.scrollTop]).toEqual([5000, 5000])
})

it('goes where it was told after a person scrolled, and follows the next who does', async () => {
  const view = await listed()
  scroller.scrollTop = 3000
  view.jump(0)
  await frame()
  await frame()
  expect([view.top.value, scroller.scrollTop]).toEqual([0, 0])
  scroller.scrollTop = 700
  await frame()
  await frame()
  expect(view.top.value).toBe(700)
})
