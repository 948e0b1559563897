/**
 * The WANTs a peer has open with us, answered in turns of 64 KiB: first around the rooms, then around the chains of a room (SYNC-6), so
 * that one long history never stands before a short one. A WANT whose window is used up rests until its window is widened. Numbers rise: a
 * widening that crossed its WANT-END on the way is no new WANT, or all of it would be sent again.
 */
import type { DeviceId } from '../ids/index.ts'
import type { Ranges, WireBlock } from './host.ts'
import { seqsAnswered } from './block-facts.ts'
import { blockBytes } from './frames/index.ts'
import { isEqual, subtract } from './ranges.ts'

export const SERVE_TURN_BYTES = 64 * 1024
/** Open WANTs per session; a peer with more has lost count. */
export const OPEN_WANTS = 128

export interface Wanted {
  readonly room: number
  readonly number: number
  readonly device: DeviceId
  readonly ranges: Ranges
  readonly max: number
  /** The ranges are not all that was asked for: the end says so. */
  readonly isPart?: boolean
}

interface Open {
  readonly room: number
  readonly number: number
  readonly device: DeviceId
  readonly isPart: boolean
  left: Ranges
  window: number
}

/** One turn: blocks to send, and whether the WANT is over with it. */
export interface Turn {
  readonly room: number
  readonly number: number
  readonly blocks: readonly WireBlock[]
  readonly end: { readonly complete: boolean } | undefined
}

type Serve = (
  room: number,
  device: DeviceId,
  ranges: Ranges,
  maxBytes: number,
) => { readonly blocks: readonly WireBlock[]; readonly complete: boolean }

export class ServeQueue {
  readonly #rooms = new Map<number, Open[]>()
  /** The highest number a room ever had. */
  readonly #highest = new Map<number, number>()
  #open = 0

  get size(): number {
    return this.#open
  }

  /** Opens a WANT, or widens the open one of that number, or nothing when that one is over; false when there are too many. */
  take({ room, number, device, ranges, max, isPart = false }: Wanted): boolean {
    const wants = this.#rooms.get(room) ?? []
    const known = wants.find((want) => want.number === number)
    if (known !== undefined) {
      known.window += max
      return true
    }
    if (number <= (this.#highest.get(room) ?? 0)) return true
    if (this.#open >= OPEN_WANTS) return false
    this.#highest.set(room, number)
    wants.push({ room, number, device, isPart, left: ranges, window: max })
    this.#rooms.set(room, wants)
    this.#open += 1
    return true
  }

  cancel(room: number, number: number): void {
    const wants = this.#rooms.get(room)
    const at = wants?.findIndex((want) => want.number === number) ?? -1
    if (wants === undefined || at < 0) return
    wants.splice(at, 1)
    this.#open -= 1
    if (wants.length === 0) this.#rooms.delete(room)
  }

  /** Forgets a room's WANTs; returns their numbers. */
  drop(room: number): readonly number[] {
    const numbers = (this.#rooms.get(room) ?? []).map((want) => want.number)
    this.#open -= numbers.length
    this.#rooms.delete(room)
    return numbers
  }

  /** The next turn, or undefined when nothing can be served now. */
  next(serve: Serve): Turn | undefined {
    for (const [room, wants] of this.#rooms) {
      const want = wants.find(({ window }) => window > 0)
      if (want === undefined) continue
      // To the back of both circles.
      this.#rooms.delete(room)
      this.#rooms.set(room, wants)
      wants.splice(wants.indexOf(want), 1)
      wants.push(want)
      return this.#turn(want, serve)
    }
    return undefined
  }

  #turn(want: Open, serve: Serve): Turn {
    const { room, number, device } = want
    const { blocks, complete } = serve(room, device, want.left, Math.min(SERVE_TURN_BYTES, want.window))
    let left = want.left
    for (const block of blocks) {
      left = subtract(left, seqsAnswered(block.header, device))
      want.window -= blockBytes(block)
    }
    // What does not shrink would be served for ever.
    const isStuck = isEqual(left, want.left)
    want.left = left
    if (!complete && !isStuck && left.length > 0) return { room, number, blocks, end: undefined }
    this.cancel(room, number)
    return { room, number, blocks, end: { complete: !want.isPart && (complete || left.length === 0) } }
  }
}
