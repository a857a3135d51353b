import { describe, expect, it } from 'vitest'
import { carriedOver } from '../../../../src/renderer/src/features/customers/carry-over.ts'
import type { EditDraft } from '../../../../src/renderer/src/features/customers/draft.ts'
import {
  customerDraftOf,
  draftOfBody,
  type CustomerDraft,
} from '../../../../src/shared/recras/write/customer-draft.ts'
import { customerSchema } from '../../../../src/shared/recras/schemas.ts'

const NOOR = { voornaam: 'Noor', achternaam: 'Zeldenrust', telefoon1: '06 11', hoofdcontact: true }
const promised = draftOfBody({ naam: 'Zeldenrust', plaats: 'Assen', contactpersonen: [NOOR] })

/** The form of the customer as Recras has him, with nothing changed yet. */
function begun(fields: Record<string, unknown>): EditDraft {
  const base = customerDraftOf(
    customerSchema.parse({ id: 17, displaynaam: 'Zeldenrust', naam: 'Zeldenrust', ...fields }),
  )
  return { base, now: base, known: { contacts: true, extras: true } }
}
const atRecras = begun({ plaats: 'Assen', contactpersonen: [{ id: 41, ...NOOR }] })

const typing = (fields: Partial<CustomerDraft>): CustomerDraft => ({ ...promised, ...fields })
const [noor] = promised.contactpersonen
if (!noor) throw new Error('nobody')

describe('what is typed while a customer is made', () => {
  it('is a change of those fields alone', () => {
    const { base, now } = carriedOver(promised, typing({ plaats: 'Delfzijl' }), atRecras)
    expect(base).toEqual(atRecras.base)
    expect(now).toEqual({ ...atRecras.base, plaats: 'Delfzijl' })
  })

  it('leaves alone what Recras had of somebody whom it knew already', () => {
    const known = begun({ plaats: 'Groningen', adres: 'Kade 1' })
    const { now } = carriedOver(promised, typing({ postcode: '9400 AA' }), known)
    expect(now).toMatchObject({ plaats: 'Groningen', adres: 'Kade 1', postcode: '9400 AA' })
  })

  it('is of the contact that Recras made, and adds the ones that are new', () => {
    const sam = { ...noor, key: 'x', voornaam: 'Sam', hoofdcontact: false }
    const typed = typing({ contactpersonen: [{ ...noor, telefoon1: '06 22' }, sam] })
    const { now } = carriedOver(promised, typed, atRecras)
    expect(now.contactpersonen).toMatchObject([
      { id: '41', voornaam: 'Noor', telefoon1: '06 22', hoofdcontact: true },
      { id: '', voornaam: 'Sam', hoofdcontact: false },
    ])
    expect(new Set(now.contactpersonen.map(({ key }) => key)).size).toBe(2)
  })

  it('keeps contacts that he had before, and one main one', () => {
    const before = { id: 7, voornaam: 'Kim', achternaam: 'Oud', hoofdcontact: true }
    const known = begun({ contactpersonen: [before, { id: 41, ...NOOR, hoofdcontact: false }] })
    const typed = typing({ contactpersonen: [{ ...noor, email1: 'noor@example.com' }] })
    const { now } = carriedOver(promised, typed, known)
    expect(now.contactpersonen.map(({ id, hoofdcontact }) => [id, hoofdcontact])).toEqual([
      ['41', true],
      ['7', false],
    ])
  })

  it('is added to a change that was being typed of him', () => {
    const earlier = { ...atRecras, now: { ...atRecras.now, adres: 'Kade 9' } }
    const { now } = carriedOver(promised, typing({ plaats: 'Delfzijl' }), earlier)
    expect(now).toMatchObject({ adres: 'Kade 9', plaats: 'Delfzijl' })
  })
})
