/**
 * A local socket as a channel: a frame is a line of JSON. A line that is too long or no JSON ends the connection; a reader that does not
 * read stops being read from, and is dropped when too much waits for it.
 */
import type { Socket } from 'node:net'
import { RPC } from '../../../shared/limits.ts'
import type { RpcChannel } from '../../../shared/rpc/index.ts'

const NEWLINE = 0x0a

/** `maxFrameBytes` bounds what the other side may send in one line. */
export function socketChannel(socket: Socket, maxFrameBytes: number): RpcChannel {
  return {
    post(frame) {
      if (!socket.writable) return
      if (socket.writableLength > RPC.SEND_QUEUE_BYTES) {
        socket.destroy()
        return
      }
      if (!socket.write(`${JSON.stringify(frame)}\n`)) socket.pause()
    },
    listen(handlers) {
      const lines = lineReader(maxFrameBytes, (line) => {
        const frame = parsedLine(line)
        if (frame === undefined) socket.destroy()
        else handlers.frame(frame.value)
      })
      socket.on('data', (bytes) => {
        if (!lines(bytes)) socket.destroy()
      })
      socket.on('drain', () => socket.resume())
      // The reason does not matter here: `close` follows and says what counts.
      socket.on('error', () => socket.destroy())
      socket.on('end', () => socket.end())
      socket.on('close', () => handlers.closed())
    },
    close() {
      // A pause would keep the other side's farewell unread and the socket half open for ever.
      socket.resume()
      socket.end()
      setTimeout(() => socket.destroy(), CLOSE_GRACE_MS).unref()
    },
  }
}

/** How long the other side may take to fetch what was posted before a close. */
const CLOSE_GRACE_MS = 250

/** Cuts bytes into lines; false when a line passes the limit. Holds at most `maxBytes` plus one chunk. */
function lineReader(maxBytes: number, onLine: (line: string) => void): (bytes: Buffer) => boolean {
  let parts: Buffer[] = []
  let held = 0
  return (bytes) => {
    let from = 0
    for (let at = bytes.indexOf(NEWLINE, from); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
      if (held + at - from > maxBytes) return false
      onLine(Buffer.concat([...parts, bytes.subarray(from, at)]).toString('utf8'))
      parts = []
      held = 0
      from = at + 1
    }
    if (from < bytes.length) {
      parts.push(bytes.subarray(from))
      held += bytes.length - from
    }
    return held <= maxBytes
  }
}

function parsedLine(line: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) as unknown }
  } catch {
    return undefined
  }
}
