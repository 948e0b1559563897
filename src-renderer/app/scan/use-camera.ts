/**
 * The camera, for as long as a component shows what it sees, and the codes in it. It is let go of when the component leaves, also in the
 * middle of starting; in our own window the camera is allowed only in between.
 */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { platform } from '../../platform/index.ts'
import { type CodeFinder, createCodeFinder } from './code-finder.ts'

export type CameraState = 'starting' | 'on' | 'cameraRefused' | 'cameraNone' | 'cameraBusy' | 'cameraForbidden'

const SIDE_PIXELS = 720
const PAUSE_MS = 120

/** Over plain http from another computer, browsers give no camera at all. */
export function hasCamera(): boolean {
  return window.isSecureContext && 'mediaDevices' in navigator
}

export function useCamera(video: RefObject<HTMLVideoElement | null>, onCode: (text: string) => void): CameraState {
  const [state, setState] = useState<CameraState>('starting')
  const heard = useRef(onCode)
  useEffect(() => {
    heard.current = onCode
  })
  useEffect(() => {
    if (!hasCamera()) {
      setState('cameraForbidden')
      return undefined
    }
    const ending = new AbortController()
    void watch(video, ending.signal, setState, (text) => heard.current(text))
    return () => ending.abort()
  }, [video])
  return state
}

async function watch(
  video: RefObject<HTMLVideoElement | null>,
  signal: AbortSignal,
  tell: (state: CameraState) => void,
  found: (text: string) => void,
): Promise<void> {
  platform.desktop?.scanning(true)
  const finder = createCodeFinder()
  let stream: MediaStream | undefined
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false })
    const screen = video.current
    if (signal.aborted || screen === null) return
    stream.getVideoTracks()[0]?.addEventListener('ended', () => tell('cameraBusy'))
    screen.srcObject = stream
    await screen.play()
    if (signal.aborted) return
    tell('on')
    await look(screen, finder, signal, found)
  } catch (cause) {
    if (!signal.aborted) tell(troubleOf(cause))
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop()
    finder.close()
    platform.desktop?.scanning(false)
  }
}

/** One frame after the other, never two at once. The same code is told once until another is seen. */
async function look(screen: HTMLVideoElement, finder: CodeFinder, signal: AbortSignal, found: (text: string) => void): Promise<void> {
  let before: string | undefined
  while (!signal.aborted) {
    const frame = frameOf(screen)
    const text = frame === undefined ? undefined : await finder.find(frame)
    if (!signal.aborted && text !== undefined && text !== before) {
      before = text
      found(text)
    }
    await pause(signal)
  }
}

function frameOf(screen: HTMLVideoElement): ImageData | undefined {
  const { videoWidth, videoHeight } = screen
  if (videoWidth === 0 || videoHeight === 0) return undefined
  const scale = Math.min(1, SIDE_PIXELS / Math.max(videoWidth, videoHeight))
  const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  context?.drawImage(screen, 0, 0, width, height)
  return context?.getImageData(0, 0, width, height)
}

function pause(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, PAUSE_MS)
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer)
      resolve()
    },
    { once: true },
  )
  return promise
}

function troubleOf(cause: unknown): CameraState {
  switch (cause instanceof DOMException ? cause.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'cameraRefused'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'cameraNone'
    default:
      return 'cameraBusy'
  }
}
