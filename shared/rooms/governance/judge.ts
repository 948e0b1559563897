/**
 * Who may do what (GOV-2, GOV-3, GOV-4): a verdict on one action, given the state at its place in the order. It changes nothing; the
 * reducer asks it for every act, and an honest client before it writes one.
 */
import { toHex } from '../../codec/index.ts'
import type { Certificate } from '../../identity/index.ts'
import type { AccountId, BlockId, DeviceId, RoomId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Placed, saw } from './causality.ts'
import { chained } from './chains.ts'
import type { Proofs } from './proofs.ts'
import { ADMIN, GUEST, MEMBER, OWNER, type Rank, levelFor, lower, outranks } from './ranks.ts'
import type { DeviceRecord, InviteRecord, RoomState } from './room-state.ts'
import { doorOf, invitersOf, isLegalSetting } from './settings.ts'
import type { Action, GovCode, Member, Role } from './types.ts'

/** From where an action is looked at. */
export interface Sight {
  readonly t: number
  readonly device: DeviceId
  /** The op the action stands in; undefined for one not yet written, whose writer has seen everything. */
  readonly placed: Placed | undefined
  /** Whether `create` came earlier in the same op. */
  readonly isCreating: boolean
  readonly roomId: RoomId | undefined
  /** undefined: proofs are not checked. */
  readonly proofs: Proofs | undefined
}

export interface Actor extends Rank {
  readonly account: AccountId
  /** A guest stays one where a cut leaves him even less (GOV-5). */
  readonly isGuest: boolean
  /** undefined while the device introduces itself. */
  readonly record: DeviceRecord | undefined
}

type Of<T extends Action['type']> = Extract<Action, { readonly type: T }>

/** A member acting by one of its devices, or by one that introduces itself, with no more than `cap`. */
export function actorOf({ account, role, seniority }: Member, record: DeviceRecord | undefined, cap: Role = OWNER): Actor {
  const own = record?.isGuest === true ? lower(role, GUEST) : role
  const level = lower(own, cap)
  return { account, record, level, seniority, isGuest: own === GUEST || level === GUEST }
}

/** Why an action does not count; undefined when it does. */
export function judge(state: RoomState, me: Actor, action: Action, sight: Sight): GovCode | undefined {
  if (action.type === 'create') return judgeCreate(state, action, sight)
  if (action.type === 'unsupported') return 'UNSUPPORTED'
  // GOV-15: guests do nothing but bring a device of their own and leave.
  if (me.isGuest && action.type !== 'device' && action.type !== 'leave') return 'FORBIDDEN'
  if (me.level < levelFor(action)) return 'FORBIDDEN'
  if (isClosed(state) && !isOpenAct(action) && !(sight.isCreating && action.type === 'admit')) return 'FORBIDDEN'
  switch (action.type) {
    case 'device':
      return judgeDevice(state, me, action, sight)
    case 'vouch':
      return judgeVouch(state, me, action)
    case 'drop':
      return judgeDrop(state, me, action, sight)
    case 'invite':
      return judgeInvite(state, me, action, sight)
    case 'uninvite':
      return judgeUninvite(state, me, action)
    case 'admit':
      return action.knock === undefined ? judgeAdmit(state, me, action, sight) : judgeKnock(state, me, action, action.knock, sight)
    case 'raise':
      return judgeRaise(state, me, action, sight)
    case 'limit':
      return action.account === me.account ? undefined : judgeLowering(state, me, action.account, sight)
    case 'remove':
      return judgeLowering(state, me, action.account, sight)
    case 'leave':
      return state.kind === 'self' ? 'FORBIDDEN' : undefined
    case 'set':
      if (!isLegalSetting(action.key, action.value)) return 'BAD_VALUE'
      return state.settings.size >= INTRINSIC.ROOM_SETTINGS && !state.settings.has(action.key) ? 'FULL' : undefined
    case 'hide':
      return undefined
    case 'epoch':
      return judgeEpoch(state, action, sight.placed)
    case 'carrier':
      return action.on && !state.carriers.has(action.device) && state.carriers.size >= INTRINSIC.ROOM_DEVICES ? 'FULL' : undefined
    case 'upgrade':
      return state.features.size + action.features.length > INTRINSIC.ROOM_FEATURES ? 'FULL' : undefined
  }
}

/** Whether an epoch's number and name follow from what it claims to follow (KEY-4). */
export function judgeEpoch(state: RoomState, { id, commit, n, prevs }: Of<'epoch'>, placed: Placed | undefined): GovCode | undefined {
  let highest = 0
  for (const prev of prevs) {
    const number = state.book.numberSeenBy(placed, prev)
    if (number === undefined) return 'NO_TARGET'
    highest = Math.max(highest, number)
  }
  // Threat 29: n is fixed by prevs, so nobody can win for ever with a number.
  if (n !== highest + 1 || !toHex(commit).startsWith(id)) return 'BAD_VALUE'
  return state.epochById(id)?.voided === false ? 'DUPLICATE' : undefined
}

/** The rank an account has, or had when it went. */
export function rankOf(state: RoomState, account: AccountId): Rank | undefined {
  const held = state.members.get(account) ?? state.gone.get(account)
  return held === undefined ? undefined : { level: held.role, seniority: held.seniority }
}

/** Direct and self rooms have the members they were made with. */
function isClosed(state: RoomState): boolean {
  return state.kind === 'direct' || state.kind === 'self'
}

function isOpenAct({ type }: Action): boolean {
  return type !== 'raise' && type !== 'limit' && type !== 'remove' && type !== 'admit' && type !== 'invite' && type !== 'uninvite'
}

function judgeCreate(state: RoomState, action: Of<'create'>, sight: Sight): GovCode | undefined {
  if (state.root !== undefined) return 'DUPLICATE'
  const own = action.certificates.find((certificate) => certificate.device === sight.device)
  if (own === undefined) return 'BAD_PROOF'
  if (sight.placed !== undefined && (sight.placed.depth !== 0 || sight.placed.op.seq !== 1)) return 'FORBIDDEN'
  if (sight.proofs !== undefined && sight.proofs.roomId(own.account, own.device, action.rs) !== sight.roomId) return 'BAD_PROOF'
  if (!chained(state, own.account, action.certificates, sight.t, sight.proofs).some((link) => link.certificate === own)) return 'BAD_PROOF'
  if (action.features.length > INTRINSIC.ROOM_FEATURES || action.settings.size > INTRINSIC.ROOM_SETTINGS) return 'OUT_OF_RANGE'
  for (const [key, value] of action.settings) if (!isLegalSetting(key, value)) return 'BAD_VALUE'
  return undefined
}

function judgeDevice(state: RoomState, me: Actor, action: Of<'device'>, sight: Sight): GovCode | undefined {
  if (action.from < 1) return 'BAD_VALUE'
  if (subjectOf(me.account, action) !== me.account) return judgeReturned(state, me, action, sight)
  const links = chained(state, me.account, action.certificates, sight.t, sight.proofs)
  const usable = links.filter(({ certificate }) => {
    const known = state.devices.get(certificate.device)
    return !state.condemned.has(certificate.device) && (known === undefined || (known.account === me.account && !known.dropped))
  })
  if (usable.length === 0) return 'BAD_PROOF'
  if (me.record === undefined && !usable.some(({ certificate }) => certificate.device === sight.device)) return 'BAD_PROOF'
  if (usable.some(({ certificate }) => state.devices.has(certificate.device))) return undefined
  return hasRoomFor(state, me.account) ? undefined : 'FULL'
}

/**
 * Whose devices a `device` is about: the author's own, unless it shows none of his. It follows from the op alone.
 */
export function subjectOf(author: AccountId, { certificates }: Of<'device'>): AccountId {
  if (certificates.some(({ account }) => account === author)) return author
  return certificates[0]?.account ?? author
}

/**
 * GOV-20: who lost every device is brought back by others. A member may carry in what another member's account key itself certified, from the
 * beginning and never known here; it waits, as one that introduces itself, until somebody vouches for it (GOV-6).
 */
function judgeReturned(state: RoomState, me: Actor, action: Of<'device'>, sight: Sight): GovCode | undefined {
  if (me.record === undefined || me.level < MEMBER) return 'FORBIDDEN'
  if (action.from !== 1) return 'BAD_VALUE'
  const account = subjectOf(me.account, action)
  if (!state.members.has(account)) return 'NO_TARGET'
  if (returnedIn(state, account, action.certificates, sight).length === 0) return 'BAD_PROOF'
  return hasRoomFor(state, account) ? undefined : 'FULL'
}

/** Of these certificates those by which others may bring a device of that account in. */
export function returnedIn(
  state: RoomState,
  account: AccountId,
  certificates: readonly Certificate[],
  { t, proofs }: Pick<Sight, 't' | 'proofs'>,
): readonly Certificate[] {
  const straight = certificates.filter(({ issuer, kind }) => String(issuer) === String(account) && kind === 'full')
  return chained(state, account, straight, t, proofs)
    .map(({ certificate }) => certificate)
    .filter(({ device }) => !state.condemned.has(device) && !state.devices.has(device))
}

function hasRoomFor(state: RoomState, account: AccountId): boolean {
  return (
    state.devicesOf(account).size < INTRINSIC.ACCOUNT_EVER_DEVICES &&
    state.standingOf(account) < INTRINSIC.ACCOUNT_LIVE_DEVICES &&
    state.standing < INTRINSIC.ROOM_DEVICES
  )
}

/** GOV-6: by a rooted device of the account, or by one other member. */
function judgeVouch(state: RoomState, me: Actor, action: Of<'vouch'>): GovCode | undefined {
  const device = state.devices.get(action.device)
  if (device === undefined || !state.members.has(device.account)) return 'NO_TARGET'
  if (device.dropped) return 'DROPPED'
  if (device.rooted) return 'DUPLICATE'
  return device.account === me.account || me.level >= MEMBER ? undefined : 'FORBIDDEN'
}

function judgeDrop(state: RoomState, me: Actor, { device, revocation }: Of<'drop'>, sight: Sight): GovCode | undefined {
  const record = state.devices.get(device)
  if (record === undefined) return 'NO_TARGET'
  if (revocation === undefined) return record.account === me.account ? undefined : 'FORBIDDEN'
  if (revocation.account !== record.account || revocation.device !== device) return 'BAD_PROOF'
  return sight.proofs === undefined || sight.proofs.revocation(revocation) ? undefined : 'BAD_PROOF'
}

function judgeInvite(state: RoomState, me: Actor, action: Of<'invite'>, sight: Sight): GovCode | undefined {
  if (me.level < invitersOf(state.settings)) return 'FORBIDDEN'
  if (action.role > MEMBER || action.max < 1 || action.max > INTRINSIC.INVITE_USES) return 'OUT_OF_RANGE'
  if (action.expires > sight.t + INTRINSIC.INVITE_TERM_MS) return 'OUT_OF_RANGE'
  return sight.proofs !== undefined && state.invites.has(sight.proofs.inviteId(action.pub)) ? 'DUPLICATE' : undefined
}

function judgeUninvite(state: RoomState, me: Actor, action: Of<'uninvite'>): GovCode | undefined {
  const invite = state.invites.get(action.invite)
  if (invite === undefined) return 'NO_INVITE'
  return me.level >= ADMIN || invite.by === me.account ? undefined : 'FORBIDDEN'
}

function judgeAdmit(state: RoomState, me: Actor, action: Of<'admit'>, sight: Sight): GovCode | undefined {
  if (isClosed(state)) {
    // A direct room names its second owner in the op that makes it, and nobody after.
    if (state.kind !== 'direct' || action.role !== OWNER || state.members.size > 1) return 'FORBIDDEN'
  }
  return judgeReturn(state, me, action.account, sight) ?? judgeEntry(state, action, sight)
}

function judgeKnock(
  state: RoomState,
  me: Actor,
  action: Of<'admit'>,
  knock: NonNullable<Of<'admit'>['knock']>,
  sight: Sight,
): GovCode | undefined {
  const invite = state.invites.get(knock.invite)
  if (invite === undefined || !invite.alive) return 'NO_INVITE'
  if ((invite.ask || doorOf(state.settings) === 'ask') && me.level < ADMIN) return 'FORBIDDEN'
  if (sight.t > invite.expires) return 'EXPIRED'
  if (state.barred.has(action.account)) return 'BARRED'
  // GOV-13: one knock admits once, ever.
  if (invite.used.has(action.account) || invite.used.size >= invite.max) return 'USED'
  if (knock.account !== action.account || !isRoot(state, knock.root)) return 'BAD_PROOF'
  if (sight.proofs !== undefined && !sight.proofs.knock(knock, invite.pub)) return 'BAD_PROOF'
  return judgeEntry(state, action, sight)
}

function isRoot(state: RoomState, root: BlockId): boolean {
  return state.root === root
}

function judgeEntry(state: RoomState, action: Of<'admit'>, sight: Sight): GovCode | undefined {
  const { account } = action
  if (state.members.has(account)) return 'DUPLICATE'
  if (state.members.size >= INTRINSIC.ROOM_MEMBERS) return 'FULL'
  const links = chained(state, account, shownBy(action), sight.t, sight.proofs)
  const usable = links.filter(({ certificate: { device } }) => {
    const known = state.devices.get(device)
    return !state.condemned.has(device) && (known === undefined || (known.account === account && !known.dropped))
  })
  if (usable.length === 0) return 'BAD_PROOF'
  return usable.some(({ certificate }) => state.devices.has(certificate.device)) || hasRoomFor(state, account) ? undefined : 'FULL'
}

function judgeRaise(state: RoomState, me: Actor, { account, role }: Of<'raise'>, sight: Sight): GovCode | undefined {
  const target = rankOf(state, account)
  if (target === undefined || account === me.account) return 'NO_TARGET'
  if (state.members.has(account) && role <= target.level) return 'BAD_VALUE'
  if (!outranks(me, target)) return 'OUTRANKED'
  if (!state.members.has(account) && state.members.size >= INTRINSIC.ROOM_MEMBERS) return 'FULL'
  return judgeReturn(state, me, account, sight)
}

function judgeLowering(state: RoomState, me: Actor, account: AccountId, sight: Sight): GovCode | undefined {
  if (me.level < ADMIN) return 'FORBIDDEN'
  const target = rankOf(state, account)
  if (target === undefined) return 'NO_TARGET'
  if (account === me.account) return 'FORBIDDEN'
  if (!outranks(me, target)) return 'OUTRANKED'
  return isAware(state, me, account, true, sight) ? undefined : 'UNAWARE'
}

/** Who left by himself is brought back only by somebody who knew that he had left. */
function judgeReturn(state: RoomState, me: Actor, account: AccountId, sight: Sight): GovCode | undefined {
  const farewell = state.farewells.get(account)
  if (farewell !== undefined && sight.placed !== undefined && !saw(sight.placed, farewell)) return 'UNAWARE'
  return isAware(state, me, account, false, sight) ? undefined : 'UNAWARE'
}

/** GOV-4: ignorance only weakens. */
function isAware(state: RoomState, me: Actor, target: AccountId, lowers: boolean, sight: Sight): boolean {
  const held = state.touches.get(target)
  const last = held?.last.actor === me.account ? held.other : held?.last
  if (last === undefined || sight.placed === undefined || saw(sight.placed, last.placed)) return true
  return me.level > last.level || (me.level === last.level && lowers)
}

/** The record of the invite an admission used, if any. */
export function inviteOf(state: RoomState, action: Action): InviteRecord | undefined {
  return action.type === 'admit' && action.knock !== undefined ? state.invites.get(action.knock.invite) : undefined
}

/** The certificates of who comes in: his own choice where he knocked, whatever else the admitter adds. */
export function shownBy({ certificates, knock }: Of<'admit'>): readonly Certificate[] {
  return knock?.certificates ?? certificates
}

/** What an admission gives: an invite's role cannot be talked up by whoever opens the door. */
export function admittedRole(state: RoomState, action: Of<'admit'>): Role {
  return inviteOf(state, action)?.role ?? action.role
}
