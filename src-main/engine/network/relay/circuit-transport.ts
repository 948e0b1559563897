/**
 * `@libp2p/circuit-relay-v2`'s transport, kept from everything it would do by itself: it opens circuits over connections we have and takes
 * calls that come by them. It dials no relay, since our dialler does, and asks for no place, since `own-places.ts` does.
 */
import { circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import type { Connection, PeerId, Transport } from '@libp2p/interface'
import { RESOURCE } from '../../../../shared/limits.ts'

type Components = Parameters<ReturnType<typeof circuitRelayTransport>>[0]

export function circuitTransport(): (components: Components) => Transport {
  return (components) => {
    const { connectionManager, transportManager } = components
    const own = instead(components, {
      connectionManager: instead(connectionManager, {
        getConnections: (peer?: PeerId): Connection[] =>
          connectionManager.getConnections(peer).filter(({ direct, status }) => direct && status === 'open'),
        openConnection: () => Promise.reject(new NoRelay()),
      }),
      transportManager: instead(transportManager, { listen: () => Promise.resolve() }),
    })
    return circuitRelayTransport({
      maxInboundStopStreams: RESOURCE.RELAY_CIRCUITS + RESOURCE.RELAY_GUESTS_PER_PLACE,
      maxOutboundStopStreams: RESOURCE.RELAY_CIRCUITS,
    })(own)
  }
}

/** The same object but for a few methods. */
function instead<T extends object>(whole: T, parts: Partial<T>): T {
  return new Proxy(whole, {
    get(target, key) {
      const value: unknown = Reflect.get(key in parts ? parts : target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

class NoRelay extends Error {
  override readonly name = 'NoRelay'
  readonly code = 'ENETUNREACH'
}
