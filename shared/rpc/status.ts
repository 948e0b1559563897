/** How the engine is: reach, queue, network, protection of the profile; and the two things one may tell it to do. */
import type { MessengerStatus } from '../messenger/index.ts'
import type { LocalCode } from '../reach/index.ts'
import { type Contract, output } from './contract.ts'
import type { MeetingState } from '../rendezvous/index.ts'
import * as input from './inputs.ts'

export interface EngineStatus extends MessengerStatus {
  readonly version: string
  readonly profile: string
  /** What the profile's secrets are wrapped with; `none`: the key lies beside the database, readable by its owner only. */
  readonly protection: 'none' | 'passphrase' | 'keystore' | 'memory'
  /** `off`: this engine was opened without a network, to read or to queue. */
  readonly network: 'on' | 'off'
  /** Multiaddr texts others can use now. */
  readonly addresses: readonly string[]
  readonly listening: readonly ListenState[]
  readonly mdns: 'off' | readonly DiscoveryState[]
  readonly rendezvous: RendezvousStatus
  /** Of this process. */
  readonly startedAt: number
  readonly pid: number
}

/** The distributed table, and what is done in it now (RDV-12). */
export interface RendezvousStatus extends Omit<MeetingState, 'state'> {
  readonly state: 'off' | MeetingState['state']
  /** Ways into the table that are known: typed, and from contacts. */
  readonly entrances: number
  /** Nodes connected now; 0 while nothing has to be done. */
  readonly nodes: number
  /** Absent: this device does not serve the table. */
  readonly serving?: { readonly port: number; readonly values: number; readonly requests: number; readonly code?: LocalCode }
}

export interface ListenState {
  readonly address: string
  /** Absent: it listens. */
  readonly code?: LocalCode
}

export interface DiscoveryState {
  readonly interface: string
  readonly address: string
  /** Whether subnet broadcast stands in where multicast fails. */
  readonly hasFallback: boolean
  /** Absent: announcing and hearing. */
  readonly code?: LocalCode
}

export const statusContract = {
  'status.get': { input: input.nothing, output: output<EngineStatus>() },
  /** Looks at the network anew, and tries everybody at once instead of waiting for the next turn. */
  'status.lookAgain': { input: input.nothing, output: output<undefined>() },
  /** Drops and rebuilds every view from blocks. */
  'status.rebuild': { input: input.nothing, output: output<{ readonly messages: number }>() },
  /** Answers, then stops the engine that answered. */
  'status.stop': { input: input.nothing, output: output<undefined>() },
} as const satisfies Contract
