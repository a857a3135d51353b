import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createHost } from './host.ts'
import { answerImports } from './modules.ts'
import { readOptions, ROOT, USAGE, type HostOptions } from './options.ts'

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function optionsOrExit(): HostOptions {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
  }
}

const options = optionsOrExit()
/** Another folder than the project's `out`, for tests of the host itself. */
const built = process.env['BALIE_HOST_OUT'] ?? join(ROOT, 'out')
const main = join(built, 'main', 'index.js')
if (!existsSync(main)) fail(`There is no ${main}: run "npm run build" first.`)
if (options.camera !== null && !existsSync(options.camera))
  fail(`There is no camera file ${options.camera}.`)

const { app, electron } = createHost(options)
answerImports(electron)
process.argv = [process.execPath, main, ...(options.kiosk ? ['--kiosk'] : [])]

let asked = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked += 1
    if (asked === 1) app.quit()
    else app.exit(1)
  })
}

// Ready comes after the app's own start, unless that waits for it.
const start = (): void => void app.start().catch((error: unknown) => fail(String(error)))
app.onceAsked(() => setImmediate(start))
try {
  await import(pathToFileURL(main).href)
  start()
} catch (error) {
  console.error(error)
  process.exit(1)
}
