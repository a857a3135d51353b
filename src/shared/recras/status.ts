/** The nine booking statuses, in the order of seeds/boekingen ("Statussen van boekingen"). */
export const STATUSES = [
  'informatie',
  'interesse',
  'optie',
  'pending_online',
  'reservering',
  'definitief',
  'gaande',
  'voltooid',
  'geannuleerd',
] as const

export type BookingStatus = (typeof STATUSES)[number]

export const isStatus = (value: unknown): value is BookingStatus =>
  typeof value === 'string' && (STATUSES as readonly string[]).includes(value)

/**
 * The moves a desk can ask for, each named after the last part of its link relation
 * `recras:booking:set_status:<action>`. The first three are documented; `cancelled` is a guess of
 * the field (recras-api: handled when it is there, shown behind a confirmation).
 */
export const ACTIONS = ['ongoing', 'finished', 'confirmed', 'cancelled'] as const

export type StatusAction = (typeof ACTIONS)[number]

const STATUS_OF: Record<StatusAction, BookingStatus> = {
  ongoing: 'gaande',
  finished: 'voltooid',
  confirmed: 'definitief',
  cancelled: 'geannuleerd',
}

/** The status that following the action's link leads to. */
export const statusAfter = (action: StatusAction): BookingStatus => STATUS_OF[action]

/** The action that leads to a status, when there is one. */
export const actionTowards = (status: string): StatusAction | null =>
  ACTIONS.find((action) => STATUS_OF[action] === status) ?? null

export const SET_STATUS_PREFIX = 'recras:booking:set_status:'
