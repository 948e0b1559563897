/**
 * What one may do in a room, as its governance will judge it (GOV-2, GOV-3; docs/spec/governance.md): only what would count is offered. Pure.
 * Members come as the engine orders them, the highest rank first, so that the place in the list tells who came in earlier.
 */
import type { InviteView, MemberView, RoomSummary } from '../../../shared/messenger/index.ts'

export type Role = MemberView['role']
export const READER: Role = 0
export const MEMBER: Role = 2
export const ADMIN: Role = 3
export const OWNER: Role = 4

type Ranked = Pick<MemberView, 'account' | 'role' | 'me'>

export interface RoomRights {
  /** Name, picture, description, who may invite and so on. */
  readonly change: boolean
  /** Without an invitation. */
  readonly add: boolean
  readonly invite: boolean
  /** Who waits at the door. */
  readonly letIn: boolean
}

const NOTHING: RoomRights = { change: false, add: false, invite: false, letIn: false }

export function roomRights({ kind, state, role }: Pick<RoomSummary, 'kind' | 'state' | 'role'>, inviters: Role): RoomRights {
  if (state !== 'open' || role === undefined || kind === 'direct' || kind === 'self') return NOTHING
  const isAdmin = role >= ADMIN
  return { change: isAdmin, add: isAdmin, invite: role >= MEMBER && role >= inviters, letIn: isAdmin }
}

/** GOV-2: whoever made it while he may write, and admins. */
export function mayRevoke(role: Role | undefined, me: string | undefined, { by }: Pick<InviteView, 'by'>): boolean {
  return role !== undefined && (role >= ADMIN || (role >= MEMBER && by.account === me))
}

export type MemberAct = { readonly act: 'role'; readonly role: Role } | { readonly act: 'transfer' } | { readonly act: 'remove' }

/** Why an admin cannot do what he would look for. */
export type Refusal = 'theyAreOwner' | 'theyAreSenior' | 'onlyOwnersMakeAdmins'

export interface MemberRights {
  readonly roles: readonly Role[]
  readonly transfer: boolean
  readonly remove: boolean
  readonly refusal: Refusal | undefined
}

const NO_RIGHTS: MemberRights = { roles: [], transfer: false, remove: false, refusal: undefined }

export function memberRights(members: readonly Ranked[], target: Ranked): MemberRights {
  const me = members.find((member) => member.me)
  if (me === undefined || target.me || me.role < ADMIN) return NO_RIGHTS
  if (!outranks(members, me, target)) {
    return { ...NO_RIGHTS, refusal: target.role === OWNER ? 'theyAreOwner' : 'theyAreSenior' }
  }
  // Admins give roles up to member; lowering asks for the higher rank alone.
  const roles = ([ADMIN, MEMBER, READER] as const).filter(
    (role) => role !== target.role && (role < target.role || role <= highestToGive(me)),
  )
  return {
    roles,
    transfer: me.role === OWNER && target.role < OWNER,
    remove: true,
    refusal: me.role < OWNER && target.role < ADMIN ? 'onlyOwnersMakeAdmins' : undefined,
  }
}

/** Whom a room without any other owner falls to (GOV-8): the next in rank who may write. */
export function heirOf<M extends Ranked>(members: readonly M[]): { readonly needed: boolean; readonly heir: M | undefined } {
  const others = members.filter((member) => !member.me)
  const needed = members.some(({ me, role }) => me && role === OWNER) && !others.some(({ role }) => role === OWNER)
  return { needed, heir: others.find(({ role }) => role >= MEMBER) }
}

/** GOV-3 */
function outranks(members: readonly Ranked[], a: Ranked, b: Ranked): boolean {
  const isEarlier = members.indexOf(a) < members.indexOf(b)
  return a.role > b.role || (a.role === b.role && a.role >= ADMIN && isEarlier)
}

function highestToGive({ role }: Ranked): Role {
  return role === OWNER ? ADMIN : MEMBER
}
