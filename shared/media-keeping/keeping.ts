/**
 * What is kept of attachments, and for how long (docs/spec/media.md, MEDIA-24 … MEDIA-29): as long as a message that is here refers to it, or
 * somebody claims it; less where room is needed and others have it whole. Chunks go after the commit that took the last reference, and a sweep
 * finds what an end in between, or a disk that failed, has left.
 */
import type { Clock } from '../crypto/index.ts'
import type { AccountId, DeviceId, FileId } from '../ids/index.ts'
import { MEDIA } from '../limits.ts'
import type { MediaStore } from '../media/index.ts'
import { type Result, fail, ok } from '../result.ts'
import { type RoomKey, type Store, StoreError } from '../store/index.ts'
import { NamedTimers } from '../timers/index.ts'
import { claimFile, isClaimed, releaseFile, releaseReasons, sweepClaims } from './claims.ts'
import { FileReferences } from './file-references.ts'
import { type Quotas, fits, planRoom, roomOf } from './making-room.ts'
import { type WholeHolder, WholeHolders } from './whole-holders.ts'

/** What those who know the rooms tell, and are told. */
export interface KeepingHooks {
  /** Whether the word of a device counts: it can be asked, now or later. Default: yes. */
  isHolder?(device: DeviceId, file: FileId): boolean
  /** It is just being fetched: no room is made of it. Default: no. */
  isComing?(file: FileId): boolean
  /** Files are gone from this device, all of their bytes. */
  erased?(files: readonly FileId[]): void
}

export interface KeepingDeps extends KeepingHooks {
  readonly store: Pick<Store, 'values' | 'references' | 'messages' | 'transaction'>
  readonly media: MediaStore
  readonly clock: Clock
  readonly account: AccountId
  quotas(): Quotas
  /** What did not work at the disk, and is tried again. */
  failed?(cause: unknown): void
}

export interface MediaUse {
  /** Of sealed bytes; what is on its way counts with what it will take. */
  readonly bytes: number
  readonly files: number
  /** A file that several rooms refer to counts in each. */
  readonly rooms: ReadonlyMap<RoomKey, { readonly bytes: number; readonly files: number }>
}

export class Keeping {
  readonly holders: WholeHolders
  readonly references: FileReferences
  readonly #deps: KeepingDeps
  readonly #timers: NamedTimers
  readonly #stopListening: () => void
  #hooks: KeepingHooks
  #dropped = new Set<FileId>()
  #work: Promise<void> = Promise.resolve()
  /** When claims are looked through next. */
  #wakesAt: number | undefined
  #isStopped = false

  constructor(deps: KeepingDeps) {
    this.#deps = deps
    this.#hooks = deps
    this.holders = new WholeHolders(deps.store)
    this.references = new FileReferences(deps.store)
    this.#timers = new NamedTimers(deps.clock)
    this.#stopListening = deps.store.references.onDropped((files) => {
      for (const file of files) this.#dropped.add(file)
      void this.#then(() => this.#eraseDropped())
    })
  }

  /** By whoever is made after this and knows the rooms; in place of what was given before. */
  plug(hooks: KeepingHooks): void {
    this.#hooks = hooks
  }

  /** MEDIA-25: erases whatever nothing refers to. At each start, before anything is fetched or sent. */
  sweep(): Promise<void> {
    return this.#then(async () => {
      this.#sweepClaims()
      for (const { file } of await this.#deps.media.list()) this.#dropped.add(file)
      for (const set of this.references.sets.all()) this.#dropped.add(set)
      await this.#eraseDropped()
    })
  }

  /** Erases those of them that nothing refers to: a fetch may have made a place for a file just as its last message went. */
  tidy(files: readonly FileId[]): void {
    for (const file of files) this.#dropped.add(file)
    void this.#then(() => this.#eraseDropped())
  }

  /** Resolves when what was under way has come to its end. */
  settled(): Promise<void> {
    return this.#work
  }

  stop(): Promise<void> {
    this.#isStopped = true
    this.#stopListening()
    this.#timers.close()
    return this.#work
  }

  /**
   * Keeps a file, and what it names if it is a set, for another reason than a message, before its bytes come; `untilMs`: without an end by
   * default. Durable.
   */
  claim(file: FileId, why: string, untilMs?: number): void {
    this.claimAll([file], why, untilMs)
  }

  /** The same of many in one commit. Durable, unless it is a reason that ends with this process anyway: `relaxed`. */
  claimAll(files: readonly FileId[], why: string, untilMs?: number, mode: 'durable' | 'relaxed' = 'durable'): void {
    this.#deps.store.transaction(() => {
      for (const file of files) claimFile(this.#deps.store, file, why, untilMs)
    }, mode)
    if (untilMs !== undefined) this.#wakeAt(untilMs)
  }

  /** The reason is gone; with the last of them the file, if no message refers to it. */
  release(file: FileId, why: string): void {
    this.releaseAll([file], why)
  }

  /** The same of many in one commit. */
  releaseAll(files: readonly FileId[], why: string): void {
    this.#deps.store.transaction(() => {
      for (const file of files) releaseFile(this.#deps.store, file, why)
    })
    for (const file of files) this.#dropped.add(file)
    void this.#then(() => this.#eraseDropped())
  }

  /** Reasons whose names begin so are gone: of a process that has ended. Before the first sweep, which takes what they kept. */
  forgetReasons(beginning: string): void {
    this.#deps.store.transaction(() => releaseReasons(this.#deps.store, beginning))
  }

  /** A device says that it holds files whole (MEDIA-27). Of files nobody here knows nothing is noted. Gives those that are news. */
  noteWhole(device: DeviceId, files: readonly FileId[]): readonly FileId[] {
    const now = this.#deps.clock.now()
    return files.filter((file) => this.#isKept(file) && this.holders.note(device, file, now))
  }

  noteNotWhole(device: DeviceId, files: readonly FileId[]): readonly FileId[] {
    return files.filter((file) => this.holders.remove(device, file))
  }

  /** Who else has it whole, as far as their word counts. */
  wholeAt(file: FileId): readonly WholeHolder[] {
    return this.holders.of(file).filter(({ device }) => this.#hooks.isHolder?.(device, file) ?? true)
  }

  /**
   * Takes the bytes off this device because a person says so; messages go on referring to it. ONLY_COPY: somebody claims it, or not enough others
   * have it whole (MEDIA-28), unless `anyway`; a claim stands all the same. A set goes with what it alone names, or stays with all of it.
   */
  giveUp(file: FileId, anyway: boolean): Promise<Result<undefined, 'ONLY_COPY'>> {
    return this.#then(async () => {
      const files = [file, ...this.references.sets.of(file).filter((part) => this.#isNamedByNoOther(part, file))]
      for (const each of files) {
        const held = await this.#deps.media.held(each)
        if (this.#isClaimed(each) || (!anyway && (held?.chunks.count ?? 0) > 0 && !this.#isSafeElsewhere(each))) return fail('ONLY_COPY')
      }
      await this.#forget(files, false)
      return ok(undefined)
    })
  }

  async use(): Promise<MediaUse> {
    const { media } = this.#deps
    const [list, { bytes: held }] = await Promise.all([media.list(), media.usage()])
    const { rooms, bytes, files } = roomOf(list, held, this.#tables())
    return {
      bytes,
      files,
      rooms: new Map([...rooms].map(([key, { bytes: taken, files: held }]) => [key, { bytes: taken, files: held.size }])),
    }
  }

  /**
   * Sees to it that a file of `size` bytes has room in the profile and in these rooms, by erasing what was not used for longest and others have
   * whole (MEDIA-28). QUOTA: that would not be enough, and nothing was erased. A file that has its place already asks for none. `roomSize`: what
   * is to come into these rooms, where that is more than what has no place yet.
   */
  makeRoom(
    file: FileId | undefined,
    size: number,
    rooms: readonly RoomKey[],
    roomSize: number = size,
  ): Promise<Result<undefined, 'QUOTA'>> {
    return this.#then(async () => {
      const { media } = this.#deps
      const tables = this.#tables()
      const [list, { bytes: held }] = await Promise.all([media.list(), media.usage()])
      if (file !== undefined && list.some((each) => each.file === file)) return ok(undefined)
      const quotas = this.#deps.quotas()
      const wanted = { size, roomSize, rooms }
      if (fits(list, held, tables, quotas, wanted)) return ok(undefined)
      const plan = planRoom(roomOf(list, held, tables), quotas, wanted, (each) => this.#mayGo(each))
      if (plan === undefined) return fail('QUOTA')
      await this.#forget(plan, false)
      return ok(undefined)
    })
  }

  #isKept(file: FileId): boolean {
    return this.references.has(file) || this.#isClaimed(file)
  }

  /** No message, and no other set: it is there because of this set. */
  #isNamedByNoOther(part: FileId, set: FileId): boolean {
    return !this.#deps.store.references.has(part) && this.references.sets.setsOf(part).every((other) => other === set)
  }

  /** Itself, or a set that names it. */
  #isClaimed(file: FileId): boolean {
    const now = this.#deps.clock.now()
    return [file, ...this.references.sets.setsOf(file)].some((each) => isClaimed(this.#deps.store, each, now))
  }

  #tables(): Pick<Store, 'references' | 'messages'> {
    return { references: this.references, messages: this.#deps.store.messages }
  }

  #mayGo(file: FileId): boolean {
    return this.#hooks.isComing?.(file) !== true && this.#isSafeElsewhere(file)
  }

  /** MEDIA-28: nobody claims it, and enough others have it; what this person sent needs more than one word for it. */
  #isSafeElsewhere(file: FileId): boolean {
    const { store, account } = this.#deps
    if (this.#isClaimed(file)) return false
    const isOwn = this.references.of(file).some(({ room, message }) => store.messages.get(room, message)?.account === account)
    return this.wholeAt(file).length >= (isOwn ? MEDIA.HOLDERS_OF_OWN : 1)
  }

  async #eraseDropped(): Promise<void> {
    const dropped = new Set([...this.#dropped].flatMap((file) => [...this.references.sets.of(file), file]))
    this.#dropped = new Set()
    await this.#forget([...dropped], true)
    // Claimed by whoever took the last message away: somebody has to look when that ends.
    if ([...dropped].some((file) => this.#isClaimed(file))) this.#sweepClaims()
  }

  /** `unlessKept`: of those that nothing refers to by now. */
  async #forget(files: readonly FileId[], unlessKept: boolean): Promise<void> {
    const gone: FileId[] = []
    try {
      for (const file of files) {
        const held = await this.#deps.media.held(file)
        // After the last wait: whatever refers to it from now on finds it gone, and fetches it.
        if (unlessKept && this.#isKept(file)) continue
        await this.#deps.media.forget(file)
        if (held !== undefined) gone.push(file)
        if (!unlessKept) continue
        this.holders.drop(file)
        this.references.sets.drop(file)
      }
    } finally {
      if (gone.length > 0) this.#hooks.erased?.(gone)
    }
  }

  #sweepClaims(): void {
    const { ended, nextAt } = sweepClaims(this.#deps.store, this.#deps.clock.now())
    for (const file of ended) this.#dropped.add(file)
    this.#wakeAt(nextAt)
  }

  /** One after the other. What fails at the disk is tried again; the caller of a step hears of it all the same. */
  #then<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#work.then(step)
    this.#work = done.then(
      () => undefined,
      (cause: unknown) => this.#retry(cause),
    )
    // Who does not wait for it has been told by `failed`.
    done.catch(() => undefined)
    return done
  }

  #retry(cause: unknown): void {
    if (this.#isStopped || (cause instanceof StoreError && cause.code === 'STORE_CLOSED')) return
    this.#deps.failed?.(cause)
    this.#timers.after('sweep', MEDIA.SWEEP_AGAIN_MS, () => void this.sweep())
  }

  #wakeAt(at: number | undefined): void {
    if (at === undefined || (this.#wakesAt !== undefined && this.#wakesAt <= at)) return
    this.#wakesAt = at
    this.#timers.stop('claims')
    this.#timers.after('claims', Math.min(Math.max(0, at - this.#deps.clock.now()), MEDIA.SWEEP_WITHIN_MS), () => {
      this.#wakesAt = undefined
      void this.sweep()
    })
  }
}
