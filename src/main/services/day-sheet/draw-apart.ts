import type { Worker } from 'node:worker_threads'
import type { Drawn, DrawRequest } from './drawing.ts'

/** A sheet that takes longer than this is given up; ten thousand bookings take a few seconds. */
const LIMIT_MS = 120_000

/** Draws a sheet's text; `null` when it is no sheet. Rejects when it cannot be drawn. */
export type DrawSheet = (sheet: string) => Promise<Drawn | null>

/**
 * Draws each sheet on a thread of its own, which ends with it.
 *
 * @param start starts `worker.ts` with its request
 */
export const drawApart =
  (start: (request: DrawRequest) => Worker, fonts: DrawRequest['fonts']): DrawSheet =>
  (sheet) => {
    const { promise, resolve, reject } = Promise.withResolvers<Drawn | null>()
    const worker = start({ sheet, fonts })
    const late = setTimeout(
      () => reject(new Error('the day sheet was not drawn in time')),
      LIMIT_MS,
    )
    worker.once('message', (drawn: Drawn | null) => resolve(drawn))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the day sheet's thread ended with ${code}`)))
    return promise.finally(() => {
      clearTimeout(late)
      void worker.terminate()
    })
  }
