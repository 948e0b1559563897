/**
 * What a film or a sound is, as the browser's own player reads it: how long, how large, and a picture out of it. One that keeps the player
 * busy for too long, or that it cannot read, goes as any other file.
 */
import { previewOf, scaled } from '../pictures/index.ts'

export interface Film {
  readonly sort: 'video' | 'audio'
  /** undefined: it does not say. */
  readonly durationMs: number | undefined
  /** Upright; of a video alone. */
  readonly width: number | undefined
  readonly height: number | undefined
  /** For the tile. */
  readonly poster: Blob | undefined
  /** For the message. */
  readonly preview: Blob | undefined
}

const LONGEST_MS = 10_000
const POSTER_PIXELS = 288
const POSTER_QUALITY = 0.8
/** Films often begin in the dark. */
const POSTER_AT_S = 1
const POSTER_AT_SHARE = 0.1

const FILM_NAME = /\.(?:mp4|m4v|mov|webm|mkv|ogv|mp3|m4a|aac|ogg|oga|opus|wav|flac)$/i

export function mayBeFilm({ type, name }: File): boolean {
  return type.startsWith('video/') || type.startsWith('audio/') || FILM_NAME.test(name)
}

/** Never rejects. */
export async function readFilm(file: Blob, longestMs = LONGEST_MS): Promise<Film | undefined> {
  const player = document.createElement('video')
  const url = URL.createObjectURL(file)
  const signal = AbortSignal.timeout(longestMs)
  player.muted = true
  player.preload = 'auto'
  try {
    const ready = happened(player, 'loadeddata', signal)
    player.src = url
    await ready
    const { duration, videoWidth: width, videoHeight: height } = player
    const durationMs = Number.isFinite(duration) ? Math.round(duration * 1000) : undefined
    if (width === 0 || height === 0) {
      return { sort: 'audio', durationMs, width: undefined, height: undefined, poster: undefined, preview: undefined }
    }
    return { sort: 'video', durationMs, width, height, ...(await picturesOf(player, signal)) }
  } catch {
    return undefined
  } finally {
    player.removeAttribute('src')
    player.load()
    URL.revokeObjectURL(url)
  }
}

async function picturesOf(player: HTMLVideoElement, signal: AbortSignal): Promise<Pick<Film, 'poster' | 'preview'>> {
  try {
    if (Number.isFinite(player.duration)) {
      const there = happened(player, 'seeked', signal)
      player.currentTime = Math.min(POSTER_AT_S, player.duration * POSTER_AT_SHARE)
      await there
    }
    const scale = Math.min(1, POSTER_PIXELS / Math.max(player.videoWidth, player.videoHeight))
    const size = (side: number) => Math.max(1, Math.round(side * scale))
    const bitmap = await createImageBitmap(player, { resizeWidth: size(player.videoWidth), resizeHeight: size(player.videoHeight) })
    try {
      const poster = await scaled(bitmap, 1)?.convertToBlob({ type: 'image/webp', quality: POSTER_QUALITY })
      return { poster, preview: await previewOf(bitmap) }
    } finally {
      bitmap.close()
    }
  } catch {
    // It plays, but gives no picture: it is a film all the same.
    return { poster: undefined, preview: undefined }
  }
}

function happened(player: HTMLVideoElement, what: 'loadeddata' | 'seeked', signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const over = new AbortController()
  const listening = { signal: over.signal }
  player.addEventListener(what, () => resolve(), listening)
  player.addEventListener('error', () => reject(new Error('it cannot be played')), listening)
  signal.addEventListener('abort', () => reject(new Error('it took too long')), listening)
  return promise.finally(() => over.abort())
}
