/**
 * How what is about to be sent comes into the store: one file, or a folder, whose files come one after the other and then the set that names
 * them (MEDIA-63). What comes in is claimed for the outgoing file; who called lets go of it when this fails.
 */
import type { Crypto, Rng } from '../../../shared/crypto/index.ts'
import {
  type MediaReference,
  type MediaSource,
  type MediaStore,
  type PrepareDeps,
  type PrepareProgress,
  SET_TYPE,
  type SetFile,
  encodeSet,
  prepareMedia,
  storedSource,
} from '../../../shared/media/index.ts'
import type { Keeping } from '../../../shared/media-keeping/index.ts'
import type { OutgoingCode } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import type { Store } from '../../../shared/store/index.ts'
import { ClaimingStore, type Claims, refusedBy } from './claiming-store.ts'
import { type FolderFile, filesOfFolder } from './folder-files.ts'
import type { GivenFolder } from './given-folder.ts'
import { KnownFiles } from './known-files.ts'
import type { Outgoing } from './outgoing.ts'
import { type PathSource, openPath } from './path-source.ts'

export interface SealingDeps {
  readonly store: Pick<Store, 'references' | 'messages'>
  readonly media: MediaStore
  readonly keeping: Pick<Keeping, 'references'>
  readonly crypto: Crypto
  readonly rng: Rng
  claimsOf(one: Outgoing): Claims
  /** Room for so many bytes in all; false: there is none. */
  makeRoom(one: Outgoing, bytes: number): Promise<boolean>
  /** Sealed for the same room and not posted yet. */
  beside(one: Outgoing): readonly MediaReference[]
  progressed(one: Outgoing): void
  isOurs(path: string): boolean
  /** So many bytes were in buffers that nobody needs any more. */
  passed(bytes: number): void
}

/** Read, sealed, and joined with its tag. */
const BUFFERS_OF_A_BYTE = 3

export type Sealed = Result<MediaReference, OutgoingCode>

/** What files that are sealed one after the other share. */
interface Together {
  readonly store: ClaimingStore
  readonly known: KnownFiles
}

export class Sealing {
  readonly #deps: SealingDeps

  constructor(deps: SealingDeps) {
    this.#deps = deps
  }

  async stream(one: Outgoing, pieces: AsyncIterable<Uint8Array>): Promise<Sealed> {
    const metered = new Metered(pieces, one.size, (bytes) => this.#deps.makeRoom(one, bytes))
    const sealed = await this.#prepare(one, metered, one.name, 0)
    return metered.code === undefined ? sealed : fail(metered.code)
  }

  async file(one: Outgoing, source: PathSource): Promise<Sealed> {
    const sealed = await this.#prepare(one, source, one.name, 0)
    return source.hasChanged ? fail('CHANGED') : sealed
  }

  /** A file that is here already, for another room: opened and sealed anew, so that no room learns the key of another's (MEDIA-4). */
  async stored(one: Outgoing, reference: MediaReference): Promise<Sealed> {
    return this.#prepare(one, this.#sourceOf(reference), one.name, 0)
  }

  /** A set that is here already, with all that it names. */
  async storedSet(one: Outgoing, parts: readonly SetFile[]): Promise<Sealed> {
    one.files = parts.length
    const sealed = await this.#together(one, async (store) => {
      const together = { store, known: await this.#known(one) }
      const done: SetFile[] = []
      let bytes = 0
      for (const part of parts) {
        const again = await this.#part(one, this.#sourceOf(part), part.path, bytes, together)
        if (!again.ok) return again
        done.push(again.value)
        bytes += again.value.size
      }
      return ok(done)
    })
    return sealed.ok ? this.#set(one, sealed.value) : sealed
  }

  #sourceOf(opened: Pick<MediaReference, 'file' | 'key' | 'size'>): MediaSource {
    const { crypto, media } = this.#deps
    return storedSource({ crypto, store: media }, opened)
  }

  async folder(one: Outgoing, root: string): Promise<Sealed> {
    const found = await filesOfFolder(root, (path) => this.#deps.isOurs(path), one.ending.signal)
    if (!found.ok) return found
    const { files, bytes, leftOut } = found.value
    one.files = files.length
    one.leftOut = leftOut
    one.size = bytes
    if (!(await this.#deps.makeRoom(one, bytes))) return fail('QUOTA')
    const parts = await this.#parts(one, files)
    return parts.ok ? this.#set(one, parts.value) : parts
  }

  /** As `folder`, of files that come one after the other. */
  async givenFolder(one: Outgoing, folder: GivenFolder): Promise<Sealed> {
    const parts = await this.#together(one, async (store) => {
      const together = { store, known: await this.#known(one) }
      const sealed: SetFile[] = []
      let done = 0
      for await (const { place, size, pieces } of folder) {
        // Room was made for all of it.
        const metered = new Metered(pieces, size, () => Promise.resolve(true))
        const part = await this.#part(one, metered, place, done, together)
        if (metered.code !== undefined) return fail(metered.code)
        if (!part.ok) return part
        sealed.push(part.value)
        done += size
      }
      return ok(sealed)
    })
    if (!parts.ok) return parts
    one.files = parts.value.length
    return this.#set(one, parts.value)
  }

  #parts(one: Outgoing, files: readonly FolderFile[]): Promise<Result<readonly SetFile[], OutgoingCode>> {
    return this.#together(one, async (store) => {
      const together = { store, known: await this.#known(one) }
      const parts: SetFile[] = []
      let done = 0
      for (const { path, place, size: seen } of files) {
        const opened = await openPath(path, false)
        if (!opened.ok) return opened.code === 'NOT_FOUND' ? fail('CHANGED') : opened
        const source = opened.value
        try {
          // What it grew by has no room made for it.
          const sealed = source.size > seen ? fail('CHANGED') : await this.#part(one, source, place, done, together)
          if (source.hasChanged) return fail('CHANGED')
          if (!sealed.ok) return sealed
          parts.push(sealed.value)
          done += sealed.value.size
        } finally {
          await source.close()
        }
      }
      return ok(parts)
    })
  }

  async #part(
    one: Outgoing,
    source: MediaSource,
    path: readonly string[],
    done: number,
    { store, known }: Together,
  ): Promise<Result<SetFile, OutgoingCode>> {
    const sealed = await this.#sealed(one, source, path.at(-1) ?? '', done, store, known)
    if (!sealed.ok) return sealed
    const settled = store.isFull ? await store.settle() : ok(undefined)
    if (!settled.ok) return settled
    known.add(sealed.value)
    const { file, key, size, type } = sealed.value
    return ok({ path, file, key, size, type })
  }

  /** All that `seal` seals is durable when it succeeds, small files many at once. */
  async #together<T>(one: Outgoing, seal: (store: ClaimingStore) => Promise<Result<T, OutgoingCode>>): Promise<Result<T, OutgoingCode>> {
    const store = new ClaimingStore(this.#deps.media, this.#deps.claimsOf(one))
    try {
      const sealed = await seal(store)
      if (!sealed.ok) return sealed
      const settled = await store.settle()
      return settled.ok ? sealed : settled
    } finally {
      await store.drop()
    }
  }

  async #set(one: Outgoing, parts: readonly SetFile[]): Promise<Sealed> {
    const { size } = one
    const content = encodeSet(parts)
    if (!content.ok) return content
    const sealed = await this.#prepare(one, once(content.value), one.name, size ?? 0)
    if (!sealed.ok) return sealed
    one.parts = [...new Set(parts.map(({ file }) => file))]
    try {
      this.#deps.keeping.references.sets.note(sealed.value.file, parts)
    } catch (cause) {
      return fail(refusedBy(cause))
    }
    return ok({ ...sealed.value, type: SET_TYPE })
  }

  async #known(one: Outgoing): Promise<KnownFiles> {
    const known = await KnownFiles.in(one.key, this.#deps.store, this.#deps.media)
    for (const reference of this.#deps.beside(one)) known.add(reference)
    return known
  }

  #prepare(one: Outgoing, source: MediaSource, name: string, done: number): Promise<Sealed> {
    return this.#together(one, (store) => this.#sealed(one, source, name, done, store))
  }

  async #sealed(one: Outgoing, source: MediaSource, name: string, done: number, store: ClaimingStore, known?: KnownFiles): Promise<Sealed> {
    const { crypto, rng } = this.#deps
    const deps: PrepareDeps = {
      ...{ crypto, rng, store, signal: one.ending.signal },
      known: async (size) => (known ?? (await this.#known(one))).of(size),
      onProgress: this.#progress(one, done),
    }
    const prepared = await prepareMedia(source, { name }, deps)
    if (!prepared.ok) return prepared
    const { file } = prepared.value
    try {
      // One that the room had already is kept by a message, which may go before ours is there.
      if (!store.isWaiting(file)) this.#deps.claimsOf(one).claim([file])
    } catch (cause) {
      return fail(refusedBy(cause))
    }
    // Or has just gone.
    return (await store.held(file))?.chunks.isWhole === true ? prepared : fail('UNKNOWN_FILE')
  }

  /** `done`: bytes of other files before. */
  #progress(one: Outgoing, done: number): (progress: PrepareProgress) => void {
    let last = 0
    return ({ bytes }) => {
      // A new step begins at nothing. What was read, and what was made of it by sealing.
      this.#deps.passed(BUFFERS_OF_A_BYTE * (bytes > last ? bytes - last : bytes))
      last = bytes
      one.bytes = done + bytes
      this.#deps.progressed(one)
    }
  }
}

/** A stream that was said to have a size, or gets room as it comes. */
class Metered implements AsyncIterable<Uint8Array> {
  code: 'CHANGED' | 'QUOTA' | undefined
  readonly #pieces: AsyncIterable<Uint8Array>
  readonly #size: number | undefined
  readonly #makeRoom: (bytes: number) => Promise<boolean>

  constructor(pieces: AsyncIterable<Uint8Array>, size: number | undefined, makeRoom: (bytes: number) => Promise<boolean>) {
    this.#pieces = pieces
    this.#size = size
    this.#makeRoom = makeRoom
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
    let given = 0
    for await (const piece of this.#pieces) {
      given += piece.length
      if (this.#size !== undefined && given > this.#size) return this.#refuse('CHANGED')
      if (this.#size === undefined && !(await this.#makeRoom(given))) return this.#refuse('QUOTA')
      yield piece
    }
    if (this.#size !== undefined && given < this.#size) return this.#refuse('CHANGED')
    return undefined
  }

  #refuse(code: 'CHANGED' | 'QUOTA'): never {
    this.code = code
    throw new Error(code)
  }
}

/** As a stream, since nothing like it can be in the room. */
async function* once(content: Uint8Array): AsyncGenerator<Uint8Array, undefined> {
  yield await Promise.resolve(content)
  return undefined
}
