/**
 * The room's side (CARR-1): whom this person asked to keep a room, what was answered, and the tokens this device hands to those who do. An
 * ask is a token that was not agreed to yet; governance names the carrier when its person has said yes, and no longer once he has said no.
 */
import { choice, field, id, optional, struct, uint } from '../../codec/index.ts'
import type { Held } from '../../codec/index.ts'
import { type AccountId, type DeviceId, type RoomId, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Result } from '../../result.ts'
import { ADMIN } from '../../rooms/governance/index.ts'
import type { RoomKey } from '../../store/index.ts'
import type { CarryFrame, MatchKey, PeerSession } from '../../sync/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { Room } from '../room/index.ts'
import { carryTagKey, fellowTagKey, issueCarry } from './carry-token.ts'
import type { CarryingDeps } from './keeper.ts'

export interface AskerDeps extends CarryingDeps {
  /** Names a carrier in governance, or does so no longer. */
  name(room: RoomId, device: DeviceId, isOn: boolean): Result<undefined>
  /** Now and then: offers tokens anew, and looks whose term has ended. */
  upkeep(): void
}

const record = struct({
  account: field(1, id('account')),
  at: field(2, uint()),
  state: field(3, choice({ waiting: 0, carrying: 1, declined: 2, stopped: 3, ending: 4 })),
  quota: optional(4, uint()),
})
export type AskRecord = Held<typeof record>

const SPACE = 'carry/out'

export class Asker {
  readonly #deps: AskerDeps
  readonly #timers: NamedTimers
  /** What a session was last given a token for, per room: whom it serves, and in which period it was made. */
  readonly #told = new WeakMap<PeerSession, Map<RoomKey, string>>()

  constructor(deps: AskerDeps) {
    this.#deps = deps
    this.#timers = new NamedTimers(deps.clock)
  }

  stop(): void {
    this.#timers.close()
  }

  records(key: RoomKey): ReadonlyMap<DeviceId, AskRecord> {
    const found = new Map<DeviceId, AskRecord>()
    for (const [name, bytes] of this.#deps.store.values.list(SPACE, `${key}/`)) {
      const device = parseId('device', name.slice(`${key}/`.length))
      const read = record.decode(bytes)
      if (device !== undefined && read.ok) found.set(device, read.value)
    }
    return found
  }

  ask(room: Room, account: AccountId, device: DeviceId): void {
    const at = Math.floor(this.#deps.clock.now())
    const state = room.state.carriers.has(device) ? 'carrying' : 'waiting'
    this.#put(room.core.key, device, { account, at, state })
    this.#forget(device, room.core.key)
    this.#offerAll()
  }

  /** Taken back, or ended; the carrier is told when it is met. */
  end(room: Room, device: DeviceId): Result<undefined> {
    const { core, state } = room
    if (state.carriers.has(device)) {
      const done = this.#deps.name(core.id, device, false)
      if (!done.ok) return done
    }
    const held = this.records(core.key).get(device)
    if (held !== undefined) this.#put(core.key, device, { ...held, state: 'ending' })
    this.#offerAll()
    return { ok: true, value: undefined }
  }

  /** A contact was blocked: his devices carry for this person no longer. */
  blocked(account: AccountId): void {
    for (const room of this.#opened())
      for (const [device, held] of this.records(room.core.key)) {
        if (held.account !== account || held.state === 'ending') continue
        if (room.state.carriers.has(device) && this.#mayName(room)) this.#deps.name(room.core.id, device, false)
        this.#put(room.core.key, device, { ...held, state: 'ending' })
      }
  }

  /** Hands a peer that carries rooms of this person, or is asked to, a token for each, and anew whenever there is something new in it. */
  offer(session: PeerSession): void {
    if (session.account === undefined) return
    for (const room of this.#opened()) {
      const { core, state } = room
      if (state.devices.get(this.#deps.identity.keys.device)?.live !== true) continue
      const held = this.records(core.key).get(session.device)
      const isMember = state.devices.get(session.device)?.live === true
      const isCarrier = state.carriers.has(session.device) && !isMember
      if (isMember) this.#joined(room, session, held)
      else if (isCarrier || held?.state === 'waiting') this.#give(session, room)
      else if (held?.state === 'carrying' || held?.state === 'ending') {
        if (held.state === 'carrying') this.#put(core.key, session.device, { ...held, state: 'ending' })
        this.#told.get(session)?.delete(core.key)
        session.carry({ type: 'carryWord', handle: core.handle, state: 'ended' })
      }
    }
    this.#renewLater()
  }

  /** Who was let in needs no token: he has it all. */
  #joined(room: Room, session: PeerSession, held: AskRecord | undefined): void {
    const { key, id: roomId, handle } = room.core
    if (room.state.carriers.has(session.device) && this.#mayName(room)) this.#deps.name(roomId, session.device, false)
    if (held === undefined) return
    this.#deps.store.transaction(() => this.#deps.store.values.delete(SPACE, `${key}/${session.device}`))
    session.carry({ type: 'carryWord', handle, state: 'ended' })
  }

  /** What became of a token. Said by the device itself, about itself. */
  heard(session: PeerSession, { handle, state, quota }: Extract<CarryFrame, { readonly type: 'carryWord' }>): void {
    const { rooms, clock, hub, changed } = this.#deps
    const key = rooms.registry.byHandle(handle)
    const room = key === undefined ? undefined : rooms.get(key)
    const { account, device } = session
    if (key === undefined || room === undefined || account === undefined || state === 'ended') return
    const held = this.records(key).get(device)
    const isCarrier = room.state.carriers.has(device)
    if (held === undefined && !isCarrier) return
    const next = { account, at: held?.at ?? Math.floor(clock.now()), ...(quota !== undefined && { quota }) }
    if (state === 'waiting') {
      if (held?.state !== 'ending') this.#put(key, device, { ...next, state: 'waiting' })
    } else if (state === 'agreed') {
      if (held?.state === 'ending') return this.offer(session)
      const named = isCarrier ? undefined : this.#deps.name(room.core.id, device, true)
      // Who may not name it any more has nothing to be carried.
      this.#put(key, device, { ...next, state: named === undefined || named.ok ? 'carrying' : 'ending' })
      hub()?.rematch()
      this.offer(session)
    } else this.#refused(room, device, held, state)
    changed()
  }

  /** Tag keys for every carrier of every room in memory. */
  matchKeys(): readonly MatchKey[] {
    const { crypto, rooms } = this.#deps
    return this.#opened().flatMap((room) => {
      const { key, handle } = room.core
      const tagKey = rooms.registry.get(key)?.tagKey
      if (tagKey === undefined) return []
      return [...room.state.carriers].map((carrier) => ({
        kind: 'room' as const,
        room: key,
        key: carryTagKey(crypto, tagKey, handle, carrier),
        carrier,
      }))
    })
  }

  /** A no to what nobody asked from here is another member's business. */
  #refused(room: Room, device: DeviceId, held: AskRecord | undefined, state: 'declined' | 'stopped'): void {
    const { key, id: roomId } = room.core
    if (held === undefined) return
    if (held.state === 'ending') return this.#deps.store.transaction(() => this.#deps.store.values.delete(SPACE, `${key}/${device}`))
    if (room.state.carriers.has(device) && this.#mayName(room)) this.#deps.name(roomId, device, false)
    this.#put(key, device, { ...held, state })
  }

  #mayName({ state, core }: Room): boolean {
    return (state.members.get(core.account)?.role ?? 0) >= ADMIN
  }

  #give(session: PeerSession, room: Room): void {
    const { core, state } = room
    const carrier = session.device
    const devices = [...state.devices.values()]
      .filter((device) => device.live)
      .map(({ device }) => device)
      .toSorted()
    const fellows = [...state.carriers]
      .filter((device) => device !== carrier)
      .toSorted()
      .slice(0, RESOURCE.CARRIERS_PER_ROOM)
    const told = this.#told.get(session) ?? new Map<RoomKey, string>()
    this.#told.set(session, told)
    const period = Math.floor(this.#deps.clock.now() / RESOURCE.CARRY_RENEW_MS)
    const said = [period, ...devices, '+', ...fellows].join()
    if (told.get(core.key) === said) return
    told.set(core.key, said)
    const token = this.#issue(room, carrier, devices, fellows)
    if (token !== undefined) session.carry({ type: 'carry', token })
  }

  #issue({ core }: Room, carrier: DeviceId, devices: readonly DeviceId[], fellows: readonly DeviceId[]): Uint8Array | undefined {
    const { crypto, clock, identity, rooms } = this.#deps
    const tagKey = rooms.registry.get(core.key)?.tagKey
    if (tagKey === undefined) return undefined
    const now = Math.floor(clock.now())
    return issueCarry(crypto, identity.keys.seed, {
      handle: core.handle,
      carrier,
      issuer: identity.keys.device,
      n: now,
      expires: now + RESOURCE.CARRY_TERM_MS,
      quota: RESOURCE.CARRY_QUOTA_BYTES,
      devices,
      tagKey: carryTagKey(crypto, tagKey, core.handle, carrier),
      ...(fellows.length > 0 && { fellows, fellowKey: fellowTagKey(crypto, tagKey, core.handle) }),
    })
  }

  /** It is to be told again. */
  #forget(device: DeviceId, key: RoomKey): void {
    for (const session of this.#deps.hub()?.sessions() ?? []) if (session.device === device) this.#told.get(session)?.delete(key)
  }

  #offerAll(): void {
    for (const session of this.#deps.hub()?.sessions() ?? []) this.offer(session)
    this.#deps.changed()
  }

  /** A session may last longer than a token's freshness. */
  #renewLater(): void {
    if (!this.#opened().some(({ state, core }) => state.carriers.size > 0 || this.records(core.key).size > 0)) return
    this.#timers.after('renew', RESOURCE.CARRY_UPKEEP_MS, () => {
      this.#deps.upkeep()
      this.#renewLater()
    })
  }

  #opened(): readonly Room[] {
    const { rooms } = this.#deps
    return rooms.opened().flatMap((key) => rooms.get(key) ?? [])
  }

  #put(key: RoomKey, device: DeviceId, value: AskRecord): void {
    this.#deps.store.transaction(() => this.#deps.store.values.put(SPACE, `${key}/${device}`, record.encode(value)))
  }
}
