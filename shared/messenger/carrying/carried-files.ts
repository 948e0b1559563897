/**
 * Files of carried rooms (MEDIA-90 to MEDIA-92): taken from members who offer them, as far as this computer's person agreed to, kept unread and
 * given to whom the room's token lists. It knows a file by its id and size, and for which room and by which devices it was offered; nothing else.
 */
import type { AccountId, DeviceId, FileId, RoomHandle } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type MediaStore, sealedSize } from '../../media/index.ts'
import type { Keeping } from '../../media-keeping/index.ts'
import type { RoomKey } from '../../store/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { MediaHub, OfferedFile } from '../../transfer/index.ts'
import type { MessengerDeps } from '../deps.ts'
import { type CarriedTerms, isServed } from './carried-terms.ts'
import { FileOffers } from './file-offers.ts'
import { planDown, weigh, weightOf } from './file-room.ts'
import { type CarriedFile, FileShelf } from './file-shelf.ts'
import { FileTaking } from './file-taking.ts'

export interface CarriedFilesDeps extends Pick<MessengerDeps, 'store' | 'clock' | 'links'> {
  readonly rooms: {
    /** What is carried and whose term runs. */
    terms(): readonly CarriedTerms[]
    termsOf(key: RoomKey): CarriedTerms | undefined
    byHandle(handle: RoomHandle): RoomKey | undefined
  }
  /** What this person agreed to keep of a contact's files, bytes; 0: none. */
  quota(account: AccountId): number
  media(): { readonly store: MediaStore; readonly hub: MediaHub; readonly keeping: Pick<Keeping, 'tidy' | 'noteWhole'> }
  /** All that files may take of this computer, bytes. */
  mostBytes(): number
  /** What the carrier has to say of a room's files is something else now. */
  changed(key: RoomKey): void
  /** Files are here no longer. */
  gone(): void
}

/** What lies here, bytes. */
export interface CarriedUse {
  readonly files: number
  readonly bytes: number
}

export class CarriedFiles {
  readonly #deps: CarriedFilesDeps
  readonly #shelf: FileShelf
  readonly #offers = new FileOffers()
  readonly #taking: FileTaking
  readonly #timers: NamedTimers
  readonly #whole = new Set<FileId>()
  readonly #releases: (() => void)[] = []
  #isStopped = false

  constructor(deps: CarriedFilesDeps) {
    this.#deps = deps
    this.#shelf = new FileShelf(deps.store)
    this.#timers = new NamedTimers(deps.clock)
    this.#taking = new FileTaking({
      ...{ store: deps.store, clock: deps.clock, links: deps.links, shelf: this.#shelf, offers: this.#offers },
      media: () => deps.media(),
      terms: (key) => deps.rooms.termsOf(key),
      shareOf: ({ account }) => ({ files: this.#of(account), quota: deps.quota(account) }),
      mostBytes: () => deps.mostBytes(),
      isWhole: (file) => this.#whole.has(file),
      came: (entry) => this.#came(entry),
      gone: (entries) => this.#gone(entries),
      failed: () => this.#shelf.forget(),
    })
  }

  /** Once there is a store to look into. */
  start(): void {
    const { links, media } = this.#deps
    this.#releases.push(
      links.onReach((device, { reach }) => {
        if (reach === 'connected') this.#timers.after(`met/${device}`, 0, () => this.#met(device))
      }),
    )
    // A list that cannot be read makes us tell less than is here, and nothing wrong.
    void media()
      .store.list()
      .catch(() => [])
      .then((all) => {
        if (this.#isStopped) return
        for (const { file, chunks } of all) if (chunks.isWhole) this.#whole.add(file)
        for (const { key } of this.#deps.rooms.terms()) if (this.#shelf.of(key).length > 0) this.#deps.changed(key)
      })
  }

  stop(): void {
    this.#isStopped = true
    for (const release of this.#releases) release()
    this.#timers.close()
    this.#taking.stop()
  }

  /** MEDIA-49. Whoever may not offer, or offers where no files are kept, hears nothing of it. */
  offered(device: DeviceId, handle: RoomHandle, files: readonly OfferedFile[]): void {
    const terms = this.#byHandle(handle)
    const quota = terms === undefined ? 0 : this.#deps.quota(terms.account)
    if (terms === undefined || quota === 0 || !isServed(terms, device)) return
    const here: FileId[] = []
    this.#write('relaxed', () => {
      for (const { file, size } of files) {
        const entry = this.#shelf.get(terms.key, file)
        if (entry?.size === size) this.#alsoBy(terms, entry, device)
        if (entry !== undefined && this.#whole.has(file)) here.push(file)
        else if (weightOf(size, quota) <= quota && !this.#shelf.isGone(terms.key, file))
          this.#offers.add({ key: terms.key, device, file, size, rank: this.#shelf.nextRank(this.#deps.clock.now()) })
      }
    })
    if (here.length > 0) void this.#deps.media().hub.tellHeld(device, handle, here)
    if (!this.#offers.isEmpty) this.#taking.soon()
  }

  /** It counts for what that device itself has offered. */
  withdrawn(device: DeviceId, handle: RoomHandle, files: readonly FileId[]): void {
    const terms = this.#byHandle(handle)
    if (terms === undefined || !isServed(terms, device)) return
    this.#write('durable', () => {
      for (const file of files) {
        this.#offers.withdraw(terms.key, device, file)
        const entry = this.#shelf.get(terms.key, file)
        if (entry?.by.includes(device) !== true) continue
        const by = entry.by.filter((each) => each !== device)
        // What another carrier passed on lasts only as long as a member wants it kept.
        if (by.some((each) => !terms.fellows.includes(each))) this.#shelf.put({ ...entry, by })
        else this.#remove([entry])
      }
    })
    const lost = files.filter((file) => this.#shelf.get(terms.key, file) === undefined)
    if (lost.length > 0) void this.#deps.media().hub.tellHeld(device, handle, [], lost)
  }

  /** MEDIA-43 without any key: offered for that room, to whom its token lists. */
  mayHave(device: DeviceId, handle: RoomHandle, file: FileId): boolean {
    const terms = this.#byHandle(handle)
    return terms !== undefined && isServed(terms, device) && this.#shelf.get(terms.key, file) !== undefined
  }

  wholeFor(device: DeviceId): readonly { readonly room: RoomHandle; readonly files: readonly FileId[] }[] {
    return this.#deps.rooms.terms().flatMap((terms) => {
      const files = isServed(terms, device) ? this.#newestWhole(terms.key).map(({ file }) => file) : []
      return files.length === 0 ? [] : [{ room: terms.handle, files }]
    })
  }

  /** What another one says to have of what lies here; a claim. */
  heard(device: DeviceId, handle: RoomHandle, files: readonly FileId[]): void {
    const terms = this.#byHandle(handle)
    if (terms === undefined || !isServed(terms, device)) return
    const known = files.filter((file) => this.#shelf.get(terms.key, file) !== undefined)
    this.#write('relaxed', () => void this.#deps.media().keeping.noteWhole(device, known))
  }

  /** How many offers of a room wait for their turn. */
  waiting(key: RoomKey): number {
    return this.#offers.of(key)
  }

  /** Of a contact's rooms together. */
  used(account: AccountId): CarriedUse {
    return useOf(this.#of(account))
  }

  /** What the carrier says of a room: what it has whole, and how much more it would take without letting go of anything; undefined: no files. */
  said(key: RoomKey): { readonly bytes: number; readonly free: number } | undefined {
    const terms = this.#deps.rooms.termsOf(key)
    const quota = terms === undefined ? 0 : this.#deps.quota(terms.account)
    if (terms === undefined || quota === 0) return undefined
    const whole = this.#shelf.of(key).filter(({ file }) => this.#whole.has(file))
    return { bytes: useOf(whole).bytes, free: Math.max(0, quota - weigh(this.#of(terms.account), quota)) }
  }

  /** What a room's other carriers are offered: what members want kept here and is whole, oldest first. */
  forFellows(terms: CarriedTerms): readonly FileId[] {
    const whole = this.#newestWhole(terms.key).map(({ file }) => file)
    return whole.filter((file) => this.isForFellows(terms, file))
  }

  /** Not taken back by whoever offered it here; it may have been let go of. */
  isWanted(terms: CarriedTerms, file: FileId): boolean {
    return this.isForFellows(terms, file) || this.#shelf.isGone(terms.key, file)
  }

  isForFellows({ key, fellows }: CarriedTerms, file: FileId): boolean {
    return this.#shelf.get(key, file)?.by.some((device) => !fellows.includes(device)) === true
  }

  /** More was agreed to than before: what was too much is welcome. In the caller's transaction. */
  welcomeAgain(key: RoomKey): void {
    this.#shelf.welcomeAgain(key)
  }

  /** What is too old goes, and whatever is above what was agreed to. */
  upkeep(): void {
    const { store, clock, rooms } = this.#deps
    const oldest = clock.now() - RESOURCE.CARRY_FILE_AGE_MS
    const terms = rooms.terms()
    store.transaction(() => {
      for (const { key } of terms) this.#remove(this.#shelf.of(key).filter(({ rank }) => rank <= oldest))
      for (const account of new Set(terms.map((each) => each.account))) {
        const most = this.#deps.quota(account)
        const going = most === 0 ? this.#of(account) : planDown(this.#of(account), most)
        this.#remove(going)
        for (const { key, file } of going) this.#shelf.letGo(key, file, clock.now())
      }
    })
  }

  /** The room is carried no longer. In the caller's transaction. */
  dropped(key: RoomKey): void {
    this.#offers.drop(key)
    this.#gone(this.#shelf.drop(key))
  }

  /** Somebody who offers, too; the first ones are enough to take it back. */
  #alsoBy({ fellows }: CarriedTerms, entry: CarriedFile, device: DeviceId): void {
    const { by } = entry
    if (by.includes(device)) return
    const isFellow = fellows.includes(device)
    const members = by.filter((each) => !fellows.includes(each))
    if (isFellow ? members.length > 0 : members.length >= RESOURCE.CARRIED_OFFERERS) return
    // A member's word is worth more than a carrier's, who has it from a member.
    this.#shelf.put({ ...entry, by: isFellow ? [...by, device].slice(-RESOURCE.CARRIED_OFFERERS) : [...members, device] })
  }

  #met(device: DeviceId): void {
    for (const terms of this.#deps.rooms.terms()) {
      if (!isServed(terms, device)) continue
      for (const entry of this.#shelf.of(terms.key).toSorted((a, b) => a.rank - b.rank))
        if (!this.#whole.has(entry.file)) this.#offers.add({ ...entry, device })
    }
    if (!this.#offers.isEmpty) this.#taking.soon()
  }

  #came({ key, file }: CarriedFile): void {
    this.#whole.add(file)
    this.#deps.changed(key)
  }

  /** What a peer said and the disk does not take is as if it had not been said; he says it again when he is met. */
  #write(mode: 'durable' | 'relaxed', work: () => void): void {
    try {
      this.#deps.store.transaction(work, mode)
    } catch {
      this.#shelf.forget()
    }
  }

  #remove(entries: readonly CarriedFile[]): void {
    for (const entry of entries) this.#shelf.remove(entry)
    this.#gone(entries)
  }

  /** Whoever believes them here is told, and their bytes go after the commit, unless something else keeps them. */
  #gone(entries: readonly CarriedFile[]): void {
    for (const [key, files] of Map.groupBy(entries, (entry) => entry.key)) {
      for (const entry of files) this.#taking.cancel(entry)
      this.#deps.changed(key)
      const terms = this.#deps.rooms.termsOf(key)
      const { hub } = this.#deps.media()
      const lost = files.map(({ file }) => file).filter((file) => this.#whole.has(file))
      for (const { device } of terms === undefined || lost.length === 0 ? [] : hub.links)
        if (terms !== undefined && isServed(terms, device)) void hub.tellHeld(device, terms.handle, [], lost)
    }
    if (entries.length === 0) return
    const files = entries.map(({ file }) => file)
    for (const file of files) this.#whole.delete(file)
    this.#deps.gone()
    this.#deps.media().keeping.tidy(files)
  }

  #newestWhole(key: RoomKey): readonly CarriedFile[] {
    const whole = this.#shelf.of(key).filter(({ file }) => this.#whole.has(file))
    return whole.toSorted((a, b) => a.rank - b.rank).slice(-RESOURCE.OFFERED_FILES)
  }

  #of(account: AccountId): readonly CarriedFile[] {
    return this.#deps.rooms.terms().flatMap((terms) => (terms.account === account ? this.#shelf.of(terms.key) : []))
  }

  #byHandle(handle: RoomHandle): CarriedTerms | undefined {
    const key = this.#deps.rooms.byHandle(handle)
    return key === undefined ? undefined : this.#deps.rooms.termsOf(key)
  }
}

function useOf(files: readonly CarriedFile[]): CarriedUse {
  return { files: files.length, bytes: files.reduce((sum, { size }) => sum + sealedSize(size), 0) }
}
