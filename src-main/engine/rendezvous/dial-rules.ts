/**
 * Where a node of the table may be led (SYNC-15): nodes name other nodes, and whoever names one may be lying. Public addresses, private
 * ones in a subnet of ours, and what a person or a contact gave as an entrance; each target a few times a minute, and not more than so
 * many in all.
 */
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import type { Clock } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { type Address, type OwnSubnet, parseAddress, sameSubnet } from '../../../shared/reach/index.ts'

const MINUTE_MS = 60_000

export class DialRules {
  readonly #clock: Clock
  readonly #own: () => readonly OwnSubnet[]
  #entrances: ReadonlySet<string> = new Set()
  #targets = new Map<string, number>()
  #dials = 0
  #since = 0

  constructor(clock: Clock, own: () => readonly OwnSubnet[]) {
    this.#clock = clock
    this.#own = own
  }

  /** Addresses given by who is trusted to give one. */
  enter(entrances: readonly string[]): void {
    this.#entrances = new Set(entrances)
  }

  /** Whether another node may name it to us, and we to others. */
  isFit(target: Multiaddr): boolean {
    const address = addressIn(target)
    return address !== undefined && this.#isFit(address)
  }

  /** The same, counted: asked just before a dial. */
  admit(target: Multiaddr): boolean {
    const address = addressIn(target)
    if (address === undefined || !this.#isFit(address)) return false
    const now = this.#clock.now()
    if (now - this.#since >= MINUTE_MS || now < this.#since) {
      this.#since = now
      this.#dials = 0
      this.#targets.clear()
    }
    const before = this.#targets.get(address.text) ?? 0
    if (this.#dials >= RESOURCE.RENDEZVOUS_DIALS_PER_MINUTE || before >= RESOURCE.RENDEZVOUS_DIALS_PER_TARGET) return false
    this.#dials += 1
    this.#targets.set(address.text, before + 1)
    return true
  }

  #isFit(address: Address): boolean {
    if (this.#entrances.has(address.text)) return true
    const { ip, scope, carrier } = address
    if (ip === undefined || carrier !== 'tcp') return false
    if (scope === 'public') return true
    // Loopback serves only where an entrance is there: several nodes on one computer.
    if (scope === 'loopback') return [...this.#entrances].some((text) => parseAddress(text)?.scope === 'loopback')
    return scope === 'private' && this.#own().some((subnet) => sameSubnet(subnet.ip, ip, subnet.prefix))
  }
}

/** The address without the node's id, when it is of a shape we dial. */
function addressIn(target: Multiaddr): Address | undefined {
  return parseAddress(target.toString().replace(/\/p2p\/[^/]+$/, ''))
}

export function entranceAddress(text: string): Multiaddr | undefined {
  const address = parseAddress(text)
  return address === undefined || address.carrier !== 'tcp' || address.zone !== undefined ? undefined : multiaddr(address.text)
}
