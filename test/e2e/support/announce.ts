import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findElectron } from '../../../scripts/electron.ts'
import { ROOT } from '../../host/options.ts'

/** Says where the specs run, so that nothing is claimed for the other place. */
export default function announce(): void {
  if (!existsSync(join(ROOT, 'out', 'main', 'index.js')))
    throw new Error('There is no built app: run "npm run build" first.')
  const electron = findElectron()
  console.log(
    electron
      ? `These specs run in Electron (${electron}).`
      : 'These specs run on the host: there is no Electron binary here.',
  )
}
