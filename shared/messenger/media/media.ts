/**
 * Files of messages: fetched from whoever has them and can be reached, given to whom governance allows, and who has them whole. What is kept and for
 * how long is the store's business; what is fetched unasked is policy's.
 */
import type { Clock, Crypto } from '../../crypto/index.ts'
import type { DeviceId, FileId, MessageId, RoomHandle } from '../../ids/index.ts'
import { shortId } from '../../ids/index.ts'
import { MEDIA, TRANSFER } from '../../limits.ts'
import { type MediaStore, type SetFile, memoryMediaStore } from '../../media/index.ts'
import { FileReferences, WholeHolders } from '../../media-keeping/index.ts'
import { type FetchEnd, type FileFetch, type MediaHub, createMediaHub } from '../../transfer/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { Store } from '../../store/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { FileHolder, FileHoldings, MediaCode } from '../api-media.ts'
import type { FileId as F, MessageId as M, RoomId } from '../../ids/index.ts'
import type { Links } from '../deps.ts'
import type { Names } from '../names.ts'
import type { People } from '../people/index.ts'
import type { Room } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'
import { FileSets, type SetPartsCode } from './file-sets.ts'
import { type FileOfMessage, RoomFiles } from './room-files.ts'

export interface MediaDeps {
  readonly store: Store
  readonly crypto: Crypto
  readonly clock: Clock
  readonly links: Links
  readonly rooms: Rooms
  readonly people: People
  readonly names: Names
  /** Default: in memory, for profiles that leave nothing behind. */
  readonly media?: MediaStore
}

export interface Transfer {
  readonly room: RoomId
  readonly message: M
  readonly index: number
  readonly file: F
  readonly name: string
  readonly state: 'waiting' | 'running'
  readonly bytes: number
  readonly size: number
  readonly bytesPerSecond: number
  readonly leftMs: number | undefined
  readonly from: readonly FileHolder[]
}

export interface MediaEvent {
  readonly file: F
  readonly message: M
  readonly end: FetchEnd | undefined
}

interface Going extends FileOfMessage {
  readonly index: number
  readonly fetch: FileFetch
}

/** Told to one device about whole files: the newest of each room. */
const TOLD_FILES = 512
const PROGRESS_MS = 1000

export class Media {
  readonly store: MediaStore
  readonly hub: MediaHub
  readonly files: RoomFiles
  readonly #deps: MediaDeps
  readonly #references: FileReferences
  readonly #sets: FileSets
  readonly #known: WholeHolders
  readonly #timers: NamedTimers
  readonly #going = new Map<FileId, Going>()
  /** Files that are whole here. */
  readonly #whole = new Set<FileId>()
  readonly #listeners = new Set<(event: MediaEvent) => void>()
  readonly #releases: readonly (() => void)[]

  constructor(deps: MediaDeps) {
    const { crypto, clock, store, links, people } = deps
    this.#deps = deps
    this.#timers = new NamedTimers(clock)
    this.#references = new FileReferences(store)
    this.files = new RoomFiles({ ...deps, store: { messages: store.messages, references: this.#references } })
    this.store = deps.media ?? memoryMediaStore({ crypto, clock })
    this.#sets = new FileSets({ crypto, store: this.store, references: this.#references })
    this.#known = new WholeHolders(store)
    this.hub = createMediaHub({
      ...{ crypto, clock, store: this.store },
      admits: (device) => people.admits(device),
      isOwn: (device) => people.ownerOf(device) === people.identity().account,
      mayHave: (device, room, file) => this.files.mayHave(device, room, file),
      open: async (device) => links.media?.open(device),
      wholeFor: (device) => this.#wholeFor(device),
      heldHeard: (...heard) => this.#heldHeard(...heard),
      // Carriers keep blocks so far; nothing is offered to them yet (MEDIA-49).
      offered: () => undefined,
      withdrawn: () => undefined,
      uploadLimit: () => undefined,
    })
    this.#releases = [
      links.media?.onStream((stream) => this.hub.attach(stream)) ?? (() => undefined),
      links.onReach((device, { reach }) => {
        if (reach === 'connected') this.#timers.after(`reached/${device}`, 0, () => this.hub.returned(device))
      }),
      this.#references.onDropped((dropped) => this.#dropped(dropped)),
    ]
    void this.#start()
  }

  fetch(message: MessageId, index: number): Result<undefined, MediaCode> {
    const found = this.files.find(message, index)
    if (found === undefined) return fail('NO_MESSAGE')
    const { file, size } = found.reference
    if (this.#going.has(file)) return ok(undefined)
    const fetch = this.hub.fetch({
      room: found.room.core.handle,
      file,
      size,
      sources: () => this.#sources(found.room, file),
      changed: () => this.#timers.after(`progress/${file}`, PROGRESS_MS, () => this.#tell(file, message, undefined)),
      ended: (end) => this.#ended(found, end),
    })
    this.#going.set(file, { ...found, index, fetch })
    this.#tell(file, message, undefined)
    return ok(undefined)
  }

  /** What a set names, in its order (MEDIA-64); before any of it is fetched. */
  async partsOf(message: MessageId, index: number): Promise<Result<readonly SetFile[], MediaCode | SetPartsCode>> {
    const found = this.files.find(message, index)
    return found === undefined ? fail('NO_MESSAGE') : this.#sets.partsOf(found.reference)
  }

  cancel(message: MessageId, index: number): Result<undefined, MediaCode> {
    const found = this.files.find(message, index)
    if (found === undefined) return fail('NO_MESSAGE')
    this.#going.get(found.reference.file)?.fetch.cancel()
    return ok(undefined)
  }

  transfers(): readonly Transfer[] {
    return [...this.#going.values()].map((going) => this.#transfer(going))
  }

  async holders(message: MessageId, index: number): Promise<Result<FileHoldings, MediaCode>> {
    const found = this.files.find(message, index)
    if (found === undefined) return fail('NO_MESSAGE')
    const { file, size } = found.reference
    const held = await this.store.held(file)
    const here = held === undefined ? 0 : held.chunks.isWhole ? size : held.chunks.count * MEDIA.CHUNK_BYTES
    const those = new Set(this.files.devices(found.room))
    const whole = this.#known.of(file).filter(({ device }) => those.has(device))
    return ok({ here: Math.min(here, size), size, whole: whole.map(({ device }) => this.#holder(found.room, device)) })
  }

  onChange(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A file of our own is whole here: whoever waits for it hears of it. */
  kept(file: FileId): void {
    this.#whole.add(file)
    this.hub.changed(file)
  }

  /** It is no longer here, or not whole: those who believe it is are told when they are met. */
  lost(file: FileId): void {
    this.#whole.delete(file)
    this.hub.changed(file)
    for (const { room } of this.#references.of(file)) {
      const handle = this.#deps.rooms.get(room)?.core.handle
      if (handle === undefined) continue
      for (const { device } of this.hub.links)
        if (this.files.mayHave(device, handle, file)) void this.hub.tellHeld(device, handle, [], [file])
    }
  }

  stop(): void {
    for (const release of this.#releases) release()
    this.#timers.close()
    this.hub.stop()
  }

  async #start(): Promise<void> {
    // A list that cannot be read makes us tell less than is here, and nothing wrong.
    const all = await this.store.list().catch(() => [])
    for (const { file, chunks } of all) if (chunks.isWhole) this.#whole.add(file)
  }

  /** Connected devices that may have it: who said so first, then the rest. */
  #sources(room: Room, file: FileId): readonly DeviceId[] {
    const whole = new Set(this.#known.of(file).map(({ device }) => device))
    const reached = this.files.devices(room).filter((device) => this.#isConnected(device))
    return reached.toSorted((a, b) => Number(whole.has(b)) - Number(whole.has(a)))
  }

  #isConnected(device: DeviceId): boolean {
    return this.#deps.links.reach(device)?.reach === 'connected'
  }

  #wholeFor(device: DeviceId): readonly { readonly room: RoomHandle; readonly files: readonly FileId[] }[] {
    if (this.#whole.size === 0) return []
    return this.#deps.rooms.opened().flatMap((key) => {
      const room = this.#deps.rooms.get(key)
      const isThere = room !== undefined && (this.files.memberBehind(room, device) !== undefined || this.files.isCarrier(room, device))
      if (!isThere) return []
      const { handle } = room.core
      const own = this.#references.ofRoom(key).filter((file) => this.#whole.has(file) && this.files.mayHave(device, handle, file))
      return own.length === 0 ? [] : [{ room: handle, files: own.slice(-TOLD_FILES) }]
    })
  }

  #heldHeard(device: DeviceId, handle: RoomHandle, files: readonly FileId[], lost: readonly FileId[]): void {
    const room = this.files.room(handle)
    if (room === undefined || !(this.files.memberBehind(room, device) !== undefined || this.files.isCarrier(room, device))) return
    const ours = files.filter((file) => this.files.isReferred(room.core.key, file))
    this.#deps.store.transaction(() => {
      for (const file of ours) this.#known.note(device, file, this.#deps.clock.now())
      for (const file of lost) this.#known.remove(device, file)
    }, 'relaxed')
  }

  #dropped(files: readonly FileId[]): void {
    for (const file of files) {
      if (this.#references.has(file)) continue
      this.#going.get(file)?.fetch.cancel()
      this.#whole.delete(file)
      this.#known.drop(file)
      this.hub.changed(file)
    }
  }

  #ended({ reference, row, room }: FileOfMessage, end: FetchEnd): void {
    const { file } = reference
    this.#going.delete(file)
    this.#timers.stop(`progress/${file}`)
    if (end === 'done') {
      this.#whole.add(file)
      this.#tellWhole(room, file, row.account)
    }
    this.#tell(file, row.id, end)
  }

  /** Who sent it wants to know, and the own devices; others hear of it when there is a link anyway. */
  #tellWhole(room: Room, file: FileId, author: string): void {
    const own = this.#deps.people.identity().account
    const linked = new Set(this.hub.links.map(({ device }) => device))
    const told = this.files.devices(room).filter((device) => {
      const account = this.files.memberBehind(room, device)
      return (account === author || account === own) && this.#isConnected(device) && !linked.has(device)
    })
    for (const device of told.slice(0, TRANSFER.HOLDERS)) void this.hub.tellHeld(device, room.core.handle, [file])
  }

  #transfer({ row, room, reference, index, fetch }: Going): Transfer {
    const { bytes, size, bytesPerSecond, from } = fetch.progress()
    return {
      room: this.#deps.names.shownAs(room.core.id),
      message: row.id,
      index,
      file: reference.file,
      name: reference.name,
      state: from.length > 0 ? 'running' : 'waiting',
      ...{ bytes, size, bytesPerSecond },
      leftMs: bytesPerSecond > 0 ? Math.ceil(((size - bytes) * 1000) / bytesPerSecond) : undefined,
      from: from.map((device) => this.#holder(room, device)),
    }
  }

  #holder(room: Room, device: DeviceId): FileHolder {
    const account = this.files.memberBehind(room, device) ?? this.#deps.names.ownerOf(device)
    const name = account === undefined ? shortId(device) : this.#deps.names.nameOf(account, room)
    return { device, account, name, connected: this.#isConnected(device) }
  }

  #tell(file: FileId, message: MessageId, end: FetchEnd | undefined): void {
    for (const listener of this.#listeners) listener({ file, message, end })
  }
}
