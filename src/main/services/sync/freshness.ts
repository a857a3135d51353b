/**
 * Which of two reads of a booking is newer, without trusting any clock: a read that was asked for
 * before the booking was last published counts for nothing any more. Otherwise a slow list could
 * undo on screen what was just done at Recras.
 */
export class Freshness {
  private readonly publishedAt = new Map<number, number>()
  private now = 0

  /** A mark of this moment, to be taken when something is asked for. */
  get moment(): number {
    return this.now
  }

  published(id: number): void {
    this.publishedAt.set(id, ++this.now)
  }

  /** Whether what was asked for at that moment is older than what was published. */
  isOlder(id: number, asked: number): boolean {
    return (this.publishedAt.get(id) ?? 0) > asked
  }
}
