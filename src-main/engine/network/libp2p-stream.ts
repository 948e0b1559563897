/**
 * A libp2p stream as the messenger's `PeerStream`. Nothing is read from it before somebody listens, so that a peer cannot fill memory
 * while it is waiting; a half-closed stream is closed on our side too; and the end of a sync stream takes the connection with it, since a
 * connection carries one (SYNC-1).
 */
import type { Connection, Stream, StreamMessageEvent } from '@libp2p/interface'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { PeerStream, StreamHandlers } from '../../../shared/reach/index.ts'

/**
 * What one Noise frame takes beside its own and yamux's bytes. The muxer would send what it is given as one piece of up to MiB, and the other end
 * sees nothing of a piece before its last byte: on a slow line that is silence for minutes, and silence is death (SYNC-11).
 */
const PIECE_BYTES = 65_535 - 16 - 12

export interface StreamInit {
  readonly stream: Stream
  readonly connection: Connection
  readonly device: DeviceId
  readonly address: string
  /** Whether our side opened it; default: the side that opened the connection. */
  readonly isDialled?: boolean
  /** False: it is one beside the sync stream, and the connection stays when it ends. */
  readonly isAlone?: boolean
  /** Told how many bytes were taken from it or given to it. */
  readonly passed: ((bytes: number) => void) | undefined
  /** Called once when the stream has ended, before the listener is told. */
  readonly onEnd?: (stream: PeerStream) => void
}

export function createPeerStream(init: StreamInit): PeerStream {
  return new Libp2pStream(init)
}

class Libp2pStream implements PeerStream {
  readonly device: DeviceId
  readonly dialled: boolean
  readonly address: string
  readonly #stream: Stream
  readonly #connection: Connection
  readonly #isAlone: boolean
  readonly #passed: ((bytes: number) => void) | undefined
  readonly #onEnd: ((stream: PeerStream) => void) | undefined
  #handlers: StreamHandlers | undefined
  /** Not yet given to libp2p, one at a time. */
  #pieces: Uint8Array[] = []
  #waitingBytes = 0
  #owesDrain = false
  #isClosing = false
  #hasEnded = false
  #closeTimer: ReturnType<typeof setTimeout> | undefined

  constructor({ stream, connection, device, address, passed, onEnd, isDialled, isAlone = true }: StreamInit) {
    this.device = device
    this.dialled = isDialled ?? connection.direction === 'outbound'
    this.#isAlone = isAlone
    this.address = address
    this.#stream = stream
    this.#connection = connection
    this.#passed = passed
    this.#onEnd = onEnd
    if (stream.readStatus === 'readable') stream.pause()
    stream.addEventListener('close', () => this.#ended(), { once: true })
    stream.addEventListener('remoteCloseWrite', () => this.close(), { once: true })
    stream.addEventListener('drain', () => this.#mayDrain())
    stream.addEventListener('idle', () => this.#mayDrain())
    if (stream.status !== 'open') queueMicrotask(() => this.#ended())
  }

  send(bytes: Uint8Array): boolean {
    if (this.#hasEnded || this.#isClosing || this.#stream.writeStatus !== 'writable') return false
    this.#passed?.(bytes.length)
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) this.#pieces.push(bytes.subarray(at, at + PIECE_BYTES))
    this.#waitingBytes += bytes.length
    this.#pour()
    // Unbounded, a caller who does not wait for `drain` would fill memory.
    if (this.#waitingBytes > RESOURCE.STREAM_WRITE_BYTES) this.abort()
    this.#owesDrain = !this.#hasRoom
    return this.#hasRoom && !this.#hasEnded
  }

  close(): void {
    if (this.#hasEnded || this.#isClosing) return
    this.#isClosing = true
    this.#closeTimer = setTimeout(() => this.abort(), RESOURCE.STREAM_CLOSE_MS)
    this.#closeWhenPoured()
  }

  abort(): void {
    if (this.#hasEnded) return
    this.#stream.abort(new StreamAbandoned())
    if (this.#isAlone) this.#connection.abort(new StreamAbandoned())
    // The connection may have died without telling its streams.
    this.#ended()
  }

  listen(handlers: StreamHandlers): void {
    if (this.#handlers !== undefined) throw new Error('a stream has one listener')
    this.#handlers = handlers
    this.#stream.addEventListener('message', (event: StreamMessageEvent) => {
      const { data } = event
      this.#passed?.(data.byteLength)
      if (data instanceof Uint8Array) return handlers.data(data)
      // What came in several pieces is not joined: whoever reads it cuts it into frames of its own. One may have made it end the stream.
      const hadEnded = this.#hasEnded
      for (const piece of data) if (hadEnded || !this.#hasEnded) handlers.data(piece)
    })
    try {
      this.#stream.resume()
    } catch {
      // Already closed for reading: there is nothing left to hand over.
    }
    if (this.#hasEnded) queueMicrotask(() => handlers.closed())
  }

  get #hasRoom(): boolean {
    return this.#pieces.length === 0 && this.#stream.writeBufferLength === 0 && !this.#stream.writableNeedsDrain
  }

  #pour(): void {
    try {
      while (!this.#hasEnded && this.#stream.writeBufferLength === 0 && !this.#stream.writableNeedsDrain) {
        const piece = this.#pieces.shift()
        if (piece === undefined) return
        this.#waitingBytes -= piece.length
        this.#stream.send(piece)
      }
    } catch {
      // The stream has come to its end; `closed` follows.
      this.abort()
    }
  }

  /** libp2p says `drain` before it has sent what it had queued; ours is only told when the queue is empty. */
  #mayDrain(): void {
    queueMicrotask(() => {
      if (this.#hasEnded) return
      this.#pour()
      if (this.#isClosing) return this.#closeWhenPoured()
      if (!this.#owesDrain || !this.#hasRoom) return
      this.#owesDrain = false
      this.#handlers?.drain()
    })
  }

  #closeWhenPoured(): void {
    if (this.#hasEnded || this.#pieces.length > 0 || this.#stream.writeStatus !== 'writable') return
    this.#stream.close().catch(() => this.abort())
  }

  #ended(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#pieces = []
    clearTimeout(this.#closeTimer)
    this.#onEnd?.(this)
    if (this.#isAlone) this.#leaveConnection()
    this.#handlers?.closed()
  }

  #leaveConnection(): void {
    this.#connection.close({ signal: AbortSignal.timeout(RESOURCE.STREAM_CLOSE_MS) }).catch((error: unknown) => {
      this.#connection.abort(error instanceof Error ? error : new StreamAbandoned())
    })
  }
}

class StreamAbandoned extends Error {
  override readonly name = 'StreamAbandoned'
}
