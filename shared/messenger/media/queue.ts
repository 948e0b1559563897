/**
 * MEDIA-80: which files are to come to this device, in which order, and what became of the wish: on disk, so that a pause, a failure and the order
 * outlive the process. One row a file, whatever number of messages have it. It fetches nothing (`fetching.ts`).
 */
import { type Codec, bool, choice, field, id, optional, struct, uint } from '../../codec/index.ts'
import { type FileId, type MessageId, parseId } from '../../ids/index.ts'
import { MEDIA, TRANSFER } from '../../limits.ts'
import type { MediaStoreCode } from '../../media/index.ts'
import type { Store } from '../../store/index.ts'

const SPACE = 'media/queue'
const CANCELLED = 'media/cancelled'
const ALL_PAUSED = 'all-paused'
const FILE = 'file/'

export interface Wish {
  /** Through which message, and its place there. */
  readonly message: MessageId
  readonly index: number
  readonly state: 'wanted' | 'paused' | 'failed'
  /** Of `failed`. */
  readonly code?: MediaStoreCode
  /** A person asked; else the policy did. */
  readonly isAsked: boolean
  /** Asked while everything is paused: it goes on all the same. */
  readonly isDespite: boolean
}

export interface QueuedFile extends Wish {
  readonly file: FileId
}

/** Rows are told apart by growing numbers with gaps, so that one that is moved is the only one written. */
interface Row {
  readonly wish: Wish
  readonly place: number
}

const CODES: Readonly<Record<MediaStoreCode, number>> = { DISK_FULL: 0, QUOTA: 1, UNKNOWN_FILE: 2, OTHER_SIZE: 3, STORE_FAILED: 4 }
const row: Codec<{
  readonly message: MessageId
  readonly index: number
  readonly place: number
  readonly state: Wish['state']
  readonly code?: MediaStoreCode
  readonly isAsked: boolean
  readonly isDespite: boolean
}> = struct({
  message: field(1, id('message')),
  index: field(2, uint({ max: MEDIA.REFERENCES - 1 })),
  place: field(3, uint()),
  state: field(4, choice({ wanted: 0, paused: 1, failed: 2 })),
  code: optional(5, choice(CODES)),
  isAsked: field(6, bool),
  isDespite: field(7, bool),
})
const time = uint()
const YES = new Uint8Array([1])
const GAP = 2 ** 20
/** Both kinds grow towards each other, and have room for that. */
const ASKED_FROM = 2 ** 44
const UNASKED_FROM = 2 ** 46

export class FetchQueue {
  readonly #store: Pick<Store, 'values' | 'transaction'>
  readonly #rows = new Map<FileId, Row>()
  readonly #order: FileId[]
  /** How many rows nobody asked for. */
  #unasked = 0
  #isAllPaused: boolean
  #cancelled: Map<FileId, number>

  constructor(store: Pick<Store, 'values' | 'transaction'>) {
    this.#store = store
    for (const [key, value] of store.values.list(SPACE, FILE)) {
      const file = parseId('file', key.slice(FILE.length))
      const read = row.decode(value)
      if (file === undefined || !read.ok) continue
      const { place, message, index, state, code, isAsked, isDespite } = read.value
      this.#keep(file, { place, wish: { message, index, state, isAsked, isDespite, ...(code !== undefined && { code }) } })
    }
    this.#order = [...this.#rows].toSorted(([, a], [, b]) => a.place - b.place).map(([file]) => file)
    this.#isAllPaused = store.values.get(SPACE, ALL_PAUSED) !== undefined
    const cancelled = store.values.list(CANCELLED).flatMap(([key, value]) => {
      const file = parseId('file', key)
      const read = time.decode(value)
      return file !== undefined && read.ok ? [[file, read.value] as const] : []
    })
    this.#cancelled = new Map(cancelled.toSorted(([, a], [, b]) => a - b))
  }

  get size(): number {
    return this.#order.length
  }

  get isAllPaused(): boolean {
    return this.#isAllPaused
  }

  /** In order. */
  all(): readonly QueuedFile[] {
    return this.#order.flatMap((file) => this.get(file) ?? [])
  }

  get(file: FileId): QueuedFile | undefined {
    const held = this.#rows.get(file)
    return held === undefined ? undefined : { file, ...held.wish }
  }

  has(file: FileId): boolean {
    return this.#rows.has(file)
  }

  /** Whether it is to go on now, as far as people have said. */
  mayRun(file: FileId): boolean {
    const wish = this.#rows.get(file)?.wish
    return wish?.state === 'wanted' && (!this.#isAllPaused || wish.isDespite)
  }

  /**
   * Adds a file or changes its wish. One that a person asks for goes behind the others that were asked for, or before all (`first`); one that comes
   * by itself goes before the others that do, so that the newest is there first. One that has its place keeps it, unless a person asks now
   * and none had before. False: there is no room for another one.
   */
  put(file: FileId, wish: Wish, first = false): boolean {
    const before = this.#rows.get(file)
    const keepsPlace = before !== undefined && !first && (before.wish.isAsked || !wish.isAsked)
    if (keepsPlace) {
      this.#write(file, { wish, place: before.place })
      return true
    }
    if (before === undefined && !this.#makeRoom(wish.isAsked)) return false
    this.#takeOut(file)
    this.#insert(file, wish, first ? 0 : this.#firstUnasked())
    return true
  }

  /** From 0; beyond the end is the end. */
  move(file: FileId, to: number): void {
    const held = this.#rows.get(file)
    if (held === undefined) return
    this.#takeOut(file)
    this.#insert(file, held.wish, Math.min(to, this.#order.length))
  }

  remove(file: FileId): void {
    const held = this.#rows.get(file)
    if (held === undefined) return
    this.#rows.delete(file)
    this.#takeOut(file)
    if (!held.wish.isAsked) this.#unasked -= 1
    this.#store.transaction(() => this.#store.values.delete(SPACE, FILE + file), 'relaxed')
  }

  pauseAll(paused: boolean): void {
    this.#isAllPaused = paused
    this.#store.transaction(() => {
      if (paused) this.#store.values.put(SPACE, ALL_PAUSED, YES)
      else this.#store.values.delete(SPACE, ALL_PAUSED)
      for (const { file, ...wish } of this.all()) if (wish.isDespite) this.put(file, { ...wish, isDespite: false })
    })
  }

  /** MEDIA-84: it is not to come by itself any more. The oldest are forgotten beyond TRANSFER.CANCELLED. */
  cancelled(file: FileId, now: number): void {
    this.#cancelled.delete(file)
    this.#cancelled.set(file, now)
    this.#store.transaction(() => {
      this.#store.values.put(CANCELLED, file, time.encode(Math.max(0, Math.floor(now))))
      for (const oldest of [...this.#cancelled.keys()].slice(0, Math.max(0, this.#cancelled.size - TRANSFER.CANCELLED)))
        this.forgive(oldest)
    })
  }

  isCancelled(file: FileId): boolean {
    return this.#cancelled.has(file)
  }

  /** A person wants it after all, or nothing refers to it any more. */
  forgive(file: FileId): void {
    if (!this.#cancelled.delete(file)) return
    this.#store.transaction(() => this.#store.values.delete(CANCELLED, file), 'relaxed')
  }

  /** What comes by itself gives way, the last first, to what is asked for, and to newer ones of its kind. */
  #makeRoom(isAsked: boolean): boolean {
    const isFull = this.#order.length >= TRANSFER.QUEUED || (!isAsked && this.#unasked >= TRANSFER.AUTO_QUEUED)
    if (!isFull) return true
    const last = this.#order.findLast((file) => this.#rows.get(file)?.wish.isAsked === false)
    if (last === undefined) return false
    this.remove(last)
    return true
  }

  #firstUnasked(): number {
    const at = this.#unasked === 0 ? -1 : this.#order.findIndex((file) => this.#rows.get(file)?.wish.isAsked === false)
    return at === -1 ? this.#order.length : at
  }

  #takeOut(file: FileId): void {
    const at = this.#rows.has(file) || this.#order.length > this.#rows.size ? this.#order.indexOf(file) : -1
    if (at !== -1) this.#order.splice(at, 1)
  }

  #insert(file: FileId, wish: Wish, at: number): void {
    const placeAt = (index: number): number | undefined => {
      const each = this.#order[index]
      return each === undefined ? undefined : this.#rows.get(each)?.place
    }
    const [before, after] = [placeAt(at - 1), placeAt(at)]
    const isBetween = (place: number): boolean => place > (before ?? -1) && place < (after ?? Number.MAX_SAFE_INTEGER)
    const beside = wish.isAsked
      ? Math.min(before === undefined ? ASKED_FROM : before + GAP, before === undefined && after !== undefined ? after - GAP : Infinity)
      : Math.max(after === undefined ? UNASKED_FROM : after - GAP, after === undefined && before !== undefined ? before + GAP : 0)
    const place = isBetween(beside) ? beside : Math.floor(((before ?? 0) + (after ?? Number.MAX_SAFE_INTEGER)) / 2)
    this.#order.splice(at, 0, file)
    if (isBetween(place)) return this.#write(file, { wish, place })
    this.#keep(file, { wish, place })
    this.#renumber()
  }

  /** No number is left between two. */
  #renumber(): void {
    this.#store.transaction(() => {
      let last = 0
      for (const file of this.#order) {
        const wish = this.#rows.get(file)?.wish
        if (wish === undefined) continue
        last = Math.max(last + GAP, wish.isAsked ? ASKED_FROM : UNASKED_FROM)
        this.#write(file, { wish, place: last })
      }
    })
  }

  #write(file: FileId, held: Row): void {
    const { message, index, state, code, isAsked, isDespite } = held.wish
    const value = row.encode({ place: held.place, message, index, state, isAsked, isDespite, ...(code !== undefined && { code }) })
    this.#store.transaction(() => this.#store.values.put(SPACE, FILE + file, value))
    this.#keep(file, held)
  }

  #keep(file: FileId, held: Row): void {
    this.#unasked += Number(!held.wish.isAsked) - Number(this.#rows.get(file)?.wish.isAsked === false)
    this.#rows.set(file, held)
  }
}
