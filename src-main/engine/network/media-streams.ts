/**
 * Streams of `/sarangbang/media/1` (MEDIA-40): of their own, beside the sync stream of a connection that is there already. None makes a
 * connection or ends one, and nobody has any but devices of contacts and rooms, and those for whom rooms are carried.
 */
import type { Connection, Libp2p } from '@libp2p/interface'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE, TRANSFER } from '../../../shared/limits.ts'
import type { PeerStream } from '../../../shared/reach/index.ts'
import { createPeerStream } from './libp2p-stream.ts'
import { deviceOf, peerIdOf } from './peer-id.ts'

const MEDIA_PROTOCOL = '/sarangbang/media/1'
const STREAMS = {
  maxInboundStreams: TRANSFER.LINKS_PER_DEVICE,
  maxOutboundStreams: TRANSFER.LINKS_PER_DEVICE,
  runOnLimitedConnection: true,
}

export interface MediaStreams {
  /** A new stream to a device that is connected; undefined: it is not, or does not speak the protocol. Never rejects. */
  open(device: DeviceId): Promise<PeerStream | undefined>
  /** Streams others opened. */
  onStream(handler: (stream: PeerStream) => void): () => void
}

type Passed = ((bytes: number) => void) | undefined
type Node = Pick<Libp2p, 'handle' | 'getConnections'>

export class Libp2pMediaStreams implements MediaStreams {
  readonly #allow: (device: DeviceId) => boolean
  readonly #passed: Passed
  readonly #handlers = new Set<(stream: PeerStream) => void>()
  #node: Node | undefined

  constructor(allow: (device: DeviceId) => boolean, passed: Passed) {
    this.#allow = allow
    this.#passed = passed
  }

  async start(node: Node): Promise<void> {
    this.#node = node
    await node.handle(
      MEDIA_PROTOCOL,
      (stream, connection) => {
        const device = deviceOf(connection.remotePeer)
        if (device === undefined || !this.#allow(device) || this.#handlers.size === 0) return stream.abort(new MediaRefused())
        const accepted = createPeerStream({
          ...partsOf(connection, device),
          stream,
          passed: this.#passed,
          isDialled: false,
          isAlone: false,
        })
        for (const handler of this.#handlers) handler(accepted)
      },
      STREAMS,
    )
  }

  stop(): void {
    this.#node = undefined
  }

  async open(device: DeviceId): Promise<PeerStream | undefined> {
    if (!this.#allow(device)) return undefined
    const open = this.#node?.getConnections(peerIdOf(device)).filter(({ status }) => status === 'open') ?? []
    // The newest first: beside it an older one is dead to the other side, or being closed.
    for (const connection of open.toReversed().toSorted((a, b) => Number(b.direct) - Number(a.direct))) {
      const stream = await openOn(connection, device, this.#passed)
      if (stream !== undefined) return stream
    }
    return undefined
  }

  onStream(handler: (stream: PeerStream) => void): () => void {
    this.#handlers.add(handler)
    return () => this.#handlers.delete(handler)
  }
}

async function openOn(connection: Connection, device: DeviceId, passed: Passed): Promise<PeerStream | undefined> {
  try {
    const stream = await connection.newStream(MEDIA_PROTOCOL, {
      signal: AbortSignal.timeout(RESOURCE.DIAL_TIMEOUT_MS),
      runOnLimitedConnection: true,
    })
    return createPeerStream({ ...partsOf(connection, device), stream, passed, isDialled: true, isAlone: false })
  } catch {
    return undefined
  }
}

function partsOf(connection: Connection, device: DeviceId) {
  return { connection, device, address: connection.remoteAddr.decapsulate('p2p').toString() }
}

class MediaRefused extends Error {
  override readonly name = 'MediaRefused'
}
