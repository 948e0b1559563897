/**
 * MEDIA-85, MEDIA-86: which files come by themselves. Pictures and voice up to a size a person chose, of messages that are not old, the newest
 * first; never more than a room may bring in an hour and all rooms in a day. The size and the sort are the sender's word: what they bound is
 * what is begun, and no file can be larger than its id says.
 */
import { uint } from '../../codec/index.ts'
import type { Clock } from '../../crypto/index.ts'
import type { AccountId, FileId, MessageId } from '../../ids/index.ts'
import { TRANSFER } from '../../limits.ts'
import { sortOf } from '../../media/index.ts'
import type { MessageRow, RoomKey, Store } from '../../store/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import { TokenBucket } from '../../token-bucket.ts'
import type { AutoFetch as Rule, Settings } from '../api.ts'
import type { FetchQueue } from './queue.ts'
import type { FileOfMessage, RoomFiles } from './room-files.ts'

export interface AutoFetchDeps {
  readonly clock: Clock
  readonly store: Pick<Store, 'values' | 'messages' | 'transaction'>
  readonly queue: FetchQueue
  readonly files: RoomFiles
  rooms(): readonly RoomKey[]
  settings(): Pick<Settings, 'autoFetch' | 'autoFetchMib'>
  /** What a person chose for that room alone. */
  preferred(room: RoomKey): Rule | 'as-set'
  isBlocked(account: AccountId): boolean
  isWhole(file: FileId): boolean
  /** Files are in the queue that were not. */
  queued(files: readonly FileId[]): void
}

const SPACE = 'media/queue'
/** The receipt of the newest message that was looked at, ms: what a sudden end lost is found again by it. */
const SEEN = 'seen'
const HOUR_SECONDS = 3600
const MIB = 1024 * 1024
const ROOMS_AT_ONCE = 16
const time = uint()

interface Noted {
  readonly room: RoomKey
  readonly message: MessageId
}

export class AutoFetch {
  readonly #deps: AutoFetchDeps
  readonly #timers: NamedTimers
  readonly #rooms = new Map<RoomKey, TokenBucket>()
  readonly #day: TokenBucket
  #noted: Noted[] = []
  #rows: MessageRow[] = []
  #seen: number

  constructor(deps: AutoFetchDeps) {
    this.#deps = deps
    this.#timers = new NamedTimers(deps.clock)
    this.#day = new TokenBucket(deps.clock, TRANSFER.AUTO_DAY_BYTES, TRANSFER.AUTO_DAY_BYTES / (24 * HOUR_SECONDS))
    const held = deps.store.values.get(SPACE, SEEN)
    const read = held === undefined ? undefined : time.decode(held)
    this.#seen = read?.ok === true ? read.value : deps.clock.now()
    if (read?.ok === true) this.#lookBack([...deps.rooms()], this.#seen)
    else this.#keepSeen()
  }

  /** How files of a room come that nobody asked for. */
  rule(room: RoomKey): Rule {
    const preferred = this.#deps.preferred(room)
    return preferred === 'as-set' ? this.#deps.settings().autoFetch : preferred
  }

  /** A message with files came, by whatever way. Cheap: a catch-up brings thousands in one breath. */
  arrived(room: RoomKey, message: MessageId): void {
    this.#noted.push({ room, message })
    if (this.#noted.length > 2 * TRANSFER.AUTO_NOTED) this.#noted = this.#noted.slice(-TRANSFER.AUTO_NOTED)
    this.#timers.after('look', 0, () => this.#look())
  }

  /** Whether it may come by itself as things are chosen now. */
  isWanted({ room, reference }: FileOfMessage): boolean {
    const sort = sortOf(reference)
    const isOfSort = sort === 'photo' || sort === 'voice'
    return isOfSort && reference.size <= this.#deps.settings().autoFetchMib * MIB && this.rule(room.core.key) !== 'never'
  }

  stop(): void {
    this.#timers.close()
  }

  #look(): void {
    const { messages } = this.#deps.store
    const some = this.#noted.splice(-TRANSFER.AUTO_LOOKED)
    for (const { room, message } of some) {
      const row = messages.get(room, message)
      if (row !== undefined) this.#take(row)
    }
    if (this.#noted.length > 0) this.#timers.after('look', 0, () => this.#look())
    else this.#queue()
  }

  #take(row: MessageRow): void {
    this.#seen = Math.max(this.#seen, row.arrivedAt)
    const isOld = row.t < this.#deps.clock.now() - TRANSFER.AUTO_AGE_MS
    if (row.files.length > 0 && !row.forgotten && !isOld && !this.#deps.isBlocked(row.account)) this.#rows.push(row)
  }

  /** All that was noted has been looked at: the newest have the first call on what a room may bring. */
  #queue(): void {
    const { files, queue, store } = this.#deps
    // Read again: one may have been deleted since.
    const rows = this.#rows
      .flatMap(({ room, id }) => store.messages.get(room, id) ?? [])
      .toSorted((a, b) => b.t - a.t || b.c - a.c)
      .slice(0, TRANSFER.AUTO_QUEUED)
    if (rows.length === 0) return
    this.#rows = []
    const wanted = rows
      .flatMap((row) => files.allOf(row))
      .filter((found) => this.#mayCome(found))
      .slice(0, TRANSFER.AUTO_QUEUED)
    if (wanted.length === 0) return this.#keepSeen()
    store.transaction(() => {
      this.#keepSeen()
      // Each goes before the last one.
      for (const { row, index, reference } of wanted.toReversed())
        queue.put(reference.file, { message: row.id, index, state: 'wanted', isAsked: false, isDespite: false })
    })
    this.#deps.queued(wanted.map(({ reference }) => reference.file))
  }

  #keepSeen(): void {
    this.#deps.store.transaction(
      () => this.#deps.store.values.put(SPACE, SEEN, time.encode(Math.max(0, Math.floor(this.#seen)))),
      'relaxed',
    )
  }

  #mayCome(found: FileOfMessage): boolean {
    const { queue, isWhole } = this.#deps
    const { file, size } = found.reference
    if (isWhole(file) || queue.has(file) || queue.isCancelled(file) || !this.isWanted(found)) return false
    const room = this.#budget(found.room.core.key)
    if (room.waitMs(size) > 0 || this.#day.waitMs(size) > 0) return false
    return room.spend(size) && this.#day.spend(size)
  }

  #budget(room: RoomKey): TokenBucket {
    const held = this.#rooms.get(room)
    if (held !== undefined) return held
    const made = new TokenBucket(this.#deps.clock, TRANSFER.AUTO_ROOM_HOUR_BYTES, TRANSFER.AUTO_ROOM_HOUR_BYTES / HOUR_SECONDS)
    this.#rooms.set(room, made)
    return made
  }

  /** What came just before a sudden end and was not queued. */
  #lookBack(left: RoomKey[], since: number): void {
    this.#timers.after('back', 0, () => {
      for (const room of left.splice(0, ROOMS_AT_ONCE))
        for (const { id, arrivedAt } of this.#deps.store.messages.page(room, TRANSFER.AUTO_LOOK_BACK))
          if (arrivedAt >= since) this.arrived(room, id)
      if (left.length > 0) this.#lookBack(left, since)
    })
  }
}
