/**
 * Writes this device's feed (FEED-7, FEED-8): one transaction of the document, one block, one commit by the caller. Rolls over to the next
 * segment when one is full or the epoch changed, compacts what has grown long (SNAP-1) and erases for everyone (DEL-1).
 */
import { type Block, PEPPER_BYTES, type Supersede, encodeSnapshotPlain, encodeUpdatePlain, sealBlock } from '../../feeds/block/index.ts'
import { type Erasing, type SegmentContent, SegmentWriter, type Writing, readRaw } from '../../feeds/segment/index.ts'
import type { EpochId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, ok } from '../../result.ts'
import { field, id, struct, uint } from '../../codec/index.ts'
import type { ActCode } from '../api.ts'
import type { FeedChains } from './feed-chains.ts'
import type { ForkFeeds } from './fork-feeds.ts'
import type { GovernanceLog } from './governance-log.ts'
import type { Keyring } from './keyring.ts'
import type { OwnChanges } from './own-changes.ts'
import type { RoomActs } from './room-acts.ts'
import type { StoredBlock } from '../../store/index.ts'
import type { RoomCore } from './room-core.ts'
import type { SegmentName, Segments } from './segments.ts'
import type { SnapshotIntake } from './snapshot-intake.ts'
import { isAllowed, storedFeed } from './stored-feed.ts'
import { supersededBy } from './superseded.ts'
import type { RoomViews } from './views.ts'

interface Current {
  readonly name: SegmentName
  readonly writer: SegmentWriter
  /** Own updates no snapshot covers yet, and what they take before sealing. */
  tailBlocks: number
  tailBytes: number
}

const position = struct({ epoch: field(1, id('epoch')), index: field(2, uint()) })

export class FeedWriter {
  readonly #core: RoomCore
  readonly #log: GovernanceLog
  readonly #keyring: Keyring
  readonly #acts: RoomActs
  readonly #chains: FeedChains
  readonly #segments: Segments
  readonly #views: RoomViews
  readonly #changes: OwnChanges
  readonly #snapshots: SnapshotIntake
  readonly #forks: ForkFeeds
  #current: Current | undefined
  /** Segments that were closed and are to be compacted. */
  readonly #closed: SegmentName[] = []

  constructor(parts: {
    readonly core: RoomCore
    readonly log: GovernanceLog
    readonly keyring: Keyring
    readonly acts: RoomActs
    readonly chains: FeedChains
    readonly segments: Segments
    readonly views: RoomViews
    readonly changes: OwnChanges
    readonly snapshots: SnapshotIntake
    readonly forks: ForkFeeds
  }) {
    this.#core = parts.core
    this.#log = parts.log
    this.#keyring = parts.keyring
    this.#acts = parts.acts
    this.#chains = parts.chains
    this.#segments = parts.segments
    this.#views = parts.views
    this.#changes = parts.changes
    this.#snapshots = parts.snapshots
    this.#forks = parts.forks
  }

  /** Writes what belongs together as one block. The caller's transaction makes it durable; if that fails, call `reset`. */
  write(writing: Writing): Result<Block, ActCode> {
    const current = this.#open()
    if (!current.ok) return current
    const { name, writer } = current.value
    const { update, effects } = writer.write(writing)
    const plain = encodeUpdatePlain(this.#core.rng.bytes(PEPPER_BYTES), update)
    const block = this.#seal(name, 1, plain)
    this.#store(block)
    const content: SegmentContent = readRaw(effects, this.#core.keys.device, this.#clientOf(name), this.#segments.messageIdOf(name.account))
    this.#changes.came(name.account, block.header, content)
    this.#views.add(name, content, block.header.seq)
    current.value.tailBlocks += 1
    current.value.tailBytes += plain.length
    this.#segments.forgetSection(name, this.#core.keys.device)
    return ok(block)
  }

  /** Takes content out of segments for everyone, each by an erasing snapshot. In the commit of the amendment that says so. */
  erase(erasings: ReadonlyMap<SegmentName, Erasing>): readonly Block[] {
    const blocks: Block[] = []
    for (const [name, erasing] of erasings) {
      if (!this.#forks.mayReplace(name)) continue
      const writer = this.#isCurrent(name) ? this.#current?.writer : this.#writerFor(name)
      if (writer === undefined) continue
      writer.erase(erasing)
      blocks.push(this.#snapshot(name, writer))
    }
    // Where a fork keeps words that were to go, nobody is told that they went.
    if (blocks.length === erasings.size) for (const { header } of blocks) this.#changes.erased(this.#core.account, header)
    return blocks
  }

  /** Compacts what SNAP-1 says is due; returns the snapshots written. */
  compact(): readonly Block[] {
    const blocks: Block[] = []
    for (const name of this.#closed.splice(0)) {
      if (!this.#forks.mayReplace(name) || !this.#hasPast(name)) continue
      const writer = this.#writerFor(name)
      if (writer !== undefined) blocks.push(this.#snapshot(name, writer))
    }
    const current = this.#current
    if (current !== undefined && isLong(current) && this.#hasPast(current.name)) blocks.push(this.#snapshot(current.name, current.writer))
    return blocks
  }

  /** One snapshot in place of several (SNAP-3); returns those written. */
  join(names: readonly SegmentName[]): readonly Block[] {
    return names.flatMap((name) => {
      if (!this.#forks.mayReplace(name) || !this.#hasPast(name)) return []
      const writer = this.#isCurrent(name) ? this.#current?.writer : this.#writerFor(name)
      return writer === undefined ? [] : [this.#snapshot(name, writer)]
    })
  }

  /** Between writing and compacting a cut may have come (FEED-10): this device is out, or all it wrote there is set aside. */
  #hasPast(name: SegmentName): boolean {
    const author = this.#log.state.devices.get(this.#core.keys.device)
    const isHeard = author !== undefined && isAllowed(author, this.#chains.highest(author.device) + 1)
    return isHeard && this.#segments.stored(name).length > 0
  }

  get needsCompacting(): boolean {
    return this.#closed.length > 0 || (this.#current !== undefined && isLong(this.#current))
  }

  /** Another device of this account wrote into a segment, or a commit failed: documents in memory are out of date. */
  reset(): void {
    this.#current = undefined
  }

  #open(): Result<Current, ActCode> {
    const epoch = this.#acts.writingEpoch()
    if (!epoch.ok) return epoch
    const held = this.#current
    if (held !== undefined && held.name.epoch === epoch.value && !held.writer.isFull) return ok(held)
    const stored = this.#position()
    let index = stored?.epoch === epoch.value ? stored.index : 0
    if (held !== undefined && held.name.epoch === epoch.value) index = held.name.index + 1
    if (held !== undefined) this.#closed.push(held.name)
    else if (stored !== undefined && stored.epoch !== epoch.value) this.#closed.push({ account: this.#core.account, ...stored })
    const opened = this.#load(epoch.value, index)
    this.#current = opened
    this.#core.store.values.put('writers', String(this.#core.key), position.encode({ epoch: opened.name.epoch, index: opened.name.index }))
    return ok(opened)
  }

  /** The first segment from `index` on that has room, and no own words that a cut set aside: should they count again, each clock is one word's. */
  #load(epoch: EpochId, index: number): Current {
    for (let at = index; ; at++) {
      const name: SegmentName = { account: this.#core.account, epoch, index: at }
      const blocks = this.#segments.blocks(name)
      const writer = this.#writerOf(name, blocks)
      // A client another device of this account has here too is not ours to use (protocol §1).
      if (writer === undefined || writer.isFull || this.#isCut(name)) continue
      const tail = blocks.filter((block) => block.device === this.#core.keys.device && block.kind === 1)
      return { name, writer, tailBlocks: tail.length, tailBytes: tail.reduce((sum, block) => sum + (block.plaintext?.length ?? 0), 0) }
    }
  }

  #isCut({ epoch, index }: SegmentName): boolean {
    const own = this.#core.store.blocks.segment(this.#core.key, [this.#core.keys.device], epoch, index)
    return own.some(({ state }) => state === 'aside')
  }

  #writerFor(name: SegmentName): SegmentWriter | undefined {
    return this.#writerOf(name, this.#segments.blocks(name))
  }

  #writerOf(name: SegmentName, blocks: Parameters<Segments['build']>[1]): SegmentWriter | undefined {
    const clients = [...this.#segments.clients(name)]
    const own = this.#clientOf(name)
    if (clients.some(([device, client]) => client === own && device < this.#core.keys.device)) return undefined
    return new SegmentWriter(this.#segments.build(name, blocks), this.#core.keys.device, own, this.#segments.messageIdOf(name.account))
  }

  #snapshot(name: SegmentName, writer: SegmentWriter): Block {
    const plain = encodeSnapshotPlain(this.#core.rng.bytes(PEPPER_BYTES), writer.snapshot())
    // SNAP-1: what was not applied is not listed; it may only lack what comes before it.
    const { stalls } = this.#segments.build(name, this.#segments.blocks(name))
    const applied = ({ device, kind, seq }: StoredBlock): boolean => kind === 2 || seq < (stalls.get(device) ?? Number.MAX_SAFE_INTEGER)
    const supersede = supersededBy(this.#segments.stored(name).filter(applied))
    const block = this.#seal(name, 2, plain, supersede)
    const author = this.#log.state.devices.get(this.#core.keys.device)
    if (author === undefined) throw new Error('not a device of this room')
    const state = this.#snapshots.take(block, author, true)
    if (state !== 'accepted') throw new Error(`own snapshot is ${typeof state === 'string' ? state : state.code}`)
    this.#note(block)
    if (this.#isCurrent(name) && this.#current !== undefined) {
      this.#current.tailBlocks = 0
      this.#current.tailBytes = 0
    }
    return block
  }

  #seal(name: SegmentName, kind: 1 | 2, plaintext: Uint8Array, supersede?: readonly Supersede[]): Block {
    const { crypto, keys, handle } = this.#core
    const epochKeys = this.#keyring.full(name.epoch)
    if (epochKeys === undefined) throw new Error('no key of the epoch')
    const chain = this.#chains.of(keys.device)
    return sealBlock(crypto, {
      seed: keys.seed,
      key: epochKeys.feed(keys.device),
      draft: {
        handle,
        device: keys.device,
        lane: 1,
        seq: chain.height + 1,
        prev: chain.head,
        kind,
        epoch: name.epoch,
        index: name.index,
        ...(supersede !== undefined && { supersede }),
      },
      plaintext,
    })
  }

  #store(block: Block): void {
    this.#core.store.blocks.put(storedFeed(this.#core.key, block, 'accepted', true))
    this.#note(block)
  }

  #note(block: Block): void {
    this.#chains.of(block.header.device).add(block.header.seq, block.id)
    this.#chains.save(block.header.device)
    this.#chains.epochs.note(block.header.epoch)
    this.#chains.epochs.save()
  }

  #clientOf(name: SegmentName): number {
    const client = this.#segments.clients(name).get(this.#core.keys.device)
    if (client === undefined) throw new Error('not a device of this room')
    return client
  }

  #isCurrent(name: SegmentName): boolean {
    return this.#current?.name.epoch === name.epoch && this.#current.name.index === name.index
  }

  #position(): { readonly epoch: EpochId; readonly index: number } | undefined {
    const value = this.#core.store.values.get('writers', String(this.#core.key))
    const read = value === undefined ? undefined : position.decode(value)
    return read?.ok === true ? { epoch: read.value.epoch, index: read.value.index } : undefined
  }
}

function isLong({ tailBlocks, tailBytes }: Current): boolean {
  return tailBlocks >= RESOURCE.SNAPSHOT_TAIL_BLOCKS || tailBytes >= RESOURCE.SNAPSHOT_TAIL_BYTES
}
