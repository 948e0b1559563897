/**
 * Stands between the sessions and a room: whatever goes wrong in it ends there. A disk that is full, a commit that fails or a mistake of ours
 * costs what was just handed over, which can be fetched again; never the session, and never the process. The room is then read anew from
 * disk, since what is in memory may be ahead of it; the sessions keep this object and notice nothing.
 */
import type { DeviceId, EpochId, RoomHandle } from '../../ids/index.ts'
import type { Accepted, FeedRow, GovRow, PeerSession, Ranges, RoomStanding, RoomSync, SyncCode, WireBlock } from '../../sync/index.ts'

export interface Guard {
  /** The room as it is now; undefined when it is gone. */
  current(): RoomSync | undefined
  /** Something was thrown: forget what is in memory. Says what to tell the peer. */
  failed(cause: unknown): SyncCode
}

export class GuardedRoomSync implements RoomSync {
  readonly handle: RoomHandle
  readonly #guard: Guard

  constructor(handle: RoomHandle, guard: Guard) {
    this.handle = handle
    this.#guard = guard
  }

  get priority(): number {
    return this.#ask((sync) => sync.priority, 2)
  }

  get isJoining(): boolean {
    return this.#ask((sync) => sync.isJoining === true, false)
  }

  governanceRows(): readonly GovRow[] {
    return this.#ask((sync) => sync.governanceRows(), [])
  }

  governanceBeyond(rows: readonly GovRow[], maxBytes: number, reader: DeviceId): readonly WireBlock[] {
    return this.#ask((sync) => sync.governanceBeyond(rows, maxBytes, reader), [])
  }

  acceptGovernance(session: PeerSession, blocks: readonly WireBlock[]): Accepted {
    return this.#take((sync) => sync.acceptGovernance(session, blocks), refused)
  }

  standing(device: DeviceId): RoomStanding {
    return this.#ask((sync) => sync.standing(device), 'none')
  }

  feedRows(): readonly FeedRow[] {
    return this.#ask((sync) => sync.feedRows(), [])
  }

  get declined(): RoomSync['declined'] {
    return this.#ask((sync) => sync.declined, undefined)
  }

  peerHolds(session: PeerSession, rows: readonly FeedRow[]): void {
    this.#ask((sync) => sync.peerHolds(session, rows), undefined)
  }

  newest(device: DeviceId, ranges: Ranges): Ranges {
    return this.#ask((sync) => sync.newest(device, ranges), ranges)
  }

  serve(device: DeviceId, ranges: Ranges, maxBytes: number): ReturnType<RoomSync['serve']> {
    return this.#ask((sync) => sync.serve(device, ranges, maxBytes), { blocks: [], complete: false })
  }

  acceptFeed(session: PeerSession, blocks: readonly WireBlock[]): Accepted {
    return this.#take((sync) => sync.acceptFeed(session, blocks), refused)
  }

  statusCounters(): ReturnType<RoomSync['statusCounters']> {
    return this.#ask((sync) => sync.statusCounters(), [])
  }

  status(device: DeviceId): Uint8Array | undefined {
    return this.#ask((sync) => sync.status(device), undefined)
  }

  acceptStatus(session: PeerSession, status: Uint8Array): SyncCode | 'old' | undefined {
    return this.#take<SyncCode | 'old' | undefined>(
      (sync) => sync.acceptStatus(session, status),
      (code) => code,
    )
  }

  grantsWanted(): readonly EpochId[] {
    return this.#ask((sync) => sync.grantsWanted(), [])
  }

  grantWanted(session: PeerSession, epochs: readonly EpochId[]): void {
    this.#ask((sync) => sync.grantWanted(session, epochs), undefined)
  }

  proofs(): readonly Uint8Array[] {
    return this.#ask((sync) => sync.proofs(), [])
  }

  acceptProof(session: PeerSession, proof: Uint8Array): SyncCode | undefined {
    return this.#take<SyncCode | undefined>(
      (sync) => sync.acceptProof(session, proof),
      (code) => code,
    )
  }

  #ask<T>(work: (sync: RoomSync) => T, otherwise: T): T {
    return this.#take(work, () => otherwise)
  }

  #take<T>(work: (sync: RoomSync) => T, otherwise: (code: SyncCode) => T): T {
    try {
      const sync = this.#guard.current()
      return sync === undefined ? otherwise('GONE') : work(sync)
    } catch (cause) {
      return otherwise(this.#guard.failed(cause))
    }
  }
}

/** Nothing of it is on disk. */
function refused(code: SyncCode): Accepted {
  return { done: 0, repeats: 0, refused: [{ code, own: false }] }
}
