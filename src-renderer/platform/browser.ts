/**
 * The page in a browser, served by a running Sarangbang. The address that opens it bears a one-time token after the `#`, which never leaves
 * the browser but in the hello; it is taken out of the address at once, so that it is neither bookmarked nor shown.
 */
import type { Platform } from './platform.ts'
import { webSocketChannel } from './web-socket-channel.ts'

const SESSION_KEY = 'sarangbang-session'
/** 32 bytes as base64url: no route looks like that. */
const ONE_TIME_TOKEN = /^#([A-Za-z0-9_-]{43})$/

export function browserPlatform(): Platform {
  let oneTime = takeToken()
  let renewed = Promise.withResolvers<void>()
  // A new address put into the tab of the old one changes but what stands behind the `#`: the page stays, and so does what was being written.
  addEventListener('hashchange', () => {
    const token = takeToken()
    if (token === undefined) return
    oneTime = token
    renewed.resolve()
  })
  return {
    kind: 'browser',
    isHere: isLoopback(location.hostname),
    desktop: undefined,
    open: () => webSocketChannel(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`),
    token: () => oneTime ?? sessionStorage.getItem(SESSION_KEY) ?? undefined,
    keepToken(session) {
      oneTime = undefined
      sessionStorage.setItem(SESSION_KEY, session)
    },
    async renewed() {
      if (oneTime === undefined) await renewed.promise
      renewed = Promise.withResolvers()
    },
  }
}

/** As the engine tells its owner's browser from one on the network (RPC-9). */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function takeToken(): string | undefined {
  const token = ONE_TIME_TOKEN.exec(location.hash)?.[1]
  if (token !== undefined) history.replaceState(null, '', '#/')
  return token
}
