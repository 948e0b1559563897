/** Answers the WANTs of one peer, as long as it takes what is sent. */
import { concatBytes } from '../codec/index.ts'
import { type FrameOf, encodeBlock } from './frames/index.ts'
import type { LinkPort } from './link-port.ts'
import { isEqual } from './ranges.ts'
import type { RoomLink } from './room-link.ts'
import { ServeQueue } from './serve-queue.ts'

const PUMP_BYTES = 1024 * 1024

export interface ServingPort extends LinkPort {
  /** The open room behind a number of ours that may have blocks, if there is one. */
  readyLink(number: number): RoomLink | undefined
  /** Encoded frames. */
  write(bytes: Uint8Array): void
}

export class Serving {
  readonly #port: ServingPort
  readonly #queue = new ServeQueue()

  constructor(port: ServingPort) {
    this.#port = port
  }

  wanted({ number, device, ranges, max, newest = false }: FrameOf<'want'>, link: RoomLink): void {
    const room = link.number
    if (max === 0) return this.#queue.cancel(room, number)
    if (!link.isReady) {
      this.#port.refuse('NOT_LIVE', { room })
      return this.#port.send({ type: 'wantEnd', room, number, complete: false })
    }
    const part = newest ? link.room.sync.newest(device, ranges) : ranges
    const isTaken = this.#queue.take({ room, number, device, ranges: part, max, isPart: !isEqual(part, ranges) })
    if (isTaken) this.#port.soon()
    else this.#port.refuse('RATE', { room })
  }

  pump(): void {
    let bytes = 0
    while (this.#port.hasRoom && !this.#port.isClosed) {
      if (bytes >= PUMP_BYTES) return this.#port.soon()
      const turn = this.#queue.next((room, device, ranges, max) => {
        return this.#port.readyLink(room)?.room.sync.serve(device, ranges, max) ?? { blocks: [], complete: false }
      })
      if (turn === undefined) return
      // One write for the whole turn: small ones cost more on the way than their bytes.
      const frames = turn.blocks.flatMap((block) => encodeBlock({ room: turn.room, lane: 'feed', want: turn.number }, block))
      if (frames.length > 0) {
        const joined = concatBytes(...frames)
        bytes += joined.length
        this.#port.write(joined)
      }
      if (turn.end !== undefined) this.#port.send({ type: 'wantEnd', room: turn.room, number: turn.number, complete: turn.end.complete })
    }
  }
}
