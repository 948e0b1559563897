/**
 * Segments in which a device told two stories (FORK-2): taking their blocks in, whatever branch they are on, and saying what they hold. Views
 * follow in the caller's transaction. Everything else of a room keeps to one chain per device and never meets a fork.
 */
import { type Block, type Supersede, parseBlock } from '../../feeds/block/index.ts'
import { type SegmentContent, diffStories, readSnapshotBlock } from './fork-reading.ts'
import { ForkContent } from './fork-content.ts'
import type { AccountId, BlockId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { StoredBlock } from '../../store/index.ts'
import type { FeedChains } from './feed-chains.ts'
import type { ForkBranches, SideBlock } from './fork-branches.ts'
import type { GovernanceLog } from './governance-log.ts'
import type { Retained } from './retained.ts'
import type { RoomCore } from './room-core.ts'
import type { SegmentName, Segments } from './segments.ts'
import { storedFeed } from './stored-feed.ts'
import type { RoomViews } from './views.ts'

export class ForkFeeds {
  readonly #core: RoomCore
  readonly #log: GovernanceLog
  readonly #chains: FeedChains
  readonly #segments: Segments
  readonly #views: RoomViews
  readonly #retained: Retained
  readonly #branches: ForkBranches
  readonly #contents = new Map<string, ForkContent>()

  constructor(
    core: RoomCore,
    log: GovernanceLog,
    chains: FeedChains,
    segments: Segments,
    views: RoomViews,
    retained: Retained,
    branches: ForkBranches,
  ) {
    this.#core = core
    this.#log = log
    this.#chains = chains
    this.#segments = segments
    this.#views = views
    this.#retained = retained
    this.#branches = branches
  }

  /** Whether some device of the account wrote here after its feed had split. */
  isForked({ account, epoch, index }: SegmentName): boolean {
    for (const device of this.#forkedDevices(account)) {
      const forkAt = this.#branches.forkAt(device) ?? Number.MAX_SAFE_INTEGER
      if (this.#segments.spans(device).some((span) => span.epoch === epoch && span.index === index && span.lastSeq >= forkAt)) return true
    }
    return false
  }

  /** Whether a block of this seq is, or will be, in such a segment. */
  concerns(name: SegmentName, device: DeviceId, seq: number): boolean {
    return seq >= (this.#branches.forkAt(device) ?? Number.MAX_SAFE_INTEGER) || this.isForked(name)
  }

  /** Whether a snapshot speaks of a feed beyond the point where it split. */
  listsFork(supersede: readonly Supersede[]): boolean {
    return supersede.some(({ device, ranges }) => (ranges.at(-1)?.[1] ?? 0) >= (this.#branches.forkAt(device) ?? Number.MAX_SAFE_INTEGER))
  }

  /** What a segment says, forked or not. */
  content(name: SegmentName): SegmentContent {
    return this.isForked(name) ? this.#union(name).content : this.#segments.build(name, this.#segments.blocks(name)).content
  }

  /** Whether what the main chain makes of a segment is whole, so that a snapshot of it may replace that chain's blocks. */
  mayReplace(name: SegmentName): boolean {
    if (!this.isForked(name)) return true
    const { stalls, illegalSnapshots } = this.#segments.build(name, this.#segments.blocks(name))
    return stalls.size === 0 && illegalSnapshots.length === 0
  }

  forget(name: SegmentName): void {
    this.#contents.delete(nameKey(name))
  }

  /** Takes a block in whose place and right to count were judged: `side` when it is beside its device's main chain. */
  take(block: Block, plaintext: Uint8Array | undefined, name: SegmentName, isChecked: boolean, side?: SideBlock): void {
    const { kind, device, seq } = block.header
    const known = new Set(this.#forkedNames(name.account).map(nameKey))
    const before = this.content(name)
    this.#core.store.blocks.put(storedFeed(this.#core.key, block, 'accepted', isChecked))
    const isFirst = side !== undefined && this.#branches.of(device).size === 0
    if (side !== undefined) this.#branches.add(device, block.id, side)
    if (isFirst) this.#reviveSnapshots(name.account)
    const isSnapshot = kind === 2 && readSnapshotBlock(plaintext, this.#segments.clients(name))
    if (isSnapshot) this.#replaceBy(block, name)
    this.#segments.forget(name)
    const held = known.has(nameKey(name)) && !isSnapshot ? this.#contents.get(nameKey(name)) : undefined
    if (held === undefined) {
      this.forget(name)
      this.#views.exchange(name, diffStories(before, this.content(name)), seq)
    } else this.#views.exchange(name, held.add({ block, plaintext }), seq)
    for (const other of this.#forkedNames(name.account)) {
      if (known.has(nameKey(other)) || nameKey(other) === nameKey(name)) continue
      const plain = this.#segments.build(other, this.#segments.blocks(other)).content
      this.#views.exchange(other, diffStories(plain, this.content(other)), seq)
    }
  }

  /** Takes a branch out again: a lower one came (FORK-2: the two lowest stay). */
  evict(device: DeviceId, root: BlockId): void {
    const account = this.#log.state.devices.get(device)?.account
    const names = account === undefined ? [] : this.#forkedNames(account)
    const before = names.map((name) => this.content(name))
    for (const id of this.#descendants(device, root)) {
      this.#branches.remove(id)
      this.#core.store.blocks.remove(this.#core.key, id)
    }
    for (const [at, name] of names.entries()) {
      this.forget(name)
      this.#segments.forget(name)
      this.#views.exchange(name, diffStories(before[at] ?? EMPTY, this.content(name)), this.#chains.of(device).height)
    }
  }

  /** Every block of a forked segment with its own share, for making views anew. */
  retell(name: SegmentName, say: (content: SegmentContent, seq: number) => void): void {
    const content = this.#fresh(name)
    for (const each of this.#opened(name)) {
      const { removed, added } = content.add(each)
      // A replaced value is told again by whoever replaced it: rows go by their slot.
      if (removed.entries.length === 0) say(added, each.block.header.seq)
    }
  }

  /** What a device's main chain says from a seq on, in any of its segments. */
  since(device: DeviceId, from: number, account: AccountId): SegmentContent {
    const all: SegmentContent[] = []
    for (const { epoch, index, lastSeq } of this.#segments.spans(device)) {
      if (lastSeq < from) continue
      const name = { account, epoch, index }
      const content = this.#fresh(name)
      for (const each of this.#opened(name)) {
        const { added } = content.add(each)
        const { header, id } = each.block
        if (header.device === device && header.seq >= from && !this.#branches.has(id)) all.push(added)
      }
    }
    return {
      entries: all.flatMap(({ entries }) => entries).filter((entry) => entry.device === device),
      amendments: all.flatMap(({ amendments }) => amendments).filter((item) => item.device === device),
      marks: all.flatMap(({ marks }) => marks).filter((item) => item.device === device),
    }
  }

  #forkedDevices(account: AccountId): readonly DeviceId[] {
    const devices: DeviceId[] = []
    for (const { device, account: owner } of this.#log.state.devices.values()) {
      if (owner === account && this.#branches.of(device).size > 0) devices.push(device)
    }
    return devices
  }

  #forkedNames(account: AccountId): readonly SegmentName[] {
    const names = new Map<string, SegmentName>()
    for (const device of this.#forkedDevices(account)) {
      const forkAt = this.#branches.forkAt(device) ?? Number.MAX_SAFE_INTEGER
      for (const { epoch, index, lastSeq } of this.#segments.spans(device)) {
        const name = { account, epoch, index }
        if (lastSeq >= forkAt) names.set(nameKey(name), name)
      }
    }
    return [...names.values()]
  }

  #union(name: SegmentName): ForkContent {
    const held = this.#contents.get(nameKey(name))
    if (held !== undefined) return held
    const made = this.#fresh(name)
    for (const each of this.#opened(name)) made.add(each)
    this.#contents.set(nameKey(name), made)
    const oldest = this.#contents.keys().next().value
    if (this.#contents.size > RESOURCE.OPEN_SEGMENTS && oldest !== undefined) this.#contents.delete(oldest)
    return made
  }

  #fresh(name: SegmentName): ForkContent {
    return new ForkContent({
      branches: this.#branches,
      clients: () => this.#segments.clients(name),
      messageIdOf: this.#segments.messageIdOf(name.account),
    })
  }

  /** Snapshots, then main chains, then branches, each ascending: what follows finds what it refers to. */
  #opened(name: SegmentName): readonly { readonly block: Block; readonly plaintext: Uint8Array | undefined }[] {
    const rank = ({ kind, id }: StoredBlock): number => (kind === 2 ? 0 : this.#branches.has(id) ? 2 : 1)
    return this.#segments
      .everyStory(name)
      .toSorted((a, b) => rank(a) - rank(b) || a.seq - b.seq || (a.id < b.id ? -1 : 1))
      .flatMap(({ header, signature, body }) => {
        const parsed = parseBlock(this.#core.crypto, header, signature, body)
        const opened = parsed.ok ? this.#segments.open(parsed.value) : undefined
        return parsed.ok && opened !== undefined ? [{ block: parsed.value, plaintext: opened.plaintext }] : []
      })
  }

  /** SNAP-6, for the branch the snapshot speaks of: what it lists on another branch stays. */
  #replaceBy(snapshot: Block, name: SegmentName): void {
    for (const item of snapshot.header.supersede ?? []) {
      const until = this.#reachOf(item, this.#branches.has(snapshot.id) ? snapshot.header.device : undefined)
      const isReplaced = ({ id, seq }: StoredBlock): boolean => (this.#branches.has(id) ? this.#isAncestor(id, item.last) : seq <= until)
      const chain = this.#chains.of(item.device)
      const gone: StoredBlock[] = []
      for (const [at, [first, last]] of item.ranges.entries()) {
        for (const held of this.#core.store.blocks.range(this.#core.key, item.device, 1, first, last, Number.MAX_SAFE_INTEGER)) {
          const isHere = held.epoch === name.epoch && held.index === name.index && held.id !== snapshot.id
          if (isHere && isReplaced(held)) gone.push(held)
        }
        if (first > until) continue
        chain.cover(first, Math.min(last, until), last <= until && at === item.ranges.length - 1 ? item.last : undefined)
      }
      this.#chains.save(item.device)
      // DEL-4: what one device takes from another stays out of sight for a while.
      const ids = gone.map(({ id }) => id)
      if (item.device !== snapshot.header.device) this.#retained.keep(ids, this.#core.clock.now() + RESOURCE.CROSS_DEVICE_ERASURE_MS)
      else this.#retained.drop(ids)
    }
  }

  /** Snapshots that contradicted what was here, before it was known that there are two stories, stand for their branch after all. */
  #reviveSnapshots(account: AccountId): void {
    for (const { kind, device, header, signature, body } of this.#core.store.blocks.inState(this.#core.key, 'stalled')) {
      if (kind !== 2 || this.#log.state.devices.get(device)?.account !== account) continue
      const parsed = parseBlock(this.#core.crypto, header, signature, body)
      const plaintext = parsed.ok ? this.#segments.open(parsed.value)?.plaintext : undefined
      if (!parsed.ok) continue
      const { epoch, index = 0, supersede = [] } = parsed.value.header
      const name = { account, epoch, index }
      const isOwn = supersede.every(({ device: listed }) => this.#log.state.devices.get(listed)?.account === account)
      if (isOwn && readSnapshotBlock(plaintext, this.#segments.clients(name))) this.#replaceBy(parsed.value, name)
    }
  }

  /** Up to which seq of the device's main chain a snapshot speaks of that chain. */
  #reachOf({ device, ranges, last }: Supersede, snapshot: DeviceId | undefined): number {
    const end = ranges.at(-1)?.[1] ?? 0
    const forkAt = this.#branches.forkAt(device)
    if (this.#branches.has(last)) return this.#branches.firstOf(last) - 1
    const onMain = this.#core.store.blocks.at(this.#core.key, device, 1, end).filter(({ id }) => !this.#branches.has(id))
    if (onMain.length > 0) return onMain.some(({ id }) => id === last) ? end : forkAt !== undefined && forkAt <= end ? forkAt - 1 : 0
    if (forkAt === undefined || this.#chains.of(device).headAt(end) === last) return end
    // Nothing here tells how far it shares the main chain.
    return snapshot === device || end >= forkAt ? 0 : end
  }

  #isAncestor(block: BlockId, of: BlockId): boolean {
    for (let id: BlockId | undefined = of; id !== undefined; id = this.#branches.get(id)?.prev) if (id === block) return true
    return false
  }

  #descendants(device: DeviceId, root: BlockId): readonly BlockId[] {
    const found = [root]
    for (const id of found) found.push(...this.#branches.after(device, id))
    return found
  }
}

const EMPTY: SegmentContent = { entries: [], amendments: [], marks: [] }

function nameKey({ account, epoch, index }: SegmentName): string {
  return `${account}/${epoch}/${index}`
}
