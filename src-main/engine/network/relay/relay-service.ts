/**
 * What this device does for others as a relay (RELAY-1): it keeps places for those who cannot be reached, and joins whoever asks for one of
 * them with it. For contacts and room mates only, both of them; nothing is decided here that the messenger has not. The other end of
 * `@libp2p/circuit-relay-v2`'s transport; not its server, which has no rate and no bound on what it holds in memory (decision 025).
 */
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import type { Clock } from '../../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../../shared/ids/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { deviceOf, peerIdOf } from '../peer-id.ts'
import { readMessage, sendMessage } from './exchange.ts'
import { join } from './join.ts'
import { decodeMessage, encodeMessage, HOP, HOP_PROTOCOL, type RelayMessage, STATUS, type Status, STOP, STOP_PROTOCOL } from './messages.ts'
import { circuitMeter, DayMeter } from './meter.ts'

/** Two devices that talk through this one. */
export interface Circuit {
  readonly from: DeviceId
  readonly to: DeviceId
  /** Wall ms. */
  readonly since: number
  /** Both ways together. */
  readonly bytes: number
}

export interface RelayServiceOptions {
  readonly node: Pick<Libp2p, 'handle' | 'unhandle' | 'getConnections'>
  readonly clock: Clock
  /** A contact or room mate, not blocked. */
  readonly isMember: (device: DeviceId) => boolean
  /** Own addresses that are no circuits, as multiaddr texts. */
  readonly addresses: () => readonly string[]
  /** Places or circuits came or went. */
  readonly changed: () => void
}

interface OpenCircuit {
  readonly from: DeviceId
  readonly to: DeviceId
  readonly since: number
  bytes: number
  end: () => void
}

export class RelayService {
  readonly #options: RelayServiceOptions
  /** By device, with the wall ms until when; the one asked for longest ago first. */
  readonly #places = new Map<DeviceId, number>()
  readonly #circuits = new Set<OpenCircuit>()
  readonly #day: DayMeter
  #isOffered = false
  #cancel: (() => void) | undefined

  constructor(options: RelayServiceOptions) {
    this.#options = options
    this.#day = new DayMeter(options.clock)
  }

  /** The person agreed, or no longer does: then every circuit ends and no place is left. */
  async offer(isOffered: boolean): Promise<void> {
    if (this.#isOffered === isOffered) return
    this.#isOffered = isOffered
    const { node } = this.#options
    if (isOffered) {
      this.#sweepLater()
      await node.handle(HOP_PROTOCOL, (stream, connection) => void this.#answer(stream, connection), HOP_STREAMS)
      return
    }
    this.#cancel?.()
    this.#places.clear()
    for (const circuit of this.#circuits) circuit.end()
    this.#options.changed()
    await node.unhandle(HOP_PROTOCOL)
  }

  circuits(): readonly Circuit[] {
    return [...this.#circuits].map(({ from, to, since, bytes }) => ({ from, to, since, bytes }))
  }

  /** Devices that can be reached through this one. */
  places(): readonly DeviceId[] {
    return [...this.#places.keys()].filter((device) => this.#connectionOf(device) !== undefined)
  }

  async #answer(stream: Stream, connection: Connection): Promise<void> {
    const signal = AbortSignal.timeout(RESOURCE.HELLO_TIMEOUT_MS)
    try {
      const request = decodeMessage('hop', await readMessage(stream, signal))
      const asker = deviceOf(connection.remotePeer)
      if (request === undefined || asker === undefined) return refuse(stream, STATUS.MALFORMED_MESSAGE)
      // Circuits through circuits would make limits of one person the limits of nobody.
      const isWelcome = this.#isOffered && connection.direct && this.#options.isMember(asker)
      if (!isWelcome) return refuse(stream, STATUS.PERMISSION_DENIED)
      if (request.type === HOP.RESERVE) await this.#reserve(stream, asker)
      else if (request.type === HOP.CONNECT) await this.#connect(stream, asker, request, signal)
      else refuse(stream, STATUS.UNEXPECTED_MESSAGE)
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error('no answer'))
    }
  }

  async #reserve(stream: Stream, asker: DeviceId): Promise<void> {
    const { clock, addresses, changed } = this.#options
    const isNew = !this.#places.delete(asker)
    if (isNew && this.#places.size >= RESOURCE.RELAY_PLACES) return refuse(stream, STATUS.RESERVATION_REFUSED)
    const until = clock.now() + RESOURCE.RELAY_PLACE_MS
    this.#places.set(asker, until)
    const place = { expires: Math.floor(until / 1000), addresses: addresses().map((text) => multiaddr(text).bytes) }
    sendMessage(stream, encodeMessage('hop', { type: HOP.STATUS, status: STATUS.OK, place }))
    if (isNew) changed()
    await stream.close()
  }

  async #connect(stream: Stream, from: DeviceId, { peer: to }: RelayMessage, signal: AbortSignal): Promise<void> {
    if (to === undefined) return refuse(stream, STATUS.MALFORMED_MESSAGE)
    if (to === from || !this.#options.isMember(to)) return refuse(stream, STATUS.PERMISSION_DENIED)
    const connection = (this.#places.get(to) ?? 0) > this.#options.clock.now() ? this.#connectionOf(to) : undefined
    if (connection === undefined) return refuse(stream, STATUS.NO_RESERVATION)
    const own = [...this.#circuits].filter((circuit) => circuit.from === from)
    const isFull = own.length >= RESOURCE.RELAY_CIRCUITS_PER_DEVICE || this.#circuits.size >= RESOURCE.RELAY_CIRCUITS
    if (isFull || this.#day.isSpent) return refuse(stream, STATUS.RESOURCE_LIMIT_EXCEEDED)

    // Counted from now on: whoever asks ten times at once has ten answers to wait for, not ten circuits.
    const circuit: OpenCircuit = { from, to, since: this.#options.clock.now(), bytes: 0, end: () => stream.abort(new CircuitRefused()) }
    this.#circuits.add(circuit)
    let other: Stream | undefined
    try {
      other = await callOut(connection, from, signal)
    } finally {
      if (other === undefined) this.#circuits.delete(circuit)
    }
    if (other === undefined) return refuse(stream, STATUS.CONNECTION_FAILED)
    if (!this.#isOffered || stream.status !== 'open') {
      this.#circuits.delete(circuit)
      other.abort(new CircuitRefused())
      return refuse(stream, STATUS.PERMISSION_DENIED)
    }
    sendMessage(stream, encodeMessage('hop', { type: HOP.STATUS, status: STATUS.OK }))
    const { clock, changed } = this.#options
    const meter = circuitMeter(this.#day, clock, (bytes) => (circuit.bytes += bytes))
    circuit.end = join(stream, other, meter, clock, () => {
      this.#circuits.delete(circuit)
      changed()
    })
    changed()
  }

  /** A direct one, open. */
  #connectionOf(device: DeviceId): Connection | undefined {
    return this.#options.node.getConnections(peerIdOf(device)).find(({ direct, status }) => direct && status === 'open')
  }

  /** Places run out, and who was a contact may be none any more. */
  #sweepLater(): void {
    const { clock, isMember, changed } = this.#options
    this.#cancel = clock.after(RESOURCE.RELAY_ROUND_MS, () => {
      let hasChanged = false
      for (const [device, until] of this.#places) {
        if (until > clock.now() && isMember(device)) continue
        this.#places.delete(device)
        hasChanged = true
      }
      for (const circuit of this.#circuits) if (!isMember(circuit.from) || !isMember(circuit.to)) circuit.end()
      if (hasChanged) changed()
      this.#sweepLater()
    })
  }
}

/** Two circuits, an ask for a place, and one more that is being refused. */
const HOP_STREAMS = {
  maxInboundStreams: RESOURCE.RELAY_CIRCUITS_PER_DEVICE + 2,
  maxOutboundStreams: RESOURCE.RELAY_CIRCUITS_PER_DEVICE + 2,
}

/** Asks the one who has a place whether he takes the call. Undefined: he does not. */
async function callOut(connection: Connection, from: DeviceId, signal: AbortSignal): Promise<Stream | undefined> {
  let stream: Stream | undefined
  try {
    stream = await connection.newStream(STOP_PROTOCOL, { signal, maxOutboundStreams: RESOURCE.RELAY_CIRCUITS })
    sendMessage(stream, encodeMessage('stop', { type: STOP.CONNECT, peer: from }))
    const answer = decodeMessage('stop', await readMessage(stream, signal))
    if (answer?.type === STOP.STATUS && answer.status === STATUS.OK) return stream
    stream.abort(new CircuitRefused())
  } catch {
    stream?.abort(new CircuitRefused())
  }
  return undefined
}

function refuse(stream: Stream, status: Status): void {
  sendMessage(stream, encodeMessage('hop', { type: HOP.STATUS, status }))
  stream.close().catch(() => stream.abort(new CircuitRefused()))
}

class CircuitRefused extends Error {
  override readonly name = 'CircuitRefused'
}
