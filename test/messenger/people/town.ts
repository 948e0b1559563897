/**
 * A few people with real stores, cryptography and sync sessions on one clock, and a line between any two that want each other. Rooms are the
 * smallest thing that answers `RoomDoor`: who was let in, and what was promised.
 */
import { createSyncHub, type PeerSession, type StreamHub, type SyncHost } from '../../../shared/sync/index.ts'
import { type MemoryStore, type RoomKey, memoryStore } from '../../../shared/store/index.ts'
import { inviteKeys, roomLink } from '../../../shared/contacts/index.ts'
import { systemRng } from '../../../shared/crypto/index.ts'
import { type AccountId, type DeviceId, type RoomId, idFromBytes } from '../../../shared/ids/index.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { MessengerEvent } from '../../../shared/messenger/api.ts'
import {
  type Identity,
  type OpenInvite,
  type People,
  type RoomDoor,
  createIdentity,
  createPeople,
  loadIdentity,
  restoreIdentity,
} from '../../../shared/messenger/people/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { FakeClock } from '../../harness/fake-clock.ts'
import { StreamPair } from '../../harness/stream-pair.ts'

const crypto = nodeCrypto()
const rng = systemRng()

/** Rooms as far as people need them. */
export class TestRooms implements RoomDoor {
  readonly directRooms = new Map<AccountId, RoomId>()
  readonly open: OpenInvite[] = []
  readonly admitted: AccountId[] = []
  readonly joins = new Map<RoomKey, string>()
  readonly ended: [RoomKey, string][] = []
  readonly ids = new Map<RoomKey, RoomId>()
  made = 0
  asks = false
  uses = 10

  invites(): readonly OpenInvite[] {
    return this.open
  }

  admit(_room: RoomKey, knock: Parameters<RoomDoor['admit']>[1], isDecided: boolean): ReturnType<RoomDoor['admit']> {
    if (this.admitted.includes(knock.account)) return ok('admitted')
    if (this.asks && !isDecided) return ok('asked')
    if (this.admitted.length >= this.uses) return fail('USED_UP')
    this.admitted.push(knock.account)
    return ok('admitted')
  }

  beginJoin(invite: Parameters<RoomDoor['beginJoin']>[0]): ReturnType<RoomDoor['beginJoin']> {
    for (const [room, handle] of this.joins) if (handle === invite.handle) return { room, known: true }
    const room = this.joins.size + 1
    this.joins.set(room, invite.handle)
    return { room, known: false }
  }

  joining(): readonly RoomKey[] {
    return [...this.joins.keys()].filter((key) => !this.ids.has(key))
  }

  endJoin(room: RoomKey, why: string): void {
    this.joins.delete(room)
    this.ended.push([room, why])
  }

  roomId(room: RoomKey): RoomId | undefined {
    return this.ids.get(room)
  }

  directRoom(account: AccountId): RoomId | undefined {
    return this.directRooms.get(account)
  }

  makeDirectRoom(account: AccountId): ReturnType<RoomDoor['makeDirectRoom']> {
    const room = idFromBytes('room', rng.bytes(32))
    this.directRooms.set(account, room)
    this.made += 1
    return ok(room)
  }

  contactsChanged(): void {}
}

export class Person {
  readonly town: Town
  readonly store: MemoryStore
  readonly rooms = new TestRooms()
  readonly events: MessengerEvent[] = []
  readonly wanted = new Set<DeviceId>()
  identity: Identity
  people!: People
  hub!: StreamHub

  constructor(town: Town, identity: Identity, store: MemoryStore) {
    this.town = town
    this.identity = identity
    this.store = store
    this.boot()
  }

  get device(): DeviceId {
    return this.identity.keys.device
  }

  get account(): AccountId {
    return this.identity.account
  }

  get address(): string {
    return `/ip4/10.0.0.${this.town.people.indexOf(this) + 1}/tcp/4001`
  }

  boot(): void {
    const { clock } = this.town
    this.identity = loadIdentity(this.store, crypto)!
    this.wanted.clear()
    const people = createPeople({
      store: this.store,
      crypto,
      rng,
      clock,
      identity: this.identity,
      rooms: this.rooms,
      connect: (device) => void this.wanted.add(device),
      disconnect: (device) => void this.wanted.delete(device),
      addresses: () => [this.address, 'no address'],
      nearby: () =>
        this.town.people
          .filter((each) => each !== this)
          .map((each) => ({ device: each.device, name: undefined, addresses: [each.address], contact: undefined, since: 0 })),
      sessions: () => this.hub.sessions(),
      emit: (event) => void this.events.push(event),
    })
    const host: SyncHost = {
      device: this.device,
      crypto,
      rng,
      clock: { now: () => clock.now() + this.skew, after: (ms, run) => clock.after(ms, run) },
      kind: 'person',
      admits: (device) => people.admits(device),
      matchKeys: () => people.matchKeys(),
      card: () => people.card(),
      identify: (session, card, matches) => people.identify(session, card, matches),
      peerClock: (session, wall) => people.peerClock(session, wall),
      roomsFor: () => [],
      roomOpened: () => undefined,
      room: () => undefined,
      knocked: (session, payload) => people.knocked(session, payload),
      knockReplied: (session, payload) => people.knockReplied(session, payload),
      recorded: () => undefined,
      carryHeard: () => undefined,
      typed: () => undefined,
      together: (work) => {
        work()
        return true
      },
      doubted: () => undefined,
      trusted: () => undefined,
      sessionOpened: (session) => people.sessionOpened(session),
      sessionClosed: (session) => people.sessionClosed(session),
    }
    this.people = people
    this.hub = createSyncHub(host)
    people.start()
  }

  /** Wall clock shown to peers, beside the one the timers run on. */
  skew = 0

  /** Power off and on: only what is on disk remains. */
  restart(): void {
    this.people.stop()
    this.hub.stop()
    this.town.hangUp(this)
    this.store.crash()
    this.boot()
  }

  contact(other: Person) {
    return this.people.contact(other.account)
  }

  isKnownTo(other: Person): boolean {
    return other.hub.sessions().some((session) => session.account === this.account)
  }
}

interface Line {
  readonly a: Person
  readonly b: Person
  readonly pair: StreamPair
}

export class Town {
  readonly clock = new FakeClock()
  readonly people: Person[] = []
  readonly #words = new Map<AccountId, string>()
  lines: Line[] = []
  /** No line comes about while true. */
  isDark = false

  person(name: string): Person {
    const store = memoryStore()
    const { identity, words } = expectOk(createIdentity({ store, crypto, rng, clock: this.clock }, { name, language: 'en' }))
    this.#words.set(identity.account, words.join(' '))
    return this.move(identity, store)
  }

  wordsOf(person: Person): string {
    return this.#words.get(person.account) ?? ''
  }

  /** A new device on which that person's words were typed. */
  restore(person: Person, name = person.identity.name): Person {
    const store = memoryStore()
    const options = { name, language: 'en', words: this.wordsOf(person) } as const
    return this.move(expectOk(restoreIdentity({ store, crypto, rng, clock: this.clock }, options)), store)
  }

  move(identity: Identity, store: MemoryStore): Person {
    const person = new Person(this, identity, store)
    this.people.push(person)
    return person
  }

  /** A line that both ends hang on, whoever wanted it. */
  connect(a: Person, b: Person): Line {
    const pair = new StreamPair({ device: a.device, address: a.address }, { device: b.device, address: b.address })
    const line = { a, b, pair }
    this.lines.push(line)
    a.hub.attach(pair.a)
    b.hub.attach(pair.b)
    a.people.attached(b.device)
    b.people.attached(a.device)
    return line
  }

  hangUp(person?: Person): void {
    for (const { a, b, pair } of this.lines) if (person === undefined || a === person || b === person) pair.cut()
    this.lines = this.lines.filter(({ pair }) => pair.isOpen)
  }

  /** Dials what is wanted and lets everything settle. */
  async run(ms = 0): Promise<void> {
    for (let round = 0; round < 20; round++) {
      this.lines = this.lines.filter(({ pair }) => pair.isOpen)
      if (!this.isDark) this.#dial()
      let moved = true
      while (moved) {
        moved = false
        for (const { pair } of this.lines) moved = pair.step() || moved
        this.clock.advance(0)
      }
      await Promise.resolve()
    }
    this.clock.advance(ms)
    for (const { pair } of this.lines) pair.settle()
    await Promise.resolve()
  }

  #dial(): void {
    for (const a of this.people) {
      for (const device of a.wanted) {
        const b = this.people.find((each) => each.device === device)
        const isThere = this.lines.some((line) => (line.a === a && line.b === b) || (line.a === b && line.b === a))
        if (b !== undefined && !isThere) this.connect(a, b)
      }
    }
  }
}

/** The far end of a session to somebody of whom only the device is known. */
export function stranger(device = [...rng.bytes(32)].map((byte) => byte.toString(16).padStart(2, '0')).join('') as DeviceId): PeerSession {
  return {
    device,
    address: '/ip4/10.9.9.9/tcp/1',
    account: undefined,
    ask: () => false,
    knock: () => {},
    knockReply: () => {},
    welcome: () => {},
    carry: () => {},
    nonces: { own: new Uint8Array(16), peer: undefined },
    tellRecords: () => false,
    rematch: () => {},
    announce: () => {},
    refetch: () => {},
    end: () => {},
  }
}

/** A room of `host` with an invitation out, and the link to it. */
export function openRoom(host: Person, town: Town, options: { readonly hosts?: readonly Person[] } = {}): string {
  const seed = rng.bytes(32)
  const keys = inviteKeys(crypto, seed)
  const root = idFromBytes('block', rng.bytes(32))
  const handle = idFromBytes('handle', rng.bytes(16))
  const expires = town.clock.now() + 7 * 24 * 3_600_000
  const invite = {
    id: keys.invite,
    pub: keys.publicKey,
    rv: keys.rv,
    role: 2 as const,
    max: 10,
    expires,
    ask: false,
    by: host.account,
    op: root,
    alive: true,
    used: new Map(),
  }
  for (const each of [host, ...(options.hosts ?? [])]) each.rooms.open.push({ room: 1, invite, handle, root, admits: true })
  host.rooms.ids.set(1, idFromBytes('room', rng.bytes(32)))
  const hosts = [host].map((each) => ({ device: each.device, addresses: [each.address] }))
  return roomLink({ root, seed, handle, expires, role: 2, hosts, title: 'Family', inviter: host.account })
}

export { crypto, rng }
