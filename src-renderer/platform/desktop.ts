/**
 * The page in our own window. The preload script hands over a message port for each engine process there is: the first when the page has
 * loaded, another after a crash. Only messages of this very window are listened to. A connection that ended without its engine having ended
 * gets no port by itself, so from the second time on one is asked for until it comes.
 */
import { type Bridge, PORT_MESSAGE } from '../../shared/bridge/index.ts'
import type { RpcChannel } from '../../shared/rpc/index.ts'
import { messagePortChannel } from './message-port-channel.ts'
import type { Platform } from './platform.ts'

declare global {
  interface Window {
    /** Exposed by the preload script; absent in a browser. */
    readonly sarangbang?: Bridge
  }
}

const ASK_AGAIN_MS = 3_000

export function desktopPlatform(desktop: Bridge): Platform {
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

  function nextPort(): Promise<MessagePort> {
    const { promise, resolve } = Promise.withResolvers<MessagePort>()
    if (waiting === undefined) asked = resolve
    else resolve(waiting)
    waiting = undefined
    return promise
  }

  return {
    kind: 'desktop',
    isHere: true,
    desktop,
    async open() {
      const port = nextPort()
      const asking = current === undefined ? undefined : setInterval(() => asked !== undefined && desktop.connect(), ASK_AGAIN_MS)
      current = messagePortChannel(await port)
      clearInterval(asking)
      return current
    },
    token: () => undefined,
    keepToken: () => undefined,
    // The port is the proof; there is no other.
    renewed: () => Promise.withResolvers<void>().promise,
  }
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === PORT_MESSAGE
}
