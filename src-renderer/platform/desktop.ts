/**
 * The page in our own window. The preload script hands over a message port for each engine process there is: the first when the page has
 * loaded, another after a crash. Only messages of this very window are listened to.
 */
import type { RpcChannel } from '../../shared/rpc/index.ts'
import { messagePortChannel } from './message-port-channel.ts'
import type { Desktop, Platform } from './platform.ts'

declare global {
  interface Window {
    /** Exposed by the preload script; absent in a browser. */
    readonly sarangbang?: Desktop
  }
}

export function desktopPlatform(desktop: Desktop): Platform {
  let waiting: MessagePort | undefined
  let asked: ((port: MessagePort) => void) | undefined
  let current: RpcChannel | undefined
  addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports
    if (event.source !== window || event.origin !== location.origin || !isPortMessage(event.data) || port === undefined) return
    // A new port means that the engine behind the old one is gone.
    current?.close()
    if (asked === undefined) waiting = port
    else asked(port)
    asked = undefined
  })
  return {
    kind: 'desktop',
    desktop,
    async open() {
      const { promise, resolve } = Promise.withResolvers<MessagePort>()
      if (waiting === undefined) asked = resolve
      else resolve(waiting)
      waiting = undefined
      current = messagePortChannel(await promise)
      return current
    },
    token: () => undefined,
    keepToken: () => undefined,
  }
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'sarangbang-port'
}
