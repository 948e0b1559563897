/**
 * What address records say, as the dial loop may use it on the networks this computer is in now (SYNC-15): a private address counts only
 * beside one of our interfaces or beside the one who told it, and interfaces come and go.
 */
import type { DeviceId } from '../../shared/ids/index.ts'
import { type DialLoop, dialableAddresses } from '../../shared/reach/index.ts'
import { type InterfaceSource, listInterfaces } from './network/index.ts'

interface Told {
  readonly addresses: readonly string[]
  readonly via: string | undefined
}

export class RecordedAddresses {
  readonly #dialLoop: Pick<DialLoop, 'learn'>
  readonly #list: InterfaceSource
  readonly #told = new Map<DeviceId, Told>()

  constructor(dialLoop: Pick<DialLoop, 'learn'>, list: InterfaceSource = listInterfaces) {
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

  #tell(device: DeviceId, { addresses, via }: Told): void {
    this.#dialLoop.learn(device, dialableAddresses(addresses, this.#list(), via), 'record')
  }
}
