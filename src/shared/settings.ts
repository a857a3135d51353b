import { z } from 'zod'

export const LANGUAGES = ['nl', 'en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** What people choose for this desk. Everything has a default, so an unreadable file costs nothing. */
export const settingsSchema = z.object({
  /** How this desk is called in the journal and the log. */
  desk: z.string().trim().min(1).max(40),
  language: z.enum(LANGUAGES),
  theme: z.enum(['system', 'light', 'dark']),
  sound: z.boolean(),
  /** What a scan does: check in at once, or open the booking. */
  scanAction: z.enum(['checkin', 'open']),
  /** Characters that the USB scanner is set to send before each code; empty when it sends none. */
  scannerPrefix: z.string().max(8),
})

export type Settings = z.infer<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = {
  desk: 'Balie',
  language: 'nl',
  theme: 'system',
  sound: true,
  scanAction: 'checkin',
  scannerPrefix: '',
}
