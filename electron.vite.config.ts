import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

/**
 * Three bundles: out/main (ESM), out/preload (CJS: a sandboxed window cannot load ESM, and says
 * nothing about it), out/renderer. Everything is bundled, so that the installed app is these files
 * and Electron, nothing else.
 */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rollupOptions: { input: { index: 'src/main/index.ts' } },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [vue()],
    build: {
      // Nothing is inlined as data: the content security policy allows no data: beyond pictures.
      assetsInlineLimit: 0,
      rollupOptions: { input: 'src/renderer/index.html' },
    },
  },
})
