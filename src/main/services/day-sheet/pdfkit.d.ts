/** What Balie uses of pdfkit, which brings no types of its own. Lengths are points, from the top left. */
declare module 'pdfkit' {
  interface Options {
    size: 'A4'
    margin: number
    /** `null`: none of the built-in fonts, which are read from files. */
    font: null
    autoFirstPage: false
    compress: boolean
    lang: string
    displayTitle: boolean
    info: { Title: string; CreationDate: Date }
  }

  export default class PDFDocument {
    constructor(options: Options)
    registerFont(name: string, bytes: Uint8Array): this
    font(name: string): this
    fontSize(points: number): this
    widthOfString(text: string): number
    addPage(): this
    text(text: string, x: number, y: number, options: { lineBreak: false }): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    rect(x: number, y: number, width: number, height: number): this
    lineWidth(points: number): this
    strokeColor(color: string): this
    stroke(): this
    on(event: 'data', listener: (chunk: Uint8Array) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: unknown) => void): this
    end(): void
  }
}
