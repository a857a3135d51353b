/*
 * What the bundler makes of an import with a mark: a thread's start, and the path of a file that is
 * copied beside the bundle. (Its own declarations describe a page's world as well.)
 */

declare module '*?nodeWorker' {
  import type { Worker, WorkerOptions } from 'node:worker_threads'
  export default function start(options: WorkerOptions): Worker
}

declare module '*?asset' {
  const path: string
  export default path
}
