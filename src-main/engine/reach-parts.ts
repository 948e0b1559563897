/**
 * Everything that finds and reaches devices, put together: libp2p, announcements on the LAN, the address book and the dial loop, and
 * word of every change of the network to all of them. Whom to reach is the messenger's to say; what travels is its business too.
 */
import type { Clock, Rng } from '../../shared/crypto/index.ts'
import type { DeviceId } from '../../shared/ids/index.ts'
import { type AddressBook, createDialLoop, type DialLoop, isNear, type WayRule } from '../../shared/reach/index.ts'
import type { DiscoveryState, ListenState } from '../../shared/rpc/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { keepAddresses, openAddressBook } from './known-addresses.ts'
import { createMdns, type LinkStatus, type Mdns, realNetworks, type Sighting } from './mdns/index.ts'
import { createNetwork, listInterfaces, type Network, type Outside, type Standing, watchNetwork } from './network/index.ts'
import { type MappingState, PortMapper } from './port-mapping/index.ts'
import { EVERYWHERE, keepPorts, withOwnPorts } from './ports.ts'

export interface ReachPartsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly rng: Rng
  /** The device's Ed25519 seed. */
  readonly seed: Uint8Array
  readonly device: DeviceId
  /** Announced to everybody on the LAN; asked at each announcement. */
  readonly name: () => string | undefined
  readonly listen: readonly string[] | undefined
  readonly mdns: boolean
  readonly standing: (device: DeviceId) => Standing
  /** Whether a room that is carried here lists the device. */
  readonly isServed: (device: DeviceId) => boolean
  /** So many bytes came or went, in buffers that nobody needs any more. */
  readonly passed: (bytes: number) => void
}

/** What a person may switch, out of all settings. */
export interface ReachChoices {
  readonly relay: boolean
  readonly portMapping: boolean
}

export interface ReachParts {
  readonly network: Network
  readonly dialLoop: DialLoop
  readonly book: AddressBook
  start(): Promise<void>
  stop(): Promise<void>
  /** The devices of contacts and rooms: dialled, and helped to reach each other (RELAY-1). */
  members(devices: ReadonlySet<DeviceId>): void
  /** In effect at once; also before the start. */
  choose(choices: ReachChoices): void
  /** RDY-6: only what the rule allows, in effect at once; undefined: all ways, and everybody is looked for. Says how many connections it let go. */
  restrict(rule: WayRule | undefined): number
  outside(): Outside
  mapping(): MappingState
  /** The computer slept: what was known about the network is old, so everything is tried at once. */
  woke(): void
  /** The same, because somebody asked. */
  look(): void
  nearby(): readonly Sighting[]
  listening(): readonly ListenState[]
  discovery(): 'off' | readonly DiscoveryState[]
  /** What was heard on each link; `sound` calls out on all of them. Undefined: announcements are off. */
  readonly finder: { links(): readonly LinkStatus[]; sound(): void } | undefined
  /** When the computer last woke, wall ms. */
  wokeAt(): number | undefined
  /** Somebody came into or went out of sight. */
  onSight(handler: () => void): () => void
  /** Addresses, interfaces or announcements changed. */
  onNetwork(handler: () => void): () => void
}

export function createReachParts(options: ReachPartsOptions): ReachParts {
  const { store, clock, rng, device } = options
  const wanted = options.listen ?? EVERYWHERE
  const listen = withOwnPorts(store, wanted)
  let members: ReadonlySet<DeviceId> = new Set()
  const network = createNetwork({
    seed: options.seed,
    listen,
    clock,
    allow: options.standing,
    isMember: (other) => members.has(other),
    isServed: (other) => options.isServed(other),
    opened: () => mapper.mapped,
    passed: options.passed,
  })
  const book = openAddressBook(store)
  const dialLoop = createDialLoop({ clock, rng, transport: network, book, isNear: (address) => isNear(address, listInterfaces()) })
  const own = () => ({ name: options.name(), tcp: network.port('tcp'), ws: network.port('ws') })
  const mdns = options.mdns ? createMdns({ device, clock, rng, own }) : undefined
  // Who does not announce himself on the network asks nothing of its router either; and nobody reaches loopback through one.
  const mapper = new PortMapper({
    clock,
    interfaces: () => realNetworks(listInterfaces()),
    port: () => (listensBeyondLoopback(network) ? network.port('tcp') : undefined),
    changed: () => network.openedChanged(),
  })
  let wantsMapping = false
  let isRunning = false
  const mapAsWanted = (): void => {
    if (isRunning && options.mdns && wantsMapping) mapper.start()
    else void mapper.stop()
  }
  const sight = new Set<() => void>()
  const change = new Set<() => void>()
  let releases: readonly (() => void)[] = []
  let wokeAt: number | undefined
  const lookAgain = (hasSlept: boolean): void => {
    network.probe()
    mapper.again()
    mdns?.rescan(hasSlept)
    dialLoop.networkChanged()
    tell(change)
  }
  const woke = (): void => {
    wokeAt = clock.now()
    lookAgain(true)
  }

  return {
    network,
    dialLoop,
    book,
    members(devices) {
      members = devices
    },
    choose({ relay, portMapping }) {
      network.offerRelay(relay)
      wantsMapping = portMapping
      mapAsWanted()
    },
    restrict(rule) {
      // The loop last: it dials at once, and by then nothing else is open.
      const closed = network.restrict(rule)
      dialLoop.restrict(rule)
      mdns?.rescan(false)
      return closed
    },
    outside: () => network.outside(),
    mapping: () => mapper.state,
    woke,
    look: () => lookAgain(true),
    nearby: () => mdns?.nearby() ?? [],
    listening: () => listenStates(network),
    discovery: () => (mdns === undefined ? 'off' : discoveryStates(mdns)),
    finder: mdns === undefined ? undefined : { links: () => mdns.status(), sound: () => mdns.sound() },
    wokeAt: () => wokeAt,
    onSight: (handler) => added(sight, handler),
    onNetwork: (handler) => added(change, handler),
    async start() {
      await network.start()
      isRunning = true
      mapAsWanted()
      keepPorts(store, wanted, network.status().listening)
      dialLoop.start()
      const missing = new Set<DeviceId>()
      releases = [
        dialLoop.onReach((other, { reach }) => {
          if (reach === 'connected') missing.delete(other)
          else missing.add(other)
          mdns?.seek(missing.size > 0)
          if (reach === 'connected') keepAddresses(store, book)
        }),
        watchNetwork(clock, (what) => (what === 'wake' ? woke() : lookAgain(false))),
        network.onOutside(() => tell(change)),
      ]
      mdns?.start({
        seen(sighting) {
          dialLoop.sighted(sighting.device, sighting.addresses)
          tell(sight)
        },
        gone(other) {
          dialLoop.unseen(other)
          tell(sight)
        },
        changed: () => tell(change),
      })
    },
    async stop() {
      for (const release of releases) release()
      dialLoop.stop()
      isRunning = false
      await Promise.all([mapper.stop(), mdns?.stop()])
      await network.stop()
      keepAddresses(store, book)
    },
  }
}

function listensBeyondLoopback(network: Network): boolean {
  return network.status().listening.some(({ actual }) => /^\/ip4\/(?!127\.)[\d.]+\/tcp\/\d+$/.test(actual ?? ''))
}

function listenStates(network: Network): readonly ListenState[] {
  return network.status().listening.map(({ wanted, actual, code }) => ({ address: actual ?? wanted, ...(code !== undefined && { code }) }))
}

function discoveryStates(mdns: Mdns): readonly DiscoveryState[] {
  return mdns.status().map((link) => ({
    interface: link.interface,
    address: link.address,
    hasFallback: link.hasFallback,
    ...(link.state !== 'ok' && { code: link.state }),
  }))
}

function added(handlers: Set<() => void>, handler: () => void): () => void {
  handlers.add(handler)
  return () => handlers.delete(handler)
}

function tell(handlers: ReadonlySet<() => void>): void {
  for (const handler of handlers) handler()
}
