import type { Level } from '../../../../shared/domain/readiness.ts'
import type { IconName } from '../../components/icon-names.ts'

/** A level is never told by colour alone: each has a sign of its own, and a word. */
export const LEVEL_ICONS: Readonly<Record<Level, IconName>> = {
  green: 'ready',
  amber: 'ready-soon',
  red: 'ready-not',
}
