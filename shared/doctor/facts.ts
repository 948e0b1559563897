/**
 * What the doctor knows when it speaks: one plain snapshot of this computer's network and of the people it wants. Gathered by the engine
 * (`src-main/engine/doctor`), judged by `findings.ts`. What could not be found out is absent or `unknown`: the doctor is silent about it.
 */
import type { AccountId } from '../ids/index.ts'
import type { Reach } from '../messenger/index.ts'
import type { LocalCode, ReachCode } from '../reach/index.ts'

export interface Person {
  readonly account: AccountId
  readonly name: string
}

export interface PersonFact extends Person {
  readonly reach: Reach
  readonly code: ReachCode | undefined
  /** A device of theirs is announced on a network of ours now. */
  readonly isSeenHere: boolean
}

export interface InterfaceFact {
  readonly name: string
  readonly address: string
  readonly family: 4 | 6
  /** virtual: bridges of containers and virtual machines, where nobody else is. */
  readonly kind: 'network' | 'tunnel' | 'virtual' | 'loopback'
  readonly isLinkLocal: boolean
}

/** Which way packets to the internet take, as the system decides it: rules and tables included. */
export type RouteFact =
  | { readonly state: 'unknown' | 'none' }
  | { readonly state: 'via'; readonly interface: string; readonly isTunnel: boolean }

/** One address of ours that announces. */
export interface FinderFact {
  readonly interface: string
  readonly address: string
  readonly code?: LocalCode
  /** Whether what we sent there just now came back to us; absent: not tried. */
  readonly ownMulticast?: boolean
  readonly ownBroadcast?: boolean
  /** Since when it listens there, and when somebody else was heard last; wall ms. */
  readonly since: number
  readonly othersAt?: number
}

export type DoorAnswer = 'answered' | 'refused' | 'silent'

/** One address we listen on, tried from this very computer. */
export interface DoorFact {
  readonly address: string
  readonly code?: LocalCode
  readonly answer?: DoorAnswer
}

/** A contact on our network was asked to connect to us. */
export interface DialBackFact extends Person {
  readonly answer: DoorAnswer
}

export interface DoctorFacts {
  /** Wall ms, as the computer says. */
  readonly at: number
  /** off: nothing runs for this profile; the doctor looks and opens nothing. */
  readonly network: 'on' | 'off'
  readonly interfaces: readonly InterfaceFact[]
  readonly route4: RouteFact
  readonly route6: RouteFact
  readonly finder: 'off' | readonly FinderFact[]
  readonly doors: readonly DoorFact[]
  readonly dialBacks: readonly DialBackFact[]
  readonly people: readonly PersonFact[]
  /** CLK-6: what contacts agree to add to our clock, ms. Absent: too few were heard to say. */
  readonly clockOffsetMs?: number
  /** Asked only when the person wants it. unset: there is nowhere to ask. */
  readonly portal?: 'unset' | 'clear' | 'sign-in' | 'no-answer' | 'unclear'
  /** The subnet was searched, because somebody asked for it. */
  readonly probe?: { readonly tried: number; readonly found: readonly Person[] }
  /** When the computer last woke, wall ms. */
  readonly wokeAt?: number
  readonly connections: { readonly open: number; readonly most: number }
  readonly freeDiskBytes?: number

  /** Reach from far away, as contacts see it. */
  readonly publicReach?: 'reachable' | 'unreachable'
  /** easy: a router whose outer address serves everybody; hard: one that gives each conversation another. */
  readonly natKind?: 'none' | 'easy' | 'hard'
  /** Through whom we can be reached, and whom we let through. */
  readonly relays?: readonly Person[]
  readonly relayingFor?: readonly Person[]
  /** Who keeps messages for us, and for whom we do. */
  readonly carriers?: readonly Person[]
  readonly carryingFor?: readonly Person[]
}
