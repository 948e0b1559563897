/**
 * Takes feed blocks from anywhere (FEED-4): chain, signature, key, legality, range, then disk and views in the caller's transaction. What is
 * taken may be acknowledged once that transaction is on disk (SYNC-8). The verdict on a block is a function of the blocks, never of the
 * order in which they came.
 */
import { type Block, decodeUpdatePlain, parseBlock, verifyBlock } from '../../feeds/block/index.ts'
import { diffContent, openedBlock, readRaw } from '../../feeds/segment/index.ts'
import type { AccountId, BlockId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomDevice } from '../../rooms/governance/index.ts'
import type { SyncCode, WireBlock } from '../../sync/index.ts'
import type { BlockState } from '../../store/index.ts'
import type { FeedChains } from './feed-chains.ts'
import type { ForkBranches } from './fork-branches.ts'
import type { ForkFeeds } from './fork-feeds.ts'
import type { FeedTaken } from './feed-taken.ts'
import { ForkIntake } from './fork-intake.ts'
import type { GovernanceLog } from './governance-log.ts'
import type { OwnChanges } from './own-changes.ts'
import type { RoomCore } from './room-core.ts'
import type { SegmentName, Segments } from './segments.ts'
import type { SnapshotIntake } from './snapshot-intake.ts'
import { isAllowed, storedFeed } from './stored-feed.ts'
import type { RoomViews } from './views.ts'

type Place = 'next' | 'free' | 'repeat' | 'gap' | 'fork'

export class FeedIntake {
  readonly #core: RoomCore
  readonly #log: GovernanceLog
  readonly #chains: FeedChains
  readonly #segments: Segments
  readonly #views: RoomViews
  readonly #changes: OwnChanges
  readonly #snapshots: SnapshotIntake
  readonly #forks: ForkFeeds
  readonly #side: ForkIntake

  constructor(parts: {
    readonly core: RoomCore
    readonly log: GovernanceLog
    readonly chains: FeedChains
    readonly segments: Segments
    readonly views: RoomViews
    readonly changes: OwnChanges
    readonly snapshots: SnapshotIntake
    readonly forks: ForkFeeds
    readonly branches: ForkBranches
  }) {
    this.#core = parts.core
    this.#log = parts.log
    this.#chains = parts.chains
    this.#segments = parts.segments
    this.#views = parts.views
    this.#changes = parts.changes
    this.#snapshots = parts.snapshots
    this.#forks = parts.forks
    this.#side = new ForkIntake(parts)
  }

  /** Several blocks in the order received. Blocks of one chain in a row are a run: its last good signature vouches for all (SYNC-9). */
  take(wires: readonly WireBlock[]): readonly FeedTaken[] {
    const results: FeedTaken[] = []
    const parsed = wires.map((wire) => parseBlock(this.#core.crypto, wire.header, wire.signature, wire.body))
    let at = 0
    while (at < parsed.length) {
      const first = parsed[at]
      if (first === undefined) break
      if (!first.ok) {
        results.push({ kind: 'refused', code: first.code, block: undefined })
        at += 1
        continue
      }
      const run = [first.value]
      for (let next = parsed[at + 1]; next?.ok === true && continues(run.at(-1), next.value); next = parsed[at + run.length])
        run.push(next.value)
      results.push(...this.#takeRun(run))
      at += run.length
    }
    for (const orphan of this.#side.adopted())
      results.push(this.#takeBlock(orphan, orphan.signature !== undefined && verifyBlock(this.#core.crypto, orphan)))
    this.#chains.epochs.save()
    return results
  }

  /** A block that waited for its key, judged as if it came now. Its place in the chain stays. */
  judgeAgain(block: Block, isChecked: boolean): void {
    const author = this.#log.state.devices.get(block.header.device)
    if (author === undefined || this.#segments.open(block) === undefined) return
    this.#core.store.blocks.remove(this.#core.key, block.id)
    if (this.#side.has(block.id)) this.#side.judgeAgain(block, author, isChecked)
    else if (block.header.kind === 2) this.#snapshots.take(block, author, isChecked)
    else if (typeof this.#takeUpdate(block, author, isChecked) !== 'string') {
      this.#put(block, 'stalled', isChecked)
      // What it waits for comes before it: when that is here, the segment is worked out with both.
      const { epoch, index = 0 } = block.header
      this.#segments.forget({ account: author.account, epoch, index })
    }
  }

  #takeRun(run: readonly Block[]): readonly FeedTaken[] {
    let vouched = 0
    for (let end = run.length; end > 0 && vouched === 0; end--) {
      const last = run[end - 1]
      if (last !== undefined && last.signature !== undefined && verifyBlock(this.#core.crypto, last)) vouched = end
    }
    let before: FeedTaken | undefined
    return run.map((block, index) => {
      if (index >= vouched) return { kind: 'refused', code: 'BAD_SIG', block }
      const taken = this.#takeBlock(block, index === vouched - 1)
      const isFirst = taken.kind === 'orphan' && taken.isFirst && before?.kind !== 'orphan'
      before = taken
      return taken.kind === 'orphan' ? { ...taken, isFirst } : taken
    })
  }

  #takeBlock(block: Block, isChecked: boolean): FeedTaken {
    const taken = this.#judge(block, isChecked)
    if (taken.kind === 'taken' && taken.state !== 'locked') this.#chains.epochs.note(block.header.epoch)
    return taken
  }

  #judge(block: Block, isChecked: boolean): FeedTaken {
    const { header } = block
    if (header.lane !== 1 || header.kind === 0 || header.handle !== this.#core.handle) return { kind: 'refused', code: 'BAD_FRAME', block }
    const author = this.#log.state.devices.get(header.device)
    if (author === undefined) return { kind: 'refused', code: 'NOT_LIVE', block }
    const place = this.#placeOf(block)
    if (place === 'repeat') return { kind: 'repeat' }
    if (place === 'fork') return this.#side.take(block, author, isChecked)
    // Own blocks from elsewhere: this device was rolled back or copied, and what it has may be another story (FORK-4).
    if (place === 'gap' && header.device === this.#core.keys.device)
      return { kind: 'orphan', device: header.device, seq: header.seq, isFirst: true }
    if (place === 'gap' && this.#chains.of(header.device).spans.length >= RESOURCE.CHAIN_SPANS)
      return { kind: 'refused', code: 'QUOTA', block }
    if (place === 'gap' && !this.#startsSection(block, author.account)) {
      // Whoever serves an epoch we have no key of, or what follows a block we had no room for, did nothing wrong (SYNC-13, T54).
      return { kind: 'refused', code: this.#segments.open(block) === undefined ? 'NO_KEY' : 'OUT_OF_RANGE', block }
    }
    const state =
      header.kind === 2 ? this.#snapshots.take(block, author, isChecked, place === 'next') : this.#takeUpdate(block, author, isChecked)
    if (state === 'strange') return this.#side.take(block, author, isChecked)
    if (typeof state !== 'string') return { kind: 'refused', code: state.code, block }
    this.#chains.of(header.device).add(header.seq, block.id)
    this.#chains.save(header.device)
    this.#side.held(block.id)
    return { kind: 'taken', state, account: author.account, device: header.device }
  }

  /**
   * Where a block stands in what is held. The link to the block before is checked where that block, or its id, is here; where a snapshot
   * covered it without naming it there is nothing to check against, for anybody.
   */
  #placeOf({ id, header }: Block): Place {
    const chain = this.#chains.of(header.device)
    const { seq, prev } = header
    if (this.#side.has(id)) return 'repeat'
    if (prev !== undefined && (this.#side.has(prev) || this.#side.isWaiting(prev))) return 'fork'
    if (seq === chain.height + 1 && chain.head !== undefined) return chain.head === prev ? 'next' : 'fork'
    if (chain.holds(seq)) {
      const held = this.#core.store.blocks.at(this.#core.key, header.device, 1, seq)
      if (held.some((each) => each.id === id)) return 'repeat'
      return held.length > 0 ? 'fork' : 'repeat'
    }
    if (seq === 1) return 'next'
    if (!chain.holds(seq - 1)) return 'gap'
    const before = chain.headAt(seq - 1)
    if (before === undefined) return 'free'
    return before === prev ? 'next' : 'fork'
  }

  /** Newest segments come first (SYNC-6): a snapshot stands alone, an update may when nothing of its section comes before it. */
  #startsSection(block: Block, account: AccountId): boolean {
    const { kind, device, epoch, index = 0 } = block.header
    if (kind === 2) return true
    const opened = this.#segments.open(block)
    // Without the key nobody can tell; the chain will be asked for from its start once the key is here.
    if (opened?.plaintext === undefined) return false
    const section = this.#segments.section({ account, epoch, index }, device)
    return (
      section !== undefined && section.section.endClock === 0 && section.lastSeq === 0 && isLegalStart(opened.plaintext, section.section)
    )
  }

  #takeUpdate(block: Block, author: RoomDevice, isChecked: boolean): BlockState | { readonly code: SyncCode } {
    const { device, seq, epoch, index = 0 } = block.header
    const opened = this.#segments.open(block)
    if (opened === undefined) return this.#putIdle(block, 'locked', isChecked)
    if (!isAllowed(author, seq)) return this.#putIdle(block, 'aside', isChecked)
    const name: SegmentName = { account: author.account, epoch, index }
    if (this.#forks.concerns(name, device, seq)) {
      this.#forks.take(block, opened.plaintext, name, isChecked)
      return 'accepted'
    }
    // Own writes bypass this path, so what is remembered of the own section may be old.
    if (device === this.#core.keys.device) this.#segments.forget(name)
    const open = this.#segments.section(name, device)
    if (open === undefined) return { code: 'NOT_LIVE' }
    if (seq < open.lastSeq) return this.#takeLate(block, name, isChecked)
    const plain = opened.plaintext === undefined ? undefined : decodeUpdatePlain(opened.plaintext)
    const effects = open.stalled || plain?.ok !== true ? undefined : open.section.check(plain.value)
    if (effects?.ok !== true) {
      // FEED-6: nothing is illegal for want of a block that has yet to come.
      if (!this.#isWhole(device, open.lastSeq, seq)) return { code: 'OUT_OF_RANGE' }
      open.stalled = true
      open.lastSeq = seq
      return this.#putIdle(block, 'stalled', isChecked)
    }
    open.lastSeq = seq
    open.section.advance(effects.value)
    this.#put(block, 'accepted', isChecked)
    const content = readRaw(effects.value, device, open.section.client, this.#segments.messageIdOf(author.account))
    this.#changes.came(author.account, block.header, content)
    this.#views.add(name, content, seq)
    return 'accepted'
  }

  /** Whether all between two blocks of a chain is held. */
  #isWhole(device: DeviceId, after: number, before: number): boolean {
    return before - after <= 1 || this.#chains.of(device).spans.some(({ first, last }) => first <= after + 1 && before - 1 <= last)
  }

  /** A block from before ones already taken: the segment is worked out anew, as any other order would have it. */
  #takeLate(block: Block, name: SegmentName, isChecked: boolean): BlockState {
    const blocks = this.#segments.blocks(name)
    const before = this.#segments.build(name, blocks).content
    const opened = openedBlock(block, this.#segments.open(block)?.plaintext)
    this.#put(block, 'accepted', isChecked)
    const after = this.#segments.build(name, opened === undefined ? blocks : [...blocks, opened])
    this.#segments.forget(name)
    const diff = diffContent(before, after.content)
    this.#changes.came(name.account, block.header, diff.added)
    this.#views.exchange(name, diff, block.header.seq)
    return 'accepted'
  }

  /** Kept within bounds, in no view (FEED-6, FEED-10). */
  #putIdle(block: Block, state: 'locked' | 'aside' | 'stalled', isChecked: boolean): BlockState | { readonly code: SyncCode } {
    return this.#snapshots.idle.admits(block, state) ? this.#put(block, state, isChecked) : { code: 'QUOTA' }
  }

  #put(block: Block, state: BlockState, isChecked: boolean): BlockState {
    this.#core.store.blocks.put(storedFeed(this.#core.key, block, state, isChecked))
    return state
  }
}

function continues(before: Block | undefined, block: Block): boolean {
  const previous: BlockId | undefined = before?.id
  return (
    before !== undefined &&
    before.header.device === block.header.device &&
    block.header.prev === previous &&
    block.header.seq === before.header.seq + 1
  )
}

function isLegalStart(plaintext: Uint8Array, section: { check(update: Uint8Array): { readonly ok: boolean } }): boolean {
  const plain = decodeUpdatePlain(plaintext)
  return plain.ok && section.check(plain.value).ok
}
