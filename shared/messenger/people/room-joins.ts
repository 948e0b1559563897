/**
 * Being let into a room by an invitation (GOV-13), the joiner's side: knock at every member that knows the invitation, in each session
 * again, until governance arrives, the devices the link names turn me away, or its term is over.
 */
import { type InviteKeys, type RoomInvite, inviteKeys, makeKnock } from '../../contacts/index.ts'
import type { InviteId, RoomId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { RoomKey } from '../../store/index.ts'
import type { MatchKey, PeerSession } from '../../sync/index.ts'
import type { ActCode } from '../api.ts'
import { type AcceptedRoom, acceptedRooms } from './accepted-links.ts'
import type { Circle, Due } from './circle.ts'
import type { MessageOf } from './messages.ts'
import { Waiters } from './waiters.ts'

/** `asked`: an admin's person must decide. */
export type JoinEnd = Result<{ readonly room?: RoomId; readonly state: 'done' | 'asked' }, ActCode>

export class RoomJoins {
  readonly #circle: Circle
  readonly #accepted
  readonly #waiters: Waiters<RoomKey, JoinEnd>
  readonly #keys = new Map<RoomKey, InviteKeys>()

  constructor(circle: Circle) {
    this.#circle = circle
    this.#accepted = circle.keeps(acceptedRooms(circle.deps.store))
    this.#waiters = new Waiters(circle.deps.clock)
    circle.wants((device) => this.#accepted.entries().some(([, { invite }]) => invite.hosts.some((host) => host.device === device)))
  }

  get isWaiting(): boolean {
    return this.#accepted.size > 0
  }

  /** The room's number here; with its id when there is nothing left to do. */
  accept(invite: RoomInvite): Result<{ readonly key: RoomKey; readonly room: RoomId | undefined }, ActCode> {
    const { rooms, connect } = this.#circle.deps
    const isTried = this.#accepted.entries().some(([, { invite: held }]) => held.handle === invite.handle)
    if (!isTried && this.#accepted.size >= RESOURCE.ACCEPTED_LINKS) return fail('TOO_MANY')
    const { room: key, known } = rooms.beginJoin(invite)
    const room = rooms.roomId(key)
    if (known && room !== undefined && !rooms.joining().includes(key)) return ok({ key, room })
    this.#keys.delete(key)
    const t = this.#circle.now()
    if (!this.#circle.commit(() => this.#accepted.put(key, { invite, t }))) return fail('STORE_FULL')
    for (const { device, addresses } of invite.hosts) if (device !== this.#circle.own.keys.device) connect(device, addresses)
    return ok({ key, room: undefined })
  }

  wait(key: RoomKey, signal?: AbortSignal): Promise<JoinEnd | undefined> {
    return this.#waiters.wait(key, RESOURCE.ACCEPT_WAIT_MS, signal)
  }

  start(): void {
    this.expire()
    for (const [, { invite }] of this.#waiting()) {
      for (const { device, addresses } of invite.hosts) this.#circle.deps.connect(device, addresses)
    }
  }

  stop(): void {
    this.#waiters.stop()
  }

  expire(): void {
    for (const [key, { invite }] of this.#waiting()) if (this.#circle.now() >= invite.expires) this.#end(key, 'expired', 'EXPIRED')
  }

  /** The room's governance is here and names me. */
  opened(key: RoomKey, room: RoomId): void {
    if (this.#accepted.get(key) !== undefined) this.#forget(key)
    this.#waiters.settle(key, ok({ room, state: 'done' }))
  }

  matchKeys(): readonly MatchKey[] {
    return this.#waiting().map(([key, { invite: link }]) => {
      const { invite, rv } = this.#keysOf(key, link)
      return { kind: 'invite', invite, key: rv }
    })
  }

  /** `matched`: invitations both sides of the session know. */
  due(_session: PeerSession, matched: ReadonlySet<InviteId>): readonly Due[] {
    if (matched.size === 0) return []
    const { own, deps } = this.#circle
    const due: Due[] = []
    for (const [key, { invite: link, t }] of this.#waiting()) {
      const keys = this.#keysOf(key, link)
      if (!matched.has(keys.invite)) continue
      const fields = { account: own.account, certificates: own.chain(), t, root: link.root, name: own.name }
      const knock = makeKnock(deps.crypto, fields, keys, own.keys)
      due.push({ key: `join ${keys.invite}`, frame: 'knock', message: { type: 'join', knock } })
    }
    return due
  }

  /** They say I am in; what follows comes by sync, once both know that we have the room in common. */
  heardJoined(session: PeerSession, { invite }: MessageOf<'joined'>): void {
    if (this.#find(invite) === undefined) return this.#circle.refuse('NOT_ASKED')
    session.rematch()
  }

  heardAsked(message: MessageOf<'joinAsked'>): void {
    const key = this.#find(message.invite)?.[0]
    if (key !== undefined) this.#waiters.settle(key, ok({ state: 'asked' }))
  }

  /** Only the devices the inviter chose may end it: any other member could otherwise keep me out. */
  heardRefused({ device }: PeerSession, message: MessageOf<'joinRefused'>): void {
    const entry = this.#find(message.invite)
    if (entry === undefined || !entry[1].invite.hosts.some((host) => host.device === device)) return this.#circle.refuse('NOT_ASKED')
    this.#end(entry[0], 'refused', message.why === 'used' ? 'USED_UP' : message.why === 'expired' ? 'EXPIRED' : 'REVOKED')
  }

  /** Those that the room side still counts as joining; others came to their end without us. */
  #waiting(): readonly (readonly [RoomKey, AcceptedRoom])[] {
    if (this.#accepted.size === 0) return []
    const joining = new Set(this.#circle.deps.rooms.joining())
    for (const [key] of this.#accepted.entries()) if (!joining.has(key)) this.#forget(key)
    return this.#accepted.entries()
  }

  #find(invite: InviteId): readonly [RoomKey, AcceptedRoom] | undefined {
    return this.#waiting().find(([key, { invite: link }]) => this.#keysOf(key, link).invite === invite)
  }

  #keysOf(key: RoomKey, link: RoomInvite): InviteKeys {
    const known = this.#keys.get(key) ?? inviteKeys(this.#circle.deps.crypto, link.seed)
    this.#keys.set(key, known)
    return known
  }

  #end(key: RoomKey, why: 'refused' | 'expired', code: ActCode): void {
    this.#forget(key)
    this.#circle.deps.rooms.endJoin(key, why)
    this.#waiters.settle(key, fail(code))
  }

  #forget(key: RoomKey): void {
    const hosts = this.#accepted.get(key)?.invite.hosts ?? []
    if (!this.#circle.commit(() => this.#accepted.delete(key))) return
    this.#keys.delete(key)
    for (const { device } of hosts) this.#circle.release(device)
  }
}
