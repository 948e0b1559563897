/** Bare libp2p nodes on loopback, for the parts of the network by themselves and for peers that do not keep to the rules. */
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import type { Connection, Libp2p } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { onTestFinished } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import { createDialler, type DiallerComponents } from '../../src-main/engine/network/dialler.ts'
import { deviceOf } from '../../src-main/engine/network/peer-id.ts'
import type { Dialler } from '../../src-main/engine/network/race-dial.ts'

export interface TestNode {
  readonly node: Libp2p<{ readonly dialler: Dialler }>
  readonly device: DeviceId
  readonly dialler: Dialler
  readonly port: number
  dial(address: string, to: { readonly node: Pick<Libp2p, 'peerId'> }): Promise<Connection>
}

export async function aNode(): Promise<TestNode> {
  const node = await createLibp2p<{ readonly dialler: Dialler }>({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
    connectionManager: { inboundConnectionThreshold: 1_000 },
    services: { dialler: (components: DiallerComponents) => createDialler(components) },
  })
  onTestFinished(() => node.stop())
  const device = deviceOf(node.peerId)
  const port = Number(/tcp\/(\d+)/.exec(node.getMultiaddrs()[0]?.toString() ?? '')?.[1])
  if (device === undefined) throw new Error('a key of ours expected')
  const { dialler } = node.services
  return {
    node,
    device,
    dialler,
    port,
    dial: (address, to) => dialler.dial(multiaddr(`${address}/p2p/${to.node.peerId.toString()}`), { signal: new AbortController().signal }),
  }
}
