import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives the tests one folder for all that they make on the disk, and takes it away after the last. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'balie-unit-'))
  // Unix' name of it, and Windows' two.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
