/**
 * Readiness as shells see it: if the usual messenger burnt tonight, whom could this person reach? Facts with names, never a score; what was
 * not seen is not claimed (docs/spec/readiness.md).
 */
import type { AccountId } from '../ids/index.ts'
import type { PersonRef } from './api-messages.ts'
import type { Picture } from './api-profile.ts'

/** By which way somebody was reached: on a network of ours, over the internet, or through somebody else's computer. */
export type ReadyWay = 'near' | 'internet' | 'through'

/** When somebody was last reached, wall ms, and how. */
export interface LastReached {
  readonly at: number
  readonly way: ReadyWay
  /** Way `through`: whose computer it went through; empty where that person is not known by name. */
  readonly through: string | undefined
}

/**
 * reached: now, or not long ago. stale: was, but long ago. never: joined, not once met since. asked: their link was accepted here, they were
 * not met yet. invited: they have an invitation and nothing else.
 */
export type ReadyState = 'reached' | 'stale' | 'never' | 'asked' | 'invited'

/** alone: a computer of their own is always on. kept: somebody keeps the messages we have together. none: nothing of that kind is known. */
export type AlwaysOn = 'own' | 'kept' | 'none'

export interface ReadyPerson {
  /** Undefined: invited, and nobody knows yet who that will be. */
  readonly account: AccountId | undefined
  readonly name: string
  readonly picture: Picture | undefined
  readonly state: ReadyState
  /** Since when known or invited, wall ms. */
  readonly since: number
  /** The safety number was compared. */
  readonly verified: boolean
  readonly isReachedNow: boolean
  readonly last: LastReached | undefined
  /** When they were last on a network of ours, wall ms: only such a way works without the internet. */
  readonly nearAt: number | undefined
  readonly worksWithoutInternet: boolean
  readonly alwaysOn: AlwaysOn
  /** Who keeps what we say to each other; `alwaysOn: kept`. */
  readonly keptBy: PersonRef | undefined
}

/** What is on this person's own side. */
export interface OwnReadiness {
  /** checked: written down, and three of them typed again. kept: the words lie on this computer only. */
  readonly words: 'checked' | 'kept'
  /** When the last good backup was made, wall ms; `none`: there is none. Undefined: this version makes no backups. */
  readonly backup: number | 'none' | undefined
  /** My other computers. */
  readonly computers: number
  /** Who keeps messages of a room of mine. */
  readonly keepers: readonly PersonRef[]
  /** Contacts who keep my list of contacts, for the day this computer is lost. */
  readonly keepsakeHolders: number
  /** When the last drill ended, wall ms. */
  readonly lastDrillAt: number | undefined
}

export type ReadyStepCode =
  | 'invite-first'
  | 'write-words'
  | 'remind'
  | 'meet'
  | 'find-keeper'
  | 'compare'
  | 'meet-near'
  | 'back-up'
  | 'second-computer'
  | 'drill'

/** Something to do, with whom; the first is the one to show as a button. */
export interface ReadyStep {
  readonly code: ReadyStepCode
  /** Whom it is about; empty: nobody in particular. */
  readonly people: readonly { readonly account: AccountId | undefined; readonly name: string }[]
}

export interface ReadinessView {
  readonly at: number
  /** Reached first, invited last; within a state by name. */
  readonly people: readonly ReadyPerson[]
  /** Of `people`: reached, by name. */
  readonly reached: readonly string[]
  /** Of `people`: who would not be reached, by name. */
  readonly missing: readonly string[]
  readonly own: OwnReadiness
  /** Best first; empty: all is done that can be. */
  readonly steps: readonly ReadyStep[]
}

/** Somebody who has an invitation and has not come. */
export interface InvitedPerson {
  readonly name: string
  /** Wall ms. */
  readonly since: number
  /** When they last had an invitation or a reminder, wall ms. Absent: nobody knows. */
  readonly toldAt?: number
}

/** What other parts of the house know; each is asked when somebody looks. Absent: nobody knows. */
export interface ReadinessSources {
  invited?(): readonly InvitedPerson[]
  /** When the last good backup was made. */
  backup?(): number | 'none'
  lastDrillAt?(): number | undefined
}

export interface ReadinessApi {
  view(): ReadinessView
}
