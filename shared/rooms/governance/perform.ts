/**
 * Carries out one action that was judged legal, and says what it took away from whom. The only place that changes a room's state.
 */
import type { Certificate } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { chained } from './chains.ts'
import type { Placed } from './causality.ts'
import { type ActKey, type Aim, actKey, isDropByWords } from './decisions.ts'
import { type Actor, type Sight, admittedRole, inviteOf, rankOf, returnedIn, shownBy, subjectOf } from './judge.ts'
import { ADMIN, type Cap, GUEST, NO_LEVEL, OWNER, READER, lower, outranks } from './ranks.ts'
import type { RoomState } from './room-state.ts'
import type { Action, Cuts } from './types.ts'

export interface Effect {
  readonly target?: AccountId
  /** It says again what is known: nothing that anybody has to be told of. */
  readonly isRepeat?: true
  /** What is taken from somebody or something else than the acting device. */
  readonly lowers?: { readonly aim: Aim; readonly cap: Cap }
}

type Of<T extends Action['type']> = Extract<Action, { readonly type: T }>
/** Where an act stands; unlike a `Sight` it always has an op. */
export type Stand = Sight & { readonly placed: Placed; readonly index: number; readonly proofs: NonNullable<Sight['proofs']> }

const NOTHING: Effect = {}

export function perform(state: RoomState, me: Actor, action: Action, stand: Stand): Effect {
  const { placed } = stand
  switch (action.type) {
    case 'create':
      return create(state, me, action, stand)
    case 'device':
      if (subjectOf(me.account, action) !== me.account) return bringBack(state, subjectOf(me.account, action), action, stand)
      return introduce(state, me, me.account, action.certificates, { from: action.from, isAdmission: false }, stand)
        ? { target: me.account }
        : { target: me.account, isRepeat: true }
    case 'vouch': {
      const record = state.devices.get(action.device)
      if (record === undefined) return NOTHING
      state.anchor(record)
      return { target: record.account }
    }
    case 'drop':
      return drop(state, me, action, stand)
    case 'invite': {
      const { pub, rv, role, max, expires, ask } = action
      const id = stand.proofs.inviteId(pub)
      state.invites.set(id, { id, pub, rv, role, max, expires, ask, by: me.account, op: placed.op.id, alive: true, used: new Map() })
      return NOTHING
    }
    case 'uninvite':
      return uninvite(state, me, action, stand)
    case 'admit':
      return admit(state, me, action, stand)
    case 'raise':
      if (state.members.has(action.account)) state.setRole(action.account, action.role)
      else state.join(action.account, action.role, stand.t, [])
      state.touch(action.account, { actor: me.account, level: me.level, placed })
      return { target: action.account }
    case 'limit':
      return limit(state, me, action, stand)
    case 'remove':
      state.part(action.account, 'removed', stand.t)
      state.farewells.delete(action.account)
      state.barred.set(action.account, { by: me.account, level: me.level })
      state.touch(action.account, { actor: me.account, level: me.level, placed })
      cutFeeds(state, action.account, action.cuts)
      return { target: action.account, lowers: { aim: { kind: 'account', account: action.account, cuts: action.cuts }, cap: NO_LEVEL } }
    case 'leave':
      state.part(me.account, 'left', stand.t)
      state.farewells.set(me.account, placed)
      return { target: me.account }
    case 'set':
      state.settings.set(action.key, action.value)
      return NOTHING
    case 'hide':
      for (const message of action.messages) {
        if (action.hidden) state.hidden.add(message)
        else state.hidden.delete(message)
      }
      return NOTHING
    case 'epoch':
      announce(state, action, placed, false)
      return NOTHING
    case 'carrier':
      if (action.on) state.carriers.add(action.device)
      else state.carriers.delete(action.device)
      return NOTHING
    case 'upgrade':
      state.addFeatures(action.features)
      return NOTHING
    case 'unsupported':
      return NOTHING
  }
}

/** Notes an epoch, also one whose act does not count: it still serves reading (KEY-6). */
export function announce(state: RoomState, { id, n, commit, prevs }: Of<'epoch'>, placed: Placed, voided: boolean): void {
  const { op } = placed
  state.book.announce({ id, n, commit, prevs, op: op.id, by: op.device, t: op.t, voided }, placed)
}

function create(state: RoomState, me: Actor, action: Of<'create'>, stand: Stand): Effect {
  state.root = stand.placed.op.id
  state.rs = action.rs
  state.kind = action.kind
  state.addFeatures(action.features)
  for (const [key, value] of action.settings) state.settings.set(key, value)
  state.join(me.account, OWNER, stand.t, [])
  introduce(state, me, me.account, action.certificates, { from: 1, isAdmission: true }, stand)
  return { target: me.account }
}

function admit(state: RoomState, me: Actor, action: Of<'admit'>, stand: Stand): Effect {
  const invite = inviteOf(state, action)
  if (invite !== undefined) {
    invite.used.set(action.account, stand.placed.op.id)
    state.admissions.set(`${action.account}${stand.placed.op.id}`, stand.index)
  }
  state.join(action.account, admittedRole(state, action), stand.t, [])
  introduce(state, me, action.account, shownBy(action), { from: 1, isAdmission: true }, stand)
  state.touch(action.account, { actor: me.account, level: me.level, placed: stand.placed })
  return { target: action.account }
}

/**
 * A reader writes no feed: its devices start without a range, and get one by `device{from}` once it may write (FEED-10, GOV-15). True when a
 * device was among them that was not known.
 */
function introduce(
  state: RoomState,
  me: Actor,
  account: AccountId,
  certificates: readonly Certificate[],
  { from, isAdmission }: { readonly from: number; readonly isAdmission: boolean },
  { t, proofs, device: actingDevice }: Stand,
): boolean {
  let hasNew = false
  const mayWrite = (isAdmission ? (state.members.get(account)?.role ?? READER) : me.level) >= GUEST
  for (const { certificate, length, fromRooted } of chained(state, account, certificates, t, proofs)) {
    const { device, issuer } = certificate
    const known = state.devices.get(device)
    if (state.condemned.has(device) || (known !== undefined && (known.account !== account || known.dropped))) continue
    if (known === undefined && isFull(state, account)) continue
    const record = known ?? state.introduce(certificate, from, false, length)
    hasNew ||= known === undefined
    if (known === undefined && !mayWrite) record.intervals = []
    if (known !== undefined && !isAdmission && mayWrite && device === actingDevice) state.reopenFeed(record, from)
    record.issuers.add(issuer)
    record.chain = Math.min(record.chain, length)
    const byRooted = fromRooted || state.devices.get(issuer as DeviceId)?.rooted === true
    if (!record.rooted && (isAdmission || byRooted)) state.anchor(record)
  }
  return hasNew
}

/** GOV-20: the devices stand here, and wait. */
function bringBack(state: RoomState, account: AccountId, { certificates, from }: Of<'device'>, stand: Stand): Effect {
  const mayWrite = (state.members.get(account)?.role ?? READER) >= GUEST
  for (const certificate of returnedIn(state, account, certificates, stand)) {
    if (state.devices.has(certificate.device) || isFull(state, account)) continue
    const record = state.introduce(certificate, from, false, 1)
    if (!mayWrite) record.intervals = []
    record.issuers.add(certificate.issuer)
  }
  return { target: account }
}

function isFull(state: RoomState, account: AccountId): boolean {
  return (
    state.devicesOf(account).size >= INTRINSIC.ACCOUNT_EVER_DEVICES ||
    state.standingOf(account) >= INTRINSIC.ACCOUNT_LIVE_DEVICES ||
    state.standing >= INTRINSIC.ROOM_DEVICES
  )
}

function drop(state: RoomState, me: Actor, action: Of<'drop'>, stand: Stand): Effect {
  const record = state.devices.get(action.device)
  if (record === undefined) return NOTHING
  const { account } = record
  state.drop(record)
  if (action.revocation !== undefined) {
    // Words stand for the heir they name.
    const heir = action.revocation.heir === undefined ? undefined : state.devices.get(action.revocation.heir)
    if (heir?.account === account) heir.issuers.add(account)
    dropOrphans(state, account)
  }
  const isOwn = account === me.account
  if (!isOwn || action.cut === undefined || action.device === stand.device) return { target: account }
  state.cutFeed(record, action.cut[1])
  const gov = action.cut[0]
  const aim: Aim = isDropByWords(action, stand.device)
    ? { kind: 'words', account, device: action.device, gov }
    : { kind: 'device', account, device: action.device, gov, weight: me.level }
  return { target: account, lowers: { aim, cap: NO_LEVEL } }
}

/** ENC-7: a revocation also ends what the device certified and nobody else did. */
function dropOrphans(state: RoomState, account: AccountId): void {
  const devices = [...state.devicesOf(account)]
  const standing = new Set<string>([account])
  for (let grew = true; grew;) {
    grew = false
    for (const record of devices) {
      if (record.dropped || standing.has(record.device) || ![...record.issuers].some((issuer) => standing.has(issuer))) continue
      standing.add(record.device)
      grew = true
    }
  }
  for (const record of devices) if (!standing.has(record.device)) state.drop(record)
}

function uninvite(state: RoomState, me: Actor, action: Of<'uninvite'>, stand: Stand): Effect {
  const invite = state.invites.get(action.invite)
  if (invite === undefined) return NOTHING
  invite.alive = false
  if (me.level < ADMIN) return NOTHING
  const acts = new Set<ActKey>()
  for (const [account, op] of invite.used) {
    if (action.keep.includes(op) || op === stand.placed.op.id) continue
    // GOV-3 holds here too: nobody is thrown out by a junior who revokes the invite he once came by.
    const rank = rankOf(state, account)
    const index = state.admissions.get(`${account}${op}`)
    if (rank !== undefined && index !== undefined && outranks(me, rank)) acts.add(actKey(op, index))
  }
  return { lowers: { aim: { kind: 'admissions', acts }, cap: NO_LEVEL } }
}

function limit(state: RoomState, me: Actor, action: Of<'limit'>, { placed }: Stand): Effect {
  const held = rankOf(state, action.account)
  if (held === undefined) return NOTHING
  const role = lower(held.level, action.role)
  state.setRole(action.account, role)
  state.touch(action.account, { actor: me.account, level: me.level, placed })
  if (role === READER) cutFeeds(state, action.account, action.cuts)
  if (action.account === me.account) return { target: me.account }
  return { target: action.account, lowers: { aim: { kind: 'account', account: action.account, cuts: action.cuts }, cap: role } }
}

function cutFeeds(state: RoomState, account: AccountId, cuts: Cuts): void {
  for (const record of state.devicesOf(account)) state.cutFeed(record, cuts.get(record.device)?.[1] ?? 0)
}
