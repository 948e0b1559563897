/**
 * The distributed table in an engine: settings in, hints out (RDV-1, RDV-12). Off, and not serving, it has no node, no socket and no timer.
 */
import type { Clock, Crypto, Rng } from '../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import type { Settings } from '../../../shared/messenger/index.ts'
import { type OwnSubnet, parseAddress, recordAddresses } from '../../../shared/reach/index.ts'
import { Rendezvous, type Sought } from '../../../shared/rendezvous/index.ts'
import type { RendezvousStatus } from '../../../shared/rpc/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { Entrances } from './entrances.ts'
import { NodeKeeper } from './node-keeper.ts'

export interface RendezvousServiceDeps {
  readonly store: Store
  readonly crypto: Crypto
  readonly clock: Clock
  readonly rng: Rng
  readonly self: DeviceId
  /** Of this run, whatever the setting says; undefined: as the setting says. */
  readonly port: number | undefined
  /** What the messenger listens on: the table is served on the same hosts. */
  readonly listen: readonly string[]
  settings(): Pick<Settings, 'rendezvous' | 'rendezvousPort' | 'bootstrap'>
  sought(): readonly Sought[]
  /** The own address record; undefined while there is nothing to say. */
  record(): Uint8Array | undefined
  /** Where a device is or was reached. */
  reachedAt(device: DeviceId): readonly string[]
  own(): readonly OwnSubnet[]
  /** Whoever left it holds the pair's secret, no more is known. */
  found(device: DeviceId, bytes: Uint8Array): void
  /** The port others find the table at here, for cards. */
  announce(port: number | undefined): void
  changed(): void
}

export class RendezvousService {
  readonly #deps: RendezvousServiceDeps
  readonly #entrances: Entrances
  readonly #keeper: NodeKeeper
  readonly #rendezvous: Rendezvous
  #isOn = false

  constructor(deps: RendezvousServiceDeps) {
    this.#deps = deps
    const { store, crypto, clock, rng, self, listen } = deps
    this.#entrances = new Entrances(store, () => deps.settings().bootstrap)
    this.#keeper = new NodeKeeper({ crypto, clock, own: deps.own, entrances: () => this.#entrances.list(), hosts: hostsOf(listen) })
    this.#rendezvous = new Rendezvous({
      ...{ clock, rng, crypto, self, table: this.#keeper },
      people: () => deps.sought(),
      payload: () => deps.record(),
      found: (device, payload) => deps.found(device, payload),
      changed: () => deps.changed(),
    })
  }

  /** Does what the settings say now: at the start, and whenever they changed. */
  async apply(): Promise<void> {
    const { rendezvous, rendezvousPort } = this.#deps.settings()
    if (rendezvous && !this.#isOn) {
      this.#isOn = true
      this.#rendezvous.start()
    } else if (!rendezvous && this.#isOn) {
      this.#isOn = false
      // Nothing more is begun, and what is under way ends with its node.
      const hasStopped = this.#rendezvous.stop()
      await this.#keeper.rest()
      await hasStopped
    }
    this.#deps.announce(await this.#keeper.serve(this.#deps.port ?? rendezvousPort))
    this.#deps.changed()
  }

  /** A contact's device said that it serves the table. */
  heard(device: DeviceId, port: number): void {
    if (this.#entrances.learn(device, port, this.#deps.reachedAt(device))) this.#deps.changed()
  }

  /** An invitation names entrances: believed as little as any address somebody passes on (SYNC-15). */
  told(device: DeviceId, entrances: readonly string[]): void {
    const tcp = entrances.filter((text) => parseAddress(text)?.carrier === 'tcp')
    if (this.#entrances.keep(device, recordAddresses(tcp, this.#deps.own(), undefined))) this.#deps.changed()
  }

  /** Somebody asks, or the network is another one. */
  hurry(): void {
    if (this.#isOn) this.#rendezvous.hurry()
  }

  async stop(): Promise<void> {
    this.#isOn = false
    await this.#keeper.stop()
    await this.#rendezvous.stop()
  }

  status(): RendezvousStatus {
    const serving = this.#keeper.serving()
    const meeting = this.#rendezvous.state()
    return {
      ...meeting,
      state: this.#isOn ? meeting.state : 'off',
      entrances: this.#entrances.list().length,
      nodes: this.#keeper.nodes(),
      ...(serving !== undefined && { serving }),
    }
  }
}

/** `/ip4/HOST` and `/ip6/HOST` of what the messenger listens on by TCP. */
function hostsOf(listen: readonly string[]): readonly string[] {
  return [...new Set(listen.flatMap((text) => /^(\/ip[46]\/[^/]+)\/tcp\/\d+$/.exec(text)?.[1] ?? []))]
}
