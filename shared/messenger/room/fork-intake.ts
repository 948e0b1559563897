/**
 * Takes blocks that stand beside their device's main chain (FORK-2): at each place the two lowest ids stay, whatever order they came in. A block
 * whose branch is not here up to it waits in memory, within the bounds of FEED-6, until what comes before it was fetched.
 */
import { type Block, type ForkProof, forkProof, parseBlock, parseHeader } from '../../feeds/block/index.ts'
import type { BlockId, DeviceId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { RoomDevice } from '../../rooms/governance/index.ts'
import type { FeedChains } from './feed-chains.ts'
import type { FeedTaken } from './feed-taken.ts'
import type { ForkBranches } from './fork-branches.ts'
import type { ForkFeeds } from './fork-feeds.ts'
import type { RoomCore } from './room-core.ts'
import type { Segments } from './segments.ts'
import type { SnapshotIntake } from './snapshot-intake.ts'
import { isAllowed, storedFeed } from './stored-feed.ts'

export interface ForkIntakeParts {
  readonly core: RoomCore
  readonly chains: FeedChains
  readonly segments: Segments
  readonly forks: ForkFeeds
  readonly branches: ForkBranches
  readonly snapshots: SnapshotIntake
}

export class ForkIntake {
  readonly #core: RoomCore
  readonly #chains: FeedChains
  readonly #segments: Segments
  readonly #forks: ForkFeeds
  readonly #branches: ForkBranches
  readonly #snapshots: SnapshotIntake
  readonly #orphans = new Map<BlockId, Map<BlockId, Block>>()
  readonly #waiting = { ids: new Set<BlockId>(), bytes: 0 }
  #adopted: Block[] = []

  constructor({ core, chains, segments, forks, branches, snapshots }: ForkIntakeParts) {
    this.#core = core
    this.#chains = chains
    this.#segments = segments
    this.#forks = forks
    this.#branches = branches
    this.#snapshots = snapshots
  }

  has(block: BlockId): boolean {
    return this.#branches.has(block)
  }

  /** Whether a block is kept aside until what comes before it is here. */
  isWaiting(block: BlockId): boolean {
    return this.#waiting.ids.has(block)
  }

  /** A block whose signature holds and that does not continue the main chain. */
  take(block: Block, author: RoomDevice, isChecked: boolean): FeedTaken {
    const { device, seq, prev, kind } = block.header
    const isRooted = this.#isParentHere(block)
    // SNAP-5: a snapshot needs nothing before it; what it replaced may be nowhere any more.
    if (!isRooted && kind !== 2) return this.#wait(block)
    const siblings = isRooted ? this.#siblings(block) : this.#unrooted(device, seq)
    const highest = siblings.toSorted().at(-1)
    if (siblings.length >= INTRINSIC.FORK_BRANCHES && highest !== undefined) {
      if (block.id > highest) return { kind: 'refused', code: 'FORKED', block }
      if (!this.#branches.has(highest)) this.#demote(device, seq, prev)
      this.#forks.evict(device, highest)
    }
    const state = this.#store(block, author, isChecked)
    if (state === undefined) return { kind: 'refused', code: 'QUOTA', block }
    this.held(block.id)
    const proof = this.#proofAgainst(block)
    return { kind: 'taken', state, account: author.account, device, ...(proof !== undefined && { proof }) }
  }

  /** A side block that waited for its key, or came back into its device's range. */
  judgeAgain(block: Block, author: RoomDevice, isChecked: boolean): void {
    this.#store(block, author, isChecked)
  }

  /** A block is here now: those that waited for it are next. */
  held(block: BlockId): void {
    const waiting = this.#orphans.get(block)
    if (waiting === undefined) return
    this.#orphans.delete(block)
    for (const orphan of waiting.values()) {
      this.#waiting.ids.delete(orphan.id)
      this.#waiting.bytes -= orphan.body.length
      this.#adopted.push(orphan)
    }
  }

  /** Blocks that can be taken now; more may follow from taking them. */
  *adopted(): Iterable<Block> {
    for (let next = this.#adopted.shift(); next !== undefined; next = this.#adopted.shift()) yield next
  }

  #store(block: Block, author: RoomDevice, isChecked: boolean): 'accepted' | 'locked' | 'aside' | undefined {
    const { device, seq, prev, epoch, index = 0 } = block.header
    const side = { seq, ...(prev !== undefined && { prev }) }
    const opened = this.#segments.open(block)
    if (opened !== undefined && isAllowed(author, seq)) {
      this.#forks.take(block, opened.plaintext, { account: author.account, epoch, index }, isChecked, side)
      return 'accepted'
    }
    const state = opened === undefined ? 'locked' : 'aside'
    if (!this.#snapshots.idle.admits(block, state)) return undefined
    this.#core.store.blocks.put(storedFeed(this.#core.key, block, state, isChecked))
    this.#branches.add(device, block.id, side)
    return state
  }

  #isParentHere({ header: { device, seq, prev } }: Block): boolean {
    if (prev === undefined) return seq === 1
    const side = this.#branches.get(prev)
    if (side !== undefined) return side.seq === seq - 1
    if (this.#chains.of(device).headAt(seq - 1) === prev) return true
    return this.#core.store.blocks.at(this.#core.key, device, 1, seq - 1).some(({ id }) => id === prev)
  }

  /** What else follows the same block. */
  #siblings({ header: { device, seq, prev } }: Block): readonly BlockId[] {
    const here = this.#core.store.blocks.at(this.#core.key, device, 1, seq).filter(({ id }) => !this.#branches.has(id))
    const onMain = here.filter(({ header }) => {
      const read = parseHeader(header)
      return read.ok && read.value.prev === prev
    })
    return [...onMain.map(({ id }) => id), ...this.#branches.after(device, prev)]
  }

  /** Snapshots at a seq that follow nothing known here. */
  #unrooted(device: DeviceId, seq: number): readonly BlockId[] {
    const onMain = (prev: BlockId): boolean => this.#core.store.blocks.at(this.#core.key, device, 1, seq - 1).some(({ id }) => id === prev)
    return [...this.#branches.of(device)].flatMap(([id, side]) => {
      const isLoose = side.seq === seq && side.prev !== undefined && !this.#branches.has(side.prev) && !onMain(side.prev)
      return isLoose ? [id] : []
    })
  }

  /** The main chain gives way from `seq` on to the lowest branch that leaves it there. Which branch is called main changes no view. */
  #demote(device: DeviceId, seq: number, prev: BlockId | undefined): void {
    const chain = this.#chains.of(device)
    const heirs = this.#branches.after(device, prev).toSorted()
    for (const { id, seq: at, header } of this.#core.store.blocks.range(
      this.#core.key,
      device,
      1,
      seq,
      chain.height,
      Number.MAX_SAFE_INTEGER,
    )) {
      const read = parseHeader(header)
      if (this.#branches.has(id) || !read.ok) continue
      this.#branches.add(device, id, { seq: at, ...(read.value.prev !== undefined && { prev: read.value.prev }) })
    }
    chain.truncate(seq - 1, prev)
    for (let next = heirs[0], at = seq; next !== undefined; next = this.#branches.after(device, next).toSorted()[0], at++) {
      this.#branches.remove(next)
      chain.add(at, next)
    }
    this.#chains.save(device)
  }

  #wait(block: Block): FeedTaken {
    const { device, seq, prev } = block.header
    const isTooMuch =
      this.#waiting.ids.size >= RESOURCE.WAITING_BLOCKS_PER_DEVICE ||
      this.#waiting.bytes + block.body.length > RESOURCE.WAITING_BYTES_PER_DEVICE
    if (prev === undefined) return { kind: 'refused', code: 'BAD_CHAIN', block }
    const held = this.#orphans.get(prev) ?? new Map<BlockId, Block>()
    if (!isTooMuch && !held.has(block.id)) {
      held.set(block.id, block)
      this.#orphans.set(prev, held)
      this.#waiting.ids.add(block.id)
      this.#waiting.bytes += block.body.length
    }
    return { kind: 'orphan', device, seq, isFirst: !this.#waiting.ids.has(prev) }
  }

  #proofAgainst(block: Block): ForkProof | undefined {
    for (const held of this.#core.store.blocks.at(this.#core.key, block.header.device, 1, block.header.seq)) {
      const parsed = parseBlock(this.#core.crypto, held.header, held.signature, held.body)
      const proof = parsed.ok ? forkProof(parsed.value, block) : undefined
      if (proof !== undefined) return proof
    }
    return undefined
  }
}
