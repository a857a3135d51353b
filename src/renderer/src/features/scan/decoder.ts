import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'
import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode'
// The reader that `barcode-detector` was built with, bundled: a neighbour version fails every frame
// (field notes, "Scanning"). A test compares its hash with the one that `barcode-detector` names.
import readerUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** Where the decoder's program is, among the app's own files. */
export const READER_URL = readerUrl

let frameAt = 0

/** The detector that html5-qrcode is given; remembers when it got its last frame. */
class FrameDetector extends BarcodeDetector {
  override detect(
    ...frame: Parameters<BarcodeDetector['detect']>
  ): ReturnType<BarcodeDetector['detect']> {
    frameAt = performance.now()
    return super.detect(...frame)
  }
}

/** When the frame that was decoded last was taken, on the page's clock. */
export const lastFrameAt = (): number => frameAt

interface Shim {
  qrcode: { primaryDecoder: object; secondaryDecoder?: object | undefined }
}

let prepared: Promise<unknown> | null = null

/** Loads the decoder once; resolves when it can read. Rejects when its program cannot be had. */
export function prepareDecoder(): Promise<unknown> {
  prepared ??= Promise.resolve(
    prepareZXingModule({
      overrides: { locateFile: () => readerUrl },
      fireImmediately: true,
    }),
  ).catch((error: unknown) => {
    prepared = null
    throw error
  })
  return prepared
}

/**
 * An `Html5Qrcode` on an element that reads QR codes, and nothing else, with zxing-wasm, and nothing
 * else: left alone it gives every second frame to its own, weaker decoder, which also hides it
 * when the first one fails.
 */
export function createScanner(elementId: string): Html5Qrcode {
  Object.assign(globalThis, { BarcodeDetector: FrameDetector })
  const scanner = new Html5Qrcode(elementId, {
    formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
    useBarCodeDetectorIfSupported: true,
    verbose: false,
  })
  const { qrcode } = scanner as unknown as Shim
  if (!qrcode.secondaryDecoder) throw new Error('html5-qrcode did not take the detector')
  qrcode.secondaryDecoder = undefined
  return scanner
}
