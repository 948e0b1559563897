/**
 * Takes snapshots (SNAP-2 … SNAP-6): storing one, dropping what it supersedes and updating views is the caller's one transaction. Own
 * snapshots go the same way. What one device erases of another device's words stays on disk for 72 hours, out of sight (DEL-4).
 */
import type { Block, BlockHeader, Supersede } from '../../feeds/block/index.ts'
import {
  type OpenedBlock,
  type SegmentContent,
  changedSilently,
  diffContent,
  isOtherStory,
  openedBlock,
} from '../../feeds/segment/index.ts'
import type { AccountId, BlockId, DeviceId, MessageId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomDevice } from '../../rooms/governance/index.ts'
import type { BlockState } from '../../store/index.ts'
import type { SyncCode } from '../../sync/index.ts'
import type { FeedChains } from './feed-chains.ts'
import type { ForkFeeds } from './fork-feeds.ts'
import type { GovernanceLog } from './governance-log.ts'
import type { OwnChanges } from './own-changes.ts'
import { IdleBlocks } from './idle-blocks.ts'
import type { JointSnapshots } from './joint-snapshots.ts'
import { type Told, toldBy } from './rebuild.ts'
import type { Retained } from './retained.ts'
import type { Rewritten } from './rewritten.ts'
import type { RoomCore } from './room-core.ts'
import type { SegmentName, Segments } from './segments.ts'
import { isAllowed, storedFeed } from './stored-feed.ts'
import type { RoomViews } from './views.ts'

const NOTHING: SegmentContent = { entries: [], amendments: [], marks: [] }

export class SnapshotIntake {
  readonly #core: RoomCore
  readonly #log: GovernanceLog
  readonly #chains: FeedChains
  readonly #segments: Segments
  readonly #views: RoomViews
  readonly #changes: OwnChanges
  readonly #retained: Retained
  readonly #forks: ForkFeeds
  readonly #rewritten: Rewritten
  readonly #joints: JointSnapshots
  readonly idle: IdleBlocks

  constructor(parts: {
    readonly core: RoomCore
    readonly log: GovernanceLog
    readonly chains: FeedChains
    readonly segments: Segments
    readonly views: RoomViews
    readonly changes: OwnChanges
    readonly retained: Retained
    readonly forks: ForkFeeds
    readonly rewritten: Rewritten
    readonly joints: JointSnapshots
  }) {
    this.#core = parts.core
    this.#log = parts.log
    this.#chains = parts.chains
    this.#segments = parts.segments
    this.#views = parts.views
    this.#changes = parts.changes
    this.#retained = parts.retained
    this.#forks = parts.forks
    this.#rewritten = parts.rewritten
    this.#joints = parts.joints
    this.idle = new IdleBlocks(parts.core, () => parts.log.size)
  }

  /**
   * Its signature holds and its place in the chain is free. `isLinked` false: nothing tells that it continues what is here. Then one that
   * cannot go on from the words here is `strange`, and nothing was done: it speaks of another branch (FORK-2), or of a rewritten past.
   */
  take(block: Block, author: RoomDevice, isChecked: boolean, isLinked = true): BlockState | 'strange' | { readonly code: SyncCode } {
    const { seq, epoch, index = 0, supersede = [] } = block.header
    const owners = supersede.map(({ device }) => this.#log.state.devices.get(device)?.account)
    if (owners.includes(undefined)) return { code: 'NOT_LIVE' }
    if (!this.#hasSpans(supersede)) return { code: 'QUOTA' }
    const opened = this.#segments.open(block)
    const name: SegmentName = { account: author.account, epoch, index }
    const isOwn = owners.every((owner) => owner === author.account)
    if (opened === undefined) {
      const state = this.#putIdle(block, 'locked', isChecked)
      // What it stands for is in its signed header: else whoever has no key of an epoch could not take what its authors wrote since.
      if (state === 'locked' && isOwn && !this.#contradicts(name, supersede)) this.#cover(supersede)
      return state
    }
    if (!isAllowed(author, seq)) return this.#putIdle(block, 'aside', isChecked)
    if (!isOwn) return this.#putIdle(block, 'stalled', isChecked)
    if (this.#forks.concerns(name, block.header.device, seq) || this.#forks.listsFork(supersede)) {
      this.#forks.take(block, opened.plaintext, name, isChecked)
      return 'accepted'
    }
    if (this.#contradicts(name, supersede)) return isLinked ? this.#putIdle(block, 'stalled', isChecked) : 'strange'
    const blocks = this.#segments.blocks(name)
    const snapshot = openedBlock(block, opened.plaintext)
    if (snapshot === undefined) return { code: 'BAD_FRAME' }
    const before = blocks.length === 0 ? NOTHING : this.#segments.build(name, blocks).content
    const after = this.#segments.build(name, [...blocks, snapshot])
    this.#segments.forget(name)
    if (after.illegalSnapshots.includes(block.id)) return this.#putIdle(block, 'stalled', isChecked)
    // The edit may come inside this very snapshot, when the blocks before it never came (SNAP-5).
    const told = new Set(after.content.amendments.flatMap(({ amendment }) => (amendment.type === 'time' ? [] : amendment.message)))
    const endOf = (device: DeviceId): number => after.sections.get(device)?.endClock ?? 0
    const silent = changedSilently(before, after.content, (message) => told.has(message) || this.#views.isAmended(message, author.account))
    if (silent.length > 0 && !isLinked && isOtherStory(before, after.content, endOf)) return 'strange'
    this.#put(block, 'accepted', isChecked)
    this.#cover(supersede)
    // Of one that came before what it follows nobody can say yet that it is silent.
    if (silent.length > 0 && isLinked && this.#knowsAllBefore(block.header, author.account))
      this.#markRewritten(block, name, blocks, silent)
    this.#drop(block, name, supersede, erasesOthers(block.header.device, before, after.content))
    const diff = diffContent(before, after.content)
    // What this device writes is noted with the change it belongs to.
    if (block.header.device !== this.#core.keys.device) {
      this.#changes.came(author.account, block.header, diff.added)
      this.#changes.erased(author.account, block.header)
    }
    this.#views.exchange(name, diff, seq)
    this.#joints.note(name)
    return 'accepted'
  }

  /**
   * Whether all is here in which the account may have said so: nobody is blamed, and no word kept that was to go, because an edit or a deletion
   * comes late. What its other devices wrote before nobody can tell.
   */
  #knowsAllBefore({ device, seq }: BlockHeader, account: AccountId): boolean {
    const { devices } = this.#log.state
    const others = [...devices.values()].filter((each) => each.account === account && each.device !== device)
    const [chain, ...gaps] = this.#chains.of(device).spans
    const isWhole = gaps.length === 0 && chain?.first === 1 && chain.last >= seq - 1
    const isLocked = this.#core.store.blocks.inState(this.#core.key, 'locked').some((held) => held.device === device)
    return others.length === 0 && isWhole && !isLocked
  }

  /** SNAP-4: the account changed its past without saying so; what shows it stays. */
  #markRewritten(snapshot: Block, name: SegmentName, before: readonly OpenedBlock[], messages: readonly MessageId[]): void {
    const changed = new Set(messages)
    const shows = ({ content }: Told): boolean =>
      content.entries.some(({ id }) => changed.has(id)) || content.amendments.some(({ amendment }) => changed.has(amendment.message))
    const ids = [...toldBy(this.#segments, name, before)].filter(shows).flatMap(({ blocks }) => blocks)
    const evidence = [...ids, snapshot.id].flatMap((id) => this.#core.store.blocks.byId(this.#core.key, id) ?? [])
    this.#rewritten.mark(name.account, messages, evidence)
    this.#views.noteChanged(messages)
  }

  /** SNAP-5: a listed `last`, or a block of another segment among those listed, that what is held contradicts. */
  #contradicts(name: SegmentName, supersede: readonly Supersede[]): boolean {
    return supersede.some(({ device, ranges, last }) => {
      const end = ranges.at(-1)?.[1] ?? 0
      const head = this.#chains.of(device).headAt(end)
      const atEnd = this.#core.store.blocks.at(this.#core.key, device, 1, end)
      if (atEnd.length > 0 ? !atEnd.some(({ id }) => id === last) : head !== undefined && head !== last) return true
      return ranges.some(([first, until]) => this.#holdsOther(device, first, until, name))
    })
  }

  #holdsOther(device: DeviceId, first: number, last: number, { epoch, index }: SegmentName): boolean {
    const held = this.#core.store.blocks.range(this.#core.key, device, 1, first, last, Number.MAX_SAFE_INTEGER)
    return held.some((block) => block.epoch !== epoch || block.index !== index)
  }

  #cover(supersede: readonly Supersede[]): void {
    for (const { device, ranges, last } of supersede) {
      const chain = this.#chains.of(device)
      chain.coverAll(ranges, last)
      this.#chains.save(device)
    }
  }

  #drop(snapshot: Block, name: SegmentName, supersede: readonly Supersede[], retain: boolean): void {
    const gone: BlockId[] = []
    for (const { device, ranges } of supersede) {
      for (const [first, last] of ranges) {
        for (const held of this.#core.store.blocks.range(this.#core.key, device, 1, first, last, Number.MAX_SAFE_INTEGER)) {
          if (held.epoch === name.epoch && held.index === name.index && held.id !== snapshot.id) gone.push(held.id)
        }
      }
    }
    if (retain) this.#retained.keep(gone, this.#core.clock.now() + RESOURCE.CROSS_DEVICE_ERASURE_MS)
    else this.#retained.drop(gone)
  }

  /** Holes cost every reader of a chain: an honest snapshot closes more than it makes. */
  #hasSpans(supersede: readonly Supersede[]): boolean {
    return supersede.every(({ device, ranges }) => this.#chains.of(device).spans.length + ranges.length <= RESOURCE.CHAIN_SPANS)
  }

  #putIdle(block: Block, state: 'locked' | 'aside' | 'stalled', isChecked: boolean): BlockState | { readonly code: SyncCode } {
    return this.idle.admits(block, state) ? this.#put(block, state, isChecked) : { code: 'QUOTA' }
  }

  #put(block: Block, state: BlockState, isChecked: boolean): BlockState {
    this.#core.store.blocks.put(storedFeed(this.#core.key, block, state, isChecked))
    return state
  }
}

/** Whether a snapshot by `author` takes away words another device of its account wrote. */
function erasesOthers(author: DeviceId, before: SegmentContent, after: SegmentContent): boolean {
  if (!before.entries.some(({ device }) => device !== author)) return false
  const kept = new Set(after.entries.map(({ device, clock }) => `${device}:${clock}`))
  return before.entries.some(({ device, clock }) => device !== author && !kept.has(`${device}:${clock}`))
}
