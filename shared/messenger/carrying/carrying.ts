/**
 * Both sides of carrying (CARR-1): which contacts this person lets leave blocks here, the rooms carried for them, and the tokens this device
 * hands to carriers of its own rooms. A carrier keeps nothing it was not asked to keep by somebody its person agreed to.
 */
import type { AccountId, DeviceId, RoomHandle } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type RoomKey, StoreError } from '../../store/index.ts'
import type { MatchKey, PeerSession, RoomSync, SyncCode, SyncHub } from '../../sync/index.ts'
import type { MessengerDeps } from '../deps.ts'
import type { People } from '../people/index.ts'
import type { Rooms } from '../rooms.ts'
import { CarriedRoom } from './carried-room.ts'
import { type CarryFields, carryCodec, carryTagKey, issueCarry, readCarry } from './carry-token.ts'
import { type Room, GuardedRoomSync } from '../room/index.ts'

export interface CarryingDeps extends Pick<MessengerDeps, 'store' | 'crypto' | 'clock' | 'identity'> {
  readonly rooms: Rooms
  readonly people: People
  hub(): SyncHub | undefined
}

const CONSENT = 'carry/for'
const TOKENS = 'carry/tokens'
const YES = Uint8Array.of(1)
/** Carried rooms have keys of their own, far from those of rooms this person is in. */
const FIRST_KEY = 50_000_000

export class Carrying {
  readonly #deps: CarryingDeps
  readonly #tokens = new Map<RoomKey, CarryFields>()
  readonly #rooms = new Map<RoomKey, RoomSync>()
  /** The device list a session was last told, per room. */
  readonly #told = new WeakMap<PeerSession, Map<RoomKey, string>>()

  constructor(deps: CarryingDeps) {
    this.#deps = deps
    for (const [name, bytes] of deps.store.values.list(TOKENS)) {
      const read = carryCodec.decode(bytes)
      if (read.ok) this.#tokens.set(Number(name), read.value.value)
    }
  }

  /** Whether this person's devices carry rooms a contact asks for. */
  carriesFor(account: AccountId): boolean {
    return this.#deps.store.values.get(CONSENT, account) !== undefined
  }

  /** Agrees to carry, or stops: then what was kept for that contact goes. */
  allow(account: AccountId, isAllowed: boolean): void {
    const { store, people } = this.#deps
    store.transaction(() => {
      if (isAllowed) return store.values.put(CONSENT, account, YES)
      store.values.delete(CONSENT, account)
      for (const [key, token] of [...this.#tokens]) if (people.ownerOf(token.issuer) === account) this.#drop(key)
    })
    this.#deps.hub()?.rematch()
  }

  /** Tags by which listed devices and this carrier know each other, and members and carriers of their rooms. */
  matchKeys(): readonly MatchKey[] {
    const now = this.#deps.clock.now()
    const carried = [...this.#tokens]
      .filter(([, { expires }]) => expires > now)
      .map(([room, { tagKey }]) => ({ kind: 'room' as const, room, key: tagKey }))
    return [...carried, ...this.#ownCarriers().map((own) => ({ kind: 'room' as const, ...own }))]
  }

  sync(key: RoomKey): RoomSync | undefined {
    const held = this.#rooms.get(key)
    const token = this.#tokens.get(key)
    if (held !== undefined || token === undefined) return held
    const { store, crypto, clock } = this.#deps
    let inner: CarriedRoom | undefined
    const current = (): RoomSync | undefined => {
      const now = this.#tokens.get(key)
      if (now === undefined) return undefined
      inner ??= new CarriedRoom(
        { store, crypto, clock, key, handle: now.handle },
        { token: () => this.#tokens.get(key) ?? now, changed: (what) => this.#deps.hub()?.changed(key, what) },
      )
      return inner
    }
    const failed = (cause: unknown): SyncCode => {
      inner = undefined
      return cause instanceof StoreError && cause.code === 'STORE_FULL' ? 'STORE_FULL' : 'BUSY'
    }
    const made = new GuardedRoomSync(token.handle, { current, failed })
    this.#rooms.set(key, made)
    return made
  }

  byHandle(handle: RoomHandle): RoomKey | undefined {
    for (const [key, token] of this.#tokens) if (token.handle === handle) return key
    return undefined
  }

  /** A contact asks; undefined: refused or nothing new, the room otherwise. */
  asked(session: PeerSession, bytes: Uint8Array): RoomKey | undefined {
    const { crypto, clock, identity, store, people, rooms } = this.#deps
    const token = readCarry(crypto, bytes, identity.keys.device, clock.now())
    const account = session.account
    if (token === undefined || token.issuer !== session.device || account === undefined) return undefined
    if (!this.carriesFor(account) || people.isBlocked(account) || rooms.registry.byHandle(token.handle) !== undefined) return undefined
    if (token.expires > clock.now() + RESOURCE.CARRY_TERM_MS || token.quota > RESOURCE.CARRY_QUOTA_BYTES) return undefined
    // A time to come would keep every later token out.
    if (token.n > clock.now() + RESOURCE.CLOCK_DOUBT_MS) return undefined
    const held = this.byHandle(token.handle)
    const before = held === undefined ? undefined : this.#tokens.get(held)
    if (before !== undefined && (before.n >= token.n || !this.#mayReplace(before, account))) return undefined
    if (held === undefined && this.#carriedFor(account) >= RESOURCE.CARRIED_ROOMS_PER_ACCOUNT) return undefined
    const key = held ?? Math.max(FIRST_KEY, ...this.#tokens.keys()) + 1
    store.transaction(() => store.values.put(TOKENS, String(key), bytes))
    this.#tokens.set(key, token)
    return key
  }

  /** A room is carried for whoever asked first, as long as his word lasts: another contact must not shut its members out. */
  #mayReplace(before: CarryFields, account: AccountId): boolean {
    const { people, clock } = this.#deps
    const owner = people.ownerOf(before.issuer)
    return owner === account || owner === undefined || before.expires <= clock.now() || !this.carriesFor(owner)
  }

  #carriedFor(account: AccountId): number {
    return [...this.#tokens.values()].filter(({ issuer }) => this.#deps.people.ownerOf(issuer) === account).length
  }

  /** Hands a peer that carries rooms of this person a token for each, and anew whenever the list of devices has changed. */
  offer(session: PeerSession): void {
    if (session.account === undefined) return
    for (const [room, devices] of this.#wanted(session.device)) {
      const told = this.#told.get(session) ?? new Map<RoomKey, string>()
      this.#told.set(session, told)
      const list = devices.join()
      if (told.get(room.core.key) === list) continue
      told.set(room.core.key, list)
      const token = this.#issue(room, session.device, devices)
      if (token !== undefined) session.carry(token)
    }
  }

  #wanted(carrier: DeviceId): readonly (readonly [Room, readonly DeviceId[]])[] {
    return this.#deps.rooms.opened().flatMap((key) => {
      const room = this.#deps.rooms.get(key)
      if (room === undefined || !room.state.carriers.has(carrier) || room.state.devices.get(this.#deps.identity.keys.device)?.live !== true)
        return []
      const live = [...room.state.devices.values()].filter((device) => device.live)
      return [[room, live.map(({ device }) => device).toSorted()] as const]
    })
  }

  #issue({ core }: Room, carrier: DeviceId, devices: readonly DeviceId[]): Uint8Array | undefined {
    const { crypto, clock, identity, rooms } = this.#deps
    const tagKey = rooms.registry.get(core.key)?.tagKey
    if (tagKey === undefined) return undefined
    const now = clock.now()
    return issueCarry(crypto, identity.keys.seed, {
      handle: core.handle,
      carrier,
      issuer: identity.keys.device,
      n: now,
      expires: now + RESOURCE.CARRY_TERM_MS,
      quota: RESOURCE.CARRY_QUOTA_BYTES,
      devices,
      tagKey: carryTagKey(crypto, tagKey, core.handle, carrier),
    })
  }

  #drop(key: RoomKey): void {
    const { store } = this.#deps
    this.#tokens.delete(key)
    this.#rooms.delete(key)
    store.values.delete(TOKENS, String(key))
    store.blocks.removeRoom(key)
    for (const space of ['status', 'chains'])
      for (const [name] of store.values.list(`${space}/${key}`)) store.values.delete(`${space}/${key}`, name)
  }

  /** Tag keys for every carrier of every room in memory. */
  #ownCarriers(): readonly { readonly room: RoomKey; readonly key: Uint8Array }[] {
    const { crypto, rooms } = this.#deps
    return rooms.opened().flatMap((key) => {
      const room = rooms.get(key)
      const tagKey = rooms.registry.get(key)?.tagKey
      if (room === undefined || tagKey === undefined) return []
      return [...room.state.carriers].map((carrier) => ({ room: key, key: carryTagKey(crypto, tagKey, room.core.handle, carrier) }))
    })
  }
}
