/**
 * One room on this device: its governance, keys, feeds, views and custody put together, and what happens after any of them changed. Every
 * change is one transaction; sessions and shells hear of it after the commit. If a commit fails the room is to be opened anew, since what is
 * in memory may be ahead of the disk.
 */
import type { Block } from '../../feeds/block/index.ts'
import type { Erasing, SegmentEntry, Writing } from '../../feeds/segment/index.ts'
import type { HybridClock } from '../../feeds/clock/index.ts'
import type { Certificate } from '../../identity/index.ts'
import type { AccountId, BlockId, DeviceId, MessageId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { Action, GovState } from '../../rooms/governance/index.ts'
import {
  type Amendment,
  type Content,
  type Entry,
  type Mark,
  type Mention,
  ENTRY_SALT_BYTES,
  makeEdit,
  makeEntry,
  reworded,
} from '../../rooms/kinds/index.ts'
import type { MessageCursor, MessageRow } from '../../store/index.ts'
import type { SyncHub } from '../../sync/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { ActCode, MessengerEvent } from '../api.ts'
import { batches, gathered } from './batches.ts'
import { Bundled } from './bundled.ts'
import { FeedChains } from './feed-chains.ts'
import { FeedIntake } from './feed-intake.ts'
import { FeedWriter } from './feed-writer.ts'
import { ForkBranches } from './fork-branches.ts'
import { ForkFeeds } from './fork-feeds.ts'
import { GovernanceLog } from './governance-log.ts'
import { JointSnapshots } from './joint-snapshots.ts'
import { Keyring } from './keyring.ts'
import { OwnChanges } from './own-changes.ts'
import { Retained } from './retained.ts'
import { Rewritten } from './rewritten.ts'
import { retimeOwnFuture } from './own-future.ts'
import { RoomActs } from './room-acts.ts'
import type { RoomCore } from './room-core.ts'
import { RoomCustody } from './room-custody.ts'
import { RoomForks } from './room-forks.ts'
import { RoomRange } from './room-range.ts'
import { roomSummary } from './room-summary.ts'
import type { RoomRecord } from './room-record.ts'
import { type SegmentName, Segments } from './segments.ts'
import { SnapshotIntake } from './snapshot-intake.ts'
import { contentOf } from './view-values.ts'
import { rebuildViews } from './rebuild.ts'
import { RoomViews } from './views.ts'
import { whatHolds, without } from './what-holds.ts'

/** What a room asks of the messenger around it. */
export interface RoomHooks {
  readonly hybrid: HybridClock
  record(): RoomRecord
  /** The chain that makes this device the account's, for introducing it again. */
  ownCertificates(): readonly Certificate[]
  update(patch: Partial<RoomRecord>): void
  /** Members changed: who is in which room is kept beside the rooms. */
  membersChanged(state: GovState): void
  /** DLV-3: whether this person tells how far he has read, and is told. */
  hasReadReceipts(): boolean
  hub(): SyncHub | undefined
  emit(event: MessengerEvent): void
  /** Content left the tables: the log file is to follow (DEL-3). */
  erased(): void
  /** Something was thrown where nobody waits for it: the room is to be opened anew. */
  failed(cause: unknown): void
}

export class Room {
  readonly core: RoomCore
  readonly log: GovernanceLog
  readonly keyring: Keyring
  readonly chains: FeedChains
  readonly acts: RoomActs
  readonly views: RoomViews
  readonly custody: RoomCustody
  readonly retained: Retained
  readonly rewritten: Rewritten
  readonly segments: Segments
  readonly changes: OwnChanges
  readonly intake: FeedIntake
  readonly forks: RoomForks
  readonly branches: ForkBranches
  readonly bundled: Bundled
  readonly #hooks: RoomHooks
  readonly #forkFeeds: ForkFeeds
  readonly #writer: FeedWriter
  readonly #range: RoomRange
  readonly #joints: JointSnapshots
  readonly #timers: NamedTimers
  #rotatedAt = 0

  constructor(core: RoomCore, hooks: RoomHooks) {
    this.core = core
    this.#hooks = hooks
    this.#timers = new NamedTimers(core.clock, (cause) => hooks.failed(cause))
    this.keyring = new Keyring(core.store, core.crypto, core.key, core.id)
    this.log = new GovernanceLog(core, this.keyring)
    this.branches = new ForkBranches(core)
    this.chains = new FeedChains(core, this.branches)
    this.retained = new Retained(core)
    this.segments = new Segments(core, this.log, this.keyring, this.branches, this.retained)
    this.rewritten = new Rewritten(core, this.retained)
    this.changes = new OwnChanges(core, this.segments)
    this.views = new RoomViews(core, this.segments)
    this.forks = new RoomForks(core)
    this.bundled = new Bundled(core)
    this.acts = new RoomActs(core, this.log, this.keyring, this.chains, (device) => this.forks.isForked(device))
    const forks = new ForkFeeds(core, this.log, this.chains, this.segments, this.views, this.retained, this.branches)
    this.#forkFeeds = forks
    const { log, keyring, acts, chains, segments, views, branches, changes, retained, rewritten } = this
    const joints = new JointSnapshots(core, segments)
    this.#joints = joints
    const snapshots = new SnapshotIntake({ core, log, chains, segments, views, changes, retained, forks, rewritten, joints })
    this.intake = new FeedIntake({ core, log, chains, segments, views, changes, snapshots, forks, branches })
    this.#writer = new FeedWriter({ core, log, keyring, acts, chains, segments, views, changes, snapshots, forks })
    this.custody = new RoomCustody(core, this.log, this.keyring, this.chains, this.segments, () => hooks.hasReadReceipts())
    this.#range = new RoomRange(core, this.log, this.chains, this.segments, this.views, this.intake, forks, this.retained)
    this.#afterOpen()
  }

  get state(): GovState {
    return this.log.state
  }

  /** Releases timers; nothing is lost, everything is on disk. */
  close(): void {
    this.#timers.close()
  }

  /** Governance by this device. */
  act(actions: readonly Action[]): Result<undefined, ActCode> {
    const before = this.log.size
    const written = this.core.store.transaction(() => {
      const result = this.acts.write(actions)
      // Whoever is out must not read on: the next epoch goes with the act that put him out (KEY-7).
      if (result.ok && actions.some(({ type }) => type === 'remove' || type === 'drop' || type === 'limit') && this.acts.needsRotation())
        this.acts.rotate()
      return result
    })
    if (this.log.size > before) this.governanceChanged()
    return written.ok ? ok(undefined) : written
  }

  /** Runs acts that write by themselves (admissions, grants) and tells the world. */
  govern<T>(work: () => T): T {
    const before = this.log.size
    const result = this.core.store.transaction(work)
    if (this.log.size > before) this.governanceChanged()
    return result
  }

  /** Own messages of any kind, in one commit. */
  post(contents: readonly Content[]): Result<readonly MessageId[], ActCode> {
    const entries: Entry[] = []
    for (const { kind, fields } of contents) {
      const entry = makeEntry(this.core.rng.bytes(ENTRY_SALT_BYTES), this.#hooks.hybrid.next(), kind, fields)
      if (!entry.ok) return fail('TOO_LONG')
      entries.push(entry.value)
    }
    const idOf = this.segments.messageIdOf(this.core.account)
    const written = this.#write(() => {
      const blocks: Block[] = []
      for (const batch of batches(entries)) {
        const block = this.#writer.write({ entries: batch })
        if (!block.ok) return block
        blocks.push(block.value)
      }
      return ok(blocks)
    })
    return written.ok ? ok(entries.map(({ salt }) => idOf(salt))) : written
  }

  edit(row: MessageRow, text: string, mentions?: readonly Mention[]): Result<MessageId, ActCode> {
    const held = contentOf(row)
    if (held === undefined || row.deleted) return fail('NO_MESSAGE')
    const content = reworded(row.kind, held.content, text, mentions)
    if (!content.ok) return content
    const amended = { message: row.id, time: this.#hooks.hybrid.next(), salt: held.salt, original: held.claimed }
    const edit = makeEdit(amended, row.kind, content.value)
    return edit.ok ? this.#amend(row, edit.value) : fail('TOO_LONG')
  }

  /** DEL-1. */
  delete(row: MessageRow): Result<MessageId, ActCode> {
    const held = contentOf(row)
    if (held === undefined) return fail('NO_MESSAGE')
    if (row.deleted) return ok(row.id)
    return this.#amend(row, { type: 'delete', message: row.id, time: this.#hooks.hybrid.next(), salt: held.salt, original: held.claimed })
  }

  mark(message: MessageId, what: string, isOn: boolean): Result<MessageId, ActCode> {
    const mark: Mark = { message, what, time: this.#hooks.hybrid.next(), isOn }
    const written = this.#write(() => {
      const block = this.#writer.write({ marks: [mark] })
      return block.ok ? ok([block.value]) : block
    })
    return written.ok ? ok(message) : written
  }

  /** Out of this person's sight, or back; a matter of this profile alone. */
  forget(rows: readonly MessageRow[], isForgotten: boolean): void {
    this.core.store.transaction(() => this.views.forget(rows, isForgotten))
    this.#tellChanges()
    this.#hooks.emit({ type: 'room', room: this.core.id })
  }

  /** A voice note was played here; a matter of this profile alone. */
  hear(message: MessageId, index: number): void {
    this.core.store.transaction(() => this.views.hear(message, index))
    this.#tellChanges()
  }

  markRead(cursor: MessageCursor): void {
    this.core.store.transaction(() => this.#hooks.update({ read: [cursor.t, cursor.c, cursor.id] }), 'relaxed')
    this.#timers.after('status', this.#statusDelay(), () => this.publish())
    this.#hooks.emit({ type: 'room', room: this.core.id })
  }

  /** Blocks of governance came in or were written: keys, ranges, summary and sessions follow. */
  governanceChanged(): void {
    this.core.store.transaction(() => {
      this.log.unlock()
      this.acts.resume(this.#hooks.ownCertificates())
      // After a cut the document in memory still has what was set aside, and nobody could take what follows it.
      if (this.#range.governanceChanged().has(this.core.account)) this.#writer.reset()
      this.custody.forgetOpened()
      if (this.views.hasAdded) this.touch()
      this.#hooks.update(roomSummary(this.log.state, this.core, this.#hooks.record()))
    })
    this.#hooks.membersChanged(this.log.state)
    this.#tellChanges()
    this.#hooks.hub()?.changed(this.core.key, 'governance')
    this.#hooks.emit({ type: 'room', room: this.core.id })
    this.#timers.after('status', this.#statusDelay(), () => this.publish())
    this.#scheduleJoint()
    // KEY-6: what nobody has written after a while is written by whoever happens to be idle.
    if (this.log.size !== this.#rotatedAt && this.acts.needsRotation())
      this.#timers.after('rotate', idleDelay(this.core), () => this.#rotateIfNeeded())
  }

  /** Something was said just now: the list of rooms is ordered by it. In the caller's transaction. */
  touch(): void {
    this.#hooks.update({ active: this.core.clock.now() })
  }

  /** Feed blocks came in and are on disk. */
  feedChanged(): void {
    this.#tellChanges()
    this.#hooks.hub()?.changed(this.core.key, 'feed')
    this.#timers.after('status', this.#statusDelay(), () => this.publish())
    if (this.views.takeErased()) this.#schedulePurge()
    this.#scheduleJoint()
  }

  /** A device of this account wrote beside this one: documents in memory are out of date. */
  ownFeedChanged(): void {
    this.#writer.reset()
  }

  /** Whether a device of the account told two stories here. */
  isForked(account: AccountId): boolean {
    return this.forks.devices().some((device) => this.state.devices.get(device)?.account === account)
  }

  /** FORK-5: writes again, as this device, what an earlier device of this person wrote from `from` on. Salts stay, so ids do and doubles vanish. */
  adopt(device: DeviceId, from: number): void {
    const { entries, amendments, marks } = this.#forkFeeds.since(device, from, this.core.account)
    const isAlive = ({ id }: SegmentEntry): boolean => this.core.store.messages.get(this.core.key, id)?.deleted !== true
    this.#write(() =>
      this.#inBlocks([
        ...entries.filter(isAlive).map(({ entry }) => ({ entries: [entry] })),
        ...amendments.map(({ amendment }) => ({ amendments: [amendment] })),
        ...marks.map(({ mark }) => ({ marks: [mark] })),
      ]),
    )
  }

  /** GOV-18: what this person's devices tell each other, item by item; each takes the place of what was said of the item before. */
  note(amendments: readonly Amendment[]): Result<undefined, ActCode> {
    return this.#write(() => this.#inBlocks(amendments.map((each) => ({ amendments: [each] }))))
  }

  /** Takes out of older segments what later ones say otherwise. */
  tidy(erasings: ReadonlyMap<SegmentName, Erasing>): void {
    this.#writeSnapshots(() => this.#writer.erase(erasings))
  }

  #inBlocks(parts: readonly Writing[]): Result<readonly Block[], ActCode> {
    const blocks: Block[] = []
    for (const writing of gathered(parts)) {
      const block = this.#writer.write(writing)
      if (!block.ok) return block
      blocks.push(block.value)
    }
    return ok(blocks)
  }

  /**
   * From which seq on a device's main chain may be known here alone: where its feed splits, or, when somebody holds another story of it whose
   * beginning nobody can tell, its last segment. undefined: all of it is part of what others hold.
   */
  ownStoryFrom(device: DeviceId): number | undefined {
    const split = this.branches.forkAt(device) ?? this.forks.feedForkAt(device)
    const isLoose = [...this.branches.of(device).values()].some(
      ({ seq, prev }) => prev !== undefined && !this.#holdsAt(device, seq - 1, prev),
    )
    if (split !== undefined && !isLoose) return split
    const [newest] = this.segments.spans(device)
    return split !== undefined || this.forks.isInDoubt(device)
      ? Math.min(split ?? Number.MAX_SAFE_INTEGER, newest?.firstSeq ?? 1)
      : undefined
  }

  #holdsAt(device: DeviceId, seq: number, block: BlockId): boolean {
    if (this.branches.has(block) || this.chains.of(device).headAt(seq) === block) return true
    return this.core.store.blocks.at(this.core.key, device, 1, seq).some(({ id }) => id === block)
  }

  /** FORK-5: an earlier device of this person, whose key another copy may still hold, writes no more. */
  dropRetired(device: DeviceId): void {
    const record = this.state.devices.get(device)
    if (record?.live !== true || this.state.devices.get(this.core.keys.device)?.live !== true) return
    this.act([{ type: 'drop', device, cut: [this.log.count(device), this.chains.highest(device)] }])
  }

  publish(): void {
    const { read } = this.#hooks.record()
    const cursor = read === undefined ? undefined : { t: read[0], c: read[1], id: read[2] }
    const isNew = this.core.store.transaction(() => this.custody.publish(cursor), 'relaxed')
    if (isNew) this.#hooks.hub()?.changed(this.core.key, 'status')
  }

  /** Drops every view of the room and makes it again from blocks; returns how many messages there are. */
  rebuild(): number {
    const { messages } = this.core.store
    return this.core.store.transaction(() => {
      messages.clear(this.core.key)
      this.views.forgetAll()
      this.segments.forgetAll()
      const count = rebuildViews(this.segments, this.views, this.log, this.#forkFeeds)
      this.views.takeChanges()
      this.views.takeErased()
      return count
    })
  }

  #amend(row: MessageRow, amendment: Amendment): Result<MessageId, ActCode> {
    const written = this.#write(() => {
      const erasings = whatHolds(this.core, this.segments, row)
      const block = this.#writer.write({ amendments: [amendment] })
      if (!block.ok) return block
      return ok([block.value, ...this.#writer.erase(without(erasings, block.value, row.id))])
    })
    if (written.ok) this.#schedulePurge()
    return written.ok ? ok(row.id) : written
  }

  /** One commit of own feed blocks, pushed when it is on disk (FEED-8, SYNC-7). */
  #write(work: () => Result<readonly Block[], ActCode>): Result<undefined, ActCode> {
    const before = this.log.size
    const written = this.core.store.transaction(() => {
      const blocks = work()
      if (blocks.ok) this.touch()
      return blocks
    })
    if (!written.ok) return written
    // A rotation may have come first (KEY-3): receivers need its keys before the blocks.
    if (this.log.size > before) this.governanceChanged()
    this.#push(written.value)
    this.#tellChanges()
    if (this.#writer.needsCompacting) this.#timers.after('compact', COMPACT_DELAY_MS, () => this.#compact())
    this.#timers.after('status', this.#statusDelay(), () => this.publish())
    return ok(undefined)
  }

  #push(blocks: readonly Block[]): void {
    const pushed = blocks.map((block) => ({
      seq: block.header.seq,
      block: { header: block.headerBytes, signature: block.signature, body: block.body },
    }))
    this.#hooks.hub()?.written(this.core.key, this.core.keys.device, pushed)
  }

  #compact(): void {
    this.#writeSnapshots(() => this.#writer.compact())
  }

  /** SNAP-3. The time may be another one than was planned, so the timer is set anew. */
  #scheduleJoint(): void {
    this.#timers.stop('joint')
    const next = this.#joints.nextAt
    if (next === undefined) return
    this.#timers.after('joint', Math.max(0, next - this.core.clock.now()), () => {
      this.#writeSnapshots(() => this.#writer.join(this.#joints.takeDue()))
      this.#scheduleJoint()
    })
  }

  #writeSnapshots(work: () => readonly Block[]): void {
    const blocks = this.core.store.transaction(work)
    this.views.takeErased()
    this.#push(blocks)
    this.#tellChanges()
  }

  #rotateIfNeeded(): void {
    if (!this.acts.needsRotation()) return
    this.core.store.transaction(() => this.acts.rotate())
    // One that did not count is not tried again until something else has changed.
    this.#rotatedAt = this.log.size
    this.governanceChanged()
  }

  #afterOpen(): void {
    const next = this.retained.nextAt
    if (next !== undefined) this.#timers.after('retained', Math.max(0, next - this.core.clock.now()), () => this.#sweep())
    this.#scheduleJoint()
    // Not at once: first it must be sure that it was not put back (FORK-4).
    this.#timers.after('retime', RESOURCE.RETIME_DELAY_MS, () => this.#retime())
  }

  /** CLK-5. Whoever may not write here now leaves it to the next time the room is opened. */
  #retime(): void {
    const { devices, members } = this.state
    const { keys, account } = this.core
    if (devices.get(keys.device)?.live !== true || (members.get(account)?.role ?? 0) === 0) return
    const batches = retimeOwnFuture(this.core, () => this.#hooks.hybrid.next())
    if (batches.length === 0) return
    this.#write(() => this.#inBlocks(batches.map((amendments) => ({ amendments }))))
  }

  #sweep(): void {
    const swept = this.core.store.transaction(() => this.retained.sweep(this.core.clock.now()))
    if (swept) this.#schedulePurge()
    this.#afterOpen()
  }

  #schedulePurge(): void {
    this.views.takeErased()
    const next = this.retained.nextAt
    if (next !== undefined) this.#timers.after('retained', Math.max(0, next - this.core.clock.now()), () => this.#sweep())
    this.#hooks.erased()
  }

  #tellChanges(): void {
    const { added, changed } = this.views.takeChanges()
    const { id: room, account } = this.core
    for (const { id: message, t, c, account: author } of added) {
      this.#hooks.hybrid.saw([t, c])
      this.#hooks.emit({ type: 'message', room, message, own: author === account })
    }
    for (const message of changed) this.#hooks.emit({ type: 'message-changed', room, message })
    for (const author of this.rewritten.takeMarked()) this.#hooks.emit({ type: 'rewritten', room, account: author })
  }

  /** DLV-3. */
  #statusDelay(): number {
    const devices = this.log.state.devices.size
    if (devices <= 20) return RESOURCE.STATUS_DELAY_SMALL_MS
    return devices <= 100 ? RESOURCE.STATUS_DELAY_MEDIUM_MS : RESOURCE.STATUS_DELAY_LARGE_MS
  }
}

const COMPACT_DELAY_MS = 250
const ROTATE_WITHIN_MS = 30_000

function idleDelay({ rng }: RoomCore): number {
  const [high = 0, low = 0] = rng.bytes(2)
  return Math.floor(((high * 256 + low) / 65_536) * ROTATE_WITHIN_MS)
}
