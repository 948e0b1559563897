/**
 * Keeps a port of the router open for this device while the person wants it (REACH-16): found anew with every network, asked for again at
 * half of the lease, closed at the end. Only on networks with private addresses, from the interface that leads there; never on loopback.
 */
import type { Clock } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { ipAddress, ipScope, parseIp } from '../../../shared/reach/index.ts'
import type { InterfaceAddress, InterfaceSource } from '../network/index.ts'
import { defaultGateway } from './default-gateway.ts'
import type { Gateway } from './gateway.ts'
import { openIgd } from './igd.ts'
import { openNatPmp } from './nat-pmp.ts'
import { findGateways } from './ssdp.ts'

/** none: no router here opens ports, or the one that does is behind another. */
export type MappingState = 'off' | 'looking' | 'none' | 'mapped'

export interface PortMapperOptions {
  readonly clock: Clock
  /** Those that others may be beside us on. */
  readonly interfaces: InterfaceSource
  /** The TCP port that is listened on beyond loopback; undefined: nothing to open. */
  readonly port: () => number | undefined
  readonly changed: () => void
}

interface Mapping {
  readonly gateway: Gateway
  readonly port: number
  readonly outside: number
  /** Multiaddr text. */
  readonly address: string
}

export class PortMapper {
  readonly #options: PortMapperOptions
  #mapping: Mapping | undefined
  #state: MappingState = 'off'
  #cancel: (() => void) | undefined
  /** Of the search under way; a new one ends it. */
  #search: AbortController | undefined

  constructor(options: PortMapperOptions) {
    this.#options = options
  }

  get state(): MappingState {
    return this.#state
  }

  /** The port outside, and where it is. */
  get mapped(): { readonly port: number; readonly address: string } | undefined {
    return this.#mapping === undefined ? undefined : { port: this.#mapping.outside, address: this.#mapping.address }
  }

  start(): void {
    if (this.#search !== undefined) return
    this.#look()
  }

  /** Another network, perhaps: what was mapped in the last one counts no more. Nothing before the start. */
  again(): void {
    if (this.#search === undefined) return
    this.#look()
  }

  /** Closes what it opened; waits for the router, but not for long. */
  async stop(): Promise<void> {
    this.#search?.abort()
    this.#search = undefined
    this.#cancel?.()
    const mapping = this.#mapping
    this.#set('off', undefined)
    if (mapping !== undefined) await mapping.gateway.unmap(mapping.port, mapping.outside, AbortSignal.timeout(RESOURCE.UNMAP_MS))
  }

  #look(): void {
    this.#search?.abort()
    this.#cancel?.()
    const search = new AbortController()
    this.#search = search
    if (this.#state !== 'mapped') this.#set('looking', undefined)
    void this.#find(search.signal).then((mapping) => {
      if (search.signal.aborted) {
        // Nobody will close it later.
        void mapping?.gateway.unmap(mapping.port, mapping.outside, AbortSignal.timeout(RESOURCE.UNMAP_MS))
        return
      }
      this.#set(mapping === undefined ? 'none' : 'mapped', mapping)
      const wait = mapping === undefined ? RESOURCE.MAPPING_RETRY_MS : RESOURCE.MAPPING_LEASE_MS / 2
      this.#cancel = this.#options.clock.after(wait, () => this.#look())
    })
  }

  async #find(signal: AbortSignal): Promise<Mapping | undefined> {
    const port = this.#options.port()
    if (port === undefined) return undefined
    for (const link of this.#options.interfaces().filter(isHome).slice(0, RESOURCE.ROUTERS)) {
      for await (const gateway of gatewaysOf(link, signal)) {
        if (signal.aborted) return undefined
        const mapping = await open(gateway, port)
        if (mapping !== undefined) return mapping
      }
    }
    return undefined
  }

  #set(state: MappingState, mapping: Mapping | undefined): void {
    const hasChanged = state !== this.#state || mapping?.address !== this.#mapping?.address
    this.#state = state
    this.#mapping = mapping
    if (hasChanged) this.#options.changed()
  }
}

async function* gatewaysOf(link: InterfaceAddress, signal: AbortSignal): AsyncGenerator<Gateway> {
  const pmp = await openNatPmp(defaultGateway(link), link.address)
  if (pmp !== undefined) yield pmp
  if (signal.aborted) return
  for (const description of await findGateways(link, signal)) {
    const igd = await openIgd(description, link.address)
    if (igd !== undefined) yield igd
  }
}

/** Undefined as well when the router's own address is none that others could reach. */
async function open(gateway: Gateway, port: number): Promise<Mapping | undefined> {
  const host = parseIp((await gateway.address()) ?? '')
  if (host === undefined || ipScope(host) !== 'public') return undefined
  // Somebody else in this home may have the same one.
  for (let tries = 0; tries < RESOURCE.MAPPING_PORT_TRIES; tries += 1) {
    const outside = await gateway.map(port, ((port + tries - 1) % 65_535) + 1)
    const address = outside === undefined ? undefined : ipAddress(host, outside, 'tcp')
    if (outside !== undefined && address !== undefined) return { gateway, port, outside, address: address.text }
  }
  return undefined
}

/** A network that a router may stand between the internet and. */
function isHome({ ip, isLoopback }: InterfaceAddress): boolean {
  return ip.length === 4 && !isLoopback && ipScope(ip) === 'private'
}
