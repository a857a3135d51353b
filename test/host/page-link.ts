import { randomBytes } from 'node:crypto'
import { promisify, types } from 'node:util'
import { gzip } from 'node:zlib'
import type { CDPSession, Page } from 'playwright-core'
import { createCodec } from './clone.ts'
import { startPageSide, type FromPage, type ToPage } from './page-runtime.ts'

const codec = createCodec(types.isProxy)
const pack = promisify(gzip)

/** Above this a message is packed: the DevTools protocol carries text slowly (20 MB a second). */
const PACK_ABOVE = 64 * 1024

/** @throws Error `An object could not be cloned.` */
export const encodeForPage = (message: ToPage): string => codec.encode(message)

export interface PageLinkEvents {
  /** A new document of the main frame, before any script of it has run. */
  document(url: string): void
  /** The same document under another address (`#/…`). */
  address(url: string): void
  /** `reply` reaches the document that sent the message, and no later one. */
  message(message: Exclude<FromPage, ['hello', string]>, reply: (text: string) => void): void
}

/**
 * The crossing to one page: its preload runs first in every document, and messages go both ways in
 * order, over a function that DevTools adds to the page and calls on an object that only we hold.
 */
export class PageLink {
  readonly cdp: CDPSession
  readonly targetId: string
  private readonly secret: string
  private receiver: string | null = null
  private documents = 0
  private outgoing: Promise<void> = Promise.resolve()

  private constructor(cdp: CDPSession, targetId: string, secret: string) {
    this.cdp = cdp
    this.targetId = targetId
    this.secret = secret
  }

  /**
   * @param preload source of the preload script, or `null` for none.
   * @param keysPath where the page asks about its keys, or `null` when nobody wants to know.
   */
  static async open(
    page: Page,
    preload: string | null,
    keysPath: string | null,
    events: PageLinkEvents,
  ): Promise<PageLink> {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    // The main frame's id and its target's are one.
    const { id } = (await cdp.send('Page.getFrameTree')).frameTree.frame
    const link = new PageLink(cdp, id, `host_${randomBytes(12).toString('hex')}`)
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === link.secret) link.take(payload, executionContextId, events)
    })
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === id) events.address(url)
    })
    await cdp.send('Runtime.addBinding', { name: link.secret })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      source: link.script(preload, keysPath),
    })
    return link
  }

  /** Sends one encoded message to the document that is shown now. */
  post(text: string): void {
    const { documents } = this
    const packing = text.length > PACK_ABOVE ? pack(text, { level: 1 }) : null
    this.outgoing = this.outgoing
      .then(async () => {
        const value = packing ? (await packing).toString('base64') : text
        if (this.receiver === null || documents !== this.documents) return
        // Not awaited: DevTools keeps the order of its commands.
        this.cdp
          .send('Runtime.callFunctionOn', {
            objectId: this.receiver,
            functionDeclaration: 'function (text, packed) { this.receive(text, packed) }',
            arguments: [{ value }, { value: packing !== null }],
          })
          .catch(() => undefined)
      })
      .catch((error: unknown) => console.error('host:', error))
  }

  private take(payload: string, contextId: number, events: PageLinkEvents): void {
    const message = codec.decode(payload) as FromPage
    if (message[0] !== 'hello') {
      const { documents } = this
      return events.message(message, (text) => {
        if (documents === this.documents) this.post(text)
      })
    }
    // The new document's messages wait until its receiver is known; the old one's had their time.
    this.receiver = null
    this.documents += 1
    const held = this.cdp
      .send('Runtime.evaluate', {
        contextId,
        expression: `(() => { const own = globalThis.${this.secret}; delete globalThis.${this.secret}; return own })()`,
      })
      .then(({ result }) => result.objectId ?? null)
      .catch(() => null)
    this.outgoing = this.outgoing.then(async () => void (this.receiver = await held))
    events.document(message[1])
  }

  /** Frames other than the main one get neither the preload nor a way to post. */
  private script(preload: string | null, keysPath: string | null): string {
    const name = `globalThis.${this.secret}`
    return `(() => {
      const post = ${name}
      delete ${name}
      if (globalThis !== globalThis.top || typeof post !== 'function') return
      const codec = (${createCodec.toString()})(() => false)
      const side = (${startPageSide.toString()})(post, codec, ${JSON.stringify(keysPath)})
      Object.defineProperty(globalThis, '${this.secret}', { value: side, configurable: true })
      post(codec.encode(['hello', location.href]))
      ;(function (require, module, exports) {
        ${preload ?? ''}
      })(side.require, { exports: {} }, {})
    })()`
  }
}
