/**
 * What kind of router stands before this computer (DOC-9), as a member at a public address sees it: a port that nothing listens on is opened
 * towards that member, as REACH-17 does it, and he says how it looks from there. He is believed, since a lie changes a sentence of the doctor
 * and nothing else. Asked only when somebody wants to know, and once in a while; forgotten when the network changes.
 */
import type { Connection, Libp2p } from '@libp2p/interface'
import type { Clock } from '../../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../../shared/ids/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { type Address, formatIp, parseIp } from '../../../../shared/reach/index.ts'
import type { InterfaceAddress } from '../interfaces.ts'
import { deviceOf } from '../peer-id.ts'
import type { Dialler } from '../race-dial.ts'
import { type Observer, observerOf, openTo } from './punch.ts'

/** none: the address that others see is ours. easy: the router keeps our ports. hard: it gives others. */
export type NatKind = 'none' | 'easy' | 'hard'

export interface NatSenseOptions {
  readonly node: Pick<Libp2p, 'getConnections'>
  readonly dialler: Dialler
  readonly clock: Clock
  readonly isMember: (device: DeviceId) => boolean
  readonly interfaces: () => readonly InterfaceAddress[]
  /** See `observerOf`. */
  readonly beside: (connection: Connection) => readonly Address[]
  /** The address this device has outside, as members see it. */
  readonly host: () => string | undefined
}

export class NatSense {
  readonly #options: NatSenseOptions
  /** The last question, also one that nobody answered. */
  #asked: { readonly at: number; readonly kind: Promise<NatKind | undefined> } | undefined

  constructor(options: NatSenseOptions) {
    this.#options = options
  }

  /** Undefined: there is nobody to ask, or he did not answer. Never rejects; takes as long as a dial and an answer may. */
  async kind(): Promise<NatKind | undefined> {
    const { host, clock } = this.#options
    const outside = parseIp(host() ?? '')
    if (outside !== undefined && this.#isOurs(outside)) return 'none'
    const age = this.#asked === undefined ? Number.NaN : clock.now() - this.#asked.at
    if (this.#asked !== undefined && age >= 0 && age < RESOURCE.NAT_KIND_AGE_MS) return this.#asked.kind
    const observer = this.#observer()
    if (observer === undefined) return undefined
    this.#asked = { at: clock.now(), kind: this.#ask(observer) }
    return this.#asked.kind
  }

  /** Another network, and so another router. */
  forget(): void {
    this.#asked = undefined
  }

  async #ask(observer: Observer): Promise<NatKind | undefined> {
    const opening = await openTo(observer, this.#options.dialler)
    opening?.close()
    if (opening === undefined) return undefined
    if (this.#isOurs(opening.ip)) return 'none'
    return opening.port === opening.localPort ? 'easy' : 'hard'
  }

  /** IPv4 only: an IPv6 address of ours says nothing of the router that the others have to come through. */
  #isOurs(outside: Uint8Array): boolean {
    return outside.length === 4 && this.#options.interfaces().some(({ ip }) => formatIp(ip) === formatIp(outside))
  }

  #observer(): Observer | undefined {
    const { node, isMember, beside } = this.#options
    for (const connection of node.getConnections()) {
      const device = deviceOf(connection.remotePeer)
      const observer = device === undefined || !isMember(device) ? undefined : observerOf(device, connection, beside(connection))
      if (observer !== undefined) return observer
    }
    return undefined
  }
}
