/**
 * Whether others can reach this device from outside its network, and at which addresses (REACH-15): asked of members it is connected with,
 * never of strangers, and believed only as far as such a member really came. Forgotten when the network changes.
 */
import type { Connection, Libp2p } from '@libp2p/interface'
import type { Clock } from '../../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../../shared/ids/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { formatIp, ipAddress, ipScope } from '../../../../shared/reach/index.ts'
import { deviceOf } from '../peer-id.ts'
import { askWhere, hostOf, type Seen } from './where.ts'

/** yes: somebody came in from outside. no: somebody outside tried and could not. unknown: nobody outside was asked. */
export type Reachable = 'yes' | 'no' | 'unknown'

export interface ReachabilityOptions {
  readonly node: Pick<Libp2p, 'getConnections' | 'addEventListener'>
  readonly clock: Clock
  readonly isMember: (device: DeviceId) => boolean
  /** Ports that may be open outside: those listened on, and those a router was asked for. */
  readonly ports: () => { readonly tcp: readonly number[]; readonly ws: readonly number[] }
  readonly changed: () => void
}

interface Report {
  readonly host: string
  readonly addresses: readonly string[]
  /** Wall ms. */
  readonly at: number
}

export class Reachability {
  readonly #options: ReachabilityOptions
  /** The last word of each member who sees us at a public address. */
  readonly #reports = new Map<DeviceId, Report>()
  readonly #asking = new Set<DeviceId>()
  /** Of members, when they last came to us by themselves, wall ms. */
  readonly #came = new Map<DeviceId, number>()
  #cancel: (() => void) | undefined
  #isStopped = false
  /** Counts the networks: what was asked in an earlier one says nothing now. */
  #network = 0

  constructor(options: ReachabilityOptions) {
    this.#options = options
  }

  start(): void {
    this.#options.node.addEventListener('connection:open', ({ detail }) => {
      const device = deviceOf(detail.remotePeer)
      if (device === undefined || !this.#options.isMember(device)) return
      if (detail.direct && detail.direction === 'inbound') this.#came.set(device, this.#options.clock.now())
      this.#soon(RESOURCE.RELAY_ASK_DELAY_MS)
    })
    this.#soon(RESOURCE.RELAY_ASK_DELAY_MS)
  }

  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
    this.#reports.clear()
  }

  /** Another network, or another port at the router: everything is asked anew. */
  forget(): void {
    this.#network += 1
    const had = this.state()
    this.#reports.clear()
    this.#soon(RESOURCE.RELAY_ASK_DELAY_MS)
    if (had !== 'unknown') this.#options.changed()
  }

  state(): Reachable {
    const reports = [...this.#reports.values()]
    if (reports.some(({ addresses }) => addresses.length > 0)) return 'yes'
    return reports.length > 0 ? 'no' : 'unknown'
  }

  /** Addresses at which a member came in from outside. */
  addresses(): readonly string[] {
    return [...new Set([...this.#reports.values()].flatMap(({ addresses }) => addresses))]
  }

  /** The address this device has outside, as the last of them saw it. */
  host(): string | undefined {
    return [...this.#reports.values()].toSorted((left, right) => right.at - left.at)[0]?.host
  }

  #soon(ms: number): void {
    if (this.#isStopped) return
    this.#cancel?.()
    this.#cancel = this.#options.clock.after(ms, () => this.#round())
  }

  #round(): void {
    const { node, clock, isMember } = this.#options
    this.#soon(RESOURCE.WHERE_ROUND_MS)
    const now = clock.now()
    for (const connection of node.getConnections()) {
      const device = deviceOf(connection.remotePeer)
      const from = hostOf(connection)
      if (device === undefined || from === undefined || connection.status !== 'open' || !isMember(device) || this.#asking.has(device))
        continue
      // Somebody beside us sees our inner address; the answer would say nothing about outside.
      if (ipScope(from.ip) !== 'public') continue
      const last = this.#reports.get(device)
      const age = last === undefined ? Number.POSITIVE_INFINITY : now - last.at
      if (age >= 0 && age < RESOURCE.WHERE_AGE_MS) continue
      if (this.#asking.size >= RESOURCE.WHERE_AT_ONCE) break
      void this.#ask(device, connection)
    }
  }

  async #ask(device: DeviceId, connection: Connection): Promise<void> {
    const { clock, ports } = this.#options
    const network = this.#network
    const asked = clock.now()
    this.#asking.add(device)
    const seen = await askWhere(connection, ports())
    this.#asking.delete(device)
    if (this.#isStopped || network !== this.#network || seen === undefined || ipScope(seen.ip) !== 'public') return
    const before = JSON.stringify([this.state(), this.addresses(), this.host()])
    // Who says that he reached us was seen coming, or he says what he likes.
    const hasCome = (this.#came.get(device) ?? Number.NEGATIVE_INFINITY) >= asked
    this.#reports.set(device, { host: formatIp(seen.ip), addresses: hasCome ? addressesOf(seen) : [], at: clock.now() })
    if (JSON.stringify([this.state(), this.addresses(), this.host()]) !== before) this.#options.changed()
  }
}

function addressesOf({ ip, tcp, ws }: Seen): readonly string[] {
  const of = (ports: readonly number[], carrier: 'tcp' | 'ws') => ports.flatMap((port) => ipAddress(ip, port, carrier)?.text ?? [])
  return [...of(tcp, 'tcp'), ...of(ws, 'ws')]
}
