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
  /** Minutes without a touch or key after which the desk locks; 0 never. Only with staff set up. */
  lockMinutes: z.number().int().min(0).max(240),
  /** Days back that stay in the cache; older ones leave by themselves. */
  retentionDays: z.number().int().min(0).max(60),
  /** Keeps the sheets of today and tomorrow ready as files, renewed every so many minutes. */
  sheetFiles: z.boolean(),
  sheetMinutes: z.number().int().min(1).max(240),
  /** Where; empty for the folder "Balie" among the person's documents. */
  sheetFolder: z.string().max(500),
  /** Whether phone numbers and e-mail stand on the sheet too. */
  sheetContacts: z.boolean(),
  /** Starts, and starts again, as a kiosk. */
  kiosk: z.boolean(),
  /** How much of a group's name a kiosk shows. */
  kioskName: z.enum(['full', 'first', 'none']),
  /** Checking in at the kiosk is possible from so many minutes before the start. */
  kioskEarlyMinutes: z.number().int().min(0).max(1440),
  /** A group that still has to pay is sent to the desk. */
  kioskMoney: z.boolean(),
  kioskSound: z.boolean(),
  /** Where the desk is, seen from the kiosk: the arrow, and the venue's own words for it. */
  kioskDesk: z.enum(['left', 'right', 'ahead', 'behind']),
  kioskDeskText: z.string().trim().max(80),
  /** What a group that is early can do meanwhile, in the venue's own words; empty for nothing. */
  kioskMeanwhile: z.string().trim().max(60),
})

export type Settings = z.infer<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = {
  desk: 'Balie',
  language: 'nl',
  theme: 'system',
  sound: true,
  scanAction: 'checkin',
  scannerPrefix: '',
  lockMinutes: 10,
  retentionDays: 3,
  sheetFiles: true,
  sheetMinutes: 10,
  sheetFolder: '',
  sheetContacts: false,
  kiosk: false,
  kioskName: 'full',
  kioskEarlyMinutes: 30,
  kioskMoney: true,
  kioskSound: false,
  kioskDesk: 'left',
  kioskDeskText: '',
  kioskMeanwhile: '',
}
