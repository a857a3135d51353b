import type { RecrasApi } from '../services/recras/api.ts'

/**
 * The Recras of a venue, whichever key it is asked with at the moment: services keep this one, so
 * that a new key does not take their state (what the page has, what is promised) along.
 */
export class RekeyedApi implements RecrasApi {
  private client: RecrasApi

  constructor(client: RecrasApi) {
    this.client = client
  }

  use(client: RecrasApi): void {
    this.client = client
  }

  get origin(): string {
    return this.client.origin
  }

  me: RecrasApi['me'] = (...given) => this.client.me(...given)
  bookings: RecrasApi['bookings'] = (...given) => this.client.bookings(...given)
  booking: RecrasApi['booking'] = (...given) => this.client.booking(...given)
  customer: RecrasApi['customer'] = (...given) => this.client.customer(...given)
  names: RecrasApi['names'] = (...given) => this.client.names(...given)
  follow: RecrasApi['follow'] = (...given) => this.client.follow(...given)
}
