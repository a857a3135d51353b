/**
 * What a list was last asked for, so that its pages are found and written once. Records are replaced
 * when they change, so what is kept with one holds until somebody looks in another way.
 */
export class Rendered<T extends object> {
  private way = ''
  private json = new WeakMap<T, string>()
  private question = ''
  private found: readonly T[] = []

  /** The records that answer a question; searched for when it is another than the last. */
  matching(question: string, search: () => readonly T[]): readonly T[] {
    if (question !== this.question) {
      this.found = search()
      this.question = question
    }
    return this.found
  }

  /** Entries as JSON, by a way of looking (switches, embeds, address). */
  by(way: string, write: (record: T) => unknown): (record: T) => string {
    if (way !== this.way) {
      this.way = way
      this.json = new WeakMap()
    }
    return (record) => {
      let json = this.json.get(record)
      if (json === undefined) {
        json = JSON.stringify(write(record))
        this.json.set(record, json)
      }
      return json
    }
  }
}
