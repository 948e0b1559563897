/**
 * A holder of a file in a process of its own: `node media-process.ts BYTES FOLDER`. Its sync stream gives back what it gets, or, once told to,
 * sends as many bytes as it can; a TLS server beside it does the same. Says what processor time it has used, when asked.
 */
import { createServer } from 'node:tls'
import type { DeviceId, FileId } from '../../shared/ids/index.ts'
import type { PeerStream } from '../../shared/reach/index.ts'
import { cpuMs } from './measure.ts'
import { addressOf, makeFile, mediaPeer } from './media-holder.ts'
import { TLS_KEY, TLS_OPTIONS } from './tls-options.ts'

export type ToHolder =
  | { readonly type: 'flood' }
  | { readonly type: 'memory'; readonly collects: boolean }
  | { readonly type: 'cpu' }
  | { readonly type: 'stop' }
export interface HolderReady {
  readonly type: 'ready'
  readonly device: DeviceId
  readonly address: string
  readonly file: FileId
  readonly tlsPort: number
}
export type FromHolder = HolderReady | { readonly type: 'cpu'; readonly ms: number }

const size = Number(process.argv[2])
const peer = await mediaPeer(process.argv[3] ?? '')
const file = await makeFile(peer.store, size)
const block = new Uint8Array(64 * 1024)
let synced: PeerStream | undefined
let left = 0
const pour = (): void => {
  while (left > 0) {
    left -= block.length
    if (synced?.send(block) !== true) return
  }
}
peer.network.onStream((stream) => {
  synced = stream
  stream.listen({ data: (bytes) => void stream.send(bytes), drain: pour, closed: () => undefined })
})
process.on('message', (message: ToHolder) => {
  if (message.type === 'stop') process.exit()
  if (message.type === 'memory') return peer.collects(message.collects)
  if (message.type === 'cpu') return void process.send?.({ type: 'cpu', ms: cpuMs() } satisfies FromHolder)
  left = size
  pour()
})
const server = createServer({ ...TLS_OPTIONS, pskCallback: () => TLS_KEY }, (socket) => {
  socket.on('error', () => undefined)
  let owed = size
  const write = (): void => {
    while (owed > 0) {
      owed -= block.length
      if (!socket.write(block)) return
    }
    socket.end()
  }
  socket.on('drain', write)
  write()
})
server.listen(0, '127.0.0.1', () => {
  const at = server.address()
  const tlsPort = typeof at === 'object' && at !== null ? at.port : 0
  const ready: HolderReady = { type: 'ready', device: peer.device, address: addressOf(peer), file, tlsPort }
  process.send?.(ready)
})
