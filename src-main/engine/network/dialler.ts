/**
 * libp2p's transports as our dialler (`race-dial.ts`), and the one thing they lack: a call that both sides make at the same time, where one of
 * them must behave as the one who was called. libp2p has an option for the encryption of such a connection; its muxer goes by the
 * direction of the socket, which is turned round here (REACH-17).
 */
import type { Connection, MultiaddrConnection, Transport, Upgrader } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Dialler, DialOptions } from './race-dial.ts'

export interface DiallerComponents {
  readonly transportManager: {
    dial(address: Multiaddr, options: DialOptions): Promise<Connection>
    dialTransportForMultiaddr(address: Multiaddr): Transport | undefined
  }
  readonly upgrader: Upgrader
}

export function createDialler({ transportManager, upgrader }: DiallerComponents): Dialler {
  return {
    dial(address, options) {
      if (options.initiator !== false) return transportManager.dial(address, options)
      const transport = transportManager.dialTransportForMultiaddr(address)
      if (transport === undefined) return Promise.reject(new NoTransport())
      return transport.dial(address, { ...options, upgrader: answering(upgrader) })
    },
  }
}

function answering(upgrader: Upgrader): Upgrader {
  return new Proxy(upgrader, {
    get(target, key) {
      if (key === 'upgradeOutbound') {
        return (socket: MultiaddrConnection, options: Parameters<Upgrader['upgradeOutbound']>[1]) => {
          socket.direction = 'inbound'
          return target.upgradeOutbound(socket, { ...options, initiator: false })
        }
      }
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

class NoTransport extends Error {
  override readonly name = 'TransportUnavailableError'
}
