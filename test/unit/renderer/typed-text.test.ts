import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const PAGE = join(import.meta.dirname, '..', '..', '..', 'src', 'renderer', 'src')
/** Fields in which nothing is typed. */
const NO_TEXT = /type="(?:checkbox|radio|hidden)"/

/*
 * A browser keeps what was typed into a field on the disk, in clear, to fill it in again: with the
 * session that it would restore, and with what it offers next time. Only `autocomplete` keeps it from that.
 */
it('no field lets the browser keep what is typed into it', () => {
  const careless = readdirSync(PAGE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.vue'))
    .flatMap((file) => {
      const fields = readFileSync(join(PAGE, file), 'utf8').matchAll(
        /<(?:input|textarea)\b(?:[^>"]|"[^"]*")*>/g,
      )
      return [...fields]
        .map(([field]) => field)
        .filter((field) => !NO_TEXT.test(field))
        .filter((field) => !/autocomplete="(?:off|new-password)"/.test(field))
        .map((field) => `${file}: ${field.replace(/\s+/g, ' ')}`)
    })
  expect(careless).toEqual([])
})
