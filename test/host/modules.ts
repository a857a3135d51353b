import { registerHooks } from 'node:module'
import { refuse } from './refuse.ts'

/** The rest of what Electron's main process may import: present by name, refused on use. */
const REFUSED = [
  ...['autoUpdater', 'BaseWindow', 'BrowserView', 'clipboard', 'contentTracing', 'crashReporter'],
  ...['desktopCapturer', 'globalShortcut', 'ImageView', 'inAppPurchase', 'MenuItem'],
  ...['MessageChannelMain', 'nativeImage', 'netLog', 'Notification'],
  ...['pushNotifications', 'ShareMenu', 'shell', 'systemPreferences', 'TouchBar', 'Tray'],
  ...['utilityProcess', 'View', 'webContents', 'WebContentsView', 'webFrameMain'],
  ...['contextBridge', 'ipcRenderer'],
]

const URL_OF_ELECTRON = 'balie-host:electron'
const KEY = 'balie.host.electron'

/** From here on `electron` is the stand-in, for every import and require of this process. */
export function answerImports(electron: Record<string, object>): void {
  const all: Record<string, object> = { ...electron }
  for (const name of REFUSED) all[name] ??= refuse(name)
  Object.assign(globalThis, { [Symbol.for(KEY)]: all })
  const source = [
    `const electron = globalThis[Symbol.for('${KEY}')]`,
    'export default electron',
    ...Object.keys(all).map((name) => `export const ${name} = electron.${name}`),
  ].join('\n')
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' || specifier.startsWith('electron/')
        ? { url: URL_OF_ELECTRON, shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === URL_OF_ELECTRON
        ? { format: 'module', source, shortCircuit: true }
        : next(url, context),
  })
}
