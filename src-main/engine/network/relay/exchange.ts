/**
 * Whole messages on a libp2p stream, each behind its length, as the relay protocols and ours beside them send them. What comes after the last
 * message read is left on the stream for whoever takes it over.
 */
import type { Stream, StreamMessageEvent } from '@libp2p/interface'
import { concatBytes } from '../../../../shared/codec/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { readVarint, varint } from './messages.ts'

/** Sends one message. Throws when the stream has ended. */
export function sendMessage(stream: Stream, message: Uint8Array): void {
  stream.send(concatBytes(varint(message.length), message))
}

/** The next message. Rejects when the stream ends first, the signal aborts, or the message is over the limit. */
export function readMessage(stream: Stream, signal: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let held: Uint8Array = new Uint8Array()
    const finish = (): void => {
      stream.removeEventListener('message', onMessage)
      stream.removeEventListener('close', onEnd)
      stream.removeEventListener('remoteCloseWrite', onEnd)
      signal.removeEventListener('abort', onEnd)
    }
    const onEnd = (): void => {
      finish()
      reject(new NoMessage())
    }
    const onMessage = ({ data }: StreamMessageEvent): void => {
      held = concatBytes(held, data instanceof Uint8Array ? data : data.subarray())
      const length = readVarint(held, 0)
      if (length === undefined ? held.length >= 8 : length.value > RESOURCE.RELAY_MESSAGE_BYTES) return onEnd()
      if (length === undefined || held.length < length.end + length.value) return
      const end = length.end + length.value
      finish()
      // Before anything else arrives: with no listener left, the stream keeps it in order.
      if (held.length > end) stream.unshift(held.subarray(end))
      resolve(held.subarray(length.end, end))
    }
    if (signal.aborted || stream.readStatus === 'closed') return onEnd()
    signal.addEventListener('abort', onEnd, { once: true })
    stream.addEventListener('close', onEnd, { once: true })
    stream.addEventListener('remoteCloseWrite', onEnd, { once: true })
    stream.addEventListener('message', onMessage)
  })
}

/** The other side said nothing we can read, in time. */
export class NoMessage extends Error {
  override readonly name = 'NoMessage'
}
