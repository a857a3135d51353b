/// <reference types="vite/client" />
import type { Bridge } from '../../shared/ipc/contract.ts'

declare global {
  interface Window {
    /** Put there by the preload; the page's only way out. */
    readonly balie: Bridge
  }
}
