/**
 * The engine's door for pages: WebSocket at `/rpc`, beside it whatever serves the page. Loopback unless told otherwise. A browser sends
 * the Origin of the page that asks: only this server's own address passes, so no other site's script can reach the engine, and an
 * unknown Host is refused, so none can get there by renaming itself (DNS rebinding). Programs send no Origin and need a token all the same.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { WebSocketServer } from 'ws'
import type { Clock } from '../../../shared/crypto/index.ts'
import { RPC } from '../../../shared/limits.ts'
import type { Contract, MethodName } from '../../../shared/rpc/index.ts'
import type { RpcServer } from '../../../shared/rpc/index.ts'
import { Tokens } from './tokens.ts'
import { webChannel } from './web-channel.ts'
import { WrongTokens } from './wrong-tokens.ts'

export interface WebServerOptions<C extends Contract> {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly rpc: RpcServer<C>
  /** How a connection is treated: of a browser on this computer, by its address and by the one it asked for, or of one elsewhere. */
  readonly admitted: (isThisComputer: boolean) => { readonly kind: string; readonly allowed: readonly MethodName<C>[] }
  readonly clock: Clock
  /** What a request gets that is none for the socket; absent: 404. */
  readonly page?: (request: IncomingMessage, response: ServerResponse) => void
}

export interface WebServer {
  readonly host: string
  readonly port: number
  /** `http://host:port/#token`: opens the page once. The token is in the fragment, which is never sent. `here`: on this very computer. */
  url(from?: 'here'): string
  close(): Promise<void>
}

/** Rejects with the system's error when it cannot listen there. */
export async function openWebServer<C extends Contract>(options: WebServerOptions<C>): Promise<WebServer> {
  const tokens = new Tokens(options.clock)
  const wrong = new WrongTokens(options.clock)
  const http = createServer({ maxHeaderSize: 8192, requestTimeout: RPC.HELLO_TIMEOUT_MS, headersTimeout: RPC.HELLO_TIMEOUT_MS })
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: RPC.FRAME_BYTES, perMessageDeflate: false })
  const sockets = new Set<Socket>()
  http.maxConnections = RPC.CONNECTIONS * 2

  http.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  http.on('clientError', (_cause, socket) => socket.destroy())
  http.on('request', (request, response) => {
    if (!isOurHost(request.headers.host)) return answer(response, 421)
    if (options.page === undefined) return answer(response, 404)
    options.page(request, response)
  })
  http.on('upgrade', (request, socket: Socket, head) => {
    const address = socket.remoteAddress ?? ''
    const code = refusalOf(request, wrong.isBarred(address), webSockets.clients.size)
    if (code !== undefined) {
      socket.end(`HTTP/1.1 ${code} -\r\nConnection: close\r\n\r\n`)
      return
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      options.rpc.serve(webChannel(webSocket), {
        ...options.admitted(isLoopback(address) && isLoopback(nameIn(request.headers.host))),
        admit(token) {
          const admission = tokens.admit(token)
          if (!admission.ok) wrong.count(address)
          return admission
        },
      })
    })
  })

  const listening = Promise.withResolvers<void>()
  http.once('error', listening.reject)
  http.listen(options.port, options.host, listening.resolve)
  await listening.promise
  const bound = http.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port

  return {
    host: options.host,
    port,
    url: (from) => `http://${from === 'here' ? nearest(options.host) : reachable(options.host)}:${port}/#${tokens.issue()}`,
    async close() {
      const closed = Promise.withResolvers<void>()
      http.close(() => closed.resolve())
      for (const client of webSockets.clients) client.terminate()
      for (const socket of sockets) socket.destroy()
      await closed.promise
    },
  }
}

function refusalOf(request: IncomingMessage, isBarred: boolean, clients: number): number | undefined {
  const { host, origin } = request.headers
  if (isBarred) return 429
  if (clients >= RPC.CONNECTIONS) return 503
  if (request.url !== '/rpc') return 404
  if (!isOurHost(host)) return 421
  return origin === undefined || origin === `http://${host}` ? undefined : 403
}

/** A literal address, or this machine by its own name: no name that somebody's DNS could point here. */
function isOurHost(host: string | undefined): boolean {
  const name = nameIn(host)
  return name !== undefined && (name === 'localhost' || isIP(name) !== 0)
}

/** Without the port and the brackets. */
function nameIn(host: string | undefined): string | undefined {
  const name = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/.exec(host ?? '')
  return name?.[1] ?? name?.[2]
}

/** Neither address nor name can be had from elsewhere; what a proxy on this computer passes on bears the name it was asked for. */
function isLoopback(name: string | undefined): boolean {
  const address = name?.replace(/^::ffff:/i, '')
  return address === 'localhost' || address === '::1' || (address !== undefined && isIP(address) === 4 && address.startsWith('127.'))
}

/** Who listens everywhere listens on loopback too. */
function nearest(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '::' ? '[::1]' : reachable(host)
}

/** As others write it: who listens everywhere is reached at an address of this computer, from a phone if there is one. */
function reachable(host: string): string {
  const isAnywhere = host === '0.0.0.0' || host === '::'
  const own = isAnywhere
    ? (Object.values(networkInterfaces())
        .flat()
        .find((one) => one?.family === 'IPv4' && !one.internal)?.address ?? '127.0.0.1')
    : host
  return own.includes(':') ? `[${own}]` : own
}

function answer(response: ServerResponse, code: number): void {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', connection: 'close' })
  response.end()
}
