/**
 * All of a person's devices as one house: links a new one, lists, renames and takes out, keeps what is the person's the same on all of them,
 * and says how far a new one has come. The messenger hands it what it hears; the parts are in this folder, in own-state and in people.
 */
import type { DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { parseName } from '../people/index.ts'
import type { PeerSession, SyncHub } from '../../sync/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { MessengerEvent } from '../api.ts'
import type { MessengerDeps } from '../deps.ts'
import {
  NAME_ITEM,
  OwnState,
  blockedDevicesSource,
  contactItems,
  contactSource,
  deviceItems,
  devicesSource,
  nameSource,
  roomItems,
  roomSource,
  settingItems,
  settingsSource,
  wordsItems,
  wordsSource,
} from '../own-state/index.ts'
import type { People } from '../people/index.ts'
import type { RoomNotes } from '../room-notes.ts'
import type { Rooms } from '../rooms.ts'
import type { ProfileSettings } from '../settings.ts'
import type { ByWords, DeviceCode, LinkingApi, LinkingProgress, OwnDeviceView } from '../api-linking.ts'
import { ownDeviceViews } from './device-views.ts'
import { makeGrant } from './granting.ts'
import { LinkingDesk } from './linking-desk.ts'
import { forgetLinked, readLinked } from './linked.ts'
import { progressOf } from './progress.ts'
import { StolenDevices } from './stolen.ts'

export interface OwnHouseDeps extends Pick<MessengerDeps, 'store' | 'crypto' | 'rng' | 'clock' | 'links'> {
  readonly people: People
  readonly rooms: Rooms
  readonly settings: ProfileSettings
  readonly notes: RoomNotes
  hub(): SyncHub
  emit(event: MessengerEvent): void
  changeSettings(changes: Parameters<ProfileSettings['change']>[0]): void
}

const TELL_MS = 250

export class OwnHouse implements LinkingApi {
  readonly desk: LinkingDesk
  readonly ownState: OwnState
  readonly #deps: OwnHouseDeps
  readonly #timers: NamedTimers
  readonly #stolen: StolenDevices
  /** Rooms whose items were looked for since they are open. */
  readonly #looked = new Set<number>()
  #shut: readonly string[] = []
  /** What the words said, when it was last told on. */
  #heard = ''
  #hasProgress: boolean

  constructor(deps: OwnHouseDeps) {
    this.#deps = deps
    const { store, crypto, rng, clock, links, people, rooms } = deps
    const self = people.identity().keys.device
    this.#timers = new NamedTimers(clock)
    this.#hasProgress = readLinked(store) !== undefined
    this.ownState = new OwnState({
      store,
      crypto,
      clock,
      rooms,
      hasOthers: () => people.identity().approved.length > 1,
      applied: (names) => this.#applied(names),
    })
    this.#stolen = new StolenDevices({ crypto, clock, people, rooms, selfRooms: () => this.ownState.selfRooms.all() })
    const sources = [
      contactSource(people.shared),
      roomSource(rooms, deps.notes),
      settingsSource(deps.settings, { changeSettings: (changes) => deps.changeSettings(changes) }),
      nameSource({ name: () => people.me().name, rename: (name) => void people.rename(name) }),
      devicesSource(people.shared, { takeOut: (device, at, by, n) => this.#takeOut(device, at, by, n) }),
      wordsSource(people.shared, { wordsHeard: () => this.#timers.after('words', 0, () => this.#wordsHeard()) }),
      blockedDevicesSource(people.shared),
    ]
    for (const source of sources) this.ownState.add(source)
    this.desk = new LinkingDesk({
      crypto,
      rng,
      clock,
      device: self,
      seal: undefined,
      name: () => people.shared.devices.of(self).name ?? people.identity().deviceName,
      addresses: () => links.addresses(),
      connect: (device, addresses) => links.connect(device, addresses),
      disconnect: (device) => links.disconnect(device),
      sessions: () => deps.hub().sessions(),
      admits: (device) => people.admits(device) && people.ownerOf(device) === undefined && !people.shared.devices.isOut(device),
      changed: () => this.#tellSoon(),
      grant: (attempt, device) => {
        // Before the certificate: whoever is linked finds a room to read from.
        if (this.ownState.begin() === undefined) return fail('STORE_FULL')
        const identity = people.identity()
        const { approved } = identity
        return makeGrant({ crypto, clock, identity, approved, addresses: this.#addresses(), rooms: this.#openRooms() }, attempt, device)
      },
    })
  }

  start(): void {
    const linked = readLinked(this.#deps.store)
    if (linked !== undefined) this.#deps.links.connect(linked.by, linked.addresses)
    this.#nameMyself()
    this.ownState.start()
    // What the words said is said in every room, were the power cut in between.
    if (this.#said() !== this.#heard) this.#timers.after('words', 0, () => this.#wordsHeard())
  }

  stop(): void {
    this.desk.stop()
    this.ownState.stop()
    this.#timers.close()
  }

  show: LinkingApi['show'] = () => (this.isRevoked() ? fail('NOT_READY') : this.desk.show())
  take: LinkingApi['take'] = (link) => (this.isRevoked() ? fail('NOT_READY') : this.desk.take(link))
  confirm: LinkingApi['confirm'] = (isSame) => this.desk.confirm(isSame)
  cancel: LinkingApi['cancel'] = () => this.desk.cancel()
  view: LinkingApi['view'] = () => this.desk.view()

  progress(): LinkingProgress | undefined {
    if (!this.#hasProgress) return undefined
    const { store, rooms, clock } = this.#deps
    const linked = readLinked(store)
    const found = linked === undefined ? undefined : progressOf(linked, rooms, this.#deps.hub(), store, clock.now())
    if (
      found !== undefined &&
      this.ownState.selfRooms.current() !== undefined &&
      found.rooms.ready >= found.rooms.of &&
      found.coming === 0
    ) {
      this.#endProgress()
      return undefined
    }
    return found
  }

  devices(): readonly OwnDeviceView[] {
    const { people, clock } = this.#deps
    return ownDeviceViews(people, this.#deps.hub().sessions(), clock.now(), (device) => this.#stolen.fallingWith([device]))
  }

  rename(device: DeviceId, typed: string): Result<readonly OwnDeviceView[], DeviceCode> {
    const name = parseName(typed)
    if (!name.ok) return name
    if (!this.#knows(device)) return fail('NO_DEVICE')
    if (!this.#deps.people.shared.renameDevice(device, name.value)) return fail('STORE_FULL')
    return this.#devicesChanged(device)
  }

  revoke(device: DeviceId): Result<readonly OwnDeviceView[], DeviceCode> {
    const { people, clock } = this.#deps
    const self = people.identity().keys.device
    if (this.isRevoked()) return fail('DEVICE_REVOKED')
    if (device === self) return fail('FORBIDDEN')
    if (!this.#knows(device)) return fail('NO_DEVICE')
    if (!people.shared.takeOut(device, Math.max(0, Math.floor(clock.now())), self)) return fail('STORE_FULL')
    this.#dropEverywhere(device)
    people.shared.announce()
    this.#endLater(device)
    return this.#devicesChanged(device)
  }

  revokeByWords(said: ByWords): Result<readonly OwnDeviceView[], DeviceCode> {
    const revoked = this.#stolen.revoke(said)
    if (!revoked.ok) return revoked
    this.#wordsHeard()
    return ok(this.devices())
  }

  isRevoked(): boolean {
    const { people } = this.#deps
    return people.shared.devices.isOut(people.identity().keys.device)
  }

  /** A session with a device of this account is open. */
  sessionOpened({ device, account }: PeerSession): void {
    const { people, clock } = this.#deps
    if (account !== people.identity().account) return
    people.shared.devices.heard(device, Math.max(0, Math.floor(clock.now())))
    if (people.shared.devices.isOut(device)) return this.#endLater(device)
    this.desk.arrived(device)
    this.#tellSoon()
  }

  /** What happened; true when it is a matter of own devices alone and nothing to show. */
  told(event: MessengerEvent): boolean {
    switch (event.type) {
      case 'message':
      case 'message-changed':
        this.#progressed()
        return this.ownState.heard(event.room, event.message)
      case 'delivery':
      case 'change':
        return this.#isSelf(event.room)
      case 'room':
        return this.#roomTold(event.room)
      case 'contact':
      case 'knock':
        if (event.type === 'contact') this.#contactTold(event.account)
        this.#shutTold()
        return false
      case 'settings':
        this.ownState.changed(settingItems)
        return false
      default:
        return false
    }
  }

  #contactTold(account: Parameters<typeof contactItems>[0]): void {
    if (account !== this.#deps.people.identity().account) return this.ownState.changed(contactItems(account))
    this.ownState.changed([NAME_ITEM])
    this.#nameMyself()
    if (this.#said() !== this.#heard) this.#timers.after('words', 0, () => this.#wordsHeard())
    // A second device is here, by linking or because somebody said yes to it: now there is somebody to tell.
    if (this.#deps.people.identity().approved.length > 1) this.#timers.after('begin', TELL_MS, () => this.#begin())
    this.#tellSoon()
  }

  /** The others know a computer by what it calls itself, until the person calls it something else. */
  #nameMyself(): void {
    const { people } = this.#deps
    const { keys, deviceName, approved } = people.identity()
    if (approved.length < 2 || people.shared.devices.of(keys.device).name !== undefined) return
    if (people.shared.renameDevice(keys.device, deviceName)) this.ownState.changed(deviceItems(keys.device))
  }

  /** Of two devices that find each other the one with the lower id makes the room; where that one is not here, the other. */
  #begin(): void {
    if (this.isRevoked() || this.ownState.selfRooms.current() !== undefined || this.#hasProgress) return
    const { approved, keys } = this.#deps.people.identity()
    const here = new Set(
      this.#deps
        .hub()
        .sessions()
        .map(({ device }) => device),
    )
    const makers = approved.filter((device) => device === keys.device || here.has(device)).toSorted()
    if (makers[0] === keys.device && makers.length > 1) this.ownState.begin()
  }

  /** Blocked before anybody knew whose they are. */
  #shutTold(): void {
    const now = this.#deps.people.shared.blockedDevices().map(({ device }) => `shut/${device}`)
    this.ownState.changed([...new Set([...this.#shut, ...now])])
    this.#shut = now
  }

  #roomTold(id: Parameters<OwnState['heard']>[0]): boolean {
    const { rooms, people } = this.#deps
    const key = rooms.registry.byId(id)
    const record = key === undefined ? undefined : rooms.registry.get(key)
    if (key === undefined || record === undefined) return false
    if (people.shared.devices.out().length > 0) {
      this.#timers.after(`out/${key}`, 0, () => {
        const room = rooms.get(key)
        for (const device of people.shared.devices.out()) if (room !== undefined && !this.isRevoked()) room.dropRetired(device)
      })
    }
    if (people.shared.revocations.length > 0) {
      this.#timers.after(`words/${key}`, 0, () => {
        const room = rooms.get(key)
        if (room !== undefined) this.#stolen.settle(room)
      })
    }
    if (record.kind === 'self') {
      this.#timers.after('self', 0, () => this.#selfChanged())
      return true
    }
    this.ownState.changed(roomItems(rooms, key, ['prefs']))
    this.ownState.changed(roomItems(rooms, key, ['read']), RESOURCE.OWN_READ_MS)
    this.ownState.changed(roomItems(rooms, key, ['draft']), RESOURCE.OWN_DRAFT_MS)
    if (record.state === 'open' && !this.#looked.has(key)) {
      this.#looked.add(key)
      this.ownState.look(roomItems(rooms, key, ['prefs', 'read', 'draft']))
    }
    this.#progressed()
    return false
  }

  #selfChanged(): void {
    const { people, clock } = this.#deps
    const { keys } = people.identity()
    for (const room of this.ownState.selfRooms.all()) this.#stolen.settle(room)
    // OWN-9: where the words are not heard yet, it may be a thief who says so.
    const isDropped = this.ownState.selfRooms
      .all()
      .some((room) => room.state.devices.get(keys.device)?.dropped === true && this.#stolen.isHeardIn(room))
    if (isDropped && !this.isRevoked()) {
      people.shared.takeOut(keys.device, Math.max(0, Math.floor(clock.now())), keys.device)
      this.desk.cancel()
      this.#endProgress()
      people.shared.changed(people.identity().account)
    }
    if (people.shared.approveAnew()) people.shared.changed(people.identity().account)
    this.ownState.lookAll()
    this.#tellSoon()
  }

  /** OWN-9: the words spoke, here or on another own device. */
  #wordsHeard(): void {
    const { people } = this.#deps
    this.#stolen.settleAll()
    people.shared.approveAnew()
    this.#heard = this.#said()
    people.shared.announce()
    people.shared.changed(people.identity().account)
    this.ownState.changed(wordsItems(people.shared))
    for (const { device } of people.shared.revocations) if (people.shared.devices.isOut(device)) this.#endLater(device)
    this.#tellSoon()
  }

  /** What the words said, and whom that leaves: empty where they said nothing. */
  #said(): string {
    const { revocations } = this.#deps.people.shared
    if (revocations.length === 0) return ''
    return [...revocations.map(({ n, device }) => `${n} ${device}`), ...this.#deps.people.identity().approved].join()
  }

  /** Another own device says that one is out. */
  #takeOut(device: DeviceId, at: number, by: DeviceId, n: number): void {
    const { people } = this.#deps
    if (people.shared.devices.isOut(device) && people.shared.devices.of(device).out?.at === at) return
    people.shared.takeOut(device, at, by, n)
    if (!people.shared.devices.isOut(device)) return
    this.#timers.after(`drop/${device}`, 0, () => {
      if (device !== people.identity().keys.device) this.#dropEverywhere(device)
      people.shared.announce()
      this.#endLater(device)
    })
  }

  /** KEY-8: forward from what is here of it; the next message goes under a key that it has not. */
  #dropEverywhere(device: DeviceId): void {
    const { rooms } = this.#deps
    for (const key of rooms.registry.keys()) rooms.get(key)?.dropRetired(device)
  }

  /** It hears that it is out, and then nothing. */
  #endLater(device: DeviceId): void {
    const { people, links } = this.#deps
    this.#timers.after(`end/${device}`, RESOURCE.REVOKED_SESSION_MS, () => {
      if (people.shared.devices.isOut(device)) links.drop(device)
    })
  }

  #applied(names: readonly string[]): void {
    const { people, rooms } = this.#deps
    const accounts = new Set(names.flatMap((name) => people.shared.accounts().filter((account) => name.endsWith(account))))
    for (const account of accounts) people.shared.changed(account)
    const isOfRooms = names.some((name) => name.startsWith('prefs/') || name.startsWith('draft/'))
    for (const key of isOfRooms ? rooms.registry.keys() : []) {
      const record = rooms.registry.get(key)
      const items = new Set(roomItems(rooms, key, ['prefs', 'draft']))
      if (record?.room !== undefined && names.some((name) => items.has(name))) this.#deps.emit({ type: 'room', room: record.room })
    }
    if (names.some((name) => name.startsWith('shut/'))) this.#deps.emit({ type: 'contact', account: people.identity().account })
    this.#tellSoon()
  }

  #devicesChanged(device: DeviceId): Result<readonly OwnDeviceView[], DeviceCode> {
    this.ownState.changed(deviceItems(device))
    this.#deps.emit({ type: 'contact', account: this.#deps.people.identity().account })
    this.#tellSoon()
    return ok(this.devices())
  }

  #knows(device: DeviceId): boolean {
    return this.devices().some((each) => each.device === device)
  }

  #isSelf(id: Parameters<OwnState['heard']>[0]): boolean {
    const { registry } = this.#deps.rooms
    const key = registry.byId(id)
    return key !== undefined && registry.get(key)?.kind === 'self'
  }

  #addresses(): readonly string[] {
    return this.#deps.links
      .addresses()
      .filter((each) => each.length <= RESOURCE.ADDRESS_CHARACTERS)
      .slice(0, RESOURCE.ADDRESSES_PER_INVITE)
  }

  #openRooms(): number {
    const { registry } = this.#deps.rooms
    return registry.keys().filter((key) => registry.get(key)?.state === 'open' && registry.get(key)?.kind !== 'self').length
  }

  /** From here on it is wanted as every own device is. */
  #endProgress(): void {
    const { store, links } = this.#deps
    const linked = readLinked(store)
    this.#hasProgress = false
    if (linked === undefined) return
    forgetLinked(store)
    links.disconnect(linked.by)
  }

  #progressed(): void {
    if (this.#hasProgress) this.#tellSoon()
  }

  #tellSoon(): void {
    this.#timers.after('tell', TELL_MS, () => {
      if (this.#hasProgress) this.progress()
      this.#deps.emit({ type: 'linking' })
    })
  }
}
