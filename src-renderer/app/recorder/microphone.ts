/** The microphone, or why there is none, as something a person can act on. In our own window it is allowed only in between. */
import { platform } from '../../platform/index.ts'

export type MicrophoneFault = 'insecure' | 'unsupported' | 'noPermission' | 'noDevice' | 'busyDevice'

/** Best first; a browser without any cannot record. Opus wherever it can be had. */
const FORMS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'] as const

export function recordingForm(): string | undefined {
  return typeof MediaRecorder === 'undefined' ? undefined : FORMS.find((form) => MediaRecorder.isTypeSupported(form))
}

export async function openMicrophone(): Promise<
  { readonly ok: true; readonly value: MediaStream } | { readonly ok: false; readonly code: MicrophoneFault }
> {
  // Browsers give none to a page over plain http (stack.md trap 7).
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (devices === undefined) return { ok: false, code: isSecureContext ? 'unsupported' : 'insecure' }
  if (recordingForm() === undefined) return { ok: false, code: 'unsupported' }
  platform.desktop?.recording(true)
  try {
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true }
    return { ok: true, value: await devices.getUserMedia({ audio }) }
  } catch (cause) {
    platform.desktop?.recording(false)
    return { ok: false, code: faultOf(cause) }
  }
}

/** Whoever opened it. */
export function closeMicrophone(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
  platform.desktop?.recording(false)
}

function faultOf(cause: unknown): MicrophoneFault {
  const name = cause instanceof DOMException ? cause.name : ''
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'noDevice'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busyDevice' : 'noPermission'
}
