/**
 * The engine's network: libp2p over TCP and WebSocket with Noise and yamux, one sync stream per connection, and nothing of libp2p that
 * acts by itself: no autodial, no keep-alive, no discovery (design.md §5). It talks to addresses it is given and to whoever connects;
 * when to dial is the dial loop's business, what travels is the sync layer's.
 */
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { identify } from '@libp2p/identify'
import { FaultTolerance } from '@libp2p/interface'
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { webSockets } from '@libp2p/websockets'
import { createLibp2p } from 'libp2p'
import type { Clock } from '../../../shared/crypto/index.ts'
import type { DoorAnswer } from '../../../shared/doctor/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { directPart, parseAddress } from '../../../shared/reach/index.ts'
import type { Address, DialResult, PeerStream, Transport, WayRule } from '../../../shared/reach/index.ts'
import { answerDialBacks, askDialBack } from './dial-back.ts'
import { createDialler } from './dialler.ts'
import { reachCodeOf } from './failure.ts'
import { createGate, isAllowedBy } from './gate.ts'
import type { Standing } from './gate.ts'
import { listInterfaces } from './interfaces.ts'
import type { InterfaceAddress, InterfaceSource } from './interfaces.ts'
import { createPeerStream } from './libp2p-stream.ts'
import { chooseListenPorts } from './listen-ports.ts'
import type { ListenState } from './listen-ports.ts'
import { Libp2pMediaStreams, type MediaStreams } from './media-streams.ts'
import type { NatKind } from './direct/index.ts'
import { NOTHING_OUTSIDE, OutsideParts } from './outside.ts'
import type { OpenPort, Outside } from './outside.ts'
import { reachableAddresses } from './own-addresses.ts'
import { deviceOf, peerIdOf } from './peer-id.ts'
import { notingWrongPeers, raceDial } from './race-dial.ts'
import type { Dialler, Way } from './race-dial.ts'
import { circuitTransport } from './relay/index.ts'
import { createSessions } from './sessions.ts'
import type { Sessions } from './sessions.ts'
import { whoAnswers } from './who-answers.ts'

const SYNC_PROTOCOL = '/sarangbang/sync/1'

export interface NetworkOptions {
  /** Ed25519 seed of the device (32 bytes). */
  readonly seed: Uint8Array
  /** Multiaddr texts `/ip4|ip6/HOST/tcp/PORT[/ws]`; the profile keeps its ports. */
  readonly listen: readonly string[]
  readonly clock: Clock
  /** Asked at each connection; the answer may change at any time. */
  readonly allow: (device: DeviceId) => Standing
  /** Contacts and room mates: whom we relay for and who may relay for us (RELAY-1). Default: whoever is known. */
  readonly isMember?: (device: DeviceId) => boolean
  /** Listed by a room that is carried here: files are for it, too. Default: nobody. */
  readonly isServed?: (device: DeviceId) => boolean
  /** A port that the router opened for us, if it did. */
  readonly opened?: () => OpenPort | undefined
  readonly interfaces?: InterfaceSource
  /** Told how many bytes a stream of whatever peer has just taken or brought. */
  readonly passed?: (bytes: number) => void
}

export interface NetworkStatus {
  readonly isRunning: boolean
  readonly listening: readonly ListenState[]
  readonly connections: number
}

export interface Network extends Transport {
  readonly media: MediaStreams
  /** Listens. Never fails for want of a port: `status` says what became of each address. */
  start(): Promise<void>
  /** Flushes and closes everything, in less than a second. */
  stop(): Promise<void>
  status(): NetworkStatus
  /** The port others reach us at, for announcements; undefined when that kind is not listened on. */
  port(kind: 'tcp' | 'ws'): number | undefined
  /** Ends whatever is open with a device, for instance because it was just blocked. */
  disconnect(device: DeviceId): void
  /** RELAY-1: whether the person agreed that others talk through this device. May be said before the start. */
  offerRelay(isOffered: boolean): void
  /** RELAY-2: until when, wall ms, invited strangers may be joined with this device by relays; undefined: none are expected. */
  expectGuests(until: number | undefined): void
  outside(): Outside
  /** What kind of router is in front of us, asked of a member (DOC-9); undefined: nobody could say. Never rejects. */
  natKind(): Promise<NatKind | undefined>
  /** Own addresses or anything `outside` says may be other than before. */
  onOutside(handler: () => void): () => void
  /** What `opened` says is other than before. */
  openedChanged(): void
  /** RDY-6: from now on only what the rule allows; ends what is open beside it and says how many that were. Undefined: all ways again. */
  restrict(rule: WayRule | undefined): number
  /** After a network change: asks every connection for a sign of life and aborts those that give none in 3 s. */
  probe(): void
  /** Asks a connected device to connect to the port here; undefined when it did not say. Never rejects. */
  askDialBack(device: DeviceId, port: number, signal: AbortSignal): Promise<DoorAnswer | undefined>
  /** Which device answers at the address, by its proven key. Never rejects. */
  whoAnswers(address: Address, signal: AbortSignal): Promise<DeviceId | undefined>
}

export function createNetwork(options: NetworkOptions): Network {
  return new Libp2pNetwork(options)
}

interface Services extends Record<string, unknown> {
  readonly dialler: Dialler
}

interface Running {
  readonly node: Libp2p<Services>
  readonly sessions: Sessions
  readonly outside: OutsideParts
  /** Aborts dials under way. */
  readonly ending: AbortController
}

class Libp2pNetwork implements Network {
  readonly media: Libp2pMediaStreams
  readonly #options: NetworkOptions
  readonly #handlers = new Set<(stream: PeerStream) => void>()
  #listening: readonly ListenState[] = []
  #running: Running | undefined
  #offersRelay = false
  #guestsUntil: number | undefined
  #rule: WayRule | undefined
  readonly #outsideHandlers = new Set<() => void>()
  /** What else was dialled when a connection was made: other ways to the same device. */
  readonly #beside = new WeakMap<Connection, readonly Address[]>()

  constructor(options: NetworkOptions) {
    this.#options = options
    this.media = new Libp2pMediaStreams((device) => this.#hasFiles(device), options.passed)
  }

  async start(): Promise<void> {
    if (this.#running !== undefined) return
    const { seed, listen, allow, clock } = this.#options
    this.#listening = await chooseListenPorts(listen)
    const privateKey = await generateKeyPairFromSeed('Ed25519', seed)
    const node = await createLibp2p<Services>({
      privateKey,
      start: false,
      addresses: { listen: this.#listening.flatMap(({ actual }) => actual ?? []) },
      transports: [tcp(), webSockets(), circuitTransport()],
      transportManager: { faultTolerance: FaultTolerance.NO_FATAL },
      connectionEncrypters: [(components) => notingWrongPeers(noise()(components))],
      streamMuxers: [yamux(MUXER)],
      connectionGater: createGate({
        ...{ allow, clock, holdsPlace: (relay) => this.#running?.outside.holdsPlaceAt(relay) === true },
        rule: () => this.#rule,
      }),
      connectionManager: CONNECTIONS,
      connectionMonitor: { enabled: false },
      nodeInfo: { name: 'sarangbang', version: '1', userAgent: 'sarangbang/1' },
      services: {
        identify: identify(),
        ping: ping(),
        dialler: createDialler,
      },
    })
    const own = deviceOf(node.peerId)
    if (own === undefined) throw new Error('the device key is not Ed25519')
    this.#running = { node, sessions: createSessions(own, clock), ending: new AbortController(), outside: this.#outsideOf(node, own) }
    node.addEventListener('connection:open', ({ detail }) => this.#watchUnused(detail))
    await node.handle(SYNC_PROTOCOL, (stream, connection) => this.#accept(stream, connection), STREAMS)
    await this.media.start(node)
    await answerDialBacks(node, { clock, allow, interfaces: this.#options.interfaces ?? listInterfaces })
    await node.start()
    await this.#running.outside.start(this.#offersRelay)
  }

  async stop(): Promise<void> {
    const running = this.#running
    if (running === undefined) return
    this.#running = undefined
    running.ending.abort()
    void running.outside.stop()
    this.media.stop()
    // A peer that does not answer may not hold us up (stop < 1 s).
    const patience = Promise.withResolvers<void>()
    const cancel = this.#options.clock.after(RESOURCE.NETWORK_STOP_MS, patience.resolve)
    await Promise.race([running.sessions.closeAll(), patience.promise])
    cancel()
    for (const connection of running.node.getConnections()) connection.abort(new NetworkStopped())
    await running.node.stop()
  }

  async dial(device: DeviceId, addresses: readonly string[], signal?: AbortSignal): Promise<DialResult> {
    const running = this.#running
    if (running === undefined) return { ok: false, code: 'stopped' }
    const standing = this.#options.allow(device)
    if (standing === 'blocked') return { ok: false, code: 'blocked' }
    const ending = running.ending.signal
    const known = addresses.slice(0, RESOURCE.ADDRESSES_PER_DEVICE).flatMap((text) => parseAddress(text) ?? [])
    const parsed = known.filter((address) => this.#rule === undefined || (this.#rule.admits(device) && this.#rule.allows(address)))
    if (parsed.length === 0 && known.length > 0) return { ok: false, code: 'held-back' }
    const dialSignal = signal === undefined ? ending : AbortSignal.any([ending, signal])
    const race = await raceDial(running.node.services.dialler, device, this.#ways(running, device, parsed), dialSignal)
    if (!race.ok) return ending.aborted ? { ok: false, code: 'stopped' } : race
    this.#beside.set(race.connection, parsed)
    return this.#open(running, device, race.connection, race.address, dialSignal)
  }

  onStream(handler: (stream: PeerStream) => void): () => void {
    this.#handlers.add(handler)
    return () => this.#handlers.delete(handler)
  }

  addresses(): readonly string[] {
    return this.#running?.outside.addresses() ?? []
  }

  offerRelay(isOffered: boolean): void {
    this.#offersRelay = isOffered
    this.#running?.outside.offerRelay(isOffered)
  }

  expectGuests(until: number | undefined): void {
    if (this.#guestsUntil === until) return
    this.#guestsUntil = until
    this.#running?.outside.guestsChanged()
  }

  openedChanged(): void {
    this.#running?.outside.forget()
    this.#outsideChanged()
  }

  outside(): Outside {
    return this.#running?.outside.view() ?? NOTHING_OUTSIDE
  }

  async natKind(): Promise<NatKind | undefined> {
    return this.#running?.outside.natKind()
  }

  onOutside(handler: () => void): () => void {
    this.#outsideHandlers.add(handler)
    return () => this.#outsideHandlers.delete(handler)
  }

  status(): NetworkStatus {
    return {
      isRunning: this.#running !== undefined,
      listening: this.#listening,
      connections: this.#running?.node.getConnections().length ?? 0,
    }
  }

  port(kind: 'tcp' | 'ws'): number | undefined {
    for (const { actual } of this.#running === undefined ? [] : this.#listening) {
      const match = /\/tcp\/(\d+)(\/ws)?$/.exec(actual ?? '')
      if (match !== null && (match[2] === '/ws') === (kind === 'ws')) return Number(match[1])
    }
    return undefined
  }

  disconnect(device: DeviceId): void {
    for (const connection of this.#running?.node.getConnections(peerIdOf(device)) ?? []) connection.abort(new PeerDropped())
  }

  restrict(rule: WayRule | undefined): number {
    this.#rule = rule
    const beside = this.#running?.node.getConnections().filter((connection) => !isAllowed(rule, connection)) ?? []
    for (const connection of beside) connection.abort(new PeerDropped())
    return beside.length
  }

  probe(): void {
    this.#running?.outside.forget()
    for (const connection of this.#running?.node.getConnections() ?? []) void this.#probe(connection)
  }

  async askDialBack(device: DeviceId, port: number, signal: AbortSignal): Promise<DoorAnswer | undefined> {
    return this.#running === undefined ? undefined : askDialBack(this.#running.node, device, port, signal)
  }

  async whoAnswers(address: Address, signal: AbortSignal): Promise<DeviceId | undefined> {
    return this.#running === undefined ? undefined : whoAnswers(this.#running.node.services.dialler, address, signal)
  }

  #interfaces(): readonly InterfaceAddress[] {
    return (this.#options.interfaces ?? listInterfaces)()
  }

  #outsideOf(node: Libp2p<Services>, own: DeviceId): OutsideParts {
    const { clock, opened = () => undefined } = this.#options
    return new OutsideParts({
      node,
      dialler: node.services.dialler,
      own,
      clock,
      opened,
      isMember: (device) => this.#isMember(device),
      isBlocked: (device) => this.#options.allow(device) === 'blocked',
      guestsUntil: () => this.#guestsUntil,
      inner: () =>
        reachableAddresses(
          this.#listening.flatMap(({ actual }) => actual ?? []),
          this.#interfaces(),
        ),
      interfaces: () => this.#interfaces(),
      beside: (connection) => this.#beside.get(connection) ?? [],
      port: (kind) => this.port(kind),
      dial: async (device, texts) => this.#hand(await this.dial(device, texts)),
      take: (device, connection, address) => void this.#meet(device, connection, address),
      changed: () => this.#outsideChanged(),
    })
  }

  #outsideChanged(): void {
    for (const handler of this.#outsideHandlers) handler()
  }

  /** To whoever waits for streams, as if the other side had opened it. False: there was none. */
  #hand(dialled: DialResult): boolean {
    if (!dialled.ok) return false
    for (const handler of this.#handlers) handler(dialled.stream)
    if (this.#handlers.size === 0) dialled.stream.abort()
    return true
  }

  async #meet(device: DeviceId, connection: Connection, address: Address): Promise<void> {
    const running = this.#running
    if (running === undefined) connection.abort(new NetworkStopped())
    else this.#hand(await this.#open(running, device, connection, address, running.ending.signal))
  }

  /** MEDIA-40. What of them it may have is decided for each file (MEDIA-43). */
  #hasFiles(device: DeviceId): boolean {
    const standing = this.#options.allow(device)
    if (standing !== 'stranger') return standing === 'known'
    return this.#isMember(device) || this.#options.isServed?.(device) === true
  }

  #isMember(device: DeviceId): boolean {
    const standing = this.#options.allow(device)
    return standing !== 'blocked' && (this.#options.isMember?.(device) ?? standing === 'known')
  }

  /** Direct addresses as they are; of the circuits one a relay, which is reached by whichever of its addresses works. */
  #ways(running: Running, device: DeviceId, addresses: readonly Address[]): readonly Way[] {
    const circuits = new Map<DeviceId, Address[]>()
    for (const address of addresses)
      if (address.relay !== undefined) circuits.set(address.relay, [...(circuits.get(address.relay) ?? []), address])
    const direct = addresses.filter(({ relay }) => relay === undefined).map((address): Way => ({ address }))
    const relayed = [...circuits].flatMap(([relay, through]): readonly Way[] => {
      const [address] = through
      if (address === undefined) return []
      return [{ address, prepare: (signal) => this.#reachRelay(running, device, relay, through.map(directPart), signal) }]
    })
    return [...direct, ...relayed]
  }

  /**
   * A connection to a relay is one as to any contact: it has its sync stream, and the circuits go beside it. Through a stranger's only to
   * somebody we are invited by and do not know yet (RELAY-2).
   */
  async #reachRelay(running: Running, device: DeviceId, relay: DeviceId, addresses: readonly string[], signal: AbortSignal): Promise<void> {
    if (!this.#isMember(relay) && this.#isMember(device)) throw new NoWay()
    if (running.node.getConnections(peerIdOf(relay)).some(({ direct, status }) => direct && status === 'open')) return
    const dialled = await this.dial(relay, addresses, signal)
    if (!this.#hand(dialled) && !dialled.ok && dialled.code !== 'duplicate') throw new NoWay()
  }

  /** Agreeing on a protocol takes the other side's answer: that is the sign of life. Any answer will do. */
  async #probe(connection: Connection): Promise<void> {
    const signal = AbortSignal.timeout(RESOURCE.PROBE_MS)
    try {
      const stream = await connection.newStream(PING_PROTOCOL, { signal, runOnLimitedConnection: true })
      await stream.close({ signal })
    } catch {
      if (signal.aborted) connection.abort(new PeerDropped())
    }
  }

  /** Our side dialled: opens the one sync stream, unless another connection of the pair wins (SYNC-10). */
  async #open(running: Running, device: DeviceId, connection: Connection, address: Address, signal: AbortSignal): Promise<DialResult> {
    const isStranger = this.#options.allow(device) === 'stranger'
    const isCircuit = address.relay !== undefined
    const refusal = running.sessions.refusal(device, true, isStranger, isCircuit)
    if (refusal !== undefined) {
      connection.abort(new PeerDropped())
      return { ok: false, code: refusal }
    }
    try {
      const timeout = AbortSignal.timeout(RESOURCE.DIAL_TIMEOUT_MS)
      const stream = await connection.newStream(SYNC_PROTOCOL, { signal: AbortSignal.any([signal, timeout]), runOnLimitedConnection: true })
      const late = running.sessions.refusal(device, true, isStranger, isCircuit)
      if (late === undefined) {
        const adopted = this.#adopt(running, stream, connection, device, address.text)
        if (isCircuit) running.outside.circuitOpened(device, connection)
        return { ok: true, stream: adopted }
      }
      connection.abort(new PeerDropped())
      return { ok: false, code: late }
    } catch (error) {
      connection.abort(new PeerDropped())
      return { ok: false, code: running.ending.signal.aborted ? 'stopped' : signal.aborted ? 'cancelled' : reachCodeOf(error) }
    }
  }

  /** Somebody else dialled. Only the dialling side opens the stream. */
  #accept(stream: Stream, connection: Connection): void {
    const running = this.#running
    const device = deviceOf(connection.remotePeer)
    const standing = device === undefined ? 'blocked' : this.#options.allow(device)
    const isWelcome = running !== undefined && connection.direction === 'inbound' && standing !== 'blocked'
    const isStranger = standing === 'stranger'
    if (!isWelcome || device === undefined || running.sessions.refusal(device, false, isStranger, !connection.direct) !== undefined) {
      connection.abort(new PeerDropped())
      return
    }
    const address = connection.remoteAddr.decapsulate('p2p').toString()
    const accepted = this.#adopt(running, stream, connection, device, address)
    for (const handler of this.#handlers) handler(accepted)
    if (this.#handlers.size === 0) accepted.abort()
  }

  #adopt(running: Running, stream: Stream, connection: Connection, device: DeviceId, address: string): PeerStream {
    const { sessions } = running
    const adopted = createPeerStream({
      ...{ stream, connection, device, address, passed: this.#options.passed },
      onEnd: (ended) => sessions.remove(ended),
    })
    sessions.add(adopted, this.#options.allow(device) === 'stranger')
    return adopted
  }

  /** SYNC-1: a connection that carries no sync stream in time is somebody holding a door open. */
  #watchUnused(connection: Connection): void {
    const cancel = this.#options.clock.after(RESOURCE.HELLO_TIMEOUT_MS, () => {
      if (!connection.streams.some(({ protocol }) => protocol === SYNC_PROTOCOL)) connection.abort(new PeerDropped())
    })
    connection.addEventListener('close', cancel, { once: true })
  }
}

function isAllowed(rule: WayRule | undefined, { remotePeer, remoteAddr }: Connection): boolean {
  const device = deviceOf(remotePeer)
  return rule === undefined || (device !== undefined && rule.admits(device) && isAllowedBy(rule, remoteAddr.toString()))
}

const PING_PROTOCOL = '/ipfs/ping/1.0.0'
const STREAMS = { maxInboundStreams: 1, maxOutboundStreams: 1, runOnLimitedConnection: true }

const MUXER = {
  // The sync stream and a few small ones, and every circuit a relay may bring.
  maxInboundStreams: 8 + RESOURCE.RELAY_CIRCUITS + RESOURCE.RELAY_GUESTS,
  maxOutboundStreams: 8 + RESOURCE.RELAY_CIRCUITS + RESOURCE.RELAY_GUESTS,
  streamOptions: { initialStreamWindowSize: RESOURCE.STREAM_WINDOW_BYTES, maxStreamWindowSize: RESOURCE.STREAM_WINDOW_MAX_BYTES },
}

const CONNECTIONS = {
  maxConnections: RESOURCE.CONNECTIONS,
  maxIncomingPendingConnections: RESOURCE.CONNECTIONS_PENDING,
  // Counted by the gate, per window of ours; libp2p's own five a second would turn a busy hotspot away.
  inboundConnectionThreshold: RESOURCE.HANDSHAKES_PER_WINDOW_LOOPBACK,
  inboundUpgradeTimeout: RESOURCE.DIAL_TIMEOUT_MS,
  inboundStreamProtocolNegotiationTimeout: RESOURCE.HELLO_TIMEOUT_MS,
  outboundStreamProtocolNegotiationTimeout: RESOURCE.HELLO_TIMEOUT_MS,
  reconnectRetries: 0,
}

/** There is no relay to go through. */
class NoWay extends Error {
  override readonly name = 'NoWay'
  readonly code = 'ENETUNREACH'
}

class NetworkStopped extends Error {
  override readonly name = 'NetworkStopped'
}

class PeerDropped extends Error {
  override readonly name = 'PeerDropped'
}
