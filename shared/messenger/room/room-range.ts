/**
 * What a change of governance does to blocks that are here already: keys open what was locked, cuts set aside what they exclude, and an undone
 * cut brings it back (FEED-10). The result is what it would have been had the governance come first: a snapshot set aside gives up what it
 * stood for, which is asked for again from whoever has it (decision 020).
 */
import { type SeqRanges, union, without } from '../../custody/index.ts'
import { parseBlock, parseHeader } from '../../feeds/block/index.ts'
import type { AccountId, BlockId, DeviceId } from '../../ids/index.ts'
import type { FeedChains } from './feed-chains.ts'
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
  readonly #chains: FeedChains
  readonly #segments: Segments
  readonly #views: RoomViews
  readonly #intake: FeedIntake
  readonly #forks: ForkFeeds
  readonly #retained: Retained
  /** Allowed seqs per device as last applied. */
  #applied: ReadonlyMap<DeviceId, Allowed>

  constructor(
    core: RoomCore,
    log: GovernanceLog,
    chains: FeedChains,
    segments: Segments,
    views: RoomViews,
    intake: FeedIntake,
    forks: ForkFeeds,
    retained: Retained,
  ) {
    this.#core = core
    this.#log = log
    this.#chains = chains
    this.#segments = segments
    this.#views = views
    this.#intake = intake
    this.#forks = forks
    this.#retained = retained
    this.#applied = intervalsOf(log)
  }

  /** Returns the accounts whose words count otherwise than before. */
  governanceChanged(): ReadonlySet<AccountId> {
    this.#unlock()
    const now = intervalsOf(this.#log)
    const accounts = new Set<AccountId>()
    for (const [device, { account, intervals }] of now) {
      const before = this.#applied.get(device)
      // One that is new here may have been here before: its admission came to nothing and holds again.
      const isOther = before === undefined ? this.#segments.spans(device).length > 0 : before.intervals !== intervals
      if (isOther) accounts.add(account)
    }
    const gone = [...this.#applied].filter(([device]) => !now.has(device))
    this.#applied = now
    for (const [account, devices] of Map.groupBy(gone, ([, before]) => before.account)) {
      accounts.add(account)
      this.#setAside(
        account,
        devices.map(([device]) => device),
      )
    }
    for (const account of accounts) for (const name of this.#segmentsOf(account)) this.#apply(name)
    return accounts
  }

  #unlock(): void {
    const locked = this.#core.store.blocks.inState(this.#core.key, 'locked')
    for (const stored of locked) {
      const parsed = parseBlock(this.#core.crypto, stored.header, stored.signature, stored.body)
      if (!parsed.ok) continue
      this.#intake.judgeAgain(parsed.value, stored.checked)
      if (stored.kind === 2) this.#reviewCover(stored)
    }
  }

  /** While it was locked a snapshot was believed about what it stands for; one that turns out not to count stands for nothing. */
  #reviewCover({ id, device, epoch, index }: StoredBlock): void {
    const now = this.#core.store.blocks.byId(this.#core.key, id)
    const account = this.#log.state.devices.get(device)?.account
    if (account === undefined || now === undefined || now.state === 'accepted' || now.state === 'locked') return
    this.#giveUp({ account, epoch, index }, [now])
  }

  /** The admission came to nothing: nobody introduced these devices, and whatever they wrote is out. */
  #setAside(account: AccountId, devices: readonly DeviceId[]): void {
    const { blocks } = this.#core.store
    for (const name of this.#namesOf(account, devices)) {
      const before = this.#segments.contentBy(name, devices)
      let seq = 0
      for (const { id, state, seq: at } of blocks.segment(this.#core.key, devices, name.epoch, name.index)) {
        if (state === 'locked' || state === 'aside') continue
        blocks.setState(this.#core.key, id, 'aside')
        seq = Math.max(seq, at)
      }
      if (seq === 0) continue
      this.#segments.forget(name)
      this.#forks.forget(name)
      this.#views.exchange(name, { removed: before, added: { entries: [], amendments: [], marks: [] } }, seq)
    }
  }

  #apply(name: SegmentName): void {
    const before = this.#forks.content(name)
    const { blocks } = this.#core.store
    const devices = [...this.#segments.clients(name).keys()]
    let seq = 0
    const given: StoredBlock[] = []
    for (const stored of blocks.segment(this.#core.key, devices, name.epoch, name.index)) {
      const author = this.#log.state.devices.get(stored.device)
      if (author === undefined || stored.state === 'locked') continue
      const allowed = isAllowed(author, stored.seq)
      if (allowed === (stored.state !== 'aside')) continue
      blocks.setState(this.#core.key, stored.id, allowed ? 'accepted' : 'aside')
      if (stored.kind === 2) {
        if (allowed) this.#coverAgain(stored)
        else given.push(stored)
      }
      seq = stored.seq
    }
    if (seq === 0) return
    for (const snapshot of given) this.#bringBack(snapshot)
    this.#giveUp(name, given)
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

  /** What only snapshots that were set aside stood for is not held any more: it may be elsewhere. */
  #giveUp(name: SegmentName, snapshots: readonly StoredBlock[]): void {
    const covered = this.#segments.stored(name).filter(({ kind, state }) => kind === 2 && state === 'accepted')
    const kept = rangesOf(covered)
    for (const [device, ranges] of rangesOf(snapshots)) {
      // Nobody gives a device its own words back without it looking like a copy (FORK-4).
      if (device === this.#core.keys.device) continue
      const lost = without(without(ranges, kept.get(device) ?? []), this.#onDisk(device, ranges))
      if (lost.length === 0) continue
      this.#chains.of(device).uncover(lost, (seq) => this.#idAt(device, seq))
      this.#chains.save(device)
    }
  }

  #onDisk(device: DeviceId, ranges: SeqRanges): SeqRanges {
    const { blocks } = this.#core.store
    const seqs = ranges.flatMap(([first, last]) => blocks.range(this.#core.key, device, 1, first, last, Number.MAX_SAFE_INTEGER))
    return seqs.reduce<SeqRanges>((sum, { seq }) => union(sum, [[seq, seq]]), [])
  }

  #idAt(device: DeviceId, seq: number): BlockId | undefined {
    const [only, other] = this.#core.store.blocks.at(this.#core.key, device, 1, seq)
    return other === undefined ? only?.id : undefined
  }

  #coverAgain({ header }: StoredBlock): void {
    const read = parseHeader(header)
    for (const { device, ranges, last } of read.ok ? (read.value.supersede ?? []) : []) {
      this.#chains.of(device).coverAll(ranges, last)
      this.#chains.save(device)
    }
  }

  #segmentsOf(account: AccountId): readonly SegmentName[] {
    const own = [...this.#log.state.devices.values()].filter((each) => each.account === account)
    return this.#namesOf(
      account,
      own.map(({ device }) => device),
    )
  }

  #namesOf(account: AccountId, devices: readonly DeviceId[]): readonly SegmentName[] {
    const names = new Map<string, SegmentName>()
    for (const device of devices) {
      for (const { epoch, index } of this.#segments.spans(device)) names.set(`${epoch}/${index}`, { account, epoch, index })
    }
    return [...names.values()]
  }
}

/** What snapshots stand for, per device. */
function rangesOf(snapshots: readonly StoredBlock[]): ReadonlyMap<DeviceId, SeqRanges> {
  const all = new Map<DeviceId, SeqRanges>()
  for (const { header } of snapshots) {
    const read = parseHeader(header)
    for (const { device, ranges } of read.ok ? (read.value.supersede ?? []) : []) all.set(device, union(all.get(device) ?? [], ranges))
  }
  return all
}

interface Allowed {
  readonly account: AccountId
  readonly intervals: string
}

function intervalsOf(log: GovernanceLog): ReadonlyMap<DeviceId, Allowed> {
  const devices = [...log.state.devices.values()]
  return new Map(devices.map(({ device, account, intervals }) => [device, { account, intervals: JSON.stringify(intervals) }]))
}
