/**
 * One node of the table (RDV-6): a libp2p of its own beside the messenger's, with a random identity that lives as long as it runs, so that
 * the table never sees a device key. As a client it listens nowhere and answers nobody; serving, it keeps values within `ValueShelf`'s
 * bounds. `start` to `stop` is all its life: it never comes back as the same node.
 */
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify } from '@libp2p/identify'
import { FaultTolerance, type Connection, type ConnectionGater, type Libp2p, type MultiaddrConnection } from '@libp2p/interface'
import type { KadDHT, KadDHTComponents, KadDHTInit } from '@libp2p/kad-dht'
import { ping, type Ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { createLibp2p } from 'libp2p'
import { equalBytes } from '../../../shared/codec/index.ts'
import type { Clock, Crypto } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { OwnSubnet } from '../../../shared/reach/index.ts'
import { newestOf } from '../../../shared/rendezvous/index.ts'
import { DialRules, entranceAddress } from './dial-rules.ts'
import { createGuard, hostOf, type Guard, type Traffic } from './guard.ts'
import { NAMESPACE, spotKeyIn, tableKey } from './table-key.ts'
import { ValueShelf } from './value-shelf.ts'

const TABLE_PROTOCOL = '/sarangbang/kad/1'

export interface TableNodeOptions {
  readonly crypto: Crypto
  readonly clock: Clock
  /** Multiaddr texts; none: a client. */
  readonly listen: readonly string[]
  readonly own: () => readonly OwnSubnet[]
}

export interface TableNode {
  start(): Promise<void>
  stop(): Promise<void>
  /** Goes in by these addresses (without node ids: whoever answers there is a node). Resolves with how many nodes are known then. */
  enter(entrances: readonly string[], signal: AbortSignal): Promise<number>
  /** How many nodes took the value. Never rejects. */
  put(key: Uint8Array, value: Uint8Array, signal: AbortSignal): Promise<number>
  /** What nodes gave; undefined when none answered. Never rejects. */
  get(key: Uint8Array, signal: AbortSignal): Promise<readonly Uint8Array[] | undefined>
  addresses(): readonly string[]
  nodes(): number
  readonly traffic: Traffic
  readonly shelf: ValueShelf
}

export function createTableNode(options: TableNodeOptions): TableNode {
  return new KadNode(options)
}

interface Services extends Record<string, unknown> {
  readonly ping: Ping
  readonly kad: KadDHT
}

class KadNode implements TableNode {
  readonly shelf: ValueShelf
  readonly #options: TableNodeOptions
  readonly #guard: Guard
  readonly #rules: DialRules
  readonly #ending = new AbortController()
  #node: Libp2p<Services> | undefined
  /** Connected nodes that speak the table's protocol. */
  readonly #nodes = new Set<string>()
  #joined: (() => void) | undefined

  constructor(options: TableNodeOptions) {
    this.#options = options
    this.shelf = new ValueShelf(options.crypto, options.clock)
    this.#guard = createGuard(this.shelf, options.clock)
    this.#rules = new DialRules(options.clock, options.own)
  }

  get traffic(): Traffic {
    return this.#guard.traffic
  }

  async start(): Promise<void> {
    const { listen } = this.#options
    const isServing = listen.length > 0
    // Most people never agree to the table: an engine without it does not read its code.
    const { kadDHT } = await import('@libp2p/kad-dht')
    const node = await createLibp2p<Services>({
      start: false,
      addresses: { listen: [...listen] },
      transports: [tcp()],
      transportManager: { faultTolerance: FaultTolerance.NO_FATAL },
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      connectionGater: this.#gate(isServing),
      connectionManager: CONNECTIONS,
      connectionMonitor: { enabled: false },
      // The same words from every node: nothing here tells one from another.
      nodeInfo: { name: 'sarangbang-table', version: '1', userAgent: 'sarangbang-table/1' },
      services: {
        identify: identify(),
        ping: ping(),
        kad: (components: KadDHTComponents) => kadDHT(this.#kad(isServing))(this.#guard.wrap(components)),
      },
    })
    // Stopped before it began.
    this.#ending.signal.throwIfAborted()
    this.#node = node
    await node.register(TABLE_PROTOCOL, {
      onConnect: (peer) => {
        this.#nodes.add(peer.toString())
        this.#joined?.()
      },
      onDisconnect: (peer) => void this.#nodes.delete(peer.toString()),
    })
    await node.start()
  }

  async stop(): Promise<void> {
    const node = this.#node
    this.#node = undefined
    this.#ending.abort()
    if (node === undefined) return
    for (const connection of node.getConnections()) connection.abort(new NodeStopped())
    await node.stop()
  }

  async enter(entrances: readonly string[], signal: AbortSignal): Promise<number> {
    const node = this.#node
    if (node === undefined) return 0
    this.#rules.enter(entrances)
    const targets = entrances.flatMap((text) => entranceAddress(text) ?? [])
    const joined = Promise.withResolvers<void>()
    this.#joined = joined.resolve
    const either = AbortSignal.any([signal, this.#ending.signal])
    const dialled = await Promise.all(targets.map((target) => isDialled(node, target, either)))
    // What the node is comes with identify, a moment after the connection.
    if (this.#nodes.size === 0 && dialled.includes(true)) await Promise.race([joined.promise, aborted(either)])
    this.#joined = undefined
    if (this.#nodes.size > 0) await this.#settled(either)
    return this.#nodes.size
  }

  /**
   * Waits until no more nodes turn up. The first answer names others, which kad-dht greets one by one; who asks before that starts from the
   * entrance alone, and kad-dht goes on only to nodes closer than the one that named them: a value would often lie on one node.
   */
  async #settled(signal: AbortSignal): Promise<void> {
    const until = this.#options.clock.now() + RESOURCE.RENDEZVOUS_SETTLE_MAX_MS
    for (let before = 0; before < this.#nodes.size && this.#options.clock.now() < until && !signal.aborted;) {
      before = this.#nodes.size
      const { promise, resolve } = Promise.withResolvers<void>()
      const cancel = this.#options.clock.after(RESOURCE.RENDEZVOUS_SETTLE_MS, resolve)
      await Promise.race([promise, aborted(signal)])
      cancel()
    }
  }

  async put(key: Uint8Array, value: Uint8Array, signal: AbortSignal): Promise<number> {
    const kad = this.#node?.services.kad
    if (kad === undefined || this.#nodes.size === 0) return 0
    this.#guard.beginAct()
    let taken = 0
    try {
      for await (const event of kad.put(tableKey(key), value, { signal: this.#either(signal) })) {
        if (event.name !== 'PEER_RESPONSE' || event.messageName !== 'PUT_VALUE') continue
        if (event.record !== undefined && equalBytes(event.record.value, value)) taken += 1
      }
    } catch {
      // Cut short: what was taken is taken.
    }
    return taken
  }

  async get(key: Uint8Array, signal: AbortSignal): Promise<readonly Uint8Array[] | undefined> {
    const kad = this.#node?.services.kad
    if (kad === undefined || this.#nodes.size === 0) return undefined
    this.#guard.beginAct()
    const values: Uint8Array[] = []
    let hasAnswer = false
    try {
      // The answers are read as they come: the end of kad-dht's own `get` fails when a node refuses to be corrected.
      for await (const event of kad.get(tableKey(key), { signal: this.#either(signal) })) {
        if (event.name !== 'PEER_RESPONSE' || event.messageName !== 'GET_VALUE') continue
        hasAnswer = true
        const value = event.record?.value
        if (value !== undefined && !values.some((held) => equalBytes(held, value))) values.push(value)
      }
    } catch {
      // Cut short, or a node that refused a correction: what came is there.
    }
    return hasAnswer ? values : undefined
  }

  addresses(): readonly string[] {
    return this.#node?.getMultiaddrs().map((address) => address.toString().replace(/\/p2p\/[^/]+$/, '')) ?? []
  }

  nodes(): number {
    return this.#nodes.size
  }

  #kad(isServing: boolean): KadDHTInit {
    const { crypto, clock } = this.#options
    return {
      protocol: TABLE_PROTOCOL,
      clientMode: !isServing,
      alpha: 3,
      // Queries wait for the first look at the neighbourhood, and that for the first node.
      initialQuerySelfInterval: 0,
      querySelfInterval: QUERY_SELF_MS,
      maxInboundStreams: 8,
      maxOutboundStreams: 16,
      incomingMessageTimeout: RESOURCE.DIAL_TIMEOUT_MS,
      onPeerConnectTimeout: RESOURCE.DIAL_TIMEOUT_MS,
      networkDialTimeout: { maxTimeout: RESOURCE.DIAL_TIMEOUT_MS },
      validators: {
        [NAMESPACE]: (key, value) => this.shelf.validate(key, value),
        // kad-dht would keep anybody's public key.
        pk: () => {
          throw new NoSuchKind()
        },
      },
      selectors: {
        [NAMESPACE]: (key, values) => Math.max(0, newestOf(crypto, spotKeyIn(key) ?? key, values, clock.now())),
      },
      peerInfoMapper: (peer) => ({ ...peer, multiaddrs: peer.multiaddrs.filter((address) => this.#rules.isFit(address)) }),
    }
  }

  #gate(isServing: boolean): ConnectionGater {
    return {
      denyInboundConnection: (connection) => !isServing || this.#isCrowded(connection),
      denyDialMultiaddr: (target) => !this.#rules.admit(target),
    }
  }

  /** One address may not take all places (RDV-10); loopback is several profiles on one computer. */
  #isCrowded(connection: MultiaddrConnection): boolean {
    const host = hostOf(connection)
    if (host.startsWith('127.')) return false
    const open: readonly Connection[] = this.#node?.getConnections() ?? []
    return open.filter((one) => hostOf(one) === host).length >= RESOURCE.RENDEZVOUS_CONNECTIONS_PER_HOST
  }

  #either(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#ending.signal])
  }
}

const QUERY_SELF_MS = 5 * 60_000

const CONNECTIONS = {
  maxConnections: RESOURCE.RENDEZVOUS_CONNECTIONS,
  maxIncomingPendingConnections: 16,
  inboundConnectionThreshold: RESOURCE.HANDSHAKES_PER_WINDOW_LOOPBACK,
  inboundUpgradeTimeout: RESOURCE.DIAL_TIMEOUT_MS,
  dialTimeout: RESOURCE.DIAL_TIMEOUT_MS,
  maxPeerAddrsToDial: RESOURCE.ADDRESSES_PER_INVITE,
  maxParallelDials: 16,
  maxDialQueueLength: RESOURCE.RENDEZVOUS_REQUESTS_PER_JOB,
  reconnectRetries: 0,
}

async function isDialled(node: Libp2p<Services>, target: Parameters<Libp2p['dial']>[0], signal: AbortSignal): Promise<boolean> {
  try {
    await node.dial(target, { signal })
    return true
  } catch {
    return false
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

class NodeStopped extends Error {
  override readonly name = 'NodeStopped'
}

class NoSuchKind extends Error {
  override readonly name = 'NoSuchKind'
}
