/**
 * What a change of governance does to blocks that are here already: keys open what was locked, cuts set aside what they exclude, and an undone
 * cut brings it back (FEED-10). The result is what it would have been had the governance come first.
 */
import { parseBlock, parseHeader } from '../../feeds/block/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import type { FeedIntake } from './feed-intake.ts'
import type { ForkFeeds } from './fork-feeds.ts'
import { diffStories } from './fork-reading.ts'
import type { GovernanceLog } from './governance-log.ts'
import type { Retained } from './retained.ts'
import type { RoomCore } from './room-core.ts'
import type { SegmentName, Segments } from './segments.ts'
import { isAllowed } from './stored-feed.ts'
import type { StoredBlock } from '../../store/index.ts'
import type { RoomViews } from './views.ts'

export class RoomRange {
  readonly #core: RoomCore
  readonly #log: GovernanceLog
  readonly #segments: Segments
  readonly #views: RoomViews
  readonly #intake: FeedIntake
  readonly #forks: ForkFeeds
  readonly #retained: Retained
  /** Allowed seqs per device as last applied. */
  #applied: ReadonlyMap<DeviceId, string>

  constructor(
    core: RoomCore,
    log: GovernanceLog,
    segments: Segments,
    views: RoomViews,
    intake: FeedIntake,
    forks: ForkFeeds,
    retained: Retained,
  ) {
    this.#core = core
    this.#log = log
    this.#segments = segments
    this.#views = views
    this.#intake = intake
    this.#forks = forks
    this.#retained = retained
    this.#applied = intervalsOf(log)
  }

  governanceChanged(): void {
    this.#unlock()
    const now = intervalsOf(this.#log)
    const accounts = new Set<AccountId>()
    for (const [device, intervals] of now) {
      const before = this.#applied.get(device)
      const account = this.#log.state.devices.get(device)?.account
      if (before !== undefined && before !== intervals && account !== undefined) accounts.add(account)
    }
    this.#applied = now
    for (const account of accounts) for (const name of this.#segmentsOf(account)) this.#apply(name)
  }

  #unlock(): void {
    const locked = this.#core.store.blocks.inState(this.#core.key, 'locked')
    for (const stored of locked) {
      const parsed = parseBlock(this.#core.crypto, stored.header, stored.signature, stored.body)
      if (parsed.ok) this.#intake.judgeAgain(parsed.value, stored.checked)
    }
  }

  #apply(name: SegmentName): void {
    const before = this.#forks.content(name)
    const { blocks } = this.#core.store
    const devices = [...this.#segments.clients(name).keys()]
    let seq = 0
    for (const stored of blocks.segment(this.#core.key, devices, name.epoch, name.index)) {
      const author = this.#log.state.devices.get(stored.device)
      if (author === undefined || stored.state === 'locked') continue
      const allowed = isAllowed(author, stored.seq)
      if (allowed === (stored.state !== 'aside')) continue
      blocks.setState(this.#core.key, stored.id, allowed ? 'accepted' : 'aside')
      if (!allowed && stored.kind === 2) this.#bringBack(stored)
      seq = stored.seq
    }
    if (seq === 0) return
    this.#segments.forget(name)
    this.#forks.forget(name)
    this.#views.exchange(name, diffStories(before, this.#forks.content(name)), seq)
  }

  /** DEL-4: a snapshot that no longer counts erased nothing; what it had superseded and is still kept are ordinary blocks again. */
  #bringBack({ header }: StoredBlock): void {
    const read = parseHeader(header)
    if (!read.ok) return
    const { blocks } = this.#core.store
    for (const { device, ranges } of read.value.supersede ?? []) {
      for (const [first, last] of ranges) {
        const held = blocks.range(this.#core.key, device, 1, first, last, Number.MAX_SAFE_INTEGER)
        this.#retained.release(held.map(({ id }) => id))
      }
    }
  }

  #segmentsOf(account: AccountId): readonly SegmentName[] {
    const names = new Map<string, SegmentName>()
    for (const { device, account: owner } of this.#log.state.devices.values()) {
      if (owner !== account) continue
      for (const { epoch, index } of this.#core.store.blocks.spans(this.#core.key, device))
        names.set(`${epoch}/${index}`, { account, epoch, index })
    }
    return [...names.values()]
  }
}

function intervalsOf(log: GovernanceLog): ReadonlyMap<DeviceId, string> {
  return new Map([...log.state.devices.values()].map(({ device, intervals }) => [device, JSON.stringify(intervals)]))
}
