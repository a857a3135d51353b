import type { Html5Qrcode } from 'html5-qrcode'
import { createScanner, lastFrameAt, prepareDecoder } from './decoder.ts'

/** What the camera does, or why it does not. */
export type CameraState =
  'off' | 'starting' | 'running' | 'denied' | 'none' | 'busy' | 'lost' | 'failed'

export interface CameraChoice {
  id: string
  label: string
}

export interface CameraOptions {
  /** The element that the picture goes into; it gets the camera's own size. */
  elementId: string
  onState: (state: CameraState) => void
  onCameras: (cameras: CameraChoice[]) => void
  /** A code in a frame, at every frame that shows it. `at`: when the frame was taken, page's clock. */
  onCode: (text: string, at: number) => void
  /** The camera's own size, once it runs. */
  onSize: (width: number, height: number) => void
}

const FRAMES_PER_SECOND = 12
/** A camera that shows nothing for this long is not waited for, in ms. */
const FIRST_PICTURE = 3000
const REFUSALS: Record<string, CameraState> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

/**
 * The camera. `want` and `unwant` may be called at any time: starting and stopping go through one
 * chain of promises, and the last wish wins. It comes back by itself when a camera is plugged in.
 */
export class Camera {
  private chain: Promise<void> = Promise.resolve()
  private scanner: Html5Qrcode | null = null
  private wanted: { id: string | null } | null = null
  private state: CameraState = 'off'
  private track: MediaStreamTrack | null = null
  private readonly options: CameraOptions

  constructor(options: CameraOptions) {
    this.options = options
    navigator.mediaDevices?.addEventListener('devicechange', this.onDeviceChange)
  }

  /** Runs this camera, or any one when it is `null` or gone. */
  want(id: string | null): Promise<void> {
    this.wanted = { id }
    return this.catchUp()
  }

  unwant(): Promise<void> {
    this.wanted = null
    return this.catchUp()
  }

  /** Stops for good. */
  dispose(): Promise<void> {
    navigator.mediaDevices?.removeEventListener('devicechange', this.onDeviceChange)
    return this.unwant()
  }

  private catchUp(): Promise<void> {
    this.chain = this.chain.then(async () => {
      await this.stop()
      if (this.wanted) await this.start(this.wanted.id)
    })
    return this.chain
  }

  private async start(id: string | null): Promise<void> {
    this.set('starting')
    try {
      if (!navigator.mediaDevices) throw new Error('NotFoundError')
      const cameras = await this.list()
      if (cameras.length === 0) throw new Error('NotFoundError')
      await prepareDecoder()
      const chosen = id !== null && cameras.some((camera) => camera.id === id) ? id : null
      const scanner = createScanner(this.options.elementId)
      await scanner.start(
        { facingMode: 'environment' },
        {
          fps: FRAMES_PER_SECOND,
          disableFlip: true,
          videoConstraints: {
            width: { ideal: 1280 },
            height: { ideal: 720 },
            ...(chosen ? { deviceId: { exact: chosen } } : { facingMode: 'environment' }),
          },
        },
        (text) => this.options.onCode(text, lastFrameAt()),
        () => undefined,
      )
      this.scanner = scanner
      await this.watchPicture()
      this.set('running')
      // Names of cameras are known only now that one was allowed.
      await this.list()
    } catch (error) {
      this.set(stateFor(error))
    }
  }

  /** The library decodes at the size that the picture has on the page: give it the camera's own. */
  private async watchPicture(): Promise<void> {
    const video = document.getElementById(this.options.elementId)?.querySelector('video')
    const stream = video?.srcObject
    const track = stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined
    if (!video || !track) return
    const { width, height } = track.getSettings()
    if (width && height) {
      video.style.width = `${width}px`
      this.options.onSize(width, height)
    }
    this.track = track
    track.addEventListener('ended', this.onEnded)
    // Taking the picture away before it plays would be an error that nobody handles.
    if (video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) {
      await new Promise<void>((resolve) => {
        video.addEventListener('playing', () => resolve(), { once: true })
        setTimeout(resolve, FIRST_PICTURE)
      })
    }
  }

  private readonly onEnded = (): void => {
    this.chain = this.chain.then(async () => {
      if (this.track?.readyState !== 'ended') return
      await this.stop()
      this.set('lost')
    })
  }

  private readonly onDeviceChange = (): void => {
    void this.list()
    if (this.wanted && this.state !== 'running' && this.state !== 'starting') void this.catchUp()
  }

  private async stop(): Promise<void> {
    this.track?.removeEventListener('ended', this.onEnded)
    this.track = null
    const { scanner } = this
    this.scanner = null
    if (scanner) {
      try {
        await scanner.stop()
        scanner.clear()
      } catch {
        // It throws a string when it was not running after all; then there is nothing to stop.
      }
    }
    this.set('off')
  }

  private async list(): Promise<CameraChoice[]> {
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
    const cameras = devices
      .filter((device) => device.kind === 'videoinput')
      .map((device) => ({ id: device.deviceId, label: device.label }))
    this.options.onCameras(cameras)
    return cameras
  }

  private set(state: CameraState): void {
    this.state = state
    this.options.onState(state)
  }
}

/** html5-qrcode fails with sentences; the name of the browser's error is in them. */
export function stateFor(error: unknown): CameraState {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  const name = Object.keys(REFUSALS).find((one) => text.includes(one))
  return (name ? REFUSALS[name] : undefined) ?? 'failed'
}
