/**
 * Files of messages: wanted by a person or by the policy, fetched from whoever has them and can be reached, given to whom governance allows, kept
 * while messages refer to them, and who has them whole. Put together here: `queue` says what is wanted, `auto-fetch` what is wanted unasked,
 * `fetching` what is fetched now, `arrivals` how it all stands.
 */
import type { Clock, Crypto } from '../../crypto/index.ts'
import type { DeviceId, FileId, MessageId, RoomHandle, RoomId } from '../../ids/index.ts'
import { shortId } from '../../ids/index.ts'
import { TRANSFER } from '../../limits.ts'
import { type MediaStore, type SetFile, memoryMediaStore } from '../../media/index.ts'
import { type FileReferences, Keeping } from '../../media-keeping/index.ts'
import { sessionWay } from '../readiness/index.ts'
import { type MediaHost, type MediaHub, createMediaHub } from '../../transfer/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { RoomKey, Store } from '../../store/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { MessengerEvent, Settings } from '../api.ts'
import type { FileHolder, MediaApi } from '../api-media.ts'
import type { Links } from '../deps.ts'
import type { Names } from '../names.ts'
import type { People } from '../people/index.ts'
import { notedRoom } from '../room-list.ts'
import type { RoomNotes } from '../room-notes.ts'
import type { Room } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'
import { Arrivals } from './arrivals.ts'
import { AutoFetch } from './auto-fetch.ts'
import { Fetching } from './fetching.ts'
import { FileSets, type SetPartsCode } from './file-sets.ts'
import { type BesideMembers, withCarrying } from './media-host.ts'
import { heldBytes } from './held-bytes.ts'
import { FetchQueue, type QueuedFile } from './queue.ts'
import { type FileOfMessage, RoomFiles } from './room-files.ts'
import type { FileSize } from './set-fetching.ts'

export interface MediaDeps extends BesideMembers {
  readonly store: Store
  readonly crypto: Crypto
  readonly clock: Clock
  readonly links: Links
  readonly rooms: Rooms
  readonly people: People
  readonly names: Names
  readonly notes: Pick<RoomNotes, 'preferences'>
  /** Default: in memory, for profiles that leave nothing behind. */
  readonly media?: MediaStore
  /** Who sees to it that it holds what messages refer to; default: one over it. */
  readonly keeping?: Keeping
  settings(): Settings
  emit(event: MessengerEvent): void
  /** Bytes came from a device by that line, after so many ms of waiting for a chunk. */
  stirred(device: DeviceId, address: string, waitedMs: number | undefined): void
  /** A file of the room has come whole. */
  whole(room: RoomHandle, file: FileId): void
}

/** Told to one device about whole files: the newest of each room. */
const TOLD_FILES = 512
const KIB = 1024
const MIB = 1024 * KIB

export class Media implements MediaApi {
  readonly store: MediaStore
  readonly hub: MediaHub
  readonly files: RoomFiles
  readonly keeping: Keeping
  readonly queue: FetchQueue
  readonly fetching: Fetching
  readonly #deps: MediaDeps
  readonly #sets: FileSets
  readonly #auto: AutoFetch
  readonly #arrivals: Arrivals
  readonly #timers: NamedTimers
  readonly #releases: readonly (() => void)[]
  #isStopped = false

  constructor(deps: MediaDeps) {
    const { crypto, clock, store, links, people, rooms } = deps
    this.#deps = deps
    this.#timers = new NamedTimers(clock)
    this.store = deps.media ?? memoryMediaStore({ crypto, clock })
    this.keeping = deps.keeping ?? this.#keepingOver(this.store)
    const tables = { messages: store.messages, references: this.#references }
    this.files = new RoomFiles({ ...deps, store: tables })
    this.#sets = new FileSets({ crypto, store: this.store, references: this.#references })
    this.keeping.plug({
      isHolder: (device, file) => this.files.mayHold(device, file),
      isComing: (file) => this.#withSets([file]).some((each) => this.fetching.isGoing(each)),
      erased: (files) => this.#erased(files),
    })
    this.queue = new FetchQueue(store)
    this.fetching = new Fetching({
      ...{ clock, store: tables, media: this.store, keeping: this.keeping, queue: this.queue, files: this.files },
      sets: this.#sets,
      hub: () => this.hub,
      room: (key) => rooms.get(key),
      sources: (...asked) => this.#sources(...asked),
      changed: (file) => this.#tell(file),
      left: (file, bytes) => this.#arrivals.part(file, bytes),
      done: (found) => this.#done(found),
      came: (part) => this.#partCame(part),
      holds: (device, file) => void store.transaction(() => this.keeping.noteWhole(device, [file]), 'relaxed'),
    })
    this.#arrivals = new Arrivals({
      ...{ media: this.store, queue: this.queue, fetching: this.fetching, files: this.files, names: deps.names },
      sets: this.#references.sets,
      holder: (room, device) => this.#holder(room, device),
    })
    this.#auto = new AutoFetch({
      ...{ clock, store, queue: this.queue, files: this.files },
      rooms: () => rooms.registry.keys(),
      settings: () => deps.settings(),
      preferred: (key) => this.#preferred(key),
      isBlocked: (account) => people.isBlocked(account),
      isWhole: (file) => this.#arrivals.isWhole(file),
      queued: () => this.fetching.settleSoon(),
    })
    const host: Omit<MediaHost, 'offered' | 'withdrawn'> = {
      ...{ crypto, clock, store: this.store },
      admits: (device) => people.admits(device),
      isOwn: (device) => people.ownerOf(device) === people.identity().account,
      mayHave: (device, room, file) => this.files.mayHave(device, room, file),
      open: async (device) => links.media?.open(device),
      stirred: (device, address, waitedMs) => deps.stirred(device, address, waitedMs),
      wholeFor: (device) => this.#wholeFor(device),
      heldHeard: (...heard) => this.#heldHeard(...heard),
      whole: (room, file) => deps.whole(room, file),
      uploadLimit: () => deps.settings().uploadKib * KIB || undefined,
    }
    this.hub = createMediaHub(withCarrying(host, deps))
    this.#releases = [
      links.media?.onStream((stream) => this.hub.attach(stream)) ?? (() => undefined),
      // Not at `onReach`: that says so of a connection in doubt, too, whenever a dial beside it came to nothing.
      links.onStream(({ device }) => this.#timers.after(`reached/${device}`, 0, () => this.hub.returned(device))),
      links.onReach((_device, { reach }) => {
        if (reach === 'connected') this.fetching.wakeAll()
        else this.fetching.settleSoon()
      }),
      this.#references.onDropped((dropped) => this.#dropped(dropped)),
      this.#references.onAdded((added) => {
        for (const { room, message } of added) this.#auto.arrived(room, message)
      }),
    ]
    void this.#start()
  }

  get #references(): FileReferences {
    return this.keeping.references
  }

  arrivals: MediaApi['arrivals'] = (files) => files.flatMap((file) => this.#arrivals.of(file) ?? [])
  transfers: MediaApi['transfers'] = () => this.queue.all().flatMap(({ file }) => this.#arrivals.of(file) ?? [])

  fetch: MediaApi['fetch'] = (message, index, { first = false } = {}) => {
    const found = this.files.find(message, index)
    if (found === undefined) return fail('NO_MESSAGE')
    const { file } = found.reference
    this.queue.forgive(file)
    if (this.#arrivals.isDone(found.reference)) return ok(this.#arrivals.ofMessage(found))
    const before = this.queue.get(file)
    const wish = { message, index, state: 'wanted', isAsked: true, isDespite: this.queue.isAllPaused } as const
    if (!this.queue.put(file, wish, first)) return fail('TOO_MANY')
    // Another message may say another size of it, and a person may ask whom the policy may not.
    const isSame = before?.message === message && before.index === index && before.isAsked
    if (before !== undefined && !isSame) this.fetching.drop(file)
    this.fetching.urge(file)
    return ok(this.#arrivals.ofMessage(found))
  }

  pause: MediaApi['pause'] = (message, index) =>
    this.#inQueue(message, index, (wish) => {
      this.queue.put(wish.file, { ...withoutCode(wish), state: 'paused' })
      this.fetching.settleSoon()
    })

  cancel: MediaApi['cancel'] = (message, index) =>
    this.#inQueue(message, index, ({ file }) => {
      this.queue.cancelled(file, this.#deps.clock.now())
      this.#take(file)
      this.#tell(file)
    })

  pauseAll: MediaApi['pauseAll'] = (paused) => {
    this.queue.pauseAll(paused)
    this.fetching.settleSoon()
  }

  /** What a set names, in its order (MEDIA-64); before any of it is fetched. */
  async partsOf(message: MessageId, index: number): Promise<Result<readonly SetFile[], 'NO_MESSAGE' | SetPartsCode>> {
    const found = this.files.find(message, index)
    return found === undefined ? fail('NO_MESSAGE') : this.#sets.partsOf(found.reference)
  }

  move: MediaApi['move'] = (message, index, to) =>
    this.#inQueue(message, index, ({ file }) => {
      this.queue.move(file, to)
      this.fetching.settleSoon()
    })

  holders: MediaApi['holders'] = async (message, index) => {
    const found = this.files.find(message, index)
    if (found === undefined) return fail('NO_MESSAGE')
    const { file, size } = found.reference
    const held = await this.store.held(file)
    const here = held === undefined ? 0 : heldBytes(held.chunks, size)
    const whole = this.keeping.wholeAt(file).map(({ device }) => this.#holder(found.room, device))
    return ok({ here, size, whole })
  }

  usage: MediaApi['usage'] = async () => {
    const { rooms, names, settings } = this.#deps
    const { mediaMib, roomMediaMib } = settings()
    const { bytes, files, rooms: byKey } = await this.keeping.use()
    const byRoom = new Map<RoomId, { bytes: number; files: number }>()
    for (const [key, taken] of byKey) {
      const id = rooms.registry.get(key)?.room
      if (id === undefined) continue
      const shown = names.shownAs(id)
      const before = byRoom.get(shown)
      byRoom.set(shown, { bytes: taken.bytes + (before?.bytes ?? 0), files: taken.files + (before?.files ?? 0) })
    }
    const views = [...byRoom].map(([room, taken]) => ({ room, ...taken, quota: roomMediaMib * MIB }))
    return { bytes, files, quota: mediaMib * MIB, rooms: views.toSorted((a, b) => b.bytes - a.bytes) }
  }

  giveUp: MediaApi['giveUp'] = async (message, index, { anyway = false } = {}) => {
    const found = this.files.find(message, index)
    if (found === undefined) return fail('NO_MESSAGE')
    const { file } = found.reference
    const given = await this.keeping.giveUp(file, anyway)
    if (!given.ok) return given
    // It is not to be back at once.
    this.queue.cancelled(file, this.#deps.clock.now())
    this.#take(file)
    this.#tell(file)
    return ok(undefined)
  }

  /** A file of our own is whole here: whoever waits for it hears of it. Of a set's files before the set. */
  kept(file: FileId): void {
    this.#arrivals.came(file)
    this.#take(file)
    this.hub.changed(file)
    this.#tell(file)
  }

  /** They are no longer here, or not whole: those who believe they are are told when they are met. */
  #lost(files: readonly FileId[]): void {
    const byRoom = new Map<RoomKey, FileId[]>()
    for (const file of files) {
      this.#arrivals.gone(file)
      this.hub.changed(file)
      for (const room of new Set(this.#references.of(file).map((reference) => reference.room)))
        byRoom.set(room, [...(byRoom.get(room) ?? []), file])
    }
    for (const [room, lost] of byRoom) {
      const handle = this.#deps.rooms.get(room)?.core.handle
      if (handle === undefined) continue
      for (const { device } of this.hub.links) {
        const told = lost.filter((file) => this.files.mayHave(device, handle, file))
        if (told.length > 0) void this.hub.tellHeld(device, handle, [], told)
      }
    }
    for (const file of this.#withSets(files)) this.#tell(file)
  }

  /** What else happened: words put out of sight, and what a person chose. */
  told(event: MessengerEvent): void {
    if (event.type === 'settings' || event.type === 'room') this.#timers.after('chosen', 0, () => this.#chosen())
    if (event.type === 'settings') this.fetching.roomAppeared()
    if (event.type !== 'message-changed' || this.queue.size === 0) return
    const key = this.#deps.rooms.registry.byId(event.room)
    if (key !== undefined) this.#forgotten(key, event.message)
  }

  stop(): void {
    this.#isStopped = true
    for (const release of this.#releases) release()
    this.#timers.close()
    this.#auto.stop()
    this.fetching.stop()
    this.hub.stop()
    if (this.#deps.keeping === undefined) void this.keeping.stop()
  }

  async #start(): Promise<void> {
    if (this.#deps.keeping === undefined) await this.keeping.sweep().catch(() => undefined)
    await this.#arrivals.read()
    if (this.#isStopped) return
    // Made whole, or deleted, just before the process ended.
    for (const { file, message, index } of this.queue.all()) {
      const reference = this.files.find(message, index)?.reference
      const isDone = reference?.file === file ? this.#arrivals.isDone(reference) : this.#arrivals.isWhole(file)
      if (isDone || !this.#references.has(file)) this.#take(file)
    }
    this.fetching.settleSoon()
    this.fetching.roomAppeared()
  }

  #keepingOver(media: MediaStore): Keeping {
    const { store, clock, people, settings } = this.#deps
    const { account } = people.identity()
    const quotas = (): { readonly profile: number; readonly room: number } => ({
      profile: settings().mediaMib * MIB,
      room: settings().roomMediaMib * MIB,
    })
    return new Keeping({ store, media, clock, account, quotas })
  }

  #inQueue(message: MessageId, index: number, work: (wish: QueuedFile) => void): Result<undefined, 'NO_MESSAGE'> {
    const found = this.files.find(message, index)
    if (found === undefined) return fail('NO_MESSAGE')
    const wish = this.queue.get(found.reference.file)
    if (wish !== undefined) work(wish)
    return ok(undefined)
  }

  /** Out of the queue. */
  #take(file: FileId): void {
    this.queue.remove(file)
    this.fetching.drop(file)
  }

  #preferred(key: RoomKey): ReturnType<AutoFetch['rule']> | 'as-set' {
    const record = this.#deps.rooms.registry.get(key)
    return (record === undefined ? undefined : this.#deps.notes.preferences(notedRoom(key, record)).autoFetch) ?? 'as-set'
  }

  /** Connected devices that may have it: who said so first, then the rest. By itself a file comes only from where the policy lets it. */
  #sources(room: Room, isAsked: boolean, file?: FileId): readonly DeviceId[] {
    const rule = isAsked ? 'always' : this.#auto.rule(room.core.key)
    if (rule === 'never') return []
    const reached = this.files.devices(room).filter((device) => this.#isConnected(device, rule === 'nearby'))
    if (file === undefined) return reached
    const whole = new Set(this.keeping.holders.of(file).map(({ device }) => device))
    return reached.toSorted((a, b) => Number(whole.has(b)) - Number(whole.has(a)))
  }

  #isConnected(device: DeviceId, isNear = false): boolean {
    const reach = this.#deps.links.reach(device)
    return reach?.reach === 'connected' && (!isNear || sessionWay(reach.via).way === 'near')
  }

  #wholeFor(device: DeviceId): readonly { readonly room: RoomHandle; readonly files: readonly FileId[] }[] {
    if (!this.#arrivals.hasAny) return []
    return this.#deps.rooms.opened().flatMap((key) => {
      const room = this.#deps.rooms.get(key)
      const isThere = room !== undefined && (this.files.memberBehind(room, device) !== undefined || this.files.isCarrier(room, device))
      if (!isThere) return []
      const { handle } = room.core
      const own = this.#references.ofRoom(key).filter((file) => this.#arrivals.isWhole(file) && this.files.mayHave(device, handle, file))
      return own.length === 0 ? [] : [{ room: handle, files: own.slice(-TOLD_FILES) }]
    })
  }

  #heldHeard(device: DeviceId, handle: RoomHandle, files: readonly FileId[], lost: readonly FileId[]): void {
    const room = this.files.room(handle)
    if (room === undefined || !(this.files.memberBehind(room, device) !== undefined || this.files.isCarrier(room, device))) return
    const ours = files.filter((file) => this.files.isReferred(room.core.key, file))
    this.#deps.store.transaction(() => {
      this.keeping.noteWhole(device, ours)
      this.keeping.noteNotWhole(device, lost)
    }, 'relaxed')
    this.fetching.wake(this.#withSets(ours).filter((file) => this.queue.has(file)))
  }

  /** What is erased of them is `Keeping`'s to see. */
  #dropped(files: readonly FileId[]): void {
    for (const file of files) {
      if (this.#references.has(file)) this.#lookForAnother(file)
      else {
        this.#arrivals.gone(file)
        this.queue.forgive(file)
        // What was just begun of it, or of a set's files.
        if (this.queue.has(file)) this.#timers.after(`tidy/${file}`, TRANSFER.PROGRESS_MS, () => this.keeping.tidy(files))
        this.#take(file)
        this.hub.changed(file)
      }
    }
  }

  /** The message it was wanted by may be the one that is gone. */
  #lookForAnother(file: FileId): void {
    const wish = this.queue.get(file)
    if (wish === undefined || this.files.find(wish.message, wish.index)?.reference.file === file) return
    const found = this.files.firstOf(file)
    if (found === undefined) return this.#take(file)
    this.fetching.drop(file)
    this.queue.put(file, { ...wish, message: found.row.id, index: found.index })
  }

  /** Out of this person's sight: what he did not ask for need not come. */
  #forgotten(key: RoomKey, message: MessageId): void {
    const row = this.#deps.store.messages.get(key, message)
    if (row?.forgotten !== true) return
    for (const file of row.files) {
      const first = this.files.firstOf(file)
      if (this.queue.has(file) && (first === undefined || first.row.forgotten)) {
        this.#take(file)
        this.#tell(file)
      }
    }
  }

  /** MEDIA-85: what may no longer come by itself stays on tap. */
  #chosen(): void {
    for (const { file, message, index, isAsked } of this.queue.all()) {
      const found = isAsked ? undefined : this.files.find(message, index)
      if (found === undefined || this.#auto.isWanted(found)) continue
      this.#take(file)
      this.#tell(file)
    }
    this.fetching.settleSoon()
  }

  #erased(files: readonly FileId[]): void {
    if (this.#isStopped) return
    for (const file of files) this.fetching.drop(file)
    this.#lost(files)
    this.fetching.roomAppeared()
  }

  /** Who sent it wants to know, and the own devices; others hear of it when there is a link anyway. */
  #done({ reference, row, room }: FileOfMessage): void {
    const { file, size } = reference
    this.#arrivals.came(file, size)
    const whole = [file, ...this.#references.sets.of(file)].filter((each) => this.#arrivals.isWhole(each))
    const own = this.#deps.people.identity().account
    const linked = new Set(this.hub.links.map(({ device }) => device))
    const told = this.files.devices(room).filter((device) => {
      const account = this.files.memberBehind(room, device)
      return (account === row.account || account === own) && this.#isConnected(device) && !linked.has(device)
    })
    for (const device of told.slice(0, TRANSFER.HOLDERS)) void this.hub.tellHeld(device, room.core.handle, whole)
  }

  #partCame({ file, size }: FileSize): void {
    this.#arrivals.came(file, size)
    // Of itself it is news only where a message has it, too.
    if (this.#deps.store.references.has(file) && !this.queue.has(file)) this.#tell(file)
  }

  /** With the sets that name them. */
  #withSets(files: readonly FileId[]): readonly FileId[] {
    return [...new Set(files.flatMap((file) => [file, ...this.#references.sets.setsOf(file)]))]
  }

  #holder(room: Room, device: DeviceId): FileHolder {
    const account = this.files.memberBehind(room, device) ?? this.#deps.names.ownerOf(device)
    const name = account === undefined ? shortId(device) : this.#deps.names.nameOf(account, room)
    return { device, account, name, connected: this.#isConnected(device) }
  }

  #tell(file: FileId): void {
    const arrival = this.#isStopped ? undefined : this.#arrivals.of(file)
    if (arrival !== undefined) this.#deps.emit({ type: 'transfers', arrival })
  }
}

function withoutCode({ code: _, ...wish }: QueuedFile): QueuedFile {
  return wish
}
