import { describe, expect, it } from 'vitest'
import { i18n, setLanguage } from '../../../src/renderer/src/i18n/index.ts'
import { actionIcon, actionLabel } from '../../../src/renderer/src/features/day/main-action.ts'
import { movedTo } from '../../../src/renderer/src/features/day/row-keys.ts'

const { t } = i18n.global

describe('why a venue cannot be forgotten yet', () => {
  it.each([
    ['nl', 'X klaar is', 'X klaar zijn'],
    ['en', 'X is done', 'X are done'],
    ['de', 'X erledigt ist', 'X erledigt sind'],
  ] as const)('agrees with one action and with more, in %s', (language, one, more) => {
    globalThis.document = { documentElement: {} } as Document
    setLanguage(language)
    for (const key of ['decideWhen', 'leaveWhen']) {
      expect(t(`settings.connection.${key}`, { open: 'X' }, 1)).toContain(one)
      expect(t(`settings.connection.${key}`, { open: 'X' }, 2)).toContain(more)
    }
    const when = (count: number): string =>
      t('settings.connection.forgetWhen', { open: 'X' }, count)
    expect(when(1)).not.toBe(when(2))
  })
})

describe('an action', () => {
  it.each([
    ['optie', 'confirmed', 'common.action.confirm', 'check'],
    ['gaande', 'confirmed', 'common.action.confirmed', 'undo'],
    ['definitief', 'ongoing', 'common.action.ongoing', 'enter'],
    ['voltooid', 'ongoing', 'common.action.reopen', 'undo'],
    ['gaande', 'finished', 'common.action.finished', 'leave'],
  ] as const)('out of %s to %s is called by what it means there', (status, action, label, icon) => {
    expect(actionLabel(status, action)).toBe(label)
    expect(actionIcon(status, action)).toBe(icon)
  })
})

describe('keys in a list', () => {
  const press = (key: string, more: object = {}) => ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...more,
  })
  const at = { clientHeight: 540 }

  it('go from row to row, by pages and to the ends, and stay within', () => {
    expect(movedTo(press('ArrowDown'), 3, 10, at)).toBe(4)
    expect(movedTo(press('ArrowUp'), 0, 10, at)).toBe(0)
    expect(movedTo(press('PageDown'), 0, 100, at)).toBe(9)
    expect(movedTo(press('End'), 0, 10, at)).toBe(9)
    expect(movedTo(press('Home'), 9, 10, at)).toBe(0)
  })

  it('mean nothing with a modifier, without rows, or when they are others', () => {
    expect(movedTo(press('ArrowDown', { ctrlKey: true }), 3, 10, at)).toBeNull()
    expect(movedTo(press('ArrowDown'), 0, 0, at)).toBeNull()
    expect(movedTo(press('Enter'), 3, 10, at)).toBeNull()
  })
})
