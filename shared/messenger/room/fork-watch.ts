/**
 * Notices that a peer holds another branch of a feed than we do, and has it fetched (FORK-1): a head of his that no chain here has at its
 * seq, or blocks whose predecessor is unknown here. Each is asked for once per session; a wrong guess costs a few repeated blocks.
 */
import type { DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { FeedRow, PeerSession } from '../../sync/index.ts'
import type { Room } from './room.ts'

export class ForkWatch {
  readonly #room: Room
  readonly #asked = new WeakMap<PeerSession, Set<string>>()

  constructor(room: Room) {
    this.#room = room
  }

  /** Rows of a peer. */
  heard(session: PeerSession, rows: readonly FeedRow[]): void {
    for (const row of rows) {
      const [first, last] = row.ranges.at(-1) ?? [0, 0]
      if (last > 0 && this.#isStrange(row, last)) this.#fetch(session, row.device, row.head, first, last)
    }
  }

  /** A block came that follows something we do not have. */
  missing(session: PeerSession, device: DeviceId, seq: number): void {
    if (seq > 1) this.#fetch(session, device, String(seq), 1, seq - 1)
  }

  #isStrange({ device, head }: FeedRow, last: number): boolean {
    const { branches, chains, core } = this.#room
    if (branches.has(head) || last > Math.max(chains.of(device).height, branches.height(device))) return false
    const known = chains.of(device).headAt(last)
    if (known === head) return false
    const here = core.store.blocks.at(core.key, device, 1, last)
    // What a snapshot replaced is known by nobody's id any more: nothing can be said.
    return here.length === 0 ? known !== undefined : here.every(({ id }) => id !== head)
  }

  #fetch(session: PeerSession, device: DeviceId, what: string, first: number, last: number): void {
    const asked = this.#asked.get(session) ?? new Set<string>()
    this.#asked.set(session, asked)
    const name = `${device}/${what}`
    if (asked.has(name) || asked.size >= ASKED_PER_SESSION) return
    asked.add(name)
    session.refetch(this.#room.core.key, device, [[Math.max(first, last - RESOURCE.FORK_FETCH_BLOCKS + 1), last]])
  }
}

/** A peer may invent heads; each costs him a WANT of ours, and after so many nothing. */
const ASKED_PER_SESSION = 4096
