/**
 * What address records say, as the dial loop may use it on the networks this computer is in now (SYNC-15): a private address counts only
 * beside one of our interfaces or beside the one who told it, a way through a relay also while we are connected to that one; all of which comes
 * and goes.
 */
import { type DeviceId, peerIdText } from '../../shared/ids/index.ts'
import { type DialLoop, dialableAddresses } from '../../shared/reach/index.ts'
import { type InterfaceSource, listInterfaces } from './network/index.ts'

interface Told {
  readonly addresses: readonly string[]
  readonly via: string | undefined
}

export class RecordedAddresses {
  readonly #dialLoop: Pick<DialLoop, 'learn' | 'reach'>
  readonly #list: InterfaceSource
  readonly #told = new Map<DeviceId, Told>()

  constructor(dialLoop: Pick<DialLoop, 'learn' | 'reach'>, list: InterfaceSource = listInterfaces) {
    this.#dialLoop = dialLoop
    this.#list = list
  }

  learn(device: DeviceId, addresses: readonly string[], via: string | undefined): void {
    if (addresses.length === 0) this.#told.delete(device)
    else this.#told.set(device, { addresses, via })
    this.#tell(device, { addresses, via })
  }

  /** The network is another one. */
  judgeAgain(): void {
    for (const [device, told] of this.#told) this.#tell(device, told)
  }

  /** A device was met that may be a relay to others. */
  met(relay: DeviceId): void {
    const through = `/p2p/${peerIdText(relay)}/`
    for (const [device, told] of this.#told) if (told.addresses.some((text) => text.includes(through))) this.#tell(device, told)
  }

  #tell(device: DeviceId, { addresses, via }: Told): void {
    const isMet = (relay: DeviceId): boolean => this.#dialLoop.reach(relay)?.reach === 'connected'
    this.#dialLoop.learn(device, dialableAddresses(addresses, this.#list(), via, isMet), 'record')
  }
}
