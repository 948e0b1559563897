/**
 * Where in the feeds of this account's devices the last edit or the deletion of a message stands, and what erases the words it replaces
 * (DLV-2). Compaction drops those blocks, and views made anew know only what covers them; so it is noted when they are written or come. It
 * is lost with the profile and then nothing is told. Persisted in the caller's transaction.
 */
import { type Codec, array, choice, field, id, mapped, optional, struct, tuple, uint } from '../../codec/index.ts'
import type { ChangeKind, KeyedPlace, PlacedChange } from '../../custody/index.ts'
import type { BlockHeader } from '../../feeds/block/index.ts'
import type { SegmentContent } from '../../feeds/segment/index.ts'
import type { AccountId, DeviceId, MessageId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { type Amendment, type Time, compareTime } from '../../rooms/kinds/index.ts'
import type { MessageRow } from '../../store/index.ts'
import type { RoomCore } from './room-core.ts'
import type { Segments } from './segments.ts'

export interface OwnChange extends PlacedChange {
  /** Of the amendment. */
  readonly time: Time
}

const KINDS = { edited: 0, deleted: 1, erased: 2 } as const satisfies Record<ChangeKind, number>

const block: Codec<KeyedPlace> = mapped(
  tuple(id('device'), uint({ min: 1 }), id('epoch')),
  ({ device, seq, epoch }: KeyedPlace) => [device, seq, epoch] as const,
  ([device, seq, epoch]) => ({ device, seq, epoch }),
)
const ownChange: Codec<OwnChange> = struct({
  kind: field(1, choice<ChangeKind>(KINDS)),
  time: field(2, tuple(uint(), uint({ max: INTRINSIC.TIME_COUNTER }))),
  told: field(3, block),
  erasing: field(4, array(block, { max: RESOURCE.ERASING_SNAPSHOTS })),
  first: optional(5, block),
})

export class OwnChanges {
  readonly #core: RoomCore
  readonly #segments: Segments
  /** The end of the chain in which snapshots still belong to the change before them. */
  #last: { readonly device: DeviceId; readonly seq: number; readonly messages: readonly MessageId[] } | undefined

  constructor(core: RoomCore, segments: Segments) {
    this.#core = core
    this.#segments = segments
  }

  /**
   * What a block by a device of this account adds, when it is written or comes. Before the views take it in: they tell where the words stood
   * until now. A snapshot that tells of a change has carried it out as well.
   */
  came(account: AccountId, header: BlockHeader, { amendments }: Pick<SegmentContent, 'amendments'>): void {
    if (account !== this.#core.account) return
    const noted = amendments.filter(({ amendment }) => this.#note(amendment, header))
    if (noted.length === 0) return
    this.#last = { device: header.device, seq: header.seq, messages: noted.map(({ amendment }) => amendment.message) }
  }

  /** A snapshot was written or came: right behind the change, in its commit, it erases what was replaced (DEL-1). */
  erased(account: AccountId, { device, seq, epoch }: BlockHeader): void {
    const last = this.#last
    if (account !== this.#core.account || last?.device !== device || last.seq + 1 !== seq) return
    this.#last = { ...last, seq }
    for (const message of last.messages) {
      const change = this.#get(message)
      if (change === undefined || change.erasing.length >= RESOURCE.ERASING_SNAPSHOTS) continue
      const kind = change.kind === 'edited' ? 'edited' : 'erased'
      this.#put(message, { ...change, kind, erasing: [...change.erasing, { device, seq, epoch }] })
    }
  }

  /** What became of an own message, when it is the change that is shown; undefined when there is none, or nobody noted where it stands. */
  of({ id: message, account, editedAt, deleted }: Pick<MessageRow, 'id' | 'account' | 'editedAt' | 'deleted'>): OwnChange | undefined {
    if (account !== this.#core.account || (editedAt === 0 && !deleted)) return undefined
    const change = this.#get(message)
    const isShown = change?.kind === 'edited' ? !deleted && change.time[0] === editedAt : deleted
    return isShown ? change : undefined
  }

  /** MSG-3: a deletion before any edit, then the latest. What this device wrote again counts as its own (FORK-5). */
  #note(amendment: Amendment, { device, seq, epoch, kind: blockKind }: BlockHeader): boolean {
    if (amendment.type === 'time') return false
    const isDeletion = amendment.type === 'delete'
    const before = this.#get(amendment.message)
    if (before !== undefined) {
      const wasDeleted = before.kind !== 'edited'
      const order = compareTime(amendment.time, before.time)
      const isAgain = order === 0 && device === this.#core.keys.device && before.told.device !== device
      if (wasDeleted === isDeletion ? order < 0 || (order === 0 && !isAgain) : wasDeleted) return false
    }
    const kind = !isDeletion ? 'edited' : blockKind === 2 ? 'erased' : 'deleted'
    const told = { device, seq, epoch }
    const first = before?.first ?? this.#placeOf(amendment.message)
    this.#put(amendment.message, { kind, time: amendment.time, told, erasing: [], ...(first !== undefined && { first }) })
    return true
  }

  #placeOf(message: MessageId): KeyedPlace | undefined {
    const row = this.#core.store.messages.get(this.#core.key, message)
    const epoch = row === undefined ? undefined : this.#segments.nameOf(row.segment, row.account)?.epoch
    return row === undefined || epoch === undefined ? undefined : { device: row.device, seq: row.seq, epoch }
  }

  #get(message: MessageId): OwnChange | undefined {
    const value = this.#core.store.values.get(this.#space, message)
    const read = value === undefined ? undefined : ownChange.decode(value)
    return read?.ok === true ? read.value : undefined
  }

  #put(message: MessageId, change: OwnChange): void {
    this.#core.store.values.put(this.#space, message, ownChange.encode(change))
  }

  get #space(): string {
    return `changes/${this.#core.key}`
  }
}
