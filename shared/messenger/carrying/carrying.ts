/**
 * Both sides of carrying put together (CARR-1): one place for sync to hand frames to, and the API of the shells. A carrier keeps nothing it
 * was not asked to keep by somebody its person agreed to; what it keeps it cannot read.
 */
import type { AccountId, DeviceId, FileId, RoomHandle, RoomId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { ADMIN } from '../../rooms/governance/index.ts'
import type { RoomKey } from '../../store/index.ts'
import type { CarryFrame, MatchKey, PeerSession, RoomSync } from '../../sync/index.ts'
import type { MessengerDeps } from '../deps.ts'
import type { Names } from '../names.ts'
import type { Room } from '../room/index.ts'
import type { CarryAsk, CarriedFor, CarryCode, CarryingApi, RoomCarrier } from '../api-carrying.ts'
import { type AskRecord, Asker, type AskerDeps } from './asker.ts'
import { Box } from './box.ts'
import { isServed } from './carried-terms.ts'
import { CarriedFiles, type CarriedFilesDeps } from './carried-files.ts'
import { carryCodec } from './carry-token.ts'
import { Keeper, type Upkeep } from './keeper.ts'

export interface CarryingParts extends AskerDeps {
  readonly names: Names
  /** The open rooms of a conversation (GOV-17). */
  roomsOf(room: RoomId): readonly Room[]
  /** An always-on box: the first contact is its owner. */
  readonly isBox: boolean
  readonly links: MessengerDeps['links']
  /** Where files are, and how they travel. */
  media(): ReturnType<CarriedFilesDeps['media']>
  /** All that files may take of this computer, bytes. */
  mostFileBytes(): number
  /** Files of carried rooms are here no longer. */
  filesGone(): void
}

/** What `Offering` offers from. */
export interface FellowRoom {
  readonly key: RoomKey
  readonly handle: RoomHandle
  carriers(): readonly { readonly device: DeviceId; readonly free: number }[]
  newest(): readonly FileId[]
  isOffered(file: FileId): boolean
  isWanted(file: FileId): boolean
}

export class Carrying implements CarryingApi {
  readonly keeper: Keeper
  readonly files: CarriedFiles
  readonly #parts: CarryingParts
  readonly #asker: Asker
  readonly #box: Box | undefined
  readonly #carriers = new WeakMap<Room, string>()

  constructor(parts: CarryingParts) {
    this.#parts = parts
    this.keeper = new Keeper({ ...parts, files: () => this.files })
    this.files = new CarriedFiles({
      ...{ store: parts.store, clock: parts.clock, links: parts.links, rooms: this.keeper },
      quota: (account) => this.keeper.consents.of(account)?.files ?? 0,
      media: () => parts.media(),
      mostBytes: () => parts.mostFileBytes(),
      changed: (key) => this.keeper.filesChanged(key),
      gone: () => parts.filesGone(),
    })
    this.#asker = new Asker(parts)
    this.#box = parts.isBox
      ? new Box(parts, (account) => this.keeper.allow(account, RESOURCE.CARRY_ACCOUNT_MOST_BYTES, RESOURCE.CARRY_BOX_FILES_BYTES))
      : undefined
  }

  stopAll(): void {
    this.files.stop()
    this.keeper.stop()
    this.#asker.stop()
  }

  matchKeys(): readonly MatchKey[] {
    return [...this.keeper.matchKeys(), ...this.#asker.matchKeys()]
  }

  fellows(): readonly DeviceId[] {
    return this.keeper.fellows()
  }

  /** Whether a carried room lists the device, or names it as another carrier. */
  serves(device: DeviceId): boolean {
    return this.keeper.terms().some((terms) => isServed(terms, device))
  }

  sync(key: RoomKey): RoomSync | undefined {
    return this.keeper.sync(key)
  }

  byHandle(handle: RoomHandle): RoomKey | undefined {
    return this.keeper.byHandle(handle)
  }

  offer(session: PeerSession): void {
    this.#asker.offer(session)
  }

  /** Whether the room has other carriers than when this was last asked, or one whose term has ended: where messages are changes with that. */
  hasOthers(room: Room): boolean {
    const named = [...room.state.carriers]
      .toSorted()
      .map((device) => `${device} ${String(room.custody.carrierStatus(device) !== undefined)}`)
    const now = named.join()
    const before = this.#carriers.get(room)
    this.#carriers.set(room, now)
    return now !== (before ?? '')
  }

  /** Rooms that are carried, as those who have files to offer (MEDIA-94): to each room's other carriers. */
  forFellows(): readonly FellowRoom[] {
    return this.keeper.terms().map((terms) => ({
      key: terms.key,
      handle: terms.handle,
      carriers: () =>
        terms.fellows.flatMap((device) => {
          const free = this.keeper.freeAt(terms.key, device)
          return free === undefined ? [] : [{ device, free }]
        }),
      newest: () => this.files.forFellows(terms),
      isOffered: (file) => this.files.isForFellows(terms, file),
      isWanted: (file) => this.files.isWanted(terms, file),
    }))
  }

  /** A frame of either side. */
  heard(session: PeerSession, said: CarryFrame): void {
    const { hub } = this.#parts
    if (said.type === 'carryWord') {
      if (said.state !== 'ended') return this.#asker.heard(session, said)
      if (session.account !== undefined) this.keeper.ended(session.account, said.handle)
      return session.carry({ type: 'carryWord', handle: said.handle, state: 'stopped' })
    }
    const answer = this.keeper.asked(session, said.token)
    if (answer === undefined) return
    const { handle, state, key } = answer
    const quota = session.account === undefined ? undefined : this.keeper.consents.of(session.account)?.quota
    session.carry({ type: 'carryWord', handle, state, ...(quota !== undefined && { quota }) })
    if (key !== undefined) hub()?.rematch()
  }

  /** Paired, blocked, or something else of a contact. */
  contactChanged(account: AccountId): void {
    const { people } = this.#parts
    this.#box?.met(account)
    if (!people.isBlocked(account)) return
    if (this.keeper.consents.of(account) !== undefined || this.keeper.consents.asksOf(account).length > 0)
      this.keeper.refuse(account, 'stopped')
    this.#asker.blocked(account)
  }

  upkeep(): Upkeep {
    return this.keeper.upkeep()
  }

  asks(): readonly CarryAsk[] {
    const { names, clock } = this.#parts
    const byAccount = Map.groupBy(
      this.keeper.consents.asks().flatMap((ask) => {
        const read = carryCodec.decode(ask.token)
        return read.ok && read.value.value.expires > clock.now() ? [{ ...ask, quota: read.value.value.quota }] : []
      }),
      ({ account }) => account,
    )
    return [...byAccount]
      .map(([account, asks]) => ({
        account,
        name: names.nameOf(account),
        at: Math.min(...asks.map(({ at }) => at)),
        rooms: asks.length,
        quota: asks.reduce((sum, { quota }) => sum + quota, 0),
      }))
      .toSorted((a, b) => a.at - b.at)
  }

  carried(): readonly CarriedFor[] {
    const rooms = this.keeper.carried()
    return this.keeper.consents.accounts().flatMap((account) => {
      const consent = this.keeper.consents.of(account)
      if (consent === undefined) return []
      const own = rooms.filter((room) => room.account === account)
      return [
        {
          account,
          name: this.#parts.names.nameOf(account),
          since: consent.since,
          rooms: own.length,
          used: own.reduce((sum, { bytes }) => sum + bytes, 0),
          quota: consent.quota,
          files: { ...this.files.used(account), quota: consent.files },
          until: own.length === 0 ? undefined : Math.min(...own.map(({ until }) => until)),
        },
      ]
    })
  }

  allow(account: AccountId, quota?: number, files?: number): Result<undefined, CarryCode> {
    const { people } = this.#parts
    const record = people.record(account)
    if (record === undefined) return fail('NO_CONTACT')
    if (record.isBlocked) return fail('BLOCKED')
    const before = this.keeper.consents.of(account)
    const bytes = quota ?? before?.quota ?? RESOURCE.CARRY_ACCOUNT_BYTES
    // Files take more than words do: none unless somebody says so.
    const ofFiles = files ?? before?.files ?? 0
    if (!isWithin(bytes, 1, RESOURCE.CARRY_ACCOUNT_MOST_BYTES) || !isWithin(ofFiles, 0, RESOURCE.CARRY_FILES_MOST_BYTES))
      return fail('OUT_OF_RANGE')
    this.keeper.allow(account, bytes, ofFiles)
    return ok(undefined)
  }

  decline(account: AccountId): Result<undefined, CarryCode> {
    if (this.#parts.people.record(account) === undefined) return fail('NO_CONTACT')
    this.keeper.refuse(account, 'declined')
    return ok(undefined)
  }

  stop(account: AccountId): Result<undefined, CarryCode> {
    if (this.keeper.consents.of(account) === undefined) return fail('NO_CARRIER')
    this.keeper.refuse(account, 'stopped')
    return ok(undefined)
  }

  carriersOf(id: RoomId): Result<readonly RoomCarrier[], CarryCode> {
    const rooms = this.#parts.roomsOf(id)
    if (rooms.length === 0) return fail('NO_ROOM')
    const found = new Map<DeviceId, RoomCarrier>()
    for (const room of rooms) {
      const records = this.#asker.records(room.core.key)
      for (const device of new Set([...records.keys(), ...room.state.carriers])) {
        if (!found.has(device)) found.set(device, this.#view(room, device, records.get(device)))
      }
    }
    return ok([...found.values()].toSorted((a, b) => a.since - b.since || (a.device < b.device ? -1 : 1)))
  }

  ask(id: RoomId, account: AccountId): Result<undefined, CarryCode> {
    const rooms = this.#parts.roomsOf(id)
    if (rooms.length === 0) return fail('NO_ROOM')
    const contact = this.#parts.people.contact(account)
    if (contact === undefined) return fail('NO_CONTACT')
    if (contact.blocked) return fail('BLOCKED')
    if (contact.state !== 'paired' || contact.devices.length === 0) return fail('NOT_READY')
    for (const { state, core } of rooms) {
      // Members keep it anyway, and can read it.
      if ((state.members.get(core.account)?.role ?? 0) < ADMIN || state.members.has(account)) return fail('FORBIDDEN')
      const asked = new Set([...state.carriers, ...this.#asker.records(core.key).keys(), ...contact.devices])
      if (asked.size > RESOURCE.CARRIERS_PER_ROOM) return fail('TOO_MANY')
    }
    for (const room of rooms) for (const device of contact.devices) this.#asker.ask(room, account, device)
    return ok(undefined)
  }

  end(id: RoomId, device: DeviceId): Result<undefined, CarryCode> {
    const rooms = this.#parts.roomsOf(id)
    if (rooms.length === 0) return fail('NO_ROOM')
    const meant = rooms.filter(({ state, core }) => state.carriers.has(device) || this.#asker.records(core.key).has(device))
    if (meant.length === 0) return fail('NO_CARRIER')
    for (const room of meant) if (!this.#asker.end(room, device).ok) return fail('FORBIDDEN')
    return ok(undefined)
  }

  #view(room: Room, device: DeviceId, held: AskRecord | undefined): RoomCarrier {
    const { names, clock } = this.#parts
    const word = room.custody.carrierStatus(device)
    const account = names.ownerOf(device) ?? held?.account
    return {
      device,
      account,
      name: account === undefined ? device.slice(0, 8) : names.nameOf(account, room),
      state: word !== undefined ? 'carrying' : (held?.state ?? 'silent'),
      since: held?.at ?? 0,
      said: word === undefined ? undefined : { at: Math.min(word.n, clock.now()), until: word.until, free: word.free, files: word.files },
    }
  }
}

function isWithin(bytes: number, least: number, most: number): boolean {
  return Number.isSafeInteger(bytes) && bytes >= least && bytes <= most
}
