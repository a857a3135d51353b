import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeFileAtomic } from '../../../../src/main/services/files/atomic-write.ts'

it('replaces a file as a whole, readable by this user alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'balie-write-'))
  const path = join(folder, 'file.json')
  await writeFile(path, 'old', { mode: 0o644 })
  await Promise.all(['a', 'b', 'c'].map((text) => writeFileAtomic(path, text.repeat(10_000))))
  expect(await readFile(path, 'utf8')).toMatch(/^(a{10000}|b{10000}|c{10000})$/)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['file.json'])
})

it('leaves the old file and nothing else when it cannot', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'balie-write-'))
  const path = join(folder, 'taken')
  await mkdir(path)
  await writeFile(join(path, 'inside'), 'x')
  await expect(writeFileAtomic(path, 'new')).rejects.toThrow()
  expect(await readdir(folder)).toEqual(['taken'])
})
