/** The customer whose page was opened from the list: coming back, the list goes on there. */
export const lastLookedAt: { id: number | null } = { id: null }
