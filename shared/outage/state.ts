/** The outage watch as shells see it: which messengers are looked at, and how each stands (docs/spec/outage.md). */
import type { RoomId } from '../ids/index.ts'

/** unknown: not looked at yet, or nothing could be said. suspect: it did not answer, and that may have many reasons. */
export type OutageState = 'unknown' | 'ok' | 'suspect' | 'down'

export interface WatchedHost {
  /** Lower case, in ASCII; an IP address or a name. */
  readonly host: string
  readonly port: number
}

export interface WatchedService {
  /** Of a preset: `kakaotalk`, `line`, `whatsapp`, `telegram`, `naver`; else the name that was given. */
  readonly service: string
  /** As a person calls it, in both languages. */
  readonly name: { readonly ko: string; readonly en: string }
  readonly isPreset: boolean
  readonly isWatched: boolean
  readonly hosts: readonly WatchedHost[]
  readonly state: OutageState
  /** Since when it stands so, wall ms; for `suspect` and `down`: when it first did not answer. */
  readonly since: number | undefined
  readonly checkedAt: number | undefined
  /** When it last came back after it had been down, wall ms; of this run of the program. */
  readonly backAt: number | undefined
}

export interface OutageView {
  readonly isOn: boolean
  readonly services: readonly WatchedService[]
  /** no: nothing outside answers, so nothing is said of services. unknown: nobody could tell. */
  readonly ownInternet: 'yes' | 'no' | 'unknown'
  /** Where "I'm here" goes with one tap. */
  readonly rooms: readonly RoomId[]
}

/** What changed: `down`: it has been said that it does not respond; `back`: it had been, and answers again. */
export interface OutageChange {
  readonly service: string
  readonly name: { readonly ko: string; readonly en: string }
  readonly state: OutageState
  readonly before: OutageState
  readonly since: number
}

export type OutageCode = 'BAD_HOST' | 'NO_SERVICE' | 'NO_HOST' | 'TOO_MANY' | 'NO_ROOM' | 'NO_NETWORK'
