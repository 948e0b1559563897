/** A message port of our own window as a channel: frames cross as structured clones. A port tells nobody that its other end is gone; the shell does. */
import type { RpcChannel } from '../../shared/rpc/index.ts'

export function messagePortChannel(port: MessagePort): RpcChannel {
  let isOpen = true
  let closed: (() => void) | undefined
  const end = () => {
    if (!isOpen) return
    isOpen = false
    port.close()
    closed?.()
  }
  return {
    post(frame) {
      if (isOpen) port.postMessage(frame)
    },
    listen(handlers) {
      closed = handlers.closed
      port.addEventListener('message', ({ data }) => handlers.frame(data))
      port.addEventListener('close', end)
      port.start()
    },
    close: end,
  }
}
