/** A WebSocket as a channel: one frame is one text message of JSON; what is not JSON ends it. */
import type { RpcChannel } from '../../shared/rpc/index.ts'

/** Resolves when it is open, rejects when it could not be opened. */
export async function webSocketChannel(address: string): Promise<RpcChannel> {
  const socket = new WebSocket(address)
  const opened = Promise.withResolvers<void>()
  socket.addEventListener('open', () => opened.resolve())
  socket.addEventListener('close', () => opened.reject(new Error('no connection')))
  // Frames that come before anybody listens wait here.
  const early: unknown[] = []
  let take = (frame: unknown): void => void early.push(frame)
  socket.addEventListener('message', ({ data }) => {
    const frame = parsed(data)
    if (frame === undefined) socket.close()
    else take(frame)
  })
  await opened.promise
  return {
    post(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    listen(handlers) {
      take = (frame) => handlers.frame(frame)
      for (const frame of early.splice(0)) handlers.frame(frame)
      socket.addEventListener('close', () => handlers.closed())
      if (socket.readyState !== WebSocket.OPEN) handlers.closed()
    },
    close: () => socket.close(),
  }
}

function parsed(data: unknown): unknown {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as unknown) : undefined
  } catch {
    return undefined
  }
}
