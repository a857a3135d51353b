import { parentPort, workerData } from 'node:worker_threads'
import { draw, type DrawRequest } from './drawing.ts'

/*
 * Draws one sheet on a thread of its own: a day of thousands takes seconds, and the main process
 * has promises to write meanwhile. What fails here ends the thread with its error.
 */

parentPort?.postMessage(await draw(workerData as DrawRequest))
