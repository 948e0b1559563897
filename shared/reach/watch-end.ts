/**
 * A stream that also tells a second party when it ends, while its one listener stays the owner's. When nobody has listened yet, the end
 * is told when it is seen: on `close` or `abort` here.
 */
import type { PeerStream, StreamHandlers } from './stream.ts'

/** The same stream; `ended` is called once, before the owner's `closed`. */
export function watchEnd(stream: PeerStream, ended: () => void): PeerStream {
  return new WatchedStream(stream, ended)
}

class WatchedStream implements PeerStream {
  readonly #stream: PeerStream
  readonly #ended: () => void
  #hasEnded = false
  #hasListener = false

  constructor(stream: PeerStream, ended: () => void) {
    this.#stream = stream
    this.#ended = ended
  }

  get device(): PeerStream['device'] {
    return this.#stream.device
  }

  get dialled(): boolean {
    return this.#stream.dialled
  }

  get address(): string {
    return this.#stream.address
  }

  send(bytes: Uint8Array): boolean {
    return this.#stream.send(bytes)
  }

  close(): void {
    this.#stream.close()
    if (!this.#hasListener) this.#end()
  }

  abort(): void {
    this.#stream.abort()
    if (!this.#hasListener) this.#end()
  }

  listen(handlers: StreamHandlers): void {
    this.#hasListener = true
    this.#stream.listen({
      data: (bytes) => handlers.data(bytes),
      drain: () => handlers.drain(),
      closed: () => {
        this.#end()
        handlers.closed()
      },
    })
  }

  #end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#ended()
  }
}
