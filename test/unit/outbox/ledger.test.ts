import { expect, it } from 'vitest'
import { Ledger } from '../../../src/main/services/outbox/ledger.ts'
import { encodeRecord } from '../../../src/main/services/outbox/records.ts'
import { MemoryLog } from '../main/manual-clock.ts'
import { MemoryFs } from './support/memory-fs.ts'
import { VirtualClock } from './support/virtual-clock.ts'

const ledgerOn = (fs: MemoryFs, log: MemoryLog): Ledger =>
  new Ledger({
    folder: '/o',
    fs,
    clock: new VirtualClock(),
    log,
    onChanged: () => undefined,
    vault: { open: () => null },
  })

it('tells once of records that a newer version wrote', async () => {
  const fs = new MemoryFs()
  fs.put('/o/journal.log', Buffer.from(encodeRecord({ type: 'reminded', id: '1' })))
  const log = new MemoryLog()
  const ledger = ledgerOn(fs, log)
  for (let count = 0; count < 3; count++) await ledger.open()
  const told = log.lines.filter((line) => line.event === 'journal-newer-records-kept')
  expect(told.map((line) => line.detail)).toEqual([{ count: 1 }])
})

it('tells by the disk’s own code why it is blocked', async () => {
  const fs = new MemoryFs()
  const log = new MemoryLog()
  const ledger = ledgerOn(fs, log)
  await ledger.open()
  fs.room = 0
  await ledger.commit([{ type: 'damage-acknowledged' }])
  expect(log.lines.at(-1)).toMatchObject({ event: 'journal-blocked', detail: { code: 'ENOSPC' } })
})
