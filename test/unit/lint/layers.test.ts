import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const eslint = new ESLint({ cwd: root })
const RULES = ['no-restricted-imports', 'no-restricted-syntax']

/** Whether a file with this one line is refused for its layer. */
async function refused(path: string, line: string): Promise<boolean> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: join(root, path) })
  return result?.messages.some((one) => RULES.includes(one.ruleId ?? '')) ?? false
}

const SERVICE = 'src/main/services/sync/x.ts'

describe('the layers', { timeout: 30_000 }, () => {
  it.each([
    ['src/main/app/x.ts', "import '../../renderer/src/main.ts'"],
    ['src/main/index.ts', "import '../preload/bridge.ts'"],
    [SERVICE, "import 'electron'"],
    [SERVICE, "import 'electron/main'"],
    [SERVICE, "import '../../ipc/send.ts'"],
    [SERVICE, "import '../../app/desk.ts'"],
    [SERVICE, "import '../../security/origin.ts'"],
    [SERVICE, "import '../../../renderer/src/main.ts'"],
    [SERVICE, "void import('electron')"],
    ['src/preload/x.ts', "import '../shared/result.ts'"],
    ['src/preload/x.ts', "import '../main/app/desk.ts'"],
    ['src/preload/x.ts', "import 'zod'"],
    ['src/preload/x.ts', "import 'node:fs'"],
    ['src/preload/x.ts', "void import('node:fs')"],
    ['src/shared/x.ts', "import 'fs'"],
    ['src/shared/x.ts', "import 'node:fs'"],
    ['src/shared/x.ts', "void import('node:fs')"],
    ['src/shared/x.ts', "import '../main/app/desk.ts'"],
    ['src/renderer/src/x.ts', "import 'electron'"],
    ['src/renderer/src/x.ts', "void import('electron')"],
    ['src/renderer/src/x.ts', "void import('node:fs')"],
    ['src/renderer/src/x.ts', "void import('../../main/app/desk.ts')"],
    ['src/renderer/src/x.ts', 'void import(location.hash)'],
    ['src/simulator/x.ts', "import 'electron'"],
  ])('%s may not: %s', async (path, line) => {
    expect(await refused(path, line)).toBe(true)
  })

  it.each([
    ['src/main/app/x.ts', "import 'electron'"],
    ['src/main/app/x.ts', "void import('../../simulator/index.ts')"],
    [SERVICE, "import '../../../shared/ipc/contract.ts'"],
    [SERVICE, "import 'node:fs'"],
    [SERVICE, "import '../recras/api.ts'"],
    ['src/preload/x.ts', "import 'electron'"],
    ['src/preload/x.ts', "import '../shared/ipc/names.ts'"],
    ['src/shared/outbox/x.ts', "import '../result.ts'"],
    ['src/renderer/src/x.ts', "void import('./features/scan/decoder.ts')"],
    ['src/renderer/src/x.ts', "import '../../shared/result.ts'"],
  ])('%s may: %s', async (path, line) => {
    expect(await refused(path, line)).toBe(false)
  })
})
