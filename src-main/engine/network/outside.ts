/**
 * The parts of the network that reach beyond its own: relaying for members and being relayed (RELAY-1), asking members where they see us
 * (REACH-15), and getting from circuits to direct connections (REACH-17). Put together here; each knows of libp2p only what it uses.
 */
import type { Connection, Libp2p } from '@libp2p/interface'
import type { Clock } from '../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import type { Address } from '../../../shared/reach/index.ts'
import { answerWhere, type NatKind, NatSense, Reachability, type Reachable, Upgrade } from './direct/index.ts'
import type { InterfaceAddress } from './interfaces.ts'
import type { Dialler } from './race-dial.ts'
import { type Circuit, OwnPlaces, RelayService } from './relay/index.ts'

/** How this device stands to those outside its own network. */
export interface Outside {
  readonly reachable: Reachable
  /** The address this device has outside, as others see it. */
  readonly host: string | undefined
  /** Where others came in from outside. */
  readonly addresses: readonly string[]
  /** Devices that keep a place for this one. */
  readonly relays: readonly DeviceId[]
  /** Devices this one keeps a place for. */
  readonly places: readonly DeviceId[]
  /** Who talks through this one now. */
  readonly circuits: readonly Circuit[]
}

export const NOTHING_OUTSIDE: Outside = { reachable: 'unknown', host: undefined, addresses: [], relays: [], places: [], circuits: [] }

/** A port that a router opened for this device. */
export interface OpenPort {
  readonly port: number
  /** Multiaddr text. */
  readonly address: string
}

export interface OutsideOptions {
  readonly node: Libp2p
  readonly dialler: Dialler
  readonly own: DeviceId
  readonly clock: Clock
  readonly isMember: (device: DeviceId) => boolean
  readonly isBlocked: (device: DeviceId) => boolean
  readonly guestsUntil: () => number | undefined
  /** Multiaddr texts of our interfaces. */
  readonly inner: () => readonly string[]
  readonly interfaces: () => readonly InterfaceAddress[]
  /** See `observerOf`. */
  readonly beside: (connection: Connection) => readonly Address[]
  readonly port: (kind: 'tcp' | 'ws') => number | undefined
  readonly opened: () => OpenPort | undefined
  readonly dial: (device: DeviceId, addresses: readonly string[]) => Promise<boolean>
  /** See `UpgradeOptions`. */
  readonly take: (device: DeviceId, connection: Connection, address: Address) => void
  readonly changed: () => void
}

export class OutsideParts {
  readonly #options: OutsideOptions
  readonly #relay: RelayService
  readonly #places: OwnPlaces
  readonly #reachability: Reachability
  readonly #nat: NatSense
  readonly #upgrade: Upgrade

  constructor(options: OutsideOptions) {
    const { changed, interfaces } = options
    const addresses = (): readonly string[] => this.directAddresses()
    this.#options = options
    this.#nat = new NatSense({ ...options, host: () => this.#reachability.host() })
    this.#relay = new RelayService({ ...options, addresses })
    this.#reachability = new Reachability({ ...options, ports: () => this.#ports(), changed: () => this.#reachableChanged() })
    this.#places = new OwnPlaces({ ...options, isWanted: () => !this.#isOpenToAll(), changed })
    this.#upgrade = new Upgrade({ ...options, addresses, subnets: interfaces })
  }

  async start(offersRelay: boolean): Promise<void> {
    await answerWhere({ ...this.#options, isGuest: (device) => this.#relay.isGuest(device) })
    await this.#upgrade.start()
    await this.#relay.offer(offersRelay)
    this.#reachability.start()
    this.#places.start()
  }

  async stop(): Promise<void> {
    this.#reachability.stop()
    this.#upgrade.stop()
    this.#places.stop()
    await this.#relay.offer(false)
  }

  offerRelay(isOffered: boolean): void {
    void this.#relay.offer(isOffered)
  }

  /** Whether guests are expected is other than before. */
  guestsChanged(): void {
    this.#places.look()
  }

  /** A relay that keeps a place for us. */
  holdsPlaceAt(relay: DeviceId): boolean {
    return this.#places.holds(relay)
  }

  /** The sync stream is on a circuit, which this side dialled. */
  circuitOpened(device: DeviceId, connection: Connection): void {
    this.#upgrade.watch(device, connection)
  }

  /** Another network, or another port of the router: what members said about us is old. */
  forget(): void {
    this.#nat.forget()
    this.#reachability.forget()
  }

  /** See `NatSense.kind`. */
  natKind(): Promise<NatKind | undefined> {
    return this.#nat.kind()
  }

  /** Where others came in from outside first, then what the router opened, then the addresses of the interfaces. */
  directAddresses(): readonly string[] {
    const { opened, inner } = this.#options
    return [...new Set([...this.#reachability.addresses(), ...[opened()?.address ?? []].flat(), ...inner()])]
  }

  /** Every way to this device. Whoever takes only the first four, as invitations do, has two of each kind. */
  addresses(): readonly string[] {
    const [direct, circuits] = [this.directAddresses(), this.#places.addresses()]
    return [...direct.slice(0, 2), ...circuits.slice(0, 2), ...direct.slice(2), ...circuits.slice(2)]
  }

  view(): Outside {
    return {
      reachable: this.#reachability.state(),
      host: this.#reachability.host(),
      addresses: this.#reachability.addresses(),
      relays: this.#places.relays(),
      places: this.#relay.places(),
      circuits: this.#relay.circuits(),
    }
  }

  #ports() {
    const { port, opened } = this.#options
    return { tcp: [opened()?.port ?? [], port('tcp') ?? []].flat(), ws: [port('ws') ?? []].flat() }
  }

  /** At an IPv4 address: whoever has only that could not use another. */
  #isOpenToAll(): boolean {
    return this.#reachability.addresses().some((text) => text.startsWith('/ip4/'))
  }

  #reachableChanged(): void {
    this.#places.look()
    this.#options.changed()
  }
}
