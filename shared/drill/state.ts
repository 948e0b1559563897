/** A drill as shells see it: what is switched off, who answered over which way, and what became of former ones (docs/spec/readiness.md). */
import type { AccountId } from '../ids/index.ts'
import type { ReadyWay } from '../messenger/index.ts'

/**
 * no-internet: direct addresses inside the house only. lan-only: of those, only networks this very computer is on. carriers-only: only
 * computers that keep a room of ours, wherever they are.
 */
export const DRILL_MODES = ['no-internet', 'lan-only', 'carriers-only'] as const
export type DrillMode = (typeof DRILL_MODES)[number]

/** Somebody who was asked. */
export interface DrillPerson {
  readonly account: AccountId
  readonly name: string
  /** When their computer answered, and by which way; absent: it did not. */
  readonly answered?: { readonly at: number; readonly way: ReadyWay }
  /** Mode `carriers-only`: an answering computer that keeps what we say to each other, and whose it is. */
  readonly keptBy?: string
}

export interface DrillState {
  readonly mode: DrillMode
  /** Wall ms. */
  readonly startedAt: number
  readonly endsAt: number
  /** Everybody asked, who answered first in front. */
  readonly people: readonly DrillPerson[]
  /** How many connections were let go because the mode does not allow their way. */
  readonly closed: number
  /** The table where others are looked for was switched off with it. */
  readonly pausedTable: boolean
}

export interface DrillResult {
  readonly mode: DrillMode
  readonly startedAt: number
  readonly endedAt: number
  /** time: it ran its time. asked: somebody ended it. stopped: the program ended. */
  readonly end: 'time' | 'asked' | 'stopped'
  readonly people: readonly DrillPerson[]
}

export interface DrillView {
  readonly running: DrillState | undefined
  /** Newest first. */
  readonly results: readonly DrillResult[]
}

export type DrillCode = 'DRILL_RUNNING' | 'NO_DRILL' | 'NO_NETWORK' | 'OUT_OF_RANGE'
