import { resource, type Api, type Desk, type Handler } from '../resource.ts'
import { remove, sendProposal, setStatus } from './actions.ts'
import { create } from './create.ts'
import { list } from './list.ts'
import { deletable, invoices, one, qr, shifts } from './read.ts'
import { update } from './update.ts'

type Answer = (asked: Parameters<Handler>[0], desk: Desk) => Response

/** `boekingen`: the list, one booking, and all that one links to. */
export function boekingen(api: Api, desk: Desk): void {
  const serve = (
    path: string,
    answers: Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', Answer>>,
  ) =>
    resource(
      api,
      `/boekingen${path}`,
      Object.fromEntries(
        Object.entries(answers).map(([method, answer]) => [
          method,
          (asked: Parameters<Handler>[0]) => answer(asked, desk),
        ]),
      ),
      desk,
    )
  const booking = '/:id{[0-9]+}'
  serve('', { GET: list, POST: create })
  serve(booking, { GET: one, PUT: update, DELETE: remove })
  serve(`${booking}/deletable`, { GET: deletable })
  serve(`${booking}/set_status/:status{definitief|gaande|voltooid|geannuleerd}`, {
    POST: setStatus,
  })
  serve(`${booking}/qr`, { GET: qr })
  serve(`${booking}/diensten`, { GET: shifts })
  serve(`${booking}/facturen`, { GET: invoices })
  serve(`${booking}/boekingsvoorstel`, { POST: sendProposal })
}
