const NONCE_BYTES = 12
/** Before the row: how long it is. */
const HEAD_BYTES = 4
/** A UTF-16 unit becomes at most so many bytes. */
const MOST_PER_UNIT = 3
/** Bigger records get a room of their own, which is not kept. */
const ROOM_BYTES = 256 * 1024
/** So many at once, and then a pause for whatever else waits in the page. */
const AT_ONCE = 100

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * Seals records for the disk: AES-256-GCM, a nonce of its own before each. In one seal lie the row,
 * behind its length, and all of the record as text, so that a list reads its rows past the texts.
 */
export class Sealer<Row> {
  private readonly key: CryptoKey
  private readonly room = new Uint8Array(ROOM_BYTES)

  constructor(key: CryptoKey) {
    this.key = key
  }

  /** In the same order. Done before a transaction is opened: one that waits for this is closed. */
  seal(records: readonly { row: Row; json: string }[]): Promise<ArrayBuffer[]> {
    return inParts(records, (record) => this.sealOne(record))
  }

  /** In the same order; `null` for what this key does not open, or what is spoilt. */
  rows(sealed: readonly ArrayBuffer[]): Promise<(Row | null)[]> {
    return inParts(sealed, (one) => this.row(one))
  }

  async row(sealed: ArrayBuffer): Promise<Row | null> {
    const plain = await this.open(sealed)
    return plain && (JSON.parse(decoder.decode(plain.subarray(HEAD_BYTES, endOfRow(plain)))) as Row)
  }

  /** All of the record, as JSON text. */
  async json(sealed: ArrayBuffer): Promise<string | null> {
    const plain = await this.open(sealed)
    return plain && decoder.decode(plain.subarray(endOfRow(plain)))
  }

  private async sealOne({ row, json }: { row: Row; json: string }): Promise<ArrayBuffer> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
    // Copied before `encrypt` returns, so that the room is free for the next at once.
    const plain = this.write(JSON.stringify(row), json)
    const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, this.key, plain)
    const sealed = new Uint8Array(NONCE_BYTES + cipher.byteLength)
    sealed.set(nonce)
    sealed.set(new Uint8Array(cipher), NONCE_BYTES)
    return sealed.buffer
  }

  private write(row: string, json: string): Uint8Array<ArrayBuffer> {
    const most = HEAD_BYTES + MOST_PER_UNIT * (row.length + json.length)
    const room = most <= ROOM_BYTES ? this.room : new Uint8Array(most)
    const { written } = encoder.encodeInto(row, room.subarray(HEAD_BYTES))
    new DataView(room.buffer).setUint32(0, written)
    const from = HEAD_BYTES + written
    return room.subarray(0, from + encoder.encodeInto(json, room.subarray(from)).written)
  }

  private async open(sealed: ArrayBuffer): Promise<Uint8Array | null> {
    try {
      const iv = new Uint8Array(sealed, 0, NONCE_BYTES)
      const cipher = new Uint8Array(sealed, NONCE_BYTES)
      return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, this.key, cipher))
    } catch {
      return null
    }
  }
}

/** Whether it is the very same seal: no two have the same nonce. */
export function sameSeal(one: ArrayBuffer, other: ArrayBuffer): boolean {
  const nonce = new Uint8Array(other, 0, NONCE_BYTES)
  return new Uint8Array(one, 0, NONCE_BYTES).every((byte, at) => byte === nonce[at])
}

const endOfRow = (plain: Uint8Array): number =>
  HEAD_BYTES + new DataView(plain.buffer, plain.byteOffset).getUint32(0)

/** All of a part are on their way at once: most of their time is spent on another thread. */
async function inParts<From, To>(
  all: readonly From[],
  work: (one: From) => Promise<To>,
): Promise<To[]> {
  const done: To[] = []
  for (let from = 0; from < all.length; from += AT_ONCE)
    done.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(work))))
  return done
}
