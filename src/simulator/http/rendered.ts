import type { StoredBooking } from '../venue/model.ts'
import { wireBooking, type Look } from './wire.ts'

/**
 * What lists were last asked for, so that the pages of one list are found and written once. Records
 * are replaced when they change, so what is kept with one holds until somebody looks in another way.
 */
export class Rendered {
  private way = ''
  private json = new WeakMap<StoredBooking, string>()
  private question = ''
  private found: readonly StoredBooking[] = []

  /** The bookings that answer a question; searched for when it is another than the last. */
  matching(question: string, search: () => StoredBooking[]): readonly StoredBooking[] {
    if (question !== this.question) {
      this.found = search()
      this.question = question
    }
    return this.found
  }

  /** Entries as JSON, by a way of looking (switches, embeds, address). */
  by(way: string, look: Look): (booking: StoredBooking) => string {
    if (way !== this.way) {
      this.way = way
      this.json = new WeakMap()
    }
    return (booking) => {
      let json = this.json.get(booking)
      if (json === undefined) {
        json = JSON.stringify(wireBooking(booking, look))
        this.json.set(booking, json)
      }
      return json
    }
  }
}
