/**
 * "If it burnt tonight, whom could I reach?" (docs/spec/readiness.md): what the messenger knows of each contact, put together when somebody
 * looks. Keeps one thing of its own, when and how each was last reached; asks nobody anything.
 */
import type { AccountId } from '../../ids/index.ts'
import { READINESS } from '../../limits.ts'
import type { PeerSession, SyncHub } from '../../sync/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { Contact, PersonRef } from '../api.ts'
import type { LastReached, OwnReadiness, ReadinessApi, ReadinessSources, ReadinessView } from '../api-readiness.ts'
import type { Carrying } from '../carrying/index.ts'
import type { MessengerDeps } from '../deps.ts'
import type { Keepsakes } from '../keepsakes/index.ts'
import type { Names } from '../names.ts'
import type { People } from '../people/index.ts'
import type { Rooms } from '../rooms.ts'
import { type PersonFacts, board } from './board.ts'
import { ReachLog } from './reach-log.ts'
import { sessionWay } from './session-way.ts'

export interface ReadinessDeps extends Pick<MessengerDeps, 'store' | 'clock' | 'identity'> {
  readonly people: People
  readonly rooms: Rooms
  readonly names: Names
  readonly carrying: Carrying
  readonly keepsakes: Keepsakes
  hub(): SyncHub
  /** CLK-6. */
  now(): number
}

export class Readiness implements ReadinessApi {
  readonly #deps: ReadinessDeps
  readonly #log: ReachLog
  readonly #timers: NamedTimers
  #sources: ReadinessSources = {}

  constructor(deps: ReadinessDeps) {
    this.#deps = deps
    this.#log = new ReachLog(deps.store)
    this.#timers = new NamedTimers(deps.clock)
    this.#noteLater()
  }

  /** What other parts of the house know; each call adds to what was given before. */
  plug(sources: ReadinessSources): void {
    this.#sources = { ...this.#sources, ...sources }
  }

  sessionOpened(session: PeerSession): void {
    this.#note(session)
  }

  sessionClosed(session: PeerSession): void {
    this.#note(session)
  }

  stop(): void {
    this.#timers.close()
  }

  view(): ReadinessView {
    const { people, now } = this.#deps
    const sessions = Map.groupBy(this.#deps.hub().sessions(), ({ account }) => account)
    const keepers = this.#keepers()
    const near = new Set(people.nearby().map(({ contact }) => contact))
    const contacts = people
      .contacts()
      .filter(({ blocked }) => !blocked)
      .map((contact) => this.#factsOf(contact, sessions.get(contact.account) ?? [], near.has(contact.account), keepers))
    const invited = (this.#sources.invited?.() ?? []).slice(0, READINESS.INVITED).map(({ name, since, toldAt }): PersonFacts => ({
      ...{ account: undefined, name, picture: undefined, since, standing: 'invited', verified: false, isReachedNow: false },
      ...{ last: undefined, nearAt: undefined, alwaysOn: 'none', keptBy: undefined },
      ...(toldAt !== undefined && { toldAt }),
    }))
    return board(now(), [...contacts, ...invited], this.#own(keepers))
  }

  #factsOf(contact: Contact, sessions: readonly PeerSession[], isSeenHere: boolean, keepers: Keepers): PersonFacts {
    const { account, name, picture, state, since, verified } = contact
    const now = this.#deps.now()
    const line = this.#log.of(account)
    const ways = sessions.map(({ address }) => sessionWay(address))
    const current = ways.find(({ way }) => way === 'near') ?? ways.find(({ way }) => way === 'internet') ?? ways[0]
    const reached = current === undefined ? line : { at: now, ...current }
    const last: LastReached | undefined =
      reached === undefined
        ? undefined
        : { at: reached.at, way: reached.way, through: reached.way === 'through' ? this.#relayName(reached.relay) : undefined }
    const keeper = keepers.of.get(account)
    const isNearNow = current?.way === 'near' || isSeenHere
    return {
      ...{ account, name, picture, since, standing: state, verified, last, isReachedNow: current !== undefined },
      nearAt: isNearNow ? now : line?.nearAt,
      alwaysOn: keepers.accounts.has(account) ? 'own' : keeper === undefined ? 'none' : 'kept',
      keptBy: keepers.accounts.has(account) ? undefined : keeper,
    }
  }

  #relayName(relay: LineRelay): string {
    const owner = relay === undefined ? undefined : this.#deps.people.ownerOf(relay)
    return (owner === undefined ? undefined : this.#deps.people.nameOf(owner)) ?? ''
  }

  /** Who keeps rooms of ours, as he says himself: an ask that waits is no keeper. */
  #keepers(): Keepers {
    const { carrying, rooms, names } = this.#deps
    const of = new Map<AccountId, PersonRef>()
    const accounts = new Map<AccountId, PersonRef>()
    for (const key of rooms.opened()) {
      const room = rooms.get(key)
      const found = room === undefined ? undefined : carrying.carriersOf(room.core.id)
      for (const { account, state } of found?.ok === true ? found.value : []) {
        if (room === undefined || state !== 'carrying' || account === undefined) continue
        const keeper = { account, name: names.nameOf(account) }
        accounts.set(account, keeper)
        for (const member of room.state.members.keys()) if (!of.has(member)) of.set(member, keeper)
      }
    }
    return { of, accounts }
  }

  #own({ accounts }: Keepers): OwnReadiness {
    const { people, identity, keepsakes } = this.#deps
    return {
      words: people.me().wordsKept ? 'kept' : 'checked',
      backup: this.#sources.backup?.(),
      computers: people.ownDevices().filter(({ device }) => device !== identity.keys.device).length,
      keepers: [...accounts.values()],
      keepsakeHolders: keepsakes.view().keepsake.holders.length,
      lastDrillAt: this.#sources.lastDrillAt?.(),
    }
  }

  #note({ account, address }: PeerSession): void {
    const { people, now } = this.#deps
    if (account === undefined || people.contact(account)?.state !== 'paired') return
    this.#log.reached(account, sessionWay(address), now())
  }

  #noteLater(): void {
    this.#timers.after('note', READINESS.NOTE_MS, () => {
      for (const session of this.#deps.hub().sessions()) this.#note(session)
      this.#noteLater()
    })
  }
}

type LineRelay = ReturnType<typeof sessionWay>['relay']

interface Keepers {
  /** By whom a room of ours with them in it is kept. */
  readonly of: ReadonlyMap<AccountId, PersonRef>
  /** Everybody who keeps one. */
  readonly accounts: ReadonlyMap<AccountId, PersonRef>
}
