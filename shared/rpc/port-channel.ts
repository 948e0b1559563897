/**
 * A message port of Node or Electron as a channel, for either end. node:worker_threads and Electron differ in one thing: Electron wraps what
 * arrives in an event with `data`. The port belongs to one page; structured clone has already bounded what a frame can be.
 */
import type { RpcChannel } from './channel.ts'

/** What both kinds of ports have. */
export interface Port {
  postMessage(frame: unknown): void
  on(event: 'message' | 'close', listener: (value: unknown) => void): unknown
  start(): void
  close(): void
}

/** `wrapped`: Electron's port, whose messages are events. */
export function portChannel(port: Port, wrapped = false): RpcChannel {
  let isOpen = true
  return {
    post(frame) {
      if (isOpen) port.postMessage(frame)
    },
    listen(handlers) {
      port.on('message', (value) => handlers.frame(wrapped ? dataOf(value) : value))
      port.on('close', () => {
        isOpen = false
        handlers.closed()
      })
      port.start()
    },
    close() {
      isOpen = false
      port.close()
    },
  }
}

function dataOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'data' in event ? event.data : undefined
}
