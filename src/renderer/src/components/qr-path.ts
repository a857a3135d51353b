import QRCode from 'qrcode'

/** A QR code as one SVG path on a square of `size` units, with the quiet zone that scanners need. */
export interface QrPath {
  size: number
  path: string
}

const QUIET_ZONE = 4

/**
 * Draws a text; error correction M, as Recras' own codes have. `null` when a QR code cannot hold it
 * (some 2300 bytes, and not nothing).
 */
export function qrPath(text: string): QrPath | null {
  const modules = modulesOf(text)
  if (!modules) return null
  const parts: string[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      if (!modules.get(row, from)) continue
      let to = from + 1
      while (to < modules.size && modules.get(row, to)) to++
      parts.push(`M${from + QUIET_ZONE} ${row + QUIET_ZONE}h${to - from}v1h${from - to}z`)
      from = to
    }
  }
  return { size: modules.size + 2 * QUIET_ZONE, path: parts.join('') }
}

function modulesOf(text: string): QRCode.BitMatrix | null {
  try {
    return QRCode.create(text, { errorCorrectionLevel: 'M' }).modules
  } catch {
    return null
  }
}
