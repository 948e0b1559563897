/**
 * What waits for room in a stream. Frames that only repeat what we know (rows, counters) are never kept here: their senders remember
 * *that* something is to be told and tell the newest once there is room, so a slow reader costs no memory. SYNC-11: 4 MiB, then pushes
 * are dropped; control frames are small, few, and always taken.
 */
import { RESOURCE } from '../limits.ts'
import type { PeerStream } from '../reach/index.ts'

export class Outbox {
  readonly #stream: PeerStream
  #queue: Uint8Array[] = []
  #bytes = 0
  #hasRoom = true

  constructor(stream: PeerStream) {
    this.#stream = stream
  }

  /** Whether more may be made ready: false from the stream's first no until it drained. */
  get hasRoom(): boolean {
    return this.#hasRoom
  }

  get queuedBytes(): number {
    return this.#bytes
  }

  /** Sends now or as soon as there is room, whatever waits already. */
  send(frame: Uint8Array): void {
    if (this.#hasRoom) {
      this.#hasRoom = this.#stream.send(frame)
      return
    }
    this.#queue.push(frame)
    this.#bytes += frame.length
  }

  /** The same, but all or nothing within the queue's limit; false: dropped. */
  offer(frames: readonly Uint8Array[]): boolean {
    const bytes = frames.reduce((sum, frame) => sum + frame.length, 0)
    if (!this.#hasRoom && this.#bytes + bytes > RESOURCE.SEND_QUEUE_BYTES) return false
    for (const frame of frames) this.send(frame)
    return true
  }

  /** The stream has room again. */
  drained(): void {
    this.#hasRoom = true
    const waiting = this.#queue
    this.#queue = []
    this.#bytes = 0
    for (const frame of waiting) this.send(frame)
  }

  clear(): void {
    this.#queue = []
    this.#bytes = 0
    this.#hasRoom = false
  }
}
