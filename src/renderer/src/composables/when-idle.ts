const LONGEST_MS = 200

/** Resolves when the page has nothing better to do, or after a fifth of a second. */
export const whenIdle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: LONGEST_MS }))
