/**
 * What is kept of a room outside its blocks, so that the list of rooms opens without touching them: who it is on the wire, its name as last
 * reduced, and how far its person has read. All of it can be rebuilt from blocks except the read position, the invitation and `left`.
 */
import { type Codec, array, bytes, choice, equalBytes, field, id, optional, record, struct, text, tuple, uint } from '../../codec/index.ts'
import type { AccountId, BlockId, DeviceId, InviteId, MessageId, RoomHandle, RoomId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { RoomKey, Store } from '../../store/index.ts'
import type { RoomKind } from '../api.ts'

/** joining: known by an invitation or revealed by a member, keys not here yet. */
export type RoomState = 'open' | 'joining' | 'left' | 'removed' | 'update-needed'

export interface RoomRecord {
  readonly handle: RoomHandle
  /** undefined while joining by an invitation that nobody has answered. */
  readonly room?: RoomId
  readonly kind: RoomKind
  readonly state: RoomState
  readonly title: string
  readonly members: number
  readonly role?: number
  /** The other account of a direct room. */
  readonly peer?: AccountId
  /** The `create` block an invitation promised (GOV-13). */
  readonly root?: BlockId
  /** SYNC-2: what tags of this room are made with; known once governance opened. */
  readonly tagKey?: Uint8Array
  readonly read?: readonly [t: number, c: number, id: MessageId]
  /** When something last happened here, ms: the order of the list and of tags. */
  readonly active: number
  readonly joining?: Joining
  /** How many invitations have not run out here, used up and revoked ones included: late knocks are answered. */
  readonly invites?: number
  /** Who told of it, while that is all there is of the room. */
  readonly revealedBy?: AccountId
  readonly description?: string
  /** GOV-19; kept beside the record, which is written with every message. */
  readonly picture?: Uint8Array | undefined
  /** Some of the other members, the longest here first, each with what its certificate calls it. */
  readonly faces?: readonly RecordedFace[]
  /** What was last done to a room of several. */
  readonly news?: RecordedLine | undefined
}

export interface RecordedFace {
  readonly account: AccountId
  readonly name?: string
}

/** A system line, with accounts in place of names. */
export interface RecordedLine {
  readonly id: string
  readonly t: number
  readonly act: string
  readonly by: AccountId
  readonly target?: AccountId
  readonly detail?: string
}

/** An accepted invitation that is still to be honoured. */
export interface Joining {
  readonly seed: Uint8Array
  readonly invite: InviteId
  readonly inviter: DeviceId
  readonly expires: number
}

const KINDS = { direct: 0, group: 1, shop: 2, notice: 3, self: 4 } as const satisfies Record<RoomKind, number>
const STATES = { open: 0, joining: 1, left: 2, removed: 3, 'update-needed': 4 } as const satisfies Record<RoomState, number>
const TITLE_CHARACTERS = 256
const LINE_CHARACTERS = 32
const SEED_BYTES = 32

const face: Codec<RecordedFace> = record({ account: field(0, id('account')), name: optional(1, text(TITLE_CHARACTERS)) })
const line: Codec<RecordedLine> = record({
  id: field(0, text(TITLE_CHARACTERS)),
  t: field(1, uint()),
  act: field(2, text(LINE_CHARACTERS)),
  by: field(3, id('account')),
  target: optional(4, id('account')),
  detail: optional(5, text(TITLE_CHARACTERS)),
})

/** From 32 on is what came later: a record without it is filled when the room next opens, and an earlier version keeps it (ENC-5). */
export const roomRecord: Codec<Omit<RoomRecord, 'picture'>> = struct({
  handle: field(1, id('handle')),
  room: optional(2, id('room')),
  kind: field(3, choice<RoomKind>(KINDS)),
  state: field(4, choice<RoomState>(STATES)),
  title: field(5, text(TITLE_CHARACTERS)),
  members: field(6, uint()),
  role: optional(7, uint({ max: 4 })),
  peer: optional(8, id('account')),
  root: optional(9, id('block')),
  tagKey: optional(10, bytes(SEED_BYTES)),
  read: optional(11, tuple(uint(), uint(), id('message'))),
  active: field(12, uint()),
  joining: optional(
    13,
    struct({
      seed: field(1, bytes(SEED_BYTES)),
      invite: field(2, id('invite')),
      inviter: field(3, id('device')),
      expires: field(4, uint()),
    }),
  ),
  invites: optional(14, uint()),
  revealedBy: optional(15, id('account')),
  description: optional(32, text(INTRINSIC.DESCRIPTION_CHARACTERS)),
  faces: optional(33, array(face, { max: RESOURCE.FACES })),
  news: optional(34, line),
})

const SPACE = 'rooms'
const PICTURES = 'room-pictures'
const KEY_DIGITS = 8

/** Every room of this device, in memory and on disk alike. */
export class RoomRegistry {
  readonly #store: Store
  readonly #records = new Map<RoomKey, RoomRecord>()
  readonly #byHandle = new Map<RoomHandle, RoomKey>()
  readonly #byId = new Map<RoomId, RoomKey>()
  readonly #direct = new Map<AccountId, readonly RoomKey[]>()
  #next = 1

  constructor(store: Store) {
    this.#store = store
    for (const [name, value] of store.values.list(SPACE)) {
      const read = roomRecord.decode(value)
      const key = Number(name)
      if (read.ok) this.#note(key, this.#withPicture(name, read.value))
      this.#next = Math.max(this.#next, key + 1)
    }
  }

  keys(): readonly RoomKey[] {
    return [...this.#records.keys()]
  }

  get(key: RoomKey): RoomRecord | undefined {
    return this.#records.get(key)
  }

  byHandle(handle: RoomHandle): RoomKey | undefined {
    return this.#byHandle.get(handle)
  }

  byId(room: RoomId): RoomKey | undefined {
    return this.#byId.get(room)
  }

  /** Direct rooms with an account, the lowest id first. */
  directWith(peer: AccountId): readonly RoomKey[] {
    return this.#direct.get(peer) ?? []
  }

  add(record: RoomRecord): RoomKey {
    const key = this.#next
    this.#next += 1
    this.#write(key, record)
    return key
  }

  update(key: RoomKey, patch: Partial<RoomRecord>): RoomRecord {
    const before = this.#records.get(key)
    if (before === undefined) throw new Error(`no room ${key}`)
    const after = { ...before, ...patch }
    this.#write(key, after)
    return after
  }

  /** As the disk has it: after a commit that failed. */
  reload(key: RoomKey): void {
    const value = this.#store.values.get(SPACE, nameOf(key))
    const read = value === undefined ? undefined : roomRecord.decode(value)
    if (read?.ok === true) this.#note(key, this.#withPicture(nameOf(key), read.value))
    else this.#drop(key)
  }

  /** The invitation has been honoured or has ended. */
  endJoining(key: RoomKey): void {
    const before = this.#records.get(key)
    if (before === undefined) return
    const { joining: _, ...after } = before
    this.#write(key, after)
  }

  /** Forgets a room that never came to be. */
  remove(key: RoomKey): void {
    if (!this.#records.has(key)) return
    this.#drop(key)
    this.#store.values.delete(SPACE, nameOf(key))
    this.#store.values.delete(PICTURES, nameOf(key))
  }

  #write(key: RoomKey, record: RoomRecord): void {
    const { values } = this.#store
    const { picture, ...rest } = record
    const before = this.#records.get(key)?.picture
    values.put(SPACE, nameOf(key), roomRecord.encode(rest))
    if (picture === undefined && before !== undefined) values.delete(PICTURES, nameOf(key))
    if (picture !== undefined && (before === undefined || !equalBytes(picture, before))) values.put(PICTURES, nameOf(key), picture)
    this.#note(key, record)
  }

  #withPicture(name: string, record: RoomRecord): RoomRecord {
    const picture = this.#store.values.get(PICTURES, name)
    return picture === undefined ? record : { ...record, picture }
  }

  #note(key: RoomKey, record: RoomRecord): void {
    const before = this.#records.get(key)
    this.#records.set(key, record)
    this.#byHandle.set(record.handle, key)
    if (before?.room === record.room && peerOf(before) === peerOf(record)) return
    this.#unlink(key, before)
    if (record.room !== undefined) this.#byId.set(record.room, key)
    const peer = peerOf(record)
    if (peer !== undefined)
      this.#direct.set(
        peer,
        [...this.directWith(peer), key].toSorted((a, b) => this.#compareIds(a, b)),
      )
  }

  #drop(key: RoomKey): void {
    const before = this.#records.get(key)
    this.#records.delete(key)
    if (before !== undefined) this.#byHandle.delete(before.handle)
    this.#unlink(key, before)
  }

  #unlink(key: RoomKey, before: RoomRecord | undefined): void {
    if (before?.room !== undefined) this.#byId.delete(before.room)
    const peer = peerOf(before)
    if (peer === undefined) return
    const others = this.directWith(peer).filter((each) => each !== key)
    if (others.length === 0) this.#direct.delete(peer)
    else this.#direct.set(peer, others)
  }

  #compareIds(a: RoomKey, b: RoomKey): number {
    return (this.#records.get(a)?.room ?? '') < (this.#records.get(b)?.room ?? '') ? -1 : 1
  }
}

/** Whose direct room it is, once it has an id. */
function peerOf(record: RoomRecord | undefined): AccountId | undefined {
  return record?.kind === 'direct' && record.room !== undefined ? record.peer : undefined
}

function nameOf(key: RoomKey): string {
  return String(key).padStart(KEY_DIGITS, '0')
}
