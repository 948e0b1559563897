/**
 * What this device does for others as a relay (RELAY-1): it keeps places for those who cannot be reached, and joins whoever asks for one of
 * them with it. For contacts and room mates only, both of them, but for guests whom one who has a place expects (RELAY-2); nothing is decided here that
 * the messenger has not. The other end of
 * `@libp2p/circuit-relay-v2`'s transport; not its server, which has no rate and no bound on what it holds in memory (decision 025).
 */
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import type { Clock } from '../../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../../shared/ids/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { deviceOf, peerIdOf } from '../peer-id.ts'
import { readMessage, sendMessage } from './exchange.ts'
import { type Guest, GuestCalls, hasRoomForGuest, sourceOf } from './guests.ts'
import { join } from './join.ts'
import { decodeMessage, encodeMessage, HOP, HOP_PROTOCOL, type RelayMessage, STATUS, type Status, STOP, STOP_PROTOCOL } from './messages.ts'
import { circuitMeter, DayMeter, guestMeter } from './meter.ts'

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
  readonly isBlocked: (device: DeviceId) => boolean
  /** Own addresses that are no circuits, as multiaddr texts. */
  readonly addresses: () => readonly string[]
  /** Places or circuits came or went. */
  readonly changed: () => void
}

interface OpenCircuit {
  readonly from: DeviceId
  readonly to: DeviceId
  readonly since: number
  /** Of a stranger's: from where. */
  readonly source: string | undefined
  bytes: number
  end: () => void
}

interface Place {
  /** Wall ms. */
  readonly until: number
  /** Wall ms until when whoever has the place expects guests; 0: none. */
  readonly guests: number
}

export class RelayService {
  readonly #options: RelayServiceOptions
  /** By device; the one asked for longest ago first. */
  readonly #places = new Map<DeviceId, Place>()
  readonly #circuits = new Set<OpenCircuit>()
  readonly #day: DayMeter
  readonly #calls: GuestCalls
  #isOffered = false
  #cancel: (() => void) | undefined

  constructor(options: RelayServiceOptions) {
    this.#options = options
    this.#day = new DayMeter(options.clock)
    this.#calls = new GuestCalls(options.clock)
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

  /** A stranger who is joined with somebody now. */
  isGuest(device: DeviceId): boolean {
    return [...this.#circuits].some(({ from, source }) => from === device && source !== undefined)
  }

  async #answer(stream: Stream, connection: Connection): Promise<void> {
    const signal = AbortSignal.timeout(RESOURCE.HELLO_TIMEOUT_MS)
    try {
      const request = decodeMessage('hop', await readMessage(stream, signal))
      const asker = deviceOf(connection.remotePeer)
      if (request === undefined || asker === undefined) return refuse(stream, STATUS.MALFORMED_MESSAGE)
      // Circuits through circuits would make limits of one person the limits of nobody.
      const isMember = this.#options.isMember(asker)
      const isWelcome = this.#isOffered && connection.direct && (isMember || request.type === HOP.CONNECT)
      if (!isWelcome || this.#options.isBlocked(asker)) return refuse(stream, STATUS.PERMISSION_DENIED)
      if (request.type === HOP.RESERVE) await this.#reserve(stream, asker, request)
      else if (request.type === HOP.CONNECT)
        await this.#connect(stream, asker, request, isMember ? undefined : sourceOf(connection), signal)
      else refuse(stream, STATUS.UNEXPECTED_MESSAGE)
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error('no answer'))
    }
  }

  async #reserve(stream: Stream, asker: DeviceId, { guests = 0 }: RelayMessage): Promise<void> {
    const { clock, addresses, changed } = this.#options
    const isNew = !this.#places.delete(asker)
    if (isNew && this.#places.size >= RESOURCE.RELAY_PLACES) return refuse(stream, STATUS.RESERVATION_REFUSED)
    const until = clock.now() + RESOURCE.RELAY_PLACE_MS
    this.#places.set(asker, { until, guests: Math.min(clock.now() + guests * 1000, until) })
    const place = { expires: Math.floor(until / 1000), addresses: addresses().map((text) => multiaddr(text).bytes) }
    sendMessage(stream, encodeMessage('hop', { type: HOP.STATUS, status: STATUS.OK, place }))
    if (isNew) changed()
    await stream.close()
  }

  /** `source`: where a stranger comes from; undefined for a member. */
  async #connect(
    stream: Stream,
    from: DeviceId,
    { peer: to }: RelayMessage,
    source: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (to === undefined) return refuse(stream, STATUS.MALFORMED_MESSAGE)
    if (source !== undefined && !this.#calls.admit(source)) return refuse(stream, STATUS.RESOURCE_LIMIT_EXCEEDED)
    if (to === from || !this.#options.isMember(to)) return refuse(stream, STATUS.PERMISSION_DENIED)
    const now = this.#options.clock.now()
    const { until = 0, guests = 0 } = this.#places.get(to) ?? {}
    const connection = until > now ? this.#connectionOf(to) : undefined
    // To a stranger who is not expected it is all the same who has a place, who has not, and who is not known here.
    if (source !== undefined && (guests <= now || connection === undefined)) return refuse(stream, STATUS.PERMISSION_DENIED)
    if (connection === undefined) return refuse(stream, STATUS.NO_RESERVATION)
    if (!this.#hasRoomFor(from, to, source)) return refuse(stream, STATUS.RESOURCE_LIMIT_EXCEEDED)

    // Counted from now on: whoever asks ten times at once has ten answers to wait for, not ten circuits.
    const circuit: OpenCircuit = { from, to, since: now, source, bytes: 0, end: () => stream.abort(new CircuitRefused()) }
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
    const end = join(stream, other, source === undefined ? meter : guestMeter(meter), clock, () => {
      cancel()
      this.#circuits.delete(circuit)
      changed()
    })
    const cancel = source === undefined ? () => undefined : clock.after(RESOURCE.RELAY_GUEST_MS, end)
    circuit.end = end
    changed()
  }

  /** Members and guests are counted apart; the day is everybody's. */
  #hasRoomFor(from: DeviceId, to: DeviceId, source: string | undefined): boolean {
    if (this.#day.isSpent) return false
    const circuits = [...this.#circuits]
    const guests = circuits.flatMap((each): readonly Guest[] => (each.source === undefined ? [] : [{ to: each.to, source: each.source }]))
    if (source !== undefined) return hasRoomForGuest(guests, { to, source })
    const members = circuits.filter((each) => each.source === undefined)
    const own = members.filter((each) => each.from === from)
    return own.length < RESOURCE.RELAY_CIRCUITS_PER_DEVICE && members.length < RESOURCE.RELAY_CIRCUITS
  }

  /** A direct one, open. */
  #connectionOf(device: DeviceId): Connection | undefined {
    return this.#options.node.getConnections(peerIdOf(device)).find(({ direct, status }) => direct && status === 'open')
  }

  /** Places run out, and who was a contact may be none any more. */
  #sweepLater(): void {
    const { clock, isMember, isBlocked, changed } = this.#options
    this.#cancel = clock.after(RESOURCE.RELAY_ROUND_MS, () => {
      let hasChanged = false
      for (const [device, { until }] of this.#places) {
        if (until > clock.now() && isMember(device)) continue
        this.#places.delete(device)
        hasChanged = true
      }
      for (const circuit of this.#circuits) {
        const { from, to, source } = circuit
        const mayStay = isMember(to) && (source === undefined ? isMember(from) : !isBlocked(from))
        if (!mayStay) circuit.end()
      }
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
    stream = await connection.newStream(STOP_PROTOCOL, {
      signal,
      maxOutboundStreams: RESOURCE.RELAY_CIRCUITS + RESOURCE.RELAY_GUESTS_PER_PLACE,
    })
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
