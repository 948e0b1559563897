/**
 * MEDIA-81, MEDIA-82: what of the queue is fetched now. Eight files at a time, in its order; one that nobody has, or that does not come on, gives its
 * place to the next and is tried again. Before a file is begun there is room for all of it. What it says of a file is what is so now.
 */
import type { Clock } from '../../crypto/index.ts'
import type { DeviceId, FileId } from '../../ids/index.ts'
import { TRANSFER } from '../../limits.ts'
import { type MediaStore, type MediaStoreCode, SET_TYPE } from '../../media/index.ts'
import type { Keeping } from '../../media-keeping/index.ts'
import type { Result } from '../../result.ts'
import type { RoomKey, Store } from '../../store/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { FetchEnd, MediaHub } from '../../transfer/index.ts'
import type { ArrivalState } from '../api-media.ts'
import type { Room } from '../room/index.ts'
import type { FileSets } from './file-sets.ts'
import { Headway } from './headway.ts'
import type { FetchQueue, QueuedFile } from './queue.ts'
import type { FileOfMessage, RoomFiles } from './room-files.ts'
import { type FileSize, SetFetch, type SetFetchDeps, type Transfer, type TransferProgress } from './set-fetching.ts'

export interface FetchingDeps {
  readonly clock: Clock
  readonly store: Pick<Store, 'references' | 'messages'>
  readonly media: MediaStore
  readonly keeping: Pick<Keeping, 'makeRoom' | 'tidy'>
  readonly queue: FetchQueue
  readonly files: RoomFiles
  readonly sets: FileSets
  hub(): MediaHub
  /** Connected devices that may be asked for files of the room, the likeliest for this one first; `isAsked`: by a person, whatever the policy. */
  sources(room: Room, isAsked: boolean, file?: FileId): readonly DeviceId[]
  room(key: RoomKey): Room | undefined
  /** Its state is another one, or more of it is here. */
  changed(file: FileId): void
  /** No longer fetched; so much of it is durable. */
  left(file: FileId, bytes: number): void
  done(found: FileOfMessage): void
  /** A file of a set that is being fetched is whole. */
  came(part: FileSize): void
  /** It said to have all of it when it was asked. */
  holds(device: DeviceId, file: FileId): void
}

export interface Standing {
  readonly state: ArrivalState
  readonly code: MediaStoreCode | undefined
  readonly progress: TransferProgress | undefined
}

interface Going {
  readonly wish: QueuedFile
  /** undefined: room is being made for it. */
  fetch: Transfer | undefined
  readonly headway: Headway
  readonly begunAt: number
  isNobody: boolean
}

export class Fetching {
  readonly #deps: FetchingDeps
  readonly #timers: NamedTimers
  readonly #going = new Map<FileId, Going>()
  /** Until when they leave their place to others, ms. */
  readonly #resting = new Map<FileId, number>()
  /** Nobody who may have it is connected. */
  #lonely = new Set<FileId>()
  readonly #roomOf = new Map<FileId, RoomKey>()
  readonly #told = new Map<FileId, ArrivalState>()
  /** At which of its files a set was when it was stopped: those before it have had their turn. */
  readonly #stoodAt = new Map<FileId, FileId>()
  #waiting = 0
  #starting: Promise<void> = Promise.resolve()
  /** The disk was full: nothing is begun before. */
  #fullUntil = 0
  /** One that failed for want of room and is tried again: when it finds some, the next is. */
  #retried: FileId | undefined
  #isStopped = false

  constructor(deps: FetchingDeps) {
    this.#deps = deps
    this.#timers = new NamedTimers(deps.clock)
  }

  /** Files being fetched now. */
  get going(): readonly FileId[] {
    return [...this.#going.keys()]
  }

  isGoing(file: FileId): boolean {
    return this.#going.has(file)
  }

  /** Of a file that is in the queue. */
  standing(wish: QueuedFile): Standing {
    const going = this.#going.get(wish.file)
    return { state: this.#stateOf(wish, going), code: wish.code, progress: going?.fetch?.progress() }
  }

  /** Something about the queue, the rooms or who is connected is other than before. */
  settleSoon(): void {
    this.#timers.after('settle', 0, () => this.#settle())
  }

  /** A person wants it now: what kept it back so far does not count. */
  urge(file: FileId): void {
    this.#resting.delete(file)
    this.#fullUntil = 0
    this.settleSoon()
  }

  /** Somebody said to have them whole. */
  wake(files: readonly FileId[]): void {
    for (const file of files) this.#resting.delete(file)
    this.settleSoon()
  }

  /** Somebody is connected who was not. */
  wakeAll(): void {
    if (this.#deps.queue.size === 0) return
    this.#resting.clear()
    this.settleSoon()
  }

  /** Files were erased, or may take more. */
  roomAppeared(): void {
    this.#timers.after('room', 0, () => this.#tryAgain())
  }

  /** No longer in the queue, or to be begun anew. */
  drop(file: FileId): void {
    this.#stop(file)
    this.#roomOf.delete(file)
    this.#resting.delete(file)
    this.#told.delete(file)
    this.#stoodAt.delete(file)
    this.settleSoon()
  }

  stop(): void {
    this.#isStopped = true
    for (const file of this.going) this.#stop(file)
    this.#timers.close()
  }

  #stateOf(wish: QueuedFile, going: Going | undefined): ArrivalState {
    if (wish.state === 'failed') return 'failed'
    if (!this.#deps.queue.mayRun(wish.file)) return 'paused'
    if (going === undefined) return this.#lonely.has(wish.file) || this.#resting.has(wish.file) ? 'nobody' : 'queued'
    if ((going.fetch?.progress().having ?? 0) > 0) return 'running'
    return going.isNobody ? 'nobody' : 'queued'
  }

  #settle(): void {
    if (this.#isStopped) return
    const { queue, clock } = this.#deps
    const now = clock.now()
    const all = queue.all()
    const canAsk = this.#whoCanBeAsked()
    const lonely = new Set<FileId>()
    const ready: QueuedFile[] = []
    let next = Infinity
    for (const wish of all) {
      const { file } = wish
      if (!queue.mayRun(file)) {
        this.#stop(file)
        continue
      }
      const until = this.#resting.get(file)
      if (until !== undefined && until <= now) this.#resting.delete(file)
      else if (until !== undefined) next = Math.min(next, until)
      if (this.#going.has(file) || (until ?? 0) <= now) {
        const isLonely = !this.#going.has(file) && !canAsk(wish)
        if (isLonely) lonely.add(file)
        else ready.push(wish)
      }
    }
    this.#lonely = lonely
    if (this.#fullUntil > now) next = Math.min(next, this.#fullUntil)
    else this.#fill(ready)
    this.#waiting = ready.filter(({ file }) => !this.#going.has(file)).length
    if (next < Infinity) this.#wakeAt(next - now)
    for (const wish of all) this.#tell(wish.file)
  }

  /** Takes up what may be begun. What a person asked for takes the place of what comes by itself, and goes before it in the queue. */
  #fill(ready: readonly QueuedFile[]): void {
    const first = new Set(ready.slice(0, TRANSFER.FETCHES).map(({ file }) => file))
    const victims = ready.filter(({ file, isAsked }) => !isAsked && this.#going.has(file) && !first.has(file))
    for (const wish of ready) {
      if (this.#going.has(wish.file)) continue
      if (this.#going.size >= TRANSFER.FETCHES) {
        const victim = wish.isAsked && first.has(wish.file) ? victims.pop() : undefined
        if (victim === undefined) return
        this.#stop(victim.file)
      }
      this.#start(wish)
    }
  }

  /** Asked once for each room and kind of wish, however many files wait. */
  #whoCanBeAsked(): (wish: QueuedFile) => boolean {
    const known = new Map<string, boolean>()
    return (wish) => {
      const key = this.#roomKey(wish)
      const name = `${key}/${wish.isAsked}`
      const held = known.get(name)
      if (held !== undefined) return held
      const room = key === undefined ? undefined : this.#deps.room(key)
      const can = room !== undefined && this.#deps.sources(room, wish.isAsked).length > 0
      known.set(name, can)
      return can
    }
  }

  #roomKey({ file, message }: QueuedFile): RoomKey | undefined {
    const held = this.#roomOf.get(file)
    if (held !== undefined) return held
    const key = this.#deps.store.messages.find(message)?.room
    if (key !== undefined) this.#roomOf.set(file, key)
    return key
  }

  #start(wish: QueuedFile, isNobody = false): void {
    const now = this.#deps.clock.now()
    const going: Going = { wish, fetch: undefined, headway: new Headway(now), begunAt: now, isNobody }
    this.#going.set(wish.file, going)
    // One after the other: room that was made for one is not to be found by the next before its place is taken.
    this.#starting = this.#starting.then(() => this.#begin(wish, going)).catch(() => this.#ended(wish.file, going, 'STORE_FAILED'))
  }

  async #begin({ file, message, index, isAsked }: QueuedFile, going: Going): Promise<void> {
    const { files, store, media, keeping, clock, sets } = this.#deps
    const isOver = (): boolean => this.#isStopped || this.#going.get(file) !== going
    const found = files.find(message, index)
    if (isOver() || found === undefined || found.reference.file !== file) return this.#ended(file, going, 'UNKNOWN_FILE')
    const { size, type } = found.reference
    const made = await this.#makeRoom(file, size, file)
    if (isOver()) return
    if (!made.ok) return this.#ended(file, going, made.code)
    const begun = await media.begin(file, size)
    if (!begun.ok) return this.#ended(file, going, begun.code)
    if (isOver()) return
    if (!store.references.has(file)) return keeping.tidy([file])
    if (this.#retried === file) this.#tryAgain()
    const told = { changed: () => this.#cameOn(file), ended: (end: FetchEnd) => this.#ended(file, going, end) }
    const open: SetFetchDeps['open'] = (each, heard) => this.#open(found.room, isAsked, each, heard)
    going.fetch =
      type === SET_TYPE
        ? new SetFetch({
            ...{ clock, media, open, ...told, set: { file, size }, from: this.#stoodAt.get(file) },
            partsOf: () => sets.partsOf(found.reference),
            makeRoom: (bytes) => this.#makeRoom(undefined, bytes, file),
            share: () => Math.max(1, Math.floor(TRANSFER.FETCHES / this.#going.size)),
            came: (part) => this.#deps.came(part),
          })
        : open({ file, size }, told)
    this.#lookAfter(file, going)
  }

  /** `of`: the file of a message it is for. What sets that are being fetched have room for, nothing else takes. */
  #makeRoom(file: FileId | undefined, size: number, of: FileId): Promise<Result<undefined, 'QUOTA'>> {
    const rooms = [...new Set(this.#deps.store.references.of(of).map(({ room }) => room))]
    const promised = [...this.#going.values()].reduce((sum, { fetch }) => sum + (fetch instanceof SetFetch ? fetch.promised : 0), 0)
    return this.#deps.keeping.makeRoom(file, size + promised, rooms, size)
  }

  #open(room: Room, isAsked: boolean, { file, size }: FileSize, told: Parameters<SetFetchDeps['open']>[1]): Transfer {
    const sources = (): readonly DeviceId[] => this.#deps.sources(room, isAsked, file)
    const saidWhole = (device: DeviceId): void => this.#deps.holds(device, file)
    const fetch = this.#deps.hub().fetch({ room: room.core.handle, file, size, sources, saidWhole, ...told })
    return {
      progress: () => fetch.progress(),
      cancel: () => {
        this.#deps.left(file, fetch.progress().durableBytes)
        fetch.cancel()
      },
    }
  }

  /** Something came, or somebody said what he has. */
  #cameOn(file: FileId): void {
    const going = this.#going.get(file)
    if (going !== undefined && (going.fetch?.progress().having ?? 0) > 0) going.isNobody = false
    this.#tell(file)
    this.#timers.after(`progress/${file}`, TRANSFER.PROGRESS_MS, () => this.#deps.changed(file))
  }

  /** MEDIA-82. */
  #lookAfter(file: FileId, going: Going): void {
    this.#timers.after(`look/${file}`, TRANSFER.NOBODY_MS, () => {
      if (this.#going.get(file) !== going || going.fetch === undefined) return
      const now = this.#deps.clock.now()
      const progress = going.fetch.progress()
      const isStuck = going.headway.isStuck(progress, now)
      going.isNobody = progress.having === 0
      if (isStuck && this.#waiting > 0) {
        this.#resting.set(file, now + TRANSFER.REST_MS)
        this.#stop(file)
        return this.#settle()
      }
      if (isStuck && now - going.begunAt >= TRANSFER.REST_MS) {
        // Nobody wants its place. It asks all of them anew: who had nothing then may not have said so since.
        this.#stop(file)
        this.#start(going.wish, going.isNobody)
        return
      }
      this.#tell(file)
      this.#lookAfter(file, going)
    })
  }

  #ended(file: FileId, going: Going, end: FetchEnd): void {
    if (this.#isStopped || this.#going.get(file) !== going || end === 'cancelled') return
    const { queue, files, store, clock } = this.#deps
    const wish = queue.get(file)
    this.#stop(file)
    if (end === 'done') {
      const found = wish === undefined ? undefined : files.find(wish.message, wish.index)
      queue.remove(file)
      this.drop(file)
      if (found !== undefined) this.#deps.done(found)
      this.#deps.changed(file)
      return
    }
    if (end === 'UNKNOWN_FILE' && store.references.has(file)) {
      // It was taken off the disk meanwhile, or the message that named it is gone and another one has it.
      this.#resting.set(file, clock.now() + TRANSFER.REST_MS)
    } else if (!store.references.has(file)) {
      queue.remove(file)
    } else if (wish !== undefined) {
      queue.put(file, { ...wish, state: 'failed', code: end })
      if (end === 'DISK_FULL') this.#fullUntil = clock.now() + TRANSFER.ROOM_AGAIN_MS
      if (isForWantOfRoom(end)) this.#timers.after('again', TRANSFER.ROOM_AGAIN_MS, () => this.#tryAgain())
    }
    if (this.#retried === file) this.#retried = undefined
    this.settleSoon()
  }

  /** The first that failed for want of room; when it finds some, the next. */
  #tryAgain(): void {
    this.#retried = undefined
    const { queue } = this.#deps
    const failed = queue.all().find(({ state, code }) => state === 'failed' && code !== undefined && isForWantOfRoom(code))
    if (failed === undefined || this.#isStopped) return
    const { code: _, ...wish } = failed
    this.#retried = failed.file
    this.#fullUntil = 0
    this.#timers.after('again', TRANSFER.ROOM_AGAIN_MS, () => this.#tryAgain())
    queue.put(failed.file, { ...wish, state: 'wanted' })
    this.settleSoon()
  }

  #stop(file: FileId): void {
    const going = this.#going.get(file)
    if (going === undefined) return
    this.#going.delete(file)
    this.#timers.stop(`look/${file}`)
    this.#timers.stop(`progress/${file}`)
    if (going.fetch instanceof SetFetch && going.fetch.next !== undefined) this.#stoodAt.set(file, going.fetch.next)
    going.fetch?.cancel()
  }

  #tell(file: FileId): void {
    const wish = this.#deps.queue.get(file)
    if (wish === undefined) return
    const state = this.#stateOf(wish, this.#going.get(file))
    if (this.#told.get(file) === state) return
    this.#told.set(file, state)
    this.#deps.changed(file)
  }

  #wakeAt(ms: number): void {
    this.#timers.stop('wake')
    this.#timers.after('wake', Math.max(0, ms), () => this.#settle())
  }
}

function isForWantOfRoom(code: MediaStoreCode): boolean {
  return code === 'DISK_FULL' || code === 'QUOTA'
}
