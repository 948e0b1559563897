/** How far a file has come to this device, and what is said of it. Bytes are those that were checked and lie on the disk: true progress. */
import type { mediaWords, Translate } from '../../../shared/i18n/index.ts'

export type Arrival =
  /** Not told yet; a moment later it is something else. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'queued' }
  | {
      readonly kind: 'receiving'
      readonly bytes: number
      /** Devices that send it now, nearest first. */
      readonly from: readonly string[]
      readonly bytesPerSecond?: number | undefined
      readonly leftMs?: number | undefined
    }
  | { readonly kind: 'paused'; readonly bytes: number }
  | { readonly kind: 'nobody'; readonly bytes: number }
  | { readonly kind: 'failed'; readonly bytes: number; readonly reason?: string | undefined }
  | { readonly kind: 'here' }

type SayOfMedia = Translate<typeof mediaWords>

/** Parts of one line, to be joined by a middle dot. */
export function arrivalParts(arrival: Arrival, size: number, say: SayOfMedia, sizeText: (bytes: number) => string): readonly string[] {
  switch (arrival.kind) {
    case 'waiting':
    case 'queued':
      return [sizeText(size), say(arrival.kind)]
    case 'receiving':
      return [
        say('ofSize', { done: sizeText(arrival.bytes), size: sizeText(size) }),
        fromText(arrival.from, say),
        ...(arrival.leftMs === undefined ? [] : [leftText(arrival.leftMs, say)]),
      ]
    case 'paused':
    case 'nobody':
      return [
        ...(arrival.bytes === 0 ? [sizeText(size)] : [say('ofSize', { done: sizeText(arrival.bytes), size: sizeText(size) })]),
        say(arrival.kind),
      ]
    case 'failed':
      return [sizeText(size), arrival.reason ?? say('failed')]
    case 'unknown':
    case 'here':
      return [sizeText(size)]
  }
}

/** What a press does in this state. */
export function arrivalAct(arrival: Arrival): 'toGet' | 'toPause' | 'toGoOn' | 'toOpen' | 'toRetry' | 'toWait' {
  switch (arrival.kind) {
    case 'waiting':
      return 'toGet'
    case 'unknown':
    case 'queued':
      return 'toWait'
    case 'receiving':
      return 'toPause'
    case 'paused':
      return 'toGoOn'
    case 'nobody':
    case 'failed':
      return 'toRetry'
    case 'here':
      return 'toOpen'
  }
}

/** 0 to 1; undefined where there is nothing under way. */
export function arrivalShare(arrival: Arrival, size: number): number | undefined {
  if (!('bytes' in arrival) || (arrival.bytes === 0 && arrival.kind !== 'receiving')) return undefined
  return size === 0 ? 1 : Math.min(1, arrival.bytes / size)
}

function fromText([first, ...more]: readonly string[], say: SayOfMedia): string {
  if (first === undefined) return say('receiving')
  return more.length === 0 ? say('receivingFrom', { name: first }) : say('receivingFromMore', { name: first, count: more.length })
}

function leftText(leftMs: number, say: SayOfMedia): string {
  const seconds = Math.max(1, Math.ceil(leftMs / 1000))
  if (seconds < 60) return say('secondsLeft', { count: seconds })
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? say('minutesLeft', { count: minutes }) : say('hoursLeft', { count: Math.ceil(minutes / 60) })
}
