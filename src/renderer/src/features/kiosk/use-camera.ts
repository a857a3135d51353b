import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import type { CameraState } from '../../../../shared/ipc/kiosk-calls.ts'
import { UNWATCHED, watchCamera, type CameraSight } from '../../../../shared/kiosk/camera-watch.ts'
import { Camera, type CameraState as Said } from '../scan/camera.ts'

const LOOK_EVERY = 1_000
/** Remembered on this installation: it has a camera, so that missing one is noticed. */
const HAD = 'balie.kiosk.camera'
const [GRID_WIDTH, GRID_HEIGHT] = [16, 12]

const SAYS: Record<Said, CameraSight['says']> = {
  off: 'starting',
  starting: 'starting',
  running: 'ok',
  denied: 'denied',
  none: 'none',
  lost: 'none',
  busy: 'busy',
  failed: 'busy',
}

export interface KioskCameraOptions {
  elementId: string
  onCode: (text: string, at: number) => void
  onSize: (width: number, height: number) => void
  /** How it is now, and whether guests have to be told. */
  onWatched: (camera: CameraState, trouble: boolean) => void
}

/** The next kiosk here starts without knowing of a camera. */
export const forgetCamera = (): void => localStorage.removeItem(HAD)

/** The camera, on for as long as the kiosk is, watched over and started anew when it fails. */
export function useCamera(options: KioskCameraOptions): { camera: Ref<CameraState> } {
  const camera = ref<CameraState>('starting')
  let said: Said = 'off'
  let watch = UNWATCHED
  let timer: ReturnType<typeof setInterval> | undefined
  let own: Camera | null = null
  const canvas = new OffscreenCanvas(GRID_WIDTH, GRID_HEIGHT)
  const paper = canvas.getContext('2d', { willReadFrequently: true })

  const video = (): HTMLVideoElement | null =>
    document.getElementById(options.elementId)?.querySelector('video') ?? null

  /** Mean brightness of the picture, 0 to 255. */
  function brightness(of: HTMLVideoElement): number | null {
    if (!paper || of.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null
    paper.drawImage(of, 0, 0, GRID_WIDTH, GRID_HEIGHT)
    const { data } = paper.getImageData(0, 0, GRID_WIDTH, GRID_HEIGHT)
    let sum = 0
    for (let at = 0; at < data.length; at += 4)
      sum += (data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)
    return sum / (GRID_WIDTH * GRID_HEIGHT * 3)
  }

  function look(): void {
    const seen = video()
    const says = SAYS[said]
    if (says === 'ok') localStorage.setItem(HAD, 'yes')
    const sight: CameraSight = {
      at: performance.now(),
      says,
      frames: seen?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      brightness: says === 'ok' && seen ? brightness(seen) : null,
    }
    const step = watchCamera(watch, sight, localStorage.getItem(HAD) !== null)
    watch = step.watch
    camera.value = watch.camera
    options.onWatched(watch.camera, step.trouble)
    if (step.restart) void own?.want(null)
  }

  onMounted(() => {
    own = new Camera({
      elementId: options.elementId,
      onState: (now) => (said = now),
      onCameras: () => undefined,
      onCode: options.onCode,
      onSize: options.onSize,
    })
    void own.want(null)
    timer = setInterval(look, LOOK_EVERY)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    void own?.dispose()
  })

  return { camera }
}
