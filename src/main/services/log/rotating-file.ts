import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Lines in a file that never grows past `size`: then it becomes `.1`, the one before `.2`, and the
 * oldest goes. Written at once and in order, so that the last line before a crash is there. Never
 * throws: with a full disk the line is lost and work goes on.
 */
export class RotatingFile {
  readonly path: string
  private descriptor: number | null = null
  private written = 0
  private readonly folder: string
  private readonly size: number
  private readonly count: number

  constructor(given: { folder: string; name: string; size: number; count: number }) {
    this.folder = given.folder
    this.path = join(given.folder, given.name)
    this.size = given.size
    this.count = given.count
  }

  append(line: string): void {
    try {
      const bytes = Buffer.from(`${line}\n`)
      if (this.descriptor === null) this.open()
      if (this.written > 0 && this.written + bytes.length > this.size) this.rotate()
      if (this.descriptor !== null) this.written += writeSync(this.descriptor, bytes)
    } catch {
      // Nowhere to tell it. The next line tries again from the start.
      this.close()
    }
  }

  close(): void {
    const { descriptor } = this
    this.descriptor = null
    if (descriptor === null) return
    try {
      closeSync(descriptor)
    } catch {
      // Already gone.
    }
  }

  private open(): void {
    mkdirSync(this.folder, { recursive: true })
    this.descriptor = openSync(this.path, 'a', 0o600)
    this.written = fstatSync(this.descriptor).size
  }

  private rotate(): void {
    this.close()
    const numbered = (number: number): string => `${this.path}.${number}`
    rmSync(numbered(this.count - 1), { force: true })
    for (let number = this.count - 2; number >= 1; number--)
      move(numbered(number), numbered(number + 1))
    move(this.path, numbered(1))
    this.open()
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch {
    // Not there yet.
  }
}
