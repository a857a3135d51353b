import { isStatus, type BookingStatus } from '../../../shared/recras/status.ts'
import type { IconName } from './icon-names.ts'

/** The tone and the glyph of a status; a word that is not one of Recras' nine has no tone. */
export const signOf = (status: string): { tone: BookingStatus | null; icon: IconName } =>
  isStatus(status) ? { tone: status, icon: `s-${status}` } : { tone: null, icon: 'question' }
