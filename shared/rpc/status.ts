/** How the engine is: reach, queue, network, protection of the profile; and the two things one may tell it to do. */
import type { DeviceId } from '../ids/index.ts'
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
  readonly outside: OutsideState
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

/** How this device stands to those outside its own network. */
export interface OutsideState {
  /** yes: somebody came in from outside. no: somebody outside tried and could not. unknown: nobody there was asked. */
  readonly reachable: 'yes' | 'no' | 'unknown'
  /** The address this device has outside, as others see it. */
  readonly host?: string
  /** Multiaddr texts at which others came in from outside. */
  readonly addresses: readonly string[]
  /** What the router says when asked to let others in; `none`: no router here does, or another is behind it. */
  readonly mapping: 'off' | 'looking' | 'none' | 'mapped'
  /** Who keeps a place for this device, so that others reach it through them. */
  readonly relays: readonly NamedDevice[]
  /** Whom this device keeps a place for. */
  readonly places: readonly NamedDevice[]
  readonly circuits: readonly CircuitState[]
}

export interface NamedDevice {
  readonly device: DeviceId
  /** Of the person, where it is known. */
  readonly name?: string
}

/** Two devices that talk through this one. */
export interface CircuitState {
  readonly from: NamedDevice
  readonly to: NamedDevice
  /** Wall ms. */
  readonly since: number
  /** Both ways together. */
  readonly bytes: number
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
