import '../../../src/renderer/src/styles/index.css'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cdp, page } from 'vitest/browser'
import { createApp, defineComponent, h, nextTick, ref, type App, type Ref } from 'vue'
import NumberField from '../../../src/renderer/src/components/form/NumberField.vue'
import { i18n } from '../../../src/renderer/src/i18n/index.ts'

let app: App | null = null
let root: HTMLElement

beforeEach(() => {
  root = document.createElement('div')
  document.body.append(root)
})
afterEach(async () => {
  app?.unmount()
  root.remove()
  await touch(false)
})

const session = (): { send(method: string, params: object): Promise<unknown> } =>
  cdp() as ReturnType<typeof session>

/** Whether the screen is one that is touched. */
async function touch(enabled: boolean): Promise<void> {
  await session().send('Emulation.setTouchEmulationEnabled', { enabled })
  await expect.poll(() => matchMedia('(pointer: coarse)').matches).toBe(enabled)
}

/** A field with a number in it. */
function show(value: string, decimal = false): Ref<string> {
  const text = ref(value)
  app = createApp(
    defineComponent(
      () => () =>
        h(NumberField, {
          name: 'aantal',
          label: 'Aantal',
          decimal,
          modelValue: text.value,
          'onUpdate:modelValue': (next: string) => (text.value = next),
        }),
    ),
  )
  app.use(i18n).mount(root)
  return text
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

describe('a number', () => {
  it('is typed, without a keypad, where there is a mouse', async () => {
    const text = show('15')
    expect(root.querySelector('button')).toBeNull()
    await page.getByLabelText('Aantal').fill('20')
    expect(text.value).toBe('20')
  })

  it('is put in by keypad where the screen is touched, and typed all the same', async () => {
    await touch(true)
    const text = show('15')
    await press('Cijfertoetsen voor Aantal')
    await press('2')
    expect(text.value).toBe('2')
    await press('0')
    await press('7')
    await press('Wis laatste cijfer')
    expect(text.value).toBe('20')
    await press('Alles wissen')
    await press('0')
    await press('8')
    expect(text.value).toBe('8')
    root.ownerDocument.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    await page.getByRole('textbox').fill('31')
    expect(text.value).toBe('31')
  })

  it('has one decimal sign, and keeps every key of two at once', async () => {
    await touch(true)
    const text = show('4.5', true)
    await press('Cijfertoetsen voor Aantal')
    const key = (name: string): HTMLElement =>
      page.getByRole('button', { name, exact: true }).element() as HTMLElement
    await press('Komma')
    key('7').click()
    key('5').click()
    await nextTick()
    await press('Komma')
    expect(text.value).toBe('0,75')
  })

  it('becomes one to touch when somebody begins to', async () => {
    show('15')
    expect(root.querySelector('button')).toBeNull()
    await touch(true)
    await expect.poll(() => root.querySelector('button')).not.toBeNull()
  })
})
