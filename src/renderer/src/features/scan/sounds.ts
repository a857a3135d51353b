import type { VerdictKind } from '../../../../shared/scan/verdict.ts'

/*
 * One sound for each meaning, made of two or three plain tones; nothing is fetched. Rising: come in.
 * Level: was in already. Falling and rough: stop. A question: look at the screen.
 */

type Tone = [hertz: number, startMs: number, lengthMs: number]

const SOUNDS: Record<VerdictKind, { wave: OscillatorType; tones: Tone[] }> = {
  accepted: {
    wave: 'sine',
    tones: [
      [880, 0, 90],
      [1318.5, 95, 170],
    ],
  },
  already: {
    wave: 'sine',
    tones: [
      [659.3, 0, 80],
      [659.3, 130, 80],
    ],
  },
  refused: {
    wave: 'square',
    tones: [
      [233.1, 0, 170],
      [174.6, 190, 260],
    ],
  },
  unknown: {
    wave: 'triangle',
    tones: [
      [493.9, 0, 110],
      [698.5, 120, 110],
      [493.9, 240, 150],
    ],
  },
  parked: {
    wave: 'triangle',
    tones: [
      [523.3, 0, 110],
      [392, 130, 190],
    ],
  },
}

let context: AudioContext | null = null

/** Opens the way to the sound card, which takes some 40 ms, before the first scan has to wait for it. */
export function prepareSound(): void {
  try {
    context ??= new AudioContext({ latencyHint: 'interactive' })
  } catch {
    context = null
  }
}

/**
 * Plays the sound of a verdict. A browser keeps silent until somebody touched the page once; the
 * keys of a scanner count as that. No sound card is no error.
 */
export function playSound(kind: VerdictKind): void {
  try {
    prepareSound()
    if (!context) return
    if (context.state === 'suspended') void context.resume().catch(() => undefined)
    const { wave, tones } = SOUNDS[kind]
    for (const [hertz, startMs, lengthMs] of tones)
      playTone(context, wave, hertz, startMs, lengthMs)
  } catch {
    context = null
  }
}

function playTone(
  audio: AudioContext,
  wave: OscillatorType,
  hertz: number,
  startMs: number,
  lengthMs: number,
): void {
  const begin = audio.currentTime + startMs / 1000
  const end = begin + lengthMs / 1000
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.type = wave
  tone.frequency.value = hertz
  // Soft edges, so that nothing clicks; a square wave is louder than it looks.
  const loud = wave === 'square' ? 0.12 : 0.3
  volume.gain.setValueAtTime(0, begin)
  volume.gain.linearRampToValueAtTime(loud, begin + 0.008)
  volume.gain.setValueAtTime(loud, end - 0.03)
  volume.gain.linearRampToValueAtTime(0, end)
  tone.connect(volume).connect(audio.destination)
  tone.start(begin)
  tone.stop(end)
}
