import { STAFF } from '../../venue/staff.ts'
import { json, resource, type Api, type Desk } from '../resource.ts'
import { create } from './create.ts'
import { list, one } from './read.ts'
import { update } from './update.ts'

/** `klanten` and one of them, with its contact people. */
export function klanten(api: Api, desk: Desk): void {
  resource(
    api,
    '/klanten',
    { GET: (asked) => list(asked, desk), POST: (asked) => create(asked, desk) },
    desk,
  )
  resource(
    api,
    '/klanten/:id{[0-9]+}',
    { GET: (asked) => one(asked, desk), PUT: (asked) => update(asked, desk) },
    desk,
  )
}

/** `contacten/{id}`: customers are contacts too, and so is the staff. */
export function contacten(api: Api, desk: Desk): void {
  resource(
    api,
    '/contacten/:id{[0-9]+}',
    { GET: (asked) => (asked.id === STAFF.id ? json(STAFF) : one(asked, desk)) },
    desk,
  )
}
