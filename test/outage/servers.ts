/**
 * What a messenger's host may be, on loopback: a TLS server with a certificate made here, one that refuses, hangs, resets, is no TLS at all, and a
 * small resolver of names. Everything is counted: what the watch sends is what the tests are about.
 */
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTls } from 'node:tls'
import { onTestFinished } from 'vitest'
import { resolveBy, type Resolve } from '../../src-main/engine/outage/index.ts'

export interface TestServer {
  readonly port: number
  /** Connections so far. */
  readonly connections: () => number
  readonly open: () => number
  /** Names that were asked for in the handshake; undefined: none. */
  readonly names: readonly (string | undefined)[]
  /** Bytes that came inside TLS. */
  readonly said: () => number
  close(): Promise<void>
}

/** How it behaves may change while it runs. */
export type Behaviour = 'answers' | 'resets' | 'hangs' | 'speaks-http' | 'closes'

export async function aServer(behaviour: () => Behaviour = () => 'answers', port = 0): Promise<TestServer> {
  const names: (string | undefined)[] = []
  let said = 0
  let count = 0
  const sockets = new Set<Socket>()
  const { key, cert } = aCertificate('somebody.else')
  const tls = createTls(
    {
      key,
      cert,
      SNICallback: (name, done) => {
        names.push(name)
        done(null)
      },
    },
    (socket) => socket.on('error', () => undefined).on('data', (bytes: Buffer) => (said += bytes.length)),
  )
  tls.on('tlsClientError', () => undefined)
  const server = createServer((socket) => {
    count += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    const now = behaviour()
    if (now === 'hangs') socket.resume()
    else if (now === 'answers') tls.emit('connection', socket)
    else if (now === 'resets') socket.resetAndDestroy()
    else if (now === 'closes') socket.end()
    else if (now === 'speaks-http') socket.end('HTTP/1.1 302 Found\r\nlocation: http://sign-in/\r\n\r\n')
  })
  await listening(server, port)
  const address = server.address()
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  onTestFinished(close)
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    connections: () => count,
    open: () => sockets.size,
    names,
    said: () => said,
    close,
  }
}

/** A port at which nobody listens. */
export async function aClosedPort(): Promise<number> {
  const server = await aServer()
  await server.close()
  return server.port
}

export interface TestNames {
  readonly resolve: Resolve
  readonly asked: readonly string[]
}

export const SILENT = 'silent'

/** A resolver on loopback. `answer`: the IPv4 address of a name; undefined: there is no such name; `SILENT`: no answer at all. */
export async function someNames(answer: (name: string) => string | undefined): Promise<TestNames> {
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const { name, end } = questionOf(query)
    const type = query.readUInt16BE(end)
    if (type === 1) asked.push(name)
    const address = answer(name)
    if (address === SILENT) return
    const records = type === 1 && address !== undefined ? 1 : 0
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(address === undefined ? 0x8183 : 0x8180, 2)
    for (const [at, count] of [1, records, 0, 0].entries()) head.writeUInt16BE(count, 4 + 2 * at)
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...(address ?? '0.0.0.0').split('.').map(Number)])
    socket.send(Buffer.concat([head, query.subarray(12, end + 4), ...(records === 1 ? [record] : [])]), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => socket.close(() => resolve())))
  return {
    asked,
    resolve: (host, signal) => {
      const resolver = new Resolver({ timeout: 1_000, tries: 1 })
      resolver.setServers([`127.0.0.1:${socket.address().port}`])
      return resolveBy(resolver, host, signal)
    },
  }
}

function questionOf(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.'), end: at + 1 }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
}

/** Self-signed, Ed25519, for a name that nobody here asks for. */
function aCertificate(name: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const algorithm = der(0x30, der(0x06, Buffer.from([0x2b, 0x65, 0x70])))
  const commonName = der(0x31, der(0x30, der(0x06, Buffer.from([0x55, 4, 3])), der(0x0c, Buffer.from(name))))
  const names = der(0x30, commonName)
  const validity = der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z')))
  const version = der(0xa0, der(0x02, Buffer.from([2])))
  const serial = der(0x02, Buffer.from([1]))
  const body = der(0x30, version, serial, algorithm, names, validity, names, publicKey.export({ type: 'spki', format: 'der' }))
  const signature = der(0x03, Buffer.from([0]), sign(null, body, privateKey))
  return { key: pemOf(privateKey), cert: pem('CERTIFICATE', der(0x30, body, algorithm, signature)) }
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const length =
    content.length < 128
      ? [content.length]
      : content.length < 256
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function pem(label: string, bytes: Buffer): string {
  return `-----BEGIN ${label}-----\n${bytes.toString('base64')}\n-----END ${label}-----\n`
}
