/**
 * A WebSocket as a channel: a frame is one text message of JSON. Anything else ends the connection, and so does a reader that lets too
 * much pile up.
 */
import type { WebSocket } from 'ws'
import { RPC } from '../../../shared/limits.ts'
import type { RpcChannel } from '../../../shared/rpc/index.ts'

const NORMAL = 1000
const POLICY = 1008

export function webChannel(socket: WebSocket): RpcChannel {
  return {
    post(frame) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > RPC.SEND_QUEUE_BYTES) socket.terminate()
      else socket.send(JSON.stringify(frame))
    },
    listen(handlers) {
      socket.on('message', (data, isBinary) => {
        const frame = isBinary ? undefined : parsedText(data)
        if (frame === undefined) socket.close(POLICY)
        else handlers.frame(frame.value)
      })
      // Oversize and broken frames come here; ws closes by itself and `close` follows.
      socket.on('error', () => socket.terminate())
      socket.on('close', () => handlers.closed())
    },
    close() {
      socket.close(NORMAL)
      setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref()
    },
  }
}

/** How long the other side may take to answer a close. */
const CLOSE_GRACE_MS = 250

function parsedText(data: unknown): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(String(data)) as unknown }
  } catch {
    return undefined
  }
}
