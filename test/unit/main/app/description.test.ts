import { mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Description } from '../../../../src/main/app/description.ts'
import { writeFileAtomic as write } from '../../../../src/main/services/files/atomic-write.ts'
import { MemoryLog } from '../manual-clock.ts'

it('is kept although Recras answered before there was a folder for it', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'balie-description-')), 'venue')
  const given = { folder, venue: 'klimbos.recras.nl', write, log: new MemoryLog() }
  const description = new Description(given)
  await description.change('Kim Balie', 'Klimbos')
  await mkdir(folder)
  await description.settled()
  expect(JSON.parse(await readFile(join(folder, 'venue.json'), 'utf8'))).toEqual(description.value)
  const later = new Description(given)
  await later.load()
  expect(later.value).toEqual({ user: 'Kim Balie', venue: 'Klimbos' })
})

it('is on the disk once it is settled', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'balie-description-'))
  const slow: typeof write = async (path, text) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    await write(path, text)
  }
  const given = { folder, venue: 'klimbos.recras.nl', write: slow, log: new MemoryLog() }
  const description = new Description(given)
  void description.change('Kim Balie', 'Klimbos')
  await description.settled()
  expect(await readFile(join(folder, 'venue.json'), 'utf8')).toContain('Kim Balie')
})
