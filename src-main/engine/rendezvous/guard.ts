/**
 * What stands between kad-dht and the network (RDV-10): requests are counted per connection, streams end when they carry more than a
 * request or an answer can, and one act may not ask more nodes than it needs. kad-dht itself reads messages of 4 MiB and follows
 * whoever names closer nodes.
 */
import type { Connection, Stream, StreamHandler, StreamMessageEvent } from '@libp2p/interface'
import type { KadDHTComponents } from '@libp2p/kad-dht'
import type { Clock } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { ValueShelf } from './value-shelf.ts'

export interface Traffic {
  /** Requests sent and answered since the start. */
  sent: number
  answered: number
  refused: number
}

export interface Guard {
  readonly traffic: Traffic
  /** kad-dht's components with our doors in front. */
  wrap(components: KadDHTComponents): KadDHTComponents
  /** Begins an act of ours: a new count of requests. */
  beginAct(): void
}

export function createGuard(shelf: ValueShelf, clock: Clock): Guard {
  const traffic: Traffic = { sent: 0, answered: 0, refused: 0 }
  const windows = new WeakMap<Connection, { since: number; count: number }>()
  let left: number = RESOURCE.RENDEZVOUS_REQUESTS_PER_JOB

  const isWithinRate = (connection: Connection): boolean => {
    const now = clock.now()
    const window = windows.get(connection)
    if (window === undefined || now - window.since >= RESOURCE.RENDEZVOUS_WINDOW_MS || now < window.since) {
      windows.set(connection, { since: now, count: 1 })
      return true
    }
    window.count += 1
    return window.count <= RESOURCE.RENDEZVOUS_REQUESTS_PER_WINDOW
  }

  const answering =
    (handler: StreamHandler): StreamHandler =>
    (stream, connection) => {
      if (!isWithinRate(connection)) {
        traffic.refused += 1
        stream.abort(new TooMuch())
        // Who goes on asking after that is no asker.
        connection.abort(new TooMuch())
        return undefined
      }
      traffic.answered += 1
      boundBytes(stream, RESOURCE.RENDEZVOUS_REQUEST_BYTES)
      return shelf.answering(hostOf(connection), () => handler(stream, connection))
    }

  return {
    traffic,
    beginAct() {
      left = RESOURCE.RENDEZVOUS_REQUESTS_PER_JOB
    },
    wrap(components) {
      const { registrar, connectionManager } = components
      const guardedRegistrar = inheriting(registrar, {
        handle: (protocol: string, handler: StreamHandler, options?: Parameters<typeof registrar.handle>[2]) =>
          registrar.handle(protocol, answering(handler), options),
      })
      const guardedConnections = inheriting(connectionManager, {
        async openStream(...args: Parameters<typeof connectionManager.openStream>) {
          if (left <= 0) throw new TooMuch()
          left -= 1
          traffic.sent += 1
          const stream = await connectionManager.openStream(...args)
          boundBytes(stream, RESOURCE.RENDEZVOUS_ANSWER_BYTES)
          return stream
        },
      })
      const { peerId, privateKey, addressManager, peerStore, events, logger, ping } = components
      return {
        ...{ peerId, privateKey, addressManager, peerStore, events, logger, ping },
        registrar: guardedRegistrar,
        connectionManager: guardedConnections,
        // Only the four acts kad-dht does on it for values; providers have no place here and are refused by `put`.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        datastore: shelf as unknown as KadDHTComponents['datastore'],
      }
    },
  }
}

/** The same object but for a few methods. */
function inheriting<T extends object>(base: T, own: Partial<T>): T {
  return new Proxy(base, {
    get(target, name) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const value: unknown = Reflect.get(own, name) ?? Reflect.get(target, name, target)
      return typeof value === 'function' && !Reflect.has(own, name) ? value.bind(target) : value
    },
  })
}

function boundBytes(stream: Stream, most: number): void {
  let read = 0
  stream.addEventListener('message', ({ data }: StreamMessageEvent) => {
    read += data.byteLength
    if (read > most) stream.abort(new TooMuch())
  })
}

export function hostOf(connection: Pick<Connection, 'remoteAddr'>): string {
  const part = connection.remoteAddr.getComponents().find(({ name }) => name === 'ip4' || name === 'ip6')
  const host = part?.value ?? 'unknown'
  // Whoever has one IPv6 address has a whole /64 of them.
  return part?.name === 'ip6' ? host.split(':').slice(0, 4).join(':') : host
}

class TooMuch extends Error {
  override readonly name = 'TooMuch'
}
