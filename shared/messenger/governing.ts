/** What a person does to rooms: make, rename, invite, promote, remove, leave. Each checks first and is durable when it returns. */
import { INVITE_SEED_BYTES, type InviteHost, canonicalAddress, inviteKeys, roomLink } from '../contacts/index.ts'
import type { AccountId, DeviceId, MessageId, RoomId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { pictureOf } from '../pictures/index.ts'
import { outsideFirst } from '../reach/index.ts'
import { type Result, fail, ok } from '../result.ts'
import {
  type Action,
  MEMBER,
  OWNER,
  type Role,
  descriptionOf,
  doorOf,
  historyOf,
  invitersOf,
  roomPictureOf,
  titleOf,
} from '../rooms/governance/index.ts'
import type { ActCode, MemberAct, Messenger, RoomChanges, RoomDetails, RoomInviteOptions } from './api.ts'
import type { MessengerDeps } from './deps.ts'
import { isSameSetting, settingsOf } from './room-settings.ts'
import type { People } from './people/index.ts'
import type { Founder, Rooms } from './rooms.ts'
import type { Room } from './room/index.ts'

const DEFAULT_USES = 10
/** Each makes the link some fifty characters longer, and it has to fit into a QR code. */
const OTHER_HOSTS = 3
const OTHER_HOST_ADDRESSES = 2
const CARRIER_HOSTS = 2

export class Governing {
  readonly #deps: MessengerDeps
  readonly #rooms: Rooms
  readonly #people: People

  constructor(deps: MessengerDeps, rooms: Rooms, people: People) {
    this.#deps = deps
    this.#rooms = rooms
    this.#people = people
  }

  create({ name, kind = 'group', members = [] }: Parameters<Messenger['createRoom']>[0]): Result<RoomId, ActCode> {
    const title = name.trim()
    if (title === '') return fail('EMPTY')
    if ([...title].length > INTRINSIC.TITLE_CHARACTERS) return fail('TOO_LONG')
    const founders: Founder[] = []
    for (const account of new Set(members)) {
      const founder = this.#founder(account, MEMBER)
      if (!founder.ok) return founder
      founders.push(founder.value)
    }
    const made = this.#rooms.create(kind, title, founders)
    if (!made.ok) return made
    const id = this.#rooms.registry.get(made.value)?.room
    return id === undefined ? fail('NO_ROOM') : ok(id)
  }

  rename(id: RoomId, name: string): Result<undefined, ActCode> {
    const title = name.trim()
    if (title === '') return fail('EMPTY')
    if ([...title].length > INTRINSIC.TITLE_CHARACTERS) return fail('TOO_LONG')
    return this.#in(id, (room) => room.act([{ type: 'set', key: 'title', value: title }]))
  }

  details(id: RoomId): Result<RoomDetails, ActCode> {
    const room = this.#rooms.byId(id)
    if (room === undefined) return fail('NO_ROOM')
    const { settings } = room.state
    const picture = roomPictureOf(settings)
    return ok({
      title: titleOf(settings) ?? '',
      description: descriptionOf(settings),
      picture: picture === undefined ? undefined : pictureOf(picture),
      history: historyOf(settings),
      door: doorOf(settings),
      inviters: invitersOf(settings),
    })
  }

  /** All of it in one op; what is already so is not written again, since everybody keeps it for ever (GOV-12). */
  change(id: RoomId, changes: RoomChanges): Result<undefined, ActCode> {
    return this.#in(id, (room) => {
      if (room.state.kind === 'direct' || room.state.kind === 'self') return fail('FORBIDDEN')
      const wanted = settingsOf(changes)
      if (!wanted.ok) return wanted
      const actions = wanted.value
        .filter(([key, value]) => !isSameSetting(room.state.settings.get(key), value))
        .map(([key, value]): Action => ({ type: 'set', key, value }))
      return actions.length === 0 ? ok(undefined) : room.act(actions)
    })
  }

  /** GOV-13: the link carries the seed; the room only ever sees the public key. */
  invite(id: RoomId, options: RoomInviteOptions = {}): ReturnType<Messenger['inviteToRoom']> {
    const { uses = DEFAULT_USES, expiresInMs = RESOURCE.CONTACT_INVITE_TERM_MS, role = MEMBER, ask = false } = options
    if (!Number.isInteger(uses) || uses < 1 || uses > INTRINSIC.INVITE_USES) return fail('TOO_MANY')
    if (!Number.isFinite(expiresInMs) || expiresInMs <= 0 || expiresInMs > INTRINSIC.INVITE_TERM_MS) return fail('TOO_LONG')
    const { crypto, rng, clock, identity } = this.#deps
    return this.#in(id, (room) => {
      const { root } = room.state
      if (root === undefined || room.state.kind === 'direct' || room.state.kind === 'self') return fail('FORBIDDEN')
      const seed = rng.bytes(INVITE_SEED_BYTES)
      const { publicKey, rv, invite } = inviteKeys(crypto, seed)
      const expires = Math.floor(clock.now() + expiresInMs)
      const done = room.act([{ type: 'invite', pub: publicKey, rv, role, max: uses, expires, ask }])
      if (!done.ok) return done
      const link = roomLink({
        root,
        seed,
        handle: room.core.handle,
        expires,
        role,
        hosts: this.#hosts(room),
        title: titleOf(room.state.settings) ?? '',
        inviter: identity.account,
      })
      return ok({ link, invite })
    })
  }

  /**
   * GOV-13: any member may open the door, so the link names some besides this device, those who can be reached now first; then carriers,
   * which are there when nobody is.
   */
  #hosts(room: Room): readonly InviteHost[] {
    const { identity, links } = this.#deps
    const self = identity.keys.device
    const others = [...room.state.devices.values()].filter(
      ({ device, account, live }) => live && device !== self && (room.state.members.get(account)?.role ?? 0) >= MEMBER,
    )
    const isHere = (device: DeviceId) => links.reach(device)?.reach === 'connected'
    const nearest = others.map(({ device }) => device).toSorted((a, b) => Number(isHere(b)) - Number(isHere(a)))
    const addressesOf = (device: DeviceId, most: number) =>
      outsideFirst(links.addresses(device === self ? undefined : device))
        .filter((address) => canonicalAddress(address) !== undefined)
        .slice(0, most)
    const carriers = [...room.state.carriers].filter((device) => device !== self && !nearest.includes(device))
    return [
      { device: self, addresses: addressesOf(self, RESOURCE.ADDRESSES_PER_HOST) },
      ...[...nearest.slice(0, OTHER_HOSTS), ...carriers.slice(0, CARRIER_HOSTS)].map((device) => ({
        device,
        addresses: addressesOf(device, OTHER_HOST_ADDRESSES),
      })),
    ]
  }

  revoke(id: RoomId, invite: string): Result<undefined, ActCode> {
    return this.#in(id, (room) => {
      const known = [...room.state.invites.values()].find((held) => held.id === invite)
      if (known === undefined) return fail('NO_INVITE')
      // GOV-11: who came in honestly stays.
      return room.act([{ type: 'uninvite', invite: known.id, keep: [...known.used.values()].slice(0, INTRINSIC.INVITE_KEEP) }])
    })
  }

  act(id: RoomId, act: MemberAct): Result<undefined, ActCode> {
    return this.#in(id, (room) => {
      if (act.act === 'carrier') return room.act([{ type: 'carrier', device: act.device, on: act.on }])
      if (act.act === 'add') return this.#add(room, act.account, act.role ?? MEMBER)
      const member = room.state.members.get(act.account)
      if (member === undefined) return fail('NO_CONTACT')
      const cuts = room.acts.cutsOf(act.account)
      switch (act.act) {
        case 'remove':
          return room.act([{ type: 'remove', account: act.account, cuts }])
        case 'role':
          if (act.role === member.role) return ok(undefined)
          return room.act([
            act.role > member.role
              ? { type: 'raise', account: act.account, role: act.role }
              : { type: 'limit', account: act.account, role: act.role, cuts: cuts },
          ])
        case 'transfer':
          // GOV-11: the giver steps down in the same op, after the taker has risen.
          return room.act([
            { type: 'raise', account: act.account, role: OWNER },
            { type: 'limit', account: room.core.account, role: 3, cuts: room.acts.cutsOf(room.core.account) },
          ])
      }
    })
  }

  leave(id: RoomId): Result<undefined, ActCode> {
    return this.#in(id, (room) => room.act([{ type: 'leave' }]))
  }

  hide(id: RoomId, messages: readonly MessageId[], hidden: boolean): Result<undefined, ActCode> {
    if (messages.length === 0) return fail('EMPTY')
    if (messages.length > INTRINSIC.HIDE_MESSAGES) return fail('TOO_MANY')
    return this.#in(id, (room) => room.act([{ type: 'hide', messages: [...messages].toSorted(), hidden }]))
  }

  #add(room: Room, account: AccountId, role: Role): Result<undefined, ActCode> {
    if (room.state.members.has(account)) return ok(undefined)
    const founder = this.#founder(account, role)
    if (!founder.ok) return founder
    const certificates = founder.value.card.certificates.slice(0, INTRINSIC.CERTIFICATES_PER_ACTION)
    const admitted = room.govern(() => room.acts.admit({ type: 'admit', account, certificates, role }))
    return admitted.ok ? ok(undefined) : admitted
  }

  #founder(account: AccountId, role: Role): Result<Founder, ActCode> {
    const record = this.#people.record(account)
    if (record === undefined) return fail('NO_CONTACT')
    if (record.isBlocked) return fail('BLOCKED')
    return record.state === 'paired' ? ok({ account, card: this.#people.knownCard(account), role, out: record.out }) : fail('NOT_READY')
  }

  #in<T>(id: RoomId, work: (room: Room) => Result<T, ActCode>): Result<T, ActCode> {
    const room = this.#rooms.byId(id)
    if (room === undefined) return fail('NO_ROOM')
    try {
      return work(room)
    } catch (cause) {
      // Memory may be ahead of the disk after a commit that failed.
      this.#rooms.reopen(room.core.key)
      throw cause
    }
  }
}
