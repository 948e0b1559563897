/**
 * What may be used to reach anybody, for as long as somebody wants less than all of it (docs/spec/readiness.md): asked before each dial, at each
 * connection that comes in, and of everything that is open. Without a rule all ways are open.
 */
import type { DeviceId } from '../ids/index.ts'
import type { Address } from './address.ts'

export interface WayRule {
  /** Whether a connection to or from that address may be; of a circuit, where its relay is. */
  allows(address: Address): boolean
  /** Whether that device may be talked to at all. */
  admits(device: DeviceId): boolean
}
