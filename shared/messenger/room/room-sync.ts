/**
 * A room as the sync protocol sees it (shared/sync/host.ts): hands out and takes in blocks, statuses, grants and proofs. Each call that takes
 * something is one transaction; when it returns, what it calls done is on disk (SYNC-8).
 */
import type { DeviceId, EpochId, RoomHandle } from '../../ids/index.ts'
import type { Accepted, FeedRow, GovRow, PeerSession, Ranges, RoomStanding, RoomSync, SyncCode, WireBlock } from '../../sync/index.ts'
import { encodeForkProof } from '../../feeds/block/index.ts'
import { isEntitled } from './entitled.ts'
import type { Room } from './room.ts'
import { ForkWatch } from './fork-watch.ts'
import { newestOf, serveFeed } from './room-serve.ts'

/** What sync tells the room's owner beyond the room itself. */
export interface RoomSyncHooks {
  priority(): number
  /** A device told two stories here. */
  forked(device: DeviceId): void
  /** Somebody holds blocks of this device that are not from here: it is a copy, or was put back to an earlier state (FORK-4). */
  rolledBack(): void
  /** Somebody is about to say what he holds: where own messages were until now can still be seen. */
  custodyChanging(): void
  /** What others hold of own messages changed. */
  custodyChanged(): void
  /** Another device of this person, approved here. */
  isOwn(device: DeviceId): boolean
}

type Refusal = Accepted['refused'][number]

export class DefaultRoomSync implements RoomSync {
  readonly handle: RoomHandle
  readonly #room: Room
  readonly #hooks: RoomSyncHooks
  readonly #watch: ForkWatch

  constructor(room: Room, hooks: RoomSyncHooks) {
    this.handle = room.core.handle
    this.#room = room
    this.#hooks = hooks
    this.#watch = new ForkWatch(room)
  }

  get priority(): number {
    return this.#hooks.priority()
  }

  get isJoining(): boolean {
    return this.#room.state.root === undefined
  }

  governanceRows(): readonly GovRow[] {
    return this.#room.log.rows()
  }

  governanceBeyond(rows: readonly GovRow[], maxBytes: number, reader: DeviceId): readonly WireBlock[] {
    const isGuarded = this.standing(reader) === 'former' && !this.#hooks.isOwn(reader)
    return this.#room.log.beyond(rows, maxBytes, isGuarded ? this.#readableBy(reader) : undefined)
  }

  acceptGovernance(_session: PeerSession, blocks: readonly WireBlock[]): Accepted {
    const { store, keys } = this.#room.core
    const refused: Refusal[] = []
    let done = 0
    let repeats = 0
    let isOwn = false
    const forks: DeviceId[] = []
    store.transaction(() => {
      for (const wire of blocks) {
        const taken = this.#room.log.take(wire)
        if (taken.kind === 'taken') isOwn ||= taken.block.header.device === keys.device
        if (taken.kind === 'repeat') repeats += 1
        else if (taken.kind === 'refused') refused.push({ code: taken.code, own: false })
        else {
          done += 1
          if (taken.fork !== undefined) forks.push(...this.#note(taken.fork))
        }
      }
      this.#room.log.unlock()
    })
    if (done > 0) this.#room.governanceChanged()
    this.#told(forks)
    if (isOwn) this.#hooks.rolledBack()
    return { done, repeats, refused }
  }

  standing(device: DeviceId): RoomStanding {
    const { devices, carriers, gone } = this.#room.state
    const known = devices.get(device)
    if (known?.live === true) return 'live'
    if (carriers.has(device)) return 'carrier'
    if (known !== undefined && (known.dropped || gone.has(known.account))) return 'former'
    // An admission (GOV-11) or a vouch that came to nothing: who was handed a key then must hear that he is not in.
    return this.#room.log.handedTo(device).size > 0 || this.#hooks.isOwn(device) ? 'former' : 'none'
  }

  feedRows(): readonly FeedRow[] {
    return this.#room.chains.rows()
  }

  peerHolds(session: PeerSession, rows: readonly FeedRow[]): void {
    const { store } = this.#room.core
    this.#hooks.custodyChanging()
    const isNews = store.transaction(() => this.#room.custody.acknowledge(session.device, rows), 'relaxed')
    if (isNews) this.#hooks.custodyChanged()
    this.#watch.heard(session, rows)
  }

  newest(device: DeviceId, ranges: Ranges): Ranges {
    return newestOf(this.#room.core, device, ranges)
  }

  serve(device: DeviceId, ranges: Ranges, maxBytes: number): { readonly blocks: readonly WireBlock[]; readonly complete: boolean } {
    return serveFeed(this.#room.core, this.#room.retained, device, ranges, maxBytes)
  }

  acceptFeed(session: PeerSession, blocks: readonly WireBlock[]): Accepted {
    const { store, keys } = this.#room.core
    const refused: Refusal[] = []
    let repeats = 0
    const forks: DeviceId[] = []
    let isOwn = false
    const results = store.transaction(() => {
      const taken = this.#room.intake.take(blocks)
      if (this.#room.views.hasAdded) this.#room.touch()
      for (const each of taken)
        if (each.kind === 'taken' && each.proof !== undefined) forks.push(...this.#note(encodeForkProof(each.proof)))
      if (taken.some((each) => each.kind === 'orphan' && each.device === keys.device)) this.#room.forks.doubt(keys.device)
      return taken
    })
    let done = 0
    for (const result of results) {
      if (result.kind === 'taken') {
        done += 1
        isOwn ||= result.account === this.#room.core.account
      } else if (result.kind === 'repeat') repeats += 1
      else if (result.kind === 'refused') refused.push({ code: result.code, own: result.block?.header.device === session.device })
      else if (result.isFirst) this.#watch.missing(session, result.device, result.seq)
    }
    if (isOwn) this.#room.ownFeedChanged()
    if (done > 0) this.#room.feedChanged()
    this.#told(forks)
    // FORK-4: blocks of this device that it does not know of.
    if (results.some((each) => (each.kind === 'taken' || each.kind === 'orphan') && each.device === keys.device)) this.#hooks.rolledBack()
    return { done, repeats, refused }
  }

  statusCounters(): ReturnType<RoomSync['statusCounters']> {
    return this.#room.custody.counters()
  }

  status(device: DeviceId): Uint8Array | undefined {
    return this.#room.custody.status(device)
  }

  acceptStatus(_session: PeerSession, status: Uint8Array): SyncCode | 'old' | undefined {
    this.#hooks.custodyChanging()
    const code = this.#room.core.store.transaction(() => this.#room.custody.accept(status), 'relaxed')
    if (code === undefined) this.#hooks.custodyChanged()
    return code
  }

  grantsWanted(): readonly EpochId[] {
    const { state, keyring, core, log } = this.#room
    // What we cannot open may be what says that we are in again: whoever holds the key knows whether it is ours to have (KEY-5).
    const locked = log.lockedEpochs
    if (state.devices.get(core.keys.device)?.live !== true) return locked
    const lacking = state.epochs.filter(({ id }) => keyring.secret(id) === undefined && isEntitled(log, core.account, id))
    return [...locked, ...lacking.map(({ id }) => id)]
  }

  grantWanted(session: PeerSession, epochs: readonly EpochId[]): void {
    this.#room.govern(() => this.#room.acts.grant(session.device, epochs))
  }

  proofs(): readonly Uint8Array[] {
    return this.#room.forks.proofs()
  }

  acceptProof(_session: PeerSession, proof: Uint8Array): SyncCode | undefined {
    const result = this.#room.core.store.transaction(() => this.#room.forks.accept(proof))
    if (result === undefined) return undefined
    if ('code' in result) return result.code
    this.#told([result.device])
    return undefined
  }

  /** After the commit: everybody's people hear of it, and the device itself acts on it (FORK-5). */
  #told(forks: readonly DeviceId[]): void {
    for (const device of forks) this.#hooks.forked(device)
    if (forks.includes(this.#room.core.keys.device)) this.#hooks.rolledBack()
  }

  /** Epochs whose governance a device was ever able to open: the ones it holds and, through past-gov, those before them. */
  #readableBy(device: DeviceId): ReadonlySet<EpochId> {
    const { epochs } = this.#room.state
    const handed = this.#room.log.handedTo(device)
    const newest = Math.max(0, ...epochs.filter(({ id }) => handed.has(id)).map(({ n }) => n))
    return new Set(epochs.filter(({ id, n }) => n < newest || handed.has(id)).map(({ id }) => id))
  }

  #note(proof: Uint8Array): readonly DeviceId[] {
    const result = this.#room.forks.accept(proof)
    return result !== undefined && 'device' in result ? [result.device] : []
  }
}
