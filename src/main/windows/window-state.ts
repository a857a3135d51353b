import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { WriteFile } from '../services/files/atomic-write.ts'

export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

const whole = z.number().int().min(-100_000).max(100_000)
const stateSchema = z.object({
  bounds: z.object({ x: whole, y: whole, width: whole, height: whole }),
  maximized: z.boolean(),
})

export type WindowState = z.infer<typeof stateSchema>

export const SMALLEST = { width: 900, height: 600 }
export const FIRST_SIZE = { width: 1280, height: 800 }
/** This much of the window must lie on a screen, or nobody could take hold of it. */
const GRIP = 100

/**
 * Where the window was, if it can be there again: the screens may have changed since. `null` for a
 * missing or damaged file and for a place that no screen shows.
 */
export function readWindowState(path: string, screens: readonly Bounds[]): WindowState | null {
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
  const parsed = stateSchema.safeParse(raw)
  if (!parsed.success) return null
  const { bounds, maximized } = parsed.data
  const fits = bounds.width >= SMALLEST.width && bounds.height >= SMALLEST.height
  return fits && screens.some((screen) => isWithinReach(bounds, screen))
    ? { bounds, maximized }
    : null
}

/** Whether enough of the window's upper edge, by which it is moved, lies on the screen. */
function isWithinReach(window: Bounds, screen: Bounds): boolean {
  const across =
    Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  return (
    across >= GRIP &&
    window.y >= screen.y - 10 &&
    window.y <= screen.y + screen.height - GRIP &&
    window.width <= screen.width + 2 * GRIP &&
    window.height <= screen.height + 2 * GRIP
  )
}

/** Keeps it for the next start; a disk that does not take it costs nothing but the place. */
export const keepWindowState = (
  path: string,
  state: WindowState,
  write: WriteFile,
): Promise<void> => write(path, JSON.stringify(state)).catch(() => undefined)
