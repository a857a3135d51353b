import type { StatusAction } from '../../../../shared/recras/status.ts'
import type { IconName } from '../../components/icon-names.ts'
import { isExpected } from './facts.ts'

/** The one action of a row, and the message that names it there (short: the column is narrow). */
export interface MainAction {
  action: StatusAction
  label: string
}

const LABELS = {
  ongoing: 'common.action.ongoing',
  finished: 'common.action.finished',
  confirm: 'day.action.confirm',
  reopen: 'day.action.reopen',
  leave: 'day.action.leave',
}

/**
 * What a row offers: the next step of the booking's day when its link is there, else the step back.
 * Cancelling is never in a row.
 */
export function mainAction(status: string, actions: readonly StatusAction[]): MainAction | null {
  const offers = (action: StatusAction): boolean => actions.includes(action)
  if (status === 'gaande') {
    if (offers('finished')) return { action: 'finished', label: LABELS.finished }
    return offers('confirmed') ? { action: 'confirmed', label: LABELS.leave } : null
  }
  if (offers('ongoing'))
    return { action: 'ongoing', label: isExpected(status) ? LABELS.ongoing : LABELS.reopen }
  if (offers('confirmed')) return { action: 'confirmed', label: LABELS.confirm }
  return offers('finished') ? { action: 'finished', label: LABELS.finished } : null
}

/** The message that names an action in a panel, where there is room to say what it means now. */
export function actionLabel(status: string, action: StatusAction): string {
  if (action === 'ongoing')
    return isExpected(status) ? 'common.action.ongoing' : 'common.action.reopen'
  if (action === 'confirmed')
    return status === 'gaande' ? 'common.action.confirmed' : 'common.action.confirm'
  return `common.action.${action}`
}

const ICONS: Record<StatusAction, IconName> = {
  ongoing: 'enter',
  finished: 'leave',
  confirmed: 'check',
  cancelled: 'refused',
}

/** The glyph of an action, given the status that it leads away from: a step back is an undoing. */
export const actionIcon = (status: string, action: StatusAction): IconName =>
  (action === 'confirmed' && status === 'gaande') || (action === 'ongoing' && !isExpected(status))
    ? 'undo'
    : ICONS[action]
