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
  bookingText: RecrasApi['bookingText'] = (...given) => this.client.bookingText(...given)
  createBooking: RecrasApi['createBooking'] = (...given) => this.client.createBooking(...given)
  updateBooking: RecrasApi['updateBooking'] = (...given) => this.client.updateBooking(...given)
  deleteBooking: RecrasApi['deleteBooking'] = (...given) => this.client.deleteBooking(...given)
  deletable: RecrasApi['deletable'] = (...given) => this.client.deletable(...given)
  customers: RecrasApi['customers'] = (...given) => this.client.customers(...given)
  createCustomer: RecrasApi['createCustomer'] = (...given) => this.client.createCustomer(...given)
  updateCustomer: RecrasApi['updateCustomer'] = (...given) => this.client.updateCustomer(...given)
  products: RecrasApi['products'] = (...given) => this.client.products(...given)
  follow: RecrasApi['follow'] = (...given) => this.client.follow(...given)
}
