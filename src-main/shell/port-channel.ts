/** Electron's message port as a channel of the RPC: the shell is a client of the engine like any page. */
import type { MessagePortMain } from 'electron'
import type { RpcChannel } from '../../shared/rpc/index.ts'

export function portChannel(port: MessagePortMain): RpcChannel {
  let isOpen = true
  return {
    post(frame) {
      if (isOpen) port.postMessage(frame)
    },
    listen(handlers) {
      port.on('message', ({ data }) => handlers.frame(data))
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
