/**
 * From a circuit to a direct connection (REACH-17): whoever dialled the circuit offers his addresses over it and gets the other's. Each dials
 * what the other said (one of them may be reachable); when that gives nothing, both call each other through their routers. The new
 * connection gets a sync stream, and REACH-4 puts it in the circuit's place. Nothing is lost when it fails: the circuit stays.
 */
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import type { Clock } from '../../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../../shared/ids/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { type Address, type OwnSubnet, parseAddress, recordAddresses } from '../../../../shared/reach/index.ts'
import { deviceOf } from '../peer-id.ts'
import type { Dialler } from '../race-dial.ts'
import { DIRECT_PROTOCOL, go, meeting, offer, readAs, sendAs } from './messages.ts'
import { observerOf, openTo, type Opening, punch } from './punch.ts'

export interface UpgradeOptions {
  readonly node: Pick<Libp2p, 'handle' | 'getConnections'>
  readonly dialler: Dialler
  readonly clock: Clock
  readonly own: DeviceId
  readonly isMember: (device: DeviceId) => boolean
  /** Own addresses that are no circuits. */
  readonly addresses: () => readonly string[]
  readonly subnets: () => readonly OwnSubnet[]
  /** See `observerOf`. */
  readonly beside: (connection: Connection) => readonly Address[]
  /** Dials as ever and makes the session; false when nothing came of it. */
  readonly dial: (device: DeviceId, addresses: readonly string[]) => Promise<boolean>
  /** Makes the session on a connection that is open already, from the side that leads. */
  readonly take: (device: DeviceId, connection: Connection, address: Address) => void
}

export class Upgrade {
  readonly #options: UpgradeOptions
  /** When each device's last offer was answered, wall ms. */
  readonly #answered = new Map<DeviceId, number>()
  readonly #ending = new AbortController()

  constructor(options: UpgradeOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    await this.#options.node.handle(
      DIRECT_PROTOCOL,
      (stream, connection) => {
        this.#answer(stream, connection).catch(() => stream.abort(new NoUpgrade()))
      },
      { maxInboundStreams: 1, maxOutboundStreams: 1, runOnLimitedConnection: true },
    )
  }

  stop(): void {
    this.#ending.abort()
  }

  /** For as long as the circuit is open: tries now, and again when that came to nothing. */
  watch(device: DeviceId, connection: Connection): void {
    let tries = 0
    let cancel = this.#options.clock.after(waitBefore(tries), attempt.bind(this))
    connection.addEventListener('close', () => cancel(), { once: true })

    function attempt(this: Upgrade): void {
      if (this.#ending.signal.aborted || connection.status !== 'open') return
      // Still strangers; of a guest's short circuit no moment is lost once they know each other (RELAY-2).
      if (!this.#options.isMember(device)) {
        cancel = this.#options.clock.after(RESOURCE.UPGRADE_FIRST_MS, attempt.bind(this))
        return
      }
      tries += 1
      this.#offer(device, connection)
        .catch(() => undefined)
        .finally(() => {
          if (connection.status === 'open') cancel = this.#options.clock.after(waitBefore(tries), attempt.bind(this))
        })
    }
  }

  /** The side that dialled the circuit. */
  async #offer(device: DeviceId, connection: Connection): Promise<void> {
    if (!this.#options.isMember(device)) return
    const signal = this.#patience()
    const stream = await connection.newStream(DIRECT_PROTOCOL, { signal, runOnLimitedConnection: true })
    try {
      sendAs(stream, offer, { addresses: this.#told() })
      const { addresses } = await readAs(stream, offer, signal)
      if (await this.#dial(device, addresses)) return
      const opening = await this.#opening(device)
      try {
        sendAs(stream, meeting, placeOf(opening))
        const theirs = await readAs(stream, meeting, signal)
        sendAs(stream, go, {})
        await this.#meet(device, opening, theirs)
      } finally {
        opening?.close()
      }
    } finally {
      stream.close().catch(() => stream.abort(new NoUpgrade()))
    }
  }

  /** The side that was called through the relay. */
  async #answer(stream: Stream, connection: Connection): Promise<void> {
    const device = deviceOf(connection.remotePeer)
    if (device === undefined || connection.direct || !this.#options.isMember(device) || !this.#admit(device)) {
      stream.abort(new NoUpgrade())
      return
    }
    const signal = this.#patience()
    const { addresses } = await readAs(stream, offer, signal)
    sendAs(stream, offer, { addresses: this.#told() })
    const dialling = this.#dial(device, addresses)
    const theirs = await readAs(stream, meeting, signal)
    if (await dialling) return stream.close()
    const opening = await this.#opening(device)
    try {
      sendAs(stream, meeting, placeOf(opening))
      await readAs(stream, go, signal)
      await this.#meet(device, opening, theirs)
    } finally {
      opening?.close()
    }
    await stream.close()
  }

  async #meet(device: DeviceId, from: Opening | undefined, to: Place): Promise<void> {
    if (from === undefined || to.ip === undefined || to.port === undefined || !this.#isRelayed(device)) return
    const leads = this.#options.own < device
    const met = await punch(this.#options.dialler, device, from, { ip: to.ip, port: to.port }, leads)
    if (met === undefined) return
    if (leads) this.#options.take(device, met.connection, met.address)
  }

  /** SYNC-15 for what a contact tells us about himself: nothing that lies in networks of ours where he is not. */
  async #dial(device: DeviceId, texts: readonly string[]): Promise<boolean> {
    const usable = recordAddresses(texts, this.#options.subnets(), undefined).filter((text) => parseAddress(text)?.relay === undefined)
    return usable.length > 0 && (await this.#options.dial(device, usable.slice(0, RESOURCE.UPGRADE_ADDRESSES)))
  }

  async #opening(device: DeviceId): Promise<Opening | undefined> {
    const { node, dialler, isMember, beside } = this.#options
    const connections = node.getConnections()
    // Whoever joins us sees us anyway, member or not (RELAY-2).
    const relays = new Set(connections.filter((each) => deviceOf(each.remotePeer) === device).map(relayOf))
    for (const connection of connections) {
      const other = deviceOf(connection.remotePeer)
      if (other === undefined || other === device || !(isMember(other) || relays.has(other))) continue
      const observer = observerOf(other, connection, beside(connection))
      if (observer !== undefined) return openTo(observer, dialler)
    }
    return undefined
  }

  #isRelayed(device: DeviceId): boolean {
    return !this.#options.node
      .getConnections()
      .some((each) => deviceOf(each.remotePeer) === device && each.direct && each.status === 'open')
  }

  #told(): readonly string[] {
    return this.#options.addresses().slice(0, RESOURCE.UPGRADE_ADDRESSES)
  }

  #admit(device: DeviceId): boolean {
    const now = this.#options.clock.now()
    for (const [other, at] of this.#answered) if (at > now || at <= now - RESOURCE.UPGRADE_GAP_MS) this.#answered.delete(other)
    if (this.#answered.has(device)) return false
    this.#answered.set(device, now)
    return true
  }

  /** Both sides dial, ask an observer, and punch. */
  #patience(): AbortSignal {
    return AbortSignal.any([this.#ending.signal, AbortSignal.timeout(RESOURCE.UPGRADE_MS)])
  }
}

/** The device a circuit goes through. */
function relayOf({ remoteAddr }: Connection): DeviceId | undefined {
  return parseAddress(remoteAddr.decapsulate('p2p').toString())?.relay
}

interface Place {
  readonly ip?: Uint8Array
  readonly port?: number
}

function placeOf(opening: Opening | undefined): Place {
  return opening === undefined ? {} : { ip: opening.ip, port: opening.port }
}

/**
 * The first soon: those two want to talk now. They may only be becoming contacts, and calls may miss each other, so the next not much later,
 * while a guest's circuit still stands.
 */
function waitBefore(tries: number): number {
  if (tries === 0) return RESOURCE.UPGRADE_FIRST_MS
  return tries < RESOURCE.UPGRADE_TRIES ? RESOURCE.UPGRADE_SECOND_MS : RESOURCE.UPGRADE_AGAIN_MS
}

class NoUpgrade extends Error {
  override readonly name = 'NoUpgrade'
}
