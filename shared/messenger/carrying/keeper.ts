/**
 * The carrier's side (CARR-1, CARR-2): which contacts this person lets leave blocks here, the rooms carried for them, and what is done about
 * tokens that come. It keeps nothing it was not asked to keep by somebody its person agreed to, and never more than he agreed to.
 */
import type { AccountId, DeviceId, RoomHandle } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type RoomKey, StoreError } from '../../store/index.ts'
import type { CarryState, MatchKey, PeerSession, RoomSync, SyncCode, SyncHub } from '../../sync/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { MessengerDeps } from '../deps.ts'
import type { People } from '../people/index.ts'
import { GuardedRoomSync } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'
import type { CarriedFiles } from './carried-files.ts'
import { CarriedRoom } from './carried-room.ts'
import type { CarriedTerms } from './carried-terms.ts'
import { type CarryFields, carryCodec, readCarry } from './carry-token.ts'
import { Consents } from './consents.ts'

export interface CarryingDeps extends Pick<MessengerDeps, 'store' | 'crypto' | 'clock' | 'identity'> {
  readonly rooms: Rooms
  readonly people: People
  hub(): SyncHub | undefined
  /** Something of what `CarryingApi` shows is different now. */
  changed(): void
  /** Files of carried rooms; absent: none are kept. */
  files?(): KeptFiles
  /** Perhaps another carrier of a carried room said something of itself. */
  fellowSaid?(key: RoomKey): void
}

/** What the keeper asks of who keeps the files (MEDIA-90). */
type KeptFiles = Pick<CarriedFiles, 'said' | 'upkeep' | 'dropped' | 'welcomeAgain'>

/** What upkeep did. */
export interface Upkeep {
  readonly rooms: number
  readonly blocks: number
  readonly bytes: number
}

interface Carried {
  readonly sync: RoomSync
  readonly room: () => CarriedRoom | undefined
  readonly failed: (cause: unknown) => SyncCode
}

const TOKENS = 'carry/tokens'
/** Carried rooms have keys of their own, far from those of rooms this person is in. */
const FIRST_KEY = 50_000_000
const SPACES = ['status', 'chains', 'shelf', 'acks']

export class Keeper {
  readonly consents: Consents
  readonly #deps: CarryingDeps
  readonly #tokens = new Map<RoomKey, CarryFields>()
  readonly #rooms = new Map<RoomKey, Carried>()
  readonly #timers: NamedTimers
  #lastKey = FIRST_KEY

  constructor(deps: CarryingDeps) {
    this.#deps = deps
    this.consents = new Consents(deps.store)
    // A disk that is full will say so again: the next upkeep tries once more.
    this.#timers = new NamedTimers(deps.clock, (cause) => this.#failed(cause))
    for (const [name, bytes] of deps.store.values.list(TOKENS)) {
      const read = carryCodec.decode(bytes)
      if (!read.ok) continue
      this.#tokens.set(Number(name), read.value.value)
      this.#lastKey = Math.max(this.#lastKey, Number(name))
      this.#publishLater(Number(name))
    }
    this.#upkeepLater()
  }

  stop(): void {
    this.#timers.close()
  }

  /** Keys of carried rooms, with whose they are. */
  carried(): readonly { readonly key: RoomKey; readonly account: AccountId | undefined; readonly until: number; readonly bytes: number }[] {
    return [...this.#tokens].map(([key, { issuer, expires }]) => ({
      key,
      account: this.#deps.people.ownerOf(issuer),
      until: expires,
      bytes: this.#roomOf(key)?.bytes ?? 0,
    }))
  }

  /** Bytes of all rooms carried for one contact. */
  used(account: AccountId): number {
    return this.#keysOf(account).reduce((sum, key) => sum + (this.#roomOf(key)?.bytes ?? 0), 0)
  }

  /** Tags by which listed devices and this carrier know each other, and the room's carriers among themselves. */
  matchKeys(): readonly MatchKey[] {
    const now = this.#deps.clock.now()
    return [...this.#tokens].flatMap(([room, { tagKey, fellowKey, fellows = [], expires }]) => {
      if (expires <= now) return []
      const own = { kind: 'room' as const, room, key: tagKey }
      return fellowKey === undefined || fellows.length === 0 ? [own] : [own, { kind: 'room' as const, room, key: fellowKey }]
    })
  }

  /** Carriers of the same rooms: to be met, so that what one has gets to all. */
  fellows(): readonly DeviceId[] {
    return [...new Set([...this.#tokens.values()].flatMap(({ fellows = [] }) => fellows))]
  }

  sync(key: RoomKey): RoomSync | undefined {
    const token = this.#tokens.get(key)
    const held = this.#rooms.get(key)
    if (held !== undefined || token === undefined) return held?.sync
    const { store, crypto, clock, identity } = this.#deps
    let inner: CarriedRoom | undefined
    const current = (): CarriedRoom | undefined => {
      const now = this.#tokens.get(key)
      if (now === undefined) return undefined
      inner ??= new CarriedRoom(
        { store, crypto, clock, key, handle: now.handle, keys: identity.keys },
        {
          token: () => this.#tokens.get(key) ?? now,
          changed: (what) => {
            this.#deps.hub()?.changed(key, what)
            if (what === 'status') this.#deps.fellowSaid?.(key)
            else this.#publishLater(key)
          },
          makeRoom: (bytes) => this.#makeRoom(key, bytes),
          files: () => this.#deps.files?.().said(key),
        },
      )
      return inner
    }
    const failed = (cause: unknown): SyncCode => {
      inner = undefined
      return cause instanceof StoreError && cause.code === 'STORE_FULL' ? 'STORE_FULL' : 'BUSY'
    }
    const sync = new GuardedRoomSync(token.handle, { current, failed })
    this.#rooms.set(key, { sync, room: current, failed })
    return sync
  }

  /** What is carried and whose term runs. */
  terms(): readonly CarriedTerms[] {
    return [...this.#tokens.keys()].flatMap((key) => this.termsOf(key) ?? [])
  }

  termsOf(key: RoomKey): CarriedTerms | undefined {
    const token = this.#tokens.get(key)
    const account = token === undefined ? undefined : this.#deps.people.ownerOf(token.issuer)
    if (token === undefined || account === undefined || token.expires <= this.#deps.clock.now()) return undefined
    return { key, handle: token.handle, account, devices: token.devices, fellows: token.fellows ?? [] }
  }

  /** How much more another carrier of the room says to take of its files, bytes; undefined: it keeps none. */
  freeAt(key: RoomKey, fellow: DeviceId): number | undefined {
    return this.#roomOf(key)?.filesAt(fellow)?.free
  }

  /** What is kept for a room is something else now: its word says so, soon. */
  filesChanged(key: RoomKey): void {
    this.#publishLater(key)
    this.#deps.changed()
  }

  byHandle(handle: RoomHandle): RoomKey | undefined {
    for (const [key, token] of this.#tokens) if (token.handle === handle) return key
    return undefined
  }

  /** A contact asks, or renews what he asked for; undefined: nothing is to be said. `key`: the room, when it is carried by this token now. */
  asked(
    session: PeerSession,
    bytes: Uint8Array,
  ): { readonly handle: RoomHandle; readonly state: CarryState; readonly key?: RoomKey } | undefined {
    const { crypto, clock, identity, people } = this.#deps
    const now = clock.now()
    const token = readCarry(crypto, bytes, identity.keys.device, now)
    const { account } = session
    if (token === undefined || token.issuer !== session.device || account === undefined) return undefined
    if (people.record(account)?.state !== 'paired' || people.isBlocked(account)) return undefined
    if (this.#isMember(token.handle)) return undefined
    if (token.expires > now + RESOURCE.CARRY_TERM_MS || token.quota > RESOURCE.CARRY_QUOTA_BYTES) return undefined
    // A time to come would keep every later token out.
    if (token.n > now + RESOURCE.CLOCK_DOUBT_MS) return undefined
    const { handle } = token
    const held = this.byHandle(handle)
    const before = held === undefined ? undefined : this.#tokens.get(held)
    if (before !== undefined && (before.n >= token.n || !this.#mayReplace(before, account))) return undefined
    if (this.consents.of(account) === undefined) {
      const refused = this.consents.refusedNow(account, now)
      if (refused !== undefined) return { handle, state: refused }
      // Another member's room already: nothing to be asked about.
      if (before !== undefined || !this.consents.wait({ account, handle, at: now, token: bytes })) return undefined
      this.#deps.changed()
      return { handle, state: 'waiting' }
    }
    const key = this.#take(account, token, bytes)
    return key === undefined ? undefined : { handle, state: 'agreed', key }
  }

  /** Yes, with a quota for all rooms of the contact together, bytes, and one for their files; what waits is taken at once. */
  allow(account: AccountId, quota: number, files = 0): void {
    const { store, crypto, clock, identity } = this.#deps
    const now = clock.now()
    store.transaction(() => {
      const { since, files: before } = this.consents.of(account) ?? { since: 0, files: 0 }
      this.consents.give(account, { quota, files, since: since === 0 ? Math.floor(now) : since })
      if (files > before) for (const key of this.#keysOf(account)) this.#deps.files?.().welcomeAgain(key)
      for (const { handle, token: bytes } of this.consents.asksOf(account)) {
        this.consents.settle(account, handle)
        const token = readCarry(crypto, bytes, identity.keys.device, now)
        if (token !== undefined && this.byHandle(handle) === undefined) this.#take(account, token, bytes)
      }
    })
    for (const key of this.#keysOf(account)) {
      this.#tell(account, key, 'agreed')
      this.#publishLater(key)
    }
    this.upkeep()
    this.#deps.hub()?.rematch()
    this.#deps.changed()
  }

  /** No, or no longer: what was kept for that contact goes, and he is told. */
  refuse(account: AccountId, state: 'declined' | 'stopped'): void {
    const { store, clock, people, hub } = this.#deps
    const keys = this.#keysOf(account)
    const handles = [
      ...keys.flatMap((key) => this.#tokens.get(key)?.handle ?? []),
      ...this.consents.asksOf(account).map(({ handle }) => handle),
    ]
    store.transaction(() => {
      this.consents.refuse(account, state, clock.now())
      for (const key of keys) this.#drop(key)
    })
    for (const session of hub()?.sessions() ?? [])
      if (people.ownerOf(session.device) === account) for (const handle of handles) session.carry({ type: 'carryWord', handle, state })
    hub()?.rematch()
    this.#deps.changed()
  }

  /** Who asked needs it no longer; nobody else may say so. */
  ended(account: AccountId, handle: RoomHandle): void {
    const { people, hub, store } = this.#deps
    const key = this.byHandle(handle)
    const issuer = key === undefined ? undefined : this.#tokens.get(key)?.issuer
    store.transaction(() => {
      this.consents.settle(account, handle)
      if (key !== undefined && issuer !== undefined && people.ownerOf(issuer) === account) this.#drop(key)
    })
    hub()?.rematch()
    this.#deps.changed()
  }

  /** What this device has become a member of it no longer carries: it has it all, and can read it. */
  dropJoined(): void {
    const joined = [...this.#tokens].filter(([, { handle }]) => this.#isMember(handle))
    if (joined.length === 0) return
    this.#deps.store.transaction(() => {
      for (const [key] of joined) this.#drop(key)
    })
    this.#deps.hub()?.rematch()
    this.#deps.changed()
  }

  /** CARR-2: what is too old goes, and whatever is above what was agreed to; rooms whose term has ended go whole. */
  upkeep(): Upkeep {
    const { clock, store } = this.#deps
    const now = clock.now()
    let [rooms, blocks, bytes] = [0, 0, 0]
    for (const [key, { expires }] of this.#tokens) {
      if (expires > now) continue
      bytes += this.#roomOf(key)?.bytes ?? 0
      rooms += 1
      store.transaction(() => this.#drop(key))
    }
    for (const key of this.#tokens.keys()) {
      const room = this.#roomOf(key)
      if (room === undefined) continue
      const before = room.bytes
      blocks += room.expire(now - RESOURCE.CARRY_FEED_AGE_MS)
      bytes += before - room.bytes
      this.#publishLater(key)
    }
    for (const account of this.consents.accounts()) bytes += this.#shrinkTo(account, 0)
    this.#deps.files?.().upkeep()
    if (rooms > 0) this.#deps.changed()
    return { rooms, blocks, bytes }
  }

  /** Somebody may say that we are in a room; governance has to say so, too. */
  #isMember(handle: RoomHandle): boolean {
    const { rooms, identity } = this.#deps
    const key = rooms.registry.byHandle(handle)
    if (key === undefined) return false
    return rooms.registry.get(key)?.state !== 'joining' || rooms.get(key)?.state.devices.get(identity.keys.device)?.live === true
  }

  #take(account: AccountId, token: CarryFields, bytes: Uint8Array): RoomKey | undefined {
    const { store } = this.#deps
    const held = this.byHandle(token.handle)
    if (held === undefined && this.#keysOf(account).length >= RESOURCE.CARRIED_ROOMS_PER_ACCOUNT) return undefined
    const key = held ?? ++this.#lastKey
    store.transaction(() => {
      store.values.put(TOKENS, String(key), bytes)
      this.consents.settle(account, token.handle)
    })
    this.#tokens.set(key, token)
    this.#publishLater(key)
    this.#upkeepLater()
    return key
  }

  /** A room is carried for whoever asked first, as long as his word lasts: another contact must not shut its members out. */
  #mayReplace(before: CarryFields, account: AccountId): boolean {
    const { people, clock } = this.#deps
    const owner = people.ownerOf(before.issuer)
    return owner === account || owner === undefined || before.expires <= clock.now() || this.consents.of(owner) === undefined
  }

  /** CARR-2: all rooms of one contact share what its person agreed to; the largest gives way. */
  #makeRoom(key: RoomKey, bytes: number): boolean {
    const issuer = this.#tokens.get(key)?.issuer
    const account = issuer === undefined ? undefined : this.#deps.people.ownerOf(issuer)
    if (account === undefined) return false
    this.#shrinkTo(account, bytes)
    return this.used(account) + bytes <= (this.consents.of(account)?.quota ?? 0)
  }

  /** Until so many bytes more would fit; the bytes freed. */
  #shrinkTo(account: AccountId, more: number): number {
    const quota = this.consents.of(account)?.quota ?? 0
    let freed = 0
    for (let over = this.used(account) + more - quota; over > 0; over = this.used(account) + more - quota) {
      const [largest] = this.#keysOf(account)
        .flatMap((key) => this.#roomOf(key) ?? [])
        .toSorted((a, b) => b.feedBytes - a.feedBytes)
      const done = largest?.shrink(over) ?? 0
      if (done === 0) break
      freed += done
    }
    return freed
  }

  #keysOf(account: AccountId): readonly RoomKey[] {
    return [...this.#tokens].filter(([, { issuer }]) => this.#deps.people.ownerOf(issuer) === account).map(([key]) => key)
  }

  #roomOf(key: RoomKey): CarriedRoom | undefined {
    this.sync(key)
    return this.#rooms.get(key)?.room()
  }

  /** What is in memory may be ahead of the disk: every room is read anew. */
  #failed(cause: unknown): void {
    for (const { failed } of this.#rooms.values()) failed(cause)
  }

  #tell(account: AccountId, key: RoomKey, state: CarryState): void {
    const { people, hub } = this.#deps
    const handle = this.#tokens.get(key)?.handle
    const quota = this.consents.of(account)?.quota
    if (handle === undefined) return
    for (const session of hub()?.sessions() ?? [])
      if (people.ownerOf(session.device) === account)
        session.carry({ type: 'carryWord', handle, state, ...(quota !== undefined && { quota }) })
  }

  #publishLater(key: RoomKey): void {
    const devices = this.#tokens.get(key)?.devices.length ?? 0
    const wait =
      devices <= 20 ? RESOURCE.STATUS_DELAY_SMALL_MS : devices <= 100 ? RESOURCE.STATUS_DELAY_MEDIUM_MS : RESOURCE.STATUS_DELAY_LARGE_MS
    this.#timers.after(`status/${key}`, wait, () => {
      this.#roomOf(key)?.publish()
      this.#deps.changed()
    })
  }

  #upkeepLater(): void {
    if (this.#tokens.size === 0) return
    this.#timers.after('upkeep', RESOURCE.CARRY_UPKEEP_MS, () => {
      this.#upkeepLater()
      this.upkeep()
    })
  }

  #drop(key: RoomKey): void {
    const { store } = this.#deps
    this.#deps.files?.().dropped(key)
    this.#tokens.delete(key)
    this.#rooms.delete(key)
    this.#timers.stop(`status/${key}`)
    store.values.delete(TOKENS, String(key))
    store.blocks.removeRoom(key)
    for (const space of SPACES) for (const [name] of store.values.list(`${space}/${key}`)) store.values.delete(`${space}/${key}`, name)
  }
}
