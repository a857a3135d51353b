import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** The line of one desk to a server on this machine: it can be cut for that desk alone. */
export class Line {
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private down = false

  private constructor(port: number) {
    this.server = createServer((near) => {
      if (this.down) {
        near.destroy()
        return
      }
      const far = connect(port, '127.0.0.1')
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(one)
        // The end of one is the end of the other, however it came.
        one.on('error', () => one.destroy())
        one.once('close', () => {
          this.sockets.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    })
  }

  static async to(port: number): Promise<Line> {
    const line = new Line(port)
    await new Promise<void>((done) => void line.server.listen(0, '127.0.0.1', done))
    return line
  }

  /** `http://127.0.0.1:<port>`. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  get isCut(): boolean {
    return this.down
  }

  /** Breaks what is under way, and every attempt from now on. */
  cut(): void {
    this.down = true
    for (const socket of this.sockets) socket.destroy()
  }

  mend(): void {
    this.down = false
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise<void>((done) => void this.server.close(() => done()))
  }
}
