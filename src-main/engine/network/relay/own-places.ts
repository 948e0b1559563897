/**
 * The places others keep for this device, as long as nobody can reach it directly: at up to three members who offer it, asked for again in
 * time, and often enough to notice when their consent ends, given up as soon as the connection to the relay ends, and looked for anew then. Their circuits are addresses of ours.
 */
import type { Connection, Libp2p } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import type { Clock } from '../../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../../shared/ids/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { type Address, circuitAddress, ipScope, parseAddress, parseIp } from '../../../../shared/reach/index.ts'
import { deviceOf } from '../peer-id.ts'
import { readMessage, sendMessage } from './exchange.ts'
import { decodeMessage, encodeMessage, HOP, HOP_PROTOCOL, STATUS } from './messages.ts'

export interface OwnPlacesOptions {
  readonly node: Pick<Libp2p, 'getConnections' | 'addEventListener'>
  readonly clock: Clock
  readonly isMember: (device: DeviceId) => boolean
  /** False while others reach us without help. */
  readonly isWanted: () => boolean
  /** Wall ms until when this device expects guests (RELAY-2); undefined: it does not. */
  readonly guestsUntil: () => number | undefined
  readonly changed: () => void
}

interface Place {
  readonly connection: Connection
  readonly addresses: readonly string[]
  /** Wall ms when to ask again. */
  readonly renewAt: number
  /** What the relay was told of guests: wall ms until when. */
  readonly guests: number | undefined
}

export class OwnPlaces {
  readonly #options: OwnPlacesOptions
  readonly #places = new Map<DeviceId, Place>()
  readonly #asking = new Set<DeviceId>()
  #cancel: (() => void) | undefined
  #isStopped = false

  constructor(options: OwnPlacesOptions) {
    this.#options = options
  }

  start(): void {
    const { node } = this.#options
    // A contact who has just come may be a relay; its own part needs a moment to know us, and the round comes back to it.
    node.addEventListener('connection:open', () => this.#lookSoon())
    node.addEventListener('connection:close', ({ detail }) => this.#lost(detail))
    this.#lookSoon()
  }

  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
    this.#places.clear()
  }

  /** Circuit addresses: the best of each relay first, since others take only the first few. */
  addresses(): readonly string[] {
    const places = [...this.#places.values()]
    const ranks = Array.from({ length: RESOURCE.ADDRESSES_PER_RELAY }, (_, rank) => rank)
    return ranks.flatMap((rank) => places.flatMap(({ addresses }) => addresses[rank] ?? []))
  }

  relays(): readonly DeviceId[] {
    return [...this.#places.keys()]
  }

  holds(relay: DeviceId): boolean {
    return this.#places.has(relay)
  }

  /** Whether places are wanted, or guests expected, may have changed. */
  look(): void {
    this.#lookSoon()
  }

  #lookSoon(): void {
    if (this.#isStopped) return
    this.#cancel?.()
    this.#cancel = this.#options.clock.after(RESOURCE.RELAY_ASK_DELAY_MS, () => this.#look())
  }

  #look(): void {
    const { node, clock, isMember, isWanted } = this.#options
    this.#cancel = clock.after(RESOURCE.RELAY_ROUND_MS, () => this.#look())
    if (!isWanted()) {
      if (this.#places.size === 0) return
      this.#places.clear()
      this.#options.changed()
      return
    }
    const guests = this.#guests()
    for (const connection of node.getConnections()) {
      const relay = deviceOf(connection.remotePeer)
      if (relay === undefined || !connection.direct || connection.status !== 'open' || this.#asking.has(relay) || !isMember(relay)) continue
      const place = this.#places.get(relay)
      const isDue =
        place === undefined
          ? this.#places.size + this.#asking.size < RESOURCE.OWN_RELAYS
          : place.renewAt <= clock.now() || place.guests !== guests
      if (isDue) void this.#ask(relay, connection)
    }
  }

  async #ask(relay: DeviceId, connection: Connection): Promise<void> {
    const { clock, changed, isWanted } = this.#options
    this.#asking.add(relay)
    const guests = this.#guests()
    const place = await reserve(connection, guests === undefined ? undefined : Math.ceil((guests - clock.now()) / 1000))
    this.#asking.delete(relay)
    if (this.#isStopped || connection.status !== 'open' || !isWanted()) return
    const before = this.#places.get(relay)
    const addresses = place === undefined ? [] : circuits(relay, connection, place.addresses)
    if (place === undefined || addresses.length === 0) {
      if (this.#places.delete(relay)) changed()
      return
    }
    const now = clock.now()
    const term = Math.min(Math.max(place.expires * 1000 - now, 0), RESOURCE.RELAY_PLACE_MS)
    this.#places.set(relay, { connection, addresses, renewAt: now + Math.min(term / 2, RESOURCE.PLACE_CONFIRM_MS), guests })
    if (before?.addresses.join() !== addresses.join()) changed()
  }

  #guests(): number | undefined {
    const until = this.#options.guestsUntil()
    return until === undefined || until <= this.#options.clock.now() ? undefined : until
  }

  #lost(connection: Connection): void {
    const relay = deviceOf(connection.remotePeer)
    if (this.#isStopped || relay === undefined || this.#places.get(relay)?.connection !== connection) return
    this.#places.delete(relay)
    this.#options.changed()
    this.#lookSoon()
  }
}

/** Undefined: it is no relay, or not for us. `guests`: seconds for which they are expected, which no clock of the relay's changes. */
async function reserve(
  connection: Connection,
  guests: number | undefined,
): Promise<{ readonly expires: number; readonly addresses: readonly Uint8Array[] } | undefined> {
  const signal = AbortSignal.timeout(RESOURCE.HELLO_TIMEOUT_MS)
  try {
    const stream = await connection.newStream(HOP_PROTOCOL, { signal })
    try {
      sendMessage(stream, encodeMessage('hop', { type: HOP.RESERVE, ...(guests !== undefined && { guests }) }))
      const answer = decodeMessage('hop', await readMessage(stream, signal))
      return answer?.type === HOP.STATUS && answer.status === STATUS.OK ? answer.place : undefined
    } finally {
      stream.close().catch(() => stream.abort(new Error('not closed')))
    }
  } catch {
    return undefined
  }
}

/**
 * Where others find the relay: as we did, and as it says. What it says is handed on to people who dial it, so over the internet it may
 * name other ports of the host it was met at, not other hosts.
 */
function circuits(relay: DeviceId, connection: Connection, told: readonly Uint8Array[]): readonly string[] {
  const met = connection.direction === 'outbound' ? [connection.remoteAddr.decapsulate('p2p').toString()] : []
  const host = connection.remoteAddr.getComponents().find(({ name }) => name === 'ip4' || name === 'ip6')?.value
  const ip = parseIp(host ?? '')
  const scope = ip === undefined ? 'private' : ipScope(ip)
  const found = [...met, ...told.flatMap(readMultiaddr)].flatMap((text) => parseAddress(text) ?? [])
  const usable = found.filter((address) => {
    if (address.relay !== undefined || address.scope === 'link') return false
    if (address.scope === 'loopback') return scope === 'loopback'
    return scope !== 'public' || address.host === host
  })
  const texts = usable.toSorted(byUse).flatMap(({ text }) => circuitAddress(relay, text)?.text ?? [])
  return [...new Set(texts)].slice(0, RESOURCE.ADDRESSES_PER_RELAY)
}

/** TCP before WebSocket. */
function byUse(left: Address, right: Address): number {
  return Number(left.carrier !== 'tcp') - Number(right.carrier !== 'tcp')
}

function readMultiaddr(bytes: Uint8Array): readonly string[] {
  try {
    return [multiaddr(bytes).toString().split('/p2p/', 1)[0] ?? '']
  } catch {
    return []
  }
}
