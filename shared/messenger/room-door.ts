/** The rooms as the people side sees them (people/deps.ts): who may be let in where, and rooms that wait to be joined. */
import type { Knock, RoomInvite } from '../contacts/index.ts'
import type { AccountId, RoomId } from '../ids/index.ts'
import { type Result, fail, ok } from '../result.ts'
import { ADMIN, type GovState, type Invite, MEMBER, OWNER, type Role, doorOf } from '../rooms/governance/index.ts'
import type { RoomKey } from '../store/index.ts'
import type { ActCode } from './api.ts'
import type { OpenInvite, People, RoomDoor } from './people/index.ts'
import type { Rooms } from './rooms.ts'

export interface RoomDoorDeps {
  readonly rooms: Rooms
  now(): number
  people(): People
  contactsChanged(account: AccountId): void
}

export function createRoomDoor({ rooms, now, people, contactsChanged }: RoomDoorDeps): RoomDoor {
  return {
    invites: () => rooms.registry.keys().flatMap((key) => openInvites(rooms, key, now())),
    admit: (key, knock, isDecided) => admit(rooms, key, knock, isDecided),
    beginJoin: (invite: RoomInvite) => rooms.beginJoin(invite),
    joining: () => rooms.registry.keys().filter((key) => rooms.registry.get(key)?.joining !== undefined),
    endJoin: (key) => rooms.endJoin(key),
    roomId: (key) => {
      const record = rooms.registry.get(key)
      return record?.state === 'joining' ? undefined : record?.room
    },
    directRoom: (account) => directRoom(rooms, account),
    isRooted: (account, device) =>
      rooms.withAccount(account).some((key) => {
        const known = rooms.get(key)?.state.devices.get(device)
        return known?.account === account && known.rooted
      }),
    makeDirectRoom: (account) => makeDirectRoom(rooms, account, people()),
    contactsChanged,
  }
}

/** The direct room with an account, made if there is none. */
export function makeDirectRoom(rooms: Rooms, account: AccountId, people: People): Result<RoomId, ActCode> {
  const held = directRoom(rooms, account)
  if (held !== undefined) return ok(held)
  const record = people.record(account)
  if (record === undefined) return fail('NO_CONTACT')
  if (record.isBlocked) return fail('BLOCKED')
  if (record.state !== 'paired') return fail('NOT_READY')
  const made = rooms.create('direct', '', [{ account, card: people.knownCard(account), role: OWNER, out: people.record(account)?.out }])
  if (!made.ok) return made
  const id = rooms.registry.get(made.value)?.room
  return id === undefined ? fail('NO_ROOM') : ok(id)
}

function directRoom(rooms: Rooms, account: AccountId): RoomId | undefined {
  const [key] = rooms.directRoomsWith(account)
  return key === undefined ? undefined : rooms.registry.get(key)?.room
}

function openInvites(rooms: Rooms, key: RoomKey, now: number): readonly OpenInvite[] {
  const record = rooms.registry.get(key)
  // Only rooms that say they have invitations are opened for this: it is asked at every session.
  if (record === undefined || record.state !== 'open' || (record.invites ?? 0) === 0) return []
  const state = rooms.get(key)?.state
  if (state?.root === undefined) return []
  const { root } = state
  const { account } = rooms.get(key)?.core ?? {}
  const me = account === undefined ? undefined : state.members.get(account)
  // Also those that are used up or taken back: who comes too late is told so, and does not knock for ever.
  return [...state.invites.values()]
    .filter(({ expires }) => expires > now)
    .map((invite) => ({
      room: key,
      invite,
      handle: record.handle,
      root,
      admits: me !== undefined && refusalBy(state, me.role, invite) === undefined,
    }))
}

/** GOV-13: any member opens an open door; a door that asks is an admin's, after a person said yes. */
function admit(rooms: Rooms, key: RoomKey, knock: Knock, isDecided: boolean): Result<'admitted' | 'asked' | 'elsewhere', ActCode> {
  const room = rooms.get(key)
  if (room === undefined) return fail('NO_ROOM')
  const { state, core } = room
  if (state.members.has(knock.account)) return ok('admitted')
  const invite = state.invites.get(knock.invite)
  const me = state.members.get(core.account)
  if (invite === undefined) return fail('NO_INVITE')
  const refusal = refusalBy(state, me?.role, invite)
  if (refusal === 'elsewhere') return ok(refusal)
  if (refusal !== undefined) return fail(refusal)
  if (asks(state, invite) && !isDecided) return ok('asked')
  const { account, certificates } = knock
  const admitted = room.govern(() => room.acts.admit({ type: 'admit', account, certificates, role: invite.role, knock }))
  return admitted.ok ? ok('admitted') : admitted
}

/** Why a member of that role lets nobody in by an invitation: it holds no longer, or somebody else must. */
function refusalBy(state: GovState, role: Role | undefined, invite: Invite): 'REVOKED' | 'USED_UP' | 'elsewhere' | undefined {
  if (!invite.alive) return 'REVOKED'
  if (invite.used.size >= invite.max) return 'USED_UP'
  return role === undefined || role < (asks(state, invite) ? ADMIN : MEMBER) ? 'elsewhere' : undefined
}

/** Whether a person must say yes first. */
function asks(state: GovState, invite: Invite): boolean {
  return invite.ask || doorOf(state.settings) === 'ask'
}
