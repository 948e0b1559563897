/**
 * What is about to be sent (docs/spec/media-sending.md): files are sealed while the person still writes, each under an id until a message has it.
 * Few at once, each claimed for as long as it is here; what is not posted is gone when it is discarded, after a day, and when the engine ends.
 */
import { randomUUID } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, isAbsolute, sep } from 'node:path'
import type { Clock, Crypto, Rng } from '../../../shared/crypto/index.ts'
import type { FileId, MessageId, RoomId } from '../../../shared/ids/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { type Described, type MediaReference, type MediaStore, safeName, withFacts } from '../../../shared/media/index.ts'
import type { Keeping } from '../../../shared/media-keeping/index.ts'
import type { ActCode, OutgoingCode, OutgoingFile, RunningMessenger } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import {
  type ContactCard,
  type Content,
  type Place,
  type Said,
  cardContent,
  placeContent,
  replying,
} from '../../../shared/rooms/kinds/index.ts'
import { type Store, StoreError } from '../../../shared/store/index.ts'
import { NamedTimers } from '../../../shared/timers/index.ts'
import { type Claims, refusedBy } from './claiming-store.ts'
import { GivenFolder } from './given-folder.ts'
import { GivenPieces } from './given-pieces.ts'
import { Outgoing, type OutgoingInit } from './outgoing.ts'
import { openPath, pathCode } from './path-source.ts'
import { mediaContents } from './posting.ts'
import { type Sealed, Sealing } from './sealing.ts'
import { sentAgain } from './sent-again.ts'
import { Turns } from './turns.ts'

export interface OutboxDeps {
  readonly messenger: Pick<RunningMessenger, 'roomBook' | 'post' | 'message' | 'media'>
  readonly store: Store
  readonly media: MediaStore
  readonly keeping: Keeping
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
  /** The profile's folder, of which nothing is sent; undefined: it is in memory. */
  readonly profile: string | undefined
  changed(outgoing: OutgoingFile): void
  /** So many bytes were in buffers that nobody needs any more. */
  passed(bytes: number): void
}

/** What the sender knows of a file besides its bytes. */
export interface PostedFile extends Omit<Described, 'name'> {
  readonly id: string
}

/** NO_OUTGOING: never begun, posted or discarded already. NOT_READY: not sealed yet. NOT_HERE: the disk has lost some of it. */
export type OutboxCode = ActCode | OutgoingCode | 'NO_OUTGOING' | 'NOT_READY' | 'NOT_HERE' | 'NO_ROOM' | 'BAD_CONTENT' | 'OUT_OF_RANGE'

/** What claims of outgoing files are called; those of a process that has ended are taken at the start. */
export const SEND_REASON = 'send/'

export class Outbox {
  readonly #deps: OutboxDeps
  readonly #outgoing = new Map<string, Outgoing>()
  readonly #timers: NamedTimers
  readonly #turns = new Turns(MEDIA.OUTGOING_AT_ONCE)
  readonly #sealing: Sealing
  readonly #profile: string | undefined
  #isStopped = false

  constructor(deps: OutboxDeps) {
    this.#deps = deps
    this.#timers = new NamedTimers(deps.clock)
    this.#profile = deps.profile === undefined ? undefined : realpathSync(deps.profile)
    this.#sealing = new Sealing({
      ...deps,
      claimsOf: (one) => this.#claimsOf(one),
      makeRoom: (one, bytes) => this.#makeRoom(one, bytes),
      beside: (one) => this.#beside(one),
      progressed: (one) => this.#progressed(one),
      isOurs: (path) => this.#isOurs(path),
    })
  }

  list(): readonly OutgoingFile[] {
    return [...this.#outgoing.values()].map((one) => one.view())
  }

  /** A file that will be given in pieces; `size`: as long as it will be. */
  async begin(room: RoomId, name: string, size?: number): Promise<Result<OutgoingFile, OutboxCode>> {
    const pieces = new GivenPieces()
    const opened = this.#open(room, safeName(name), size, { pieces })
    if (!opened.ok) return opened
    const one = opened.value
    if (size !== undefined && !(await this.#makeRoom(one, size))) return this.#refused(one, 'QUOTA')
    this.#work(one, () => this.#sealing.stream(one, pieces))
    this.#quiet(one)
    return ok(one.view())
  }

  /** A folder whose files will be given one after the other, so many bytes in all; `leftOut`: what of it does not come. */
  async beginFolder(room: RoomId, name: string, size: number, leftOut = 0): Promise<Result<OutgoingFile, OutboxCode>> {
    const folder = new GivenFolder(size)
    const opened = this.#open(room, safeName(name), size, { folder })
    if (!opened.ok) return opened
    const one = opened.value
    one.leftOut = leftOut
    if (!(await this.#makeRoom(one, size))) return this.#refused(one, 'QUOTA')
    this.#work(one, () => this.#sealing.givenFolder(one, folder))
    this.#quiet(one)
    return ok(one.view())
  }

  /** The next file of a folder, whose bytes are given then. */
  beginPart(id: string, place: readonly string[], size: number): Result<OutgoingFile, OutboxCode> {
    const given = this.#given(id)
    if (!given.ok) return given
    const [one, folder] = given.value
    const next = folder.next(place, size)
    if (!next.ok) return next
    this.#quiet(one)
    return ok(one.view())
  }

  /** After it no file of the folder follows. */
  endFolder(id: string): Result<OutgoingFile, OutboxCode> {
    const given = this.#given(id)
    if (!given.ok) return given
    const [one, folder] = given.value
    const ended = folder.finish()
    if (!ended.ok) return ended
    this.#timers.stop(`quiet/${id}`)
    return ok(one.view())
  }

  async give(id: string, bytes: Uint8Array, isOver: boolean): Promise<Result<OutgoingFile, OutboxCode>> {
    const one = this.#outgoing.get(id)
    if (one === undefined) return fail('NO_OUTGOING')
    if (one.code !== undefined) return fail(one.code)
    if (one.pieces === undefined || one.pieces.isOver) return fail('OUT_OF_RANGE')
    // Without a time-out while it is being taken: a slow disk is no page that went away.
    this.#timers.stop(`quiet/${id}`)
    const taken = bytes.length === 0 ? Promise.resolve(true) : one.pieces.give(bytes)
    if (isOver) one.pieces.finish()
    if (await taken) {
      if (!isOver || one.folder?.isOver === false) this.#quiet(one)
      return ok(one.view())
    }
    await one.work
    return fail(one.code ?? 'CANCELLED')
  }

  /** A file or a folder of this computer, by its whole path. */
  async take(room: RoomId, path: string): Promise<Result<OutgoingFile, OutboxCode>> {
    const looked = await this.#look(path)
    if (!looked.ok) return looked
    const opened = this.#open(room, safeName(basename(path)), undefined)
    if (!opened.ok) return opened
    const one = opened.value
    if (looked.value === 'folder') {
      this.#work(one, () => this.#inTurn(one, () => this.#sealing.folder(one, path)))
      return ok(one.view())
    }
    const source = await openPath(path, true)
    if (!source.ok) return this.#refused(one, source.code)
    one.size = source.value.size
    if (!(await this.#makeRoom(one, one.size))) {
      await source.value.close()
      return this.#refused(one, 'QUOTA')
    }
    this.#work(one, async () => {
      try {
        return await this.#inTurn(one, () => this.#sealing.file(one, source.value))
      } finally {
        await source.value.close()
      }
    })
    return ok(one.view())
  }

  async discard(id: string): Promise<void> {
    const one = this.#outgoing.get(id)
    if (one === undefined || one.isPosting) return
    await this.#end(one)
    one.failed('CANCELLED')
    this.#deps.changed(one.view())
  }

  /** On the disk when it succeeds. Nothing is posted, and all of them stay, when it fails. */
  async post(room: RoomId, files: readonly PostedFile[], caption: string, said: Said): Promise<Result<readonly MessageId[], OutboxCode>> {
    const chosen = this.#chosen(room, files)
    if (!chosen.ok) return chosen
    for (const one of chosen.value) one.isPosting = true
    try {
      for (const one of chosen.value) if (!(await this.#isHere(one))) return fail('NOT_HERE')
      if (this.#isStopped) return fail('NOT_READY')
      const references = chosen.value.flatMap((one, at) => factsOn(one, files[at]))
      const contents = mediaContents(references, caption, said)
      if (!contents.ok) return contents
      const posted = this.#deps.messenger.post(room, contents.value, said.replyTo)
      if (posted.ok) for (const one of chosen.value) this.#posted(one)
      return posted
    } finally {
      for (const one of chosen.value) one.isPosting = false
    }
  }

  /**
   * The files of a message with its words to another room, or `only` those, each sealed anew for it. Nothing is sent unless all of it is; what
   * was sealed for it goes otherwise.
   */
  async again(message: MessageId, room: RoomId, only?: readonly number[]): Promise<Result<readonly MessageId[], OutboxCode>> {
    const found = await sentAgain(this.#deps, message, only)
    if (!found.ok) return found
    const made: Outgoing[] = []
    try {
      const facts: PostedFile[] = []
      for (const { reference, parts } of found.value.files) {
        const size = parts?.reduce((sum, part) => sum + part.size, 0) ?? reference.size
        const opened = this.#open(room, reference.name, size)
        if (!opened.ok) return opened
        const one = opened.value
        made.push(one)
        if (!(await this.#makeRoom(one, size))) return fail('QUOTA')
        const seal = () => (parts === undefined ? this.#sealing.stored(one, reference) : this.#sealing.storedSet(one, parts))
        this.#work(one, () => this.#inTurn(one, seal))
        facts.push({ id: one.id, ...factsOf(reference) })
      }
      for (const one of made) {
        await one.work
        if (one.code !== undefined) return fail(one.code)
      }
      // People it names need not be in the other room.
      return await this.post(room, facts, found.value.caption, {})
    } finally {
      for (const one of made) await this.discard(one.id)
    }
  }

  /** A contact card or a place: nothing to be sealed. */
  say(
    room: RoomId,
    what: ({ readonly kind: 'card' } & ContactCard) | ({ readonly kind: 'place' } & Place),
    replyTo?: MessageId,
  ): Result<MessageId, OutboxCode> {
    const fields = what.kind === 'card' ? cardContent(what) : placeContent(what)
    if (!fields.ok) return fields
    const content: Content = { kind: what.kind, fields: replying(fields.value, replyTo) }
    const posted = this.#deps.messenger.post(room, [content], replyTo)
    if (!posted.ok) return posted
    const [id] = posted.value
    return id === undefined ? fail('EMPTY') : ok(id)
  }

  /** Before the store and the messenger. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await Promise.all([...this.#outgoing.values()].map((one) => this.#end(one)))
    this.#timers.close()
  }

  #given(id: string): Result<readonly [Outgoing, GivenFolder], OutboxCode> {
    const one = this.#outgoing.get(id)
    if (one === undefined) return fail('NO_OUTGOING')
    if (one.code !== undefined) return fail(one.code)
    return one.folder === undefined ? fail('OUT_OF_RANGE') : ok([one, one.folder])
  }

  #open(
    room: RoomId,
    name: string,
    size: number | undefined,
    given: Pick<OutgoingInit, 'pieces' | 'folder'> = {},
  ): Result<Outgoing, OutboxCode> {
    const key = this.#deps.messenger.roomBook.byId(room)?.core.key
    if (key === undefined) return fail('NO_ROOM')
    if (this.#isStopped) return fail('NOT_READY')
    if (this.#outgoing.size >= MEDIA.OUTGOING_FILES) return fail('TOO_MANY')
    const one = new Outgoing({ id: randomUUID(), room, key, name, size, ...given })
    this.#outgoing.set(one.id, one)
    return ok(one)
  }

  #refused(one: Outgoing, code: OutgoingCode): Result<never, OutboxCode> {
    this.#outgoing.delete(one.id)
    return fail(code)
  }

  async #inTurn(one: Outgoing, seal: () => Promise<Sealed>): Promise<Sealed> {
    return (await this.#turns.take(seal, one.ending.signal)) ?? fail('CANCELLED')
  }

  #work(one: Outgoing, seal: () => Promise<Sealed>): void {
    one.work = this.#sealed(one, seal)
    this.#timers.after(`kept/${one.id}`, MEDIA.OUTGOING_KEPT_MS, () => void this.discard(one.id))
  }

  async #sealed(one: Outgoing, seal: () => Promise<Sealed>): Promise<void> {
    const sealed = await tried(seal)
    if (sealed.ok) {
      one.state = 'ready'
      one.reference = sealed.value
      // Of a set its size is that of the files in it.
      one.size ??= sealed.value.size
      one.bytes = one.size
    } else {
      one.failed(one.ending.signal.aborted ? 'CANCELLED' : sealed.code)
    }
    one.close()
    this.#timers.stop(`quiet/${one.id}`)
    // Those of a set's files: it keeps them itself. When it failed, all.
    this.#letGo(one, sealed.ok ? sealed.value.file : undefined)
    if (!one.ending.signal.aborted) this.#deps.changed(one.view())
  }

  /** Takes it out, and with it what came of it. */
  async #end(one: Outgoing): Promise<void> {
    this.#outgoing.delete(one.id)
    for (const timer of ['kept', 'quiet']) this.#timers.stop(`${timer}/${one.id}`)
    one.ending.abort()
    one.abandon()
    await one.work
    this.#letGo(one, undefined)
  }

  #posted(one: Outgoing): void {
    this.#outgoing.delete(one.id)
    this.#timers.stop(`kept/${one.id}`)
    this.#letGo(one, undefined)
    for (const file of this.#filesOf(one)) this.#deps.messenger.media.kept(file)
  }

  /** Of all it has claimed but one. A disk that refuses keeps claims that end by themselves. */
  #letGo(one: Outgoing, but: FileId | undefined): void {
    const going = [...one.claimed].filter((file) => file !== but)
    if (going.length === 0) return
    for (const file of going) one.claimed.delete(file)
    try {
      this.#deps.keeping.releaseAll(going, SEND_REASON + one.id)
    } catch (cause) {
      refusedBy(cause)
    }
  }

  #claimsOf(one: Outgoing): Claims {
    const { keeping, clock } = this.#deps
    return {
      claim: (files) => {
        const added = files.filter((file) => !one.claimed.has(file))
        if (added.length === 0) return
        keeping.claimAll(added, SEND_REASON + one.id, clock.now() + 2 * MEDIA.OUTGOING_KEPT_MS, 'relaxed')
        for (const file of added) one.claimed.add(file)
      },
      release: (file) => {
        if (one.claimed.delete(file)) keeping.release(file, SEND_REASON + one.id)
      },
    }
  }

  #beside({ key }: Outgoing): readonly MediaReference[] {
    return [...this.#outgoing.values()].flatMap((each) => (each.key === key && each.reference !== undefined ? [each.reference] : []))
  }

  /** Room for `bytes` of it in all, beside what was promised to others and is not written yet (MEDIA-28). */
  async #makeRoom(one: Outgoing, bytes: number): Promise<boolean> {
    if (bytes <= one.promised) return true
    // What does not say how long it is gets room ahead of its need, where there is some, so that not every piece asks.
    const ahead = one.size === undefined ? [Math.min(bytes + MEDIA.OUTGOING_STEP_BYTES, MEDIA.FILE_BYTES)] : []
    const before = one.promised
    for (const promised of [...ahead, bytes]) {
      one.promised = promised
      if (await this.#hasRoom(one)) return true
      one.promised = before
    }
    return false
  }

  async #hasRoom({ key }: Outgoing): Promise<boolean> {
    const all = [...this.#outgoing.values()].filter(({ state }) => state !== 'failed')
    const owed = all.reduce((sum, each) => sum + each.owed, 0)
    const inRoom = all.filter((each) => each.key === key).reduce((sum, each) => sum + each.promised, 0)
    return (await this.#deps.keeping.makeRoom(undefined, owed, [key], inRoom)).ok
  }

  #progressed(one: Outgoing): void {
    const now = this.#deps.clock.now()
    if (now - one.toldAt < MEDIA.OUTGOING_TOLD_MS && now >= one.toldAt) return
    one.toldAt = now
    this.#deps.changed(one.view())
  }

  /** A page that was closed does not go on giving. */
  #quiet(one: Outgoing): void {
    if (one.state !== 'sealing') return
    this.#timers.stop(`quiet/${one.id}`)
    this.#timers.after(`quiet/${one.id}`, MEDIA.OUTGOING_QUIET_MS, () => void this.discard(one.id))
  }

  async #look(path: string): Promise<Result<'file' | 'folder', OutboxCode>> {
    if (!isAbsolute(path) || path.includes('\0')) return fail('NOT_FOUND')
    try {
      const found = await stat(path)
      if (!found.isFile() && !found.isDirectory()) return fail('NOT_A_FILE')
      if (this.#isOurs(realpathSync(path))) return fail('PROFILE_FILE')
      return ok(found.isFile() ? 'file' : 'folder')
    } catch (cause) {
      return fail(pathCode(cause))
    }
  }

  #isOurs(path: string): boolean {
    return this.#profile !== undefined && (path === this.#profile || path.startsWith(this.#profile + sep))
  }

  #chosen(room: RoomId, files: readonly PostedFile[]): Result<readonly Outgoing[], OutboxCode> {
    const chosen = files.flatMap(({ id }) => this.#outgoing.get(id) ?? [])
    if (chosen.length < files.length || chosen.some((one) => one.room !== room)) return fail('NO_OUTGOING')
    if (new Set(chosen).size < chosen.length) return fail('OUT_OF_RANGE')
    const failed = chosen.find(({ code }) => code !== undefined)?.code
    if (failed !== undefined) return fail(failed)
    return chosen.some(({ state, isPosting }) => state !== 'ready' || isPosting) ? fail('NOT_READY') : ok(chosen)
  }

  #filesOf(one: Outgoing): readonly FileId[] {
    return [...one.parts, ...(one.reference === undefined ? [] : [one.reference.file])]
  }

  async #isHere(one: Outgoing): Promise<boolean> {
    for (const file of this.#filesOf(one)) if ((await this.#deps.media.held(file))?.chunks.isWhole !== true) return false
    return true
  }
}

async function tried(seal: () => Promise<Sealed>): Promise<Sealed> {
  try {
    return await seal()
  } catch (cause) {
    return fail(cause instanceof StoreError ? refusedBy(cause) : 'STORE_FAILED')
  }
}

function factsOf({ width, height, durationMs, preview, waveform, isVoice }: MediaReference): Omit<PostedFile, 'id'> {
  return {
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(durationMs !== undefined && { durationMs }),
    ...(preview !== undefined && { preview }),
    ...(waveform !== undefined && { waveform }),
    isVoice,
  }
}

function factsOn({ reference }: Outgoing, file: PostedFile | undefined): readonly MediaReference[] {
  if (reference === undefined || file === undefined) return []
  const { id: _, ...facts } = file
  return [withFacts(reference, facts)]
}
