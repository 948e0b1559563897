/**
 * Keeps what is the person's the same on all own devices (GOV-18, OWN-1 to OWN-5): tells the others what changed here, a moment later and
 * together, and takes in what they say. The last word counts for each item; where both have something to add, both end with all of it. No
 * device leads. What was last told or taken in is remembered, so that a restart neither repeats nor forgets anything.
 */
import { equalBytes } from '../../codec/index.ts'
import { type Crypto, hash } from '../../crypto/index.ts'
import type { Clock } from '../../crypto/index.ts'
import type { MessageId, RoomId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { type Amendment, type Time, compareTime } from '../../rooms/kinds/index.ts'
import type { Store } from '../../store/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import { type Room, itemContent } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'
import { type Item, itemAmendment, itemSalt, readItem } from './item.ts'
import { SelfRooms } from './self-rooms.ts'
import { staleIn } from './stale.ts'

/** Something of the person's: where its items come from and go to. */
export interface OwnSource {
  owns(name: string): boolean
  /** Both sides add: what came is put together with what is here, instead of taking its place. */
  isJoined(name: string): boolean
  /** Names of all that is here now. */
  names(): Iterable<string>
  /** As it is here; empty: no such thing. */
  read(name: string): Uint8Array
  /** Takes in what another device says; what cannot be read changes nothing. False: not now, what it is about has not come yet. */
  write(name: string, value: Uint8Array): boolean
}

export interface OwnStateDeps {
  readonly store: Store
  readonly crypto: Crypto
  readonly clock: Clock
  readonly rooms: Rooms
  /** Another device may be there to hear it. */
  hasOthers(): boolean
  /** Items of others were taken in. */
  applied(names: readonly string[]): void
}

const SHADOWS = 'own-shadows'
const SHADOW_BYTES = 16
const ITEMS_AT_ONCE = 256
const SOON_MS = 200
/** Own words between two looks for what older segments say in vain. */
const TIDY_AFTER = 256

export class OwnState {
  readonly selfRooms: SelfRooms
  readonly #deps: OwnStateDeps
  readonly #sources: OwnSource[] = []
  readonly #timers: NamedTimers
  /** What is to be told, and how long it may wait for more of the same, ms. */
  readonly #dirty = new Map<string, number>()
  readonly #heard = new Map<MessageId, Room>()
  #isTaking = false
  #sinceTidy = 0

  constructor(deps: OwnStateDeps) {
    this.#deps = deps
    this.selfRooms = new SelfRooms(deps.rooms)
    this.#timers = new NamedTimers(deps.clock)
  }

  add(source: OwnSource): void {
    this.#sources.push(source)
  }

  /** Everything is looked at once: what others said while this program was not running, and what was not told yet. */
  start(): void {
    this.#timers.after('start', 0, () => this.lookAll())
  }

  stop(): void {
    this.flush()
    this.#timers.close()
  }

  /** Something of these names is other than before. */
  changed(names: Iterable<string>, delayMs: number = SOON_MS): void {
    if (this.#isTaking || !this.#deps.hasOthers()) return
    for (const name of names) this.#dirty.set(name, delayMs)
    if (this.#dirty.size > 0) this.#timers.after(`tell ${delayMs}`, delayMs, () => this.flush(delayMs))
  }

  /** Makes the room if there is none, and tells all there is. */
  begin(): Room | undefined {
    const room = this.selfRooms.ensure()
    if (room !== undefined) this.lookAll()
    return room
  }

  /** A message of a room came or changed. True when it is one of own devices' words, and nothing for a person. */
  heard(id: RoomId, message: MessageId): boolean {
    const { registry } = this.#deps.rooms
    const key = registry.byId(id)
    if (key === undefined || registry.get(key)?.kind !== 'self') return false
    const room = this.#deps.rooms.get(key)
    if (room !== undefined) this.#heard.set(message, room)
    this.#timers.after('take', 0, () => this.#takeHeard())
    return true
  }

  /** A self room opened, or this device came into it. */
  lookAll(): void {
    if (!this.#deps.hasOthers() && this.selfRooms.all().length === 0) return
    for (const room of this.selfRooms.all()) this.#take(itemsOf(room))
    for (const source of this.#sources) for (const name of source.names()) this.#dirty.set(name, 0)
    this.flush()
  }

  /** What these are about has come: what others said of them is taken in now. */
  look(names: readonly string[]): void {
    const { store, crypto } = this.#deps
    if (!this.#deps.hasOthers()) return
    for (const room of this.selfRooms.all()) {
      const idOf = room.segments.messageIdOf(room.core.account)
      for (const name of names) {
        if (store.messages.get(room.core.key, idOf(itemSalt(crypto, name))) !== undefined)
          this.#heard.set(idOf(itemSalt(crypto, name)), room)
      }
    }
    if (this.#heard.size > 0) this.#timers.after('take', 0, () => this.#takeHeard())
  }

  /** Tells what waits to be told; with a time, of that only what was not to wait longer. */
  flush(delayMs: number = Number.MAX_SAFE_INTEGER): void {
    const room = this.selfRooms.current()
    if (room === undefined) return
    const names = [...this.#dirty].flatMap(([name, wait]) => (wait <= delayMs ? [name] : []))
    for (let at = 0; at < names.length; at += ITEMS_AT_ONCE) this.#tell(room, names.slice(at, at + ITEMS_AT_ONCE))
  }

  #tell(room: Room, names: readonly string[]): void {
    const { store, crypto, rooms } = this.#deps
    const idOf = room.segments.messageIdOf(room.core.account)
    const told: [string, Uint8Array][] = []
    const amendments: Amendment[] = []
    for (const name of names) {
      this.#dirty.delete(name)
      const value = this.#sourceOf(name)?.read(name)
      if (value === undefined || this.#isShadow(name, value)) continue
      const message = idOf(itemSalt(crypto, name))
      const time = after(rooms.nextTime(), store.messages.amendments(room.core.key, message))
      const amendment = itemAmendment(crypto, message, { name, value }, time)
      if (amendment === undefined) continue
      amendments.push(amendment)
      told.push([name, value])
    }
    if (amendments.length === 0) return
    const isTold = store.transaction(() => {
      const noted = room.note(amendments)
      if (noted.ok) for (const [name, value] of told) this.#shadow(name, value)
      return noted.ok
    })
    // Not now (a key is missing, the disk is full): with the next thing that is told.
    if (!isTold) for (const [name] of told) this.#dirty.set(name, SOON_MS)
    this.#sinceTidy += amendments.length
    if (isTold && this.#sinceTidy >= TIDY_AFTER) this.#timers.after('tidy', RESOURCE.OWN_TIDY_MS, () => this.#tidy())
  }

  #takeHeard(): void {
    const heard = [...this.#heard]
    this.#heard.clear()
    const items = heard.flatMap(([message, room]) => {
      const row = this.#deps.store.messages.get(room.core.key, message)
      const content = row === undefined || row.account !== room.core.account ? undefined : itemContent(row)
      const item = row === undefined || content === undefined ? undefined : readItem(row.kind, content)
      return item === undefined ? [] : [item]
    })
    this.#take(items)
    this.flush(SOON_MS)
  }

  #take(all: readonly Item[]): void {
    // What others rest on first: a mark on a contact says nothing before the contact is here.
    const isBasis = ({ name }: Item): boolean => this.#sourceOf(name)?.isJoined(name) === true
    const items = all.toSorted((a, b) => Number(isBasis(b)) - Number(isBasis(a)))
    const taken: string[] = []
    this.#isTaking = true
    try {
      for (let at = 0; at < items.length; at += ITEMS_AT_ONCE) {
        this.#deps.store.transaction(() => {
          for (const item of items.slice(at, at + ITEMS_AT_ONCE)) if (this.#takeOne(item)) taken.push(item.name)
        }, 'relaxed')
      }
    } finally {
      this.#isTaking = false
    }
    if (taken.length > 0) this.#deps.applied(taken)
  }

  #takeOne({ name, value }: Item): boolean {
    const source = this.#sourceOf(name)
    if (source === undefined || this.#isShadow(name, value)) return false
    const before = source.read(name)
    if (!source.isJoined(name) && !this.#isShadow(name, before)) {
      // What changed here and is not told yet is the later word; told in a moment, it takes the place of this one.
      this.#dirty.set(name, SOON_MS)
      return false
    }
    if (!equalBytes(before, value) && !source.write(name, value)) return false
    this.#shadow(name, value)
    // Put together it may be more than what came, or a value of ours that this version would not have.
    const now = source.read(name)
    if (source.isJoined(name) && now.length > 0 && !equalBytes(now, value)) this.#dirty.set(name, SOON_MS)
    return true
  }

  #tidy(): void {
    this.#sinceTidy = 0
    for (const room of this.selfRooms.all()) {
      const stale = staleIn(room)
      if (stale.size > 0) room.tidy(stale)
    }
  }

  #sourceOf(name: string): OwnSource | undefined {
    return this.#sources.find((source) => source.owns(name))
  }

  #isShadow(name: string, value: Uint8Array): boolean {
    const held = this.#deps.store.values.get(SHADOWS, name)
    return held === undefined ? value.length === 0 : equalBytes(held, this.#digest(value))
  }

  #shadow(name: string, value: Uint8Array): void {
    this.#deps.store.values.put(SHADOWS, name, this.#digest(value))
  }

  #digest(value: Uint8Array): Uint8Array {
    return hash(this.#deps.crypto, 'sb1/own-item', value).slice(0, SHADOW_BYTES)
  }
}

/** Later than every word there is, whatever anybody's clock says: what is said last is what counts. */
function after(time: Time, words: readonly { readonly t: number; readonly c: number }[]): Time {
  return words.reduce<Time>((latest, { t, c }) => {
    if (compareTime([t, c], latest) < 0) return latest
    return c + 1 < INTRINSIC.TIME_COUNTER ? [t, c + 1] : [t + 1, 0]
  }, time)
}

/** All that a self room says now. */
function itemsOf({ core }: Room): readonly Item[] {
  const items: Item[] = []
  const { messages } = core.store
  for (let page = messages.page(core.key, ITEMS_AT_ONCE); page.length > 0;) {
    for (const row of page) {
      const content = row.account === core.account ? itemContent(row) : undefined
      const item = content === undefined ? undefined : readItem(row.kind, content)
      if (item !== undefined) items.push(item)
    }
    const [first] = page
    page =
      first === undefined || page.length < ITEMS_AT_ONCE
        ? []
        : messages.page(core.key, ITEMS_AT_ONCE, { before: { t: first.t, c: first.c, id: first.id } })
  }
  return items
}
