/** What a room over all its sessions knows of its place in one of them. */
import type { DeviceId } from '../ids/index.ts'
import type { RowExchange } from './row-exchange.ts'

export interface HubLink {
  readonly peer: DeviceId
  /** The peer reads as fast as we write. */
  readonly hasRoom: boolean
  /** Governance is done and the peer has standing: blocks may go. */
  readonly isReady: boolean
  readonly rows: RowExchange
  wake(what: 'governance' | 'status' | 'proof', withPush: boolean): void
  soon(): void
}
