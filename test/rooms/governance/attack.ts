/**
 * Random histories, honest and not: any device does anything with any knowledge, forks included. Everything follows from the seed, so a
 * failing one can be pinned.
 */
import type { DeviceId, EpochId } from '../../../shared/ids/index.ts'
import type { Action, Epoch, GovOp, GovState, Governance, Role } from '../../../shared/rooms/governance/index.ts'
import { ROOT, Story, blockId, epoch, invite, limit, raise, remove, title } from './story.ts'
import { type Device, type Person, certifiedBy, invitation, knock, person, revoke } from './town.ts'

export type Random = (below: number) => number

/** mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)]!
}

export function shuffled<T>(random: Random, from: readonly T[]): T[] {
  const list = [...from]
  for (let i = list.length - 1; i > 0; i--) {
    const j = random(i + 1)
    ;[list[i], list[j]] = [list[j]!, list[i]!]
  }
  return list
}

export const TOWN: readonly Person[] = ['mum', 'dad', 'kim', 'lee', 'oma'].map(person)
const INVITES = ['a', 'b'].map(invitation)

export interface World {
  readonly story: Story
  readonly random: Random
  /** What an honest device holds: ops of devices nobody introduced are refused, and nobody builds on them. */
  readonly held: Governance
  readonly byDevice: Map<DeviceId, GovOp[]>
}

/** A room with some members of every level, then `length` arbitrary ops. */
export function history(seed: number, length: number): World {
  const random = randomFrom(seed)
  const story = new Story(TOWN[0]!)
  const world: World = { story, random, held: story.grown(), byDevice: new Map([[story.ops[0]!.device, [story.ops[0]!]]]) }
  for (const who of TOWN.slice(1)) if (random(5) > 0) note(world, story.admit(who, random(5) as Role, undefined, { sees: headsIn(world) }))
  for (let i = 0; i < length; i++) writeAny(world, pick(random, pick(random, TOWN).devices))
  return world
}

/** One op of a device with any knowledge it may pretend to. */
export function writeAny(world: World, device: Device, tame = false): GovOp {
  const { story, random } = world
  const own = world.byDevice.get(device.id) ?? []
  const isFork = own.length > 0 && random(8) === 0
  const after = own.length === 0 ? undefined : isFork ? pick(random, [...own, undefined]) : own.at(-1)
  const known = story.ops.filter((op) => world.held.has(op.id))
  const sees = random(3) === 0 ? headsIn(world) : Array.from({ length: random(3) }, () => pick(random, known))
  const actions = Array.from({ length: 1 + random(2) }, () => anyAction(world, device, tame))
  // A random id puts the op anywhere among those of its depth.
  const id = blockId(`${(random(2 ** 30) + 2).toString(16)}${story.ops.length.toString(16).padStart(6, '0')}`)
  const grants =
    random(4) === 0 ? [{ epoch: epoch(`e${random(4)}`, 1).id, devices: [pick(random, pick(random, TOWN).devices).id.slice(0, 16)] }] : []
  return note(world, story.write(device, actions, { after, sees: [...new Set(sees)], id, grants }))
}

/** Parents of somebody who has seen everything, with room for his own last op. */
export function headsIn({ held }: World): GovOp[] {
  return held.heads.slice(0, 15).map((id) => held.get(id)!)
}

/** Hands an op to the honest device. */
export function note(world: World, op: GovOp): GovOp {
  // A refused op stays in the list that is dealt out, but its device does not go on from it.
  if (world.held.add(op).status !== 'applied') return op
  const own = world.byDevice.get(op.device)
  if (own === undefined) world.byDevice.set(op.device, [op])
  else own.push(op)
  return op
}

/** The last seqs somebody who saw everything names: what leaves all as it is. */
export function headsOf(world: World, who: Person): Map<DeviceId, readonly [number, number]> {
  const cuts = new Map<DeviceId, readonly [number, number]>()
  for (const { id } of who.devices) cuts.set(id, [Math.max(0, ...(world.byDevice.get(id) ?? []).map(({ seq }) => seq)), 5])
  return cuts
}

/** `tame`: only what a reader may not do anyway or what touches nobody's past, for targets that stay members. */
export function anyAction(world: World, device: Device, tame = false): Action {
  const { random, story } = world
  const who = pick(random, TOWN)
  const other = pick(random, who.devices)
  const sibling = pick(random, device.owner.devices)
  const keys = pick(random, INVITES)
  const cuts =
    random(2) === 0 ? new Map<DeviceId, readonly [number, number]>() : new Map(who.devices.map(({ id }) => [id, [random(4), 3] as const]))
  switch (random(tame ? 15 : 20)) {
    case 0:
      return remove(who, cuts)
    case 1:
      return limit(who, random(4) as Role, cuts)
    case 2:
    case 3:
      return raise(who, random(5) as Role)
    case 4:
      return { type: 'admit', account: who.account, certificates: [other.certificate], role: random(5) as Role }
    case 5:
      return { type: 'admit', account: who.account, certificates: [other.certificate], role: 2, knock: knock(ROOT, keys, other) }
    case 6:
      return invite(keys, { max: 1 + random(3), ask: random(4) === 0 })
    case 7:
      return { type: 'uninvite', invite: keys.invite, keep: [] }
    case 8:
      return title(`${random(5)}`)
    case 9: {
      const n = 1 + random(3)
      return epoch(`e${random(4)}`, n, n === 1 ? [] : [epoch(`e${random(4)}`, 1).id])
    }
    case 10:
      return { type: 'carrier', device: other.id, on: random(2) === 0 }
    case 11:
      return { type: 'vouch', device: other.id }
    case 12: {
      const own = random(2) === 0 ? sibling.certificate : certifiedBy(device, sibling)
      const from = 1 + random(5)
      // GOV-20: somebody else's device. No draw of its own, so that pinned seeds keep their histories.
      const isForeign = who !== device.owner && story.ops.length % 2 === 0
      return isForeign ? { type: 'device', certificates: [other.certificate], from: 1 } : { type: 'device', certificates: [own], from }
    }
    case 13:
      return { type: 'upgrade', features: [] }
    case 14:
      return { type: 'unsupported', tag: 99, content: null }
    case 15:
      return { type: 'leave' }
    case 16:
      return { type: 'drop', device: sibling.id, cut: [random(4), 3] }
    case 17:
      return {
        type: 'drop',
        device: sibling.id,
        cut: [random(4), 3],
        revocation: revoke(sibling, random(2) === 0 ? device : other, 1 + random(3)),
      }
    case 18:
      return { type: 'drop', device: other.id, revocation: revoke(other, device) }
    default:
      return limit(device.owner, random(4) as Role, cuts)
  }
}

/** The epochs whose keys are in some of these hands. */
export function heldBy({ epochs }: GovState, devices: readonly Device[]): ReadonlyMap<EpochId, Epoch> {
  return new Map(epochs.filter(({ holders }) => devices.some(({ id }) => holders.has(id))).map((epoch) => [epoch.id, epoch]))
}

/**
 * What everybody but `who` can notice of a state: his own devices, rank and certificates left out, and who else holds the keys he held, since
 * those he may have handed on (KEY-7).
 */
export function withoutAccount(state: GovState, who: Person, held: ReadonlyMap<EpochId, unknown>): object {
  return {
    settings: [...state.settings].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    members: [...state.members.values()].filter(({ account }) => account !== who.account).map(({ account, role }) => [account, role]),
    gone: [...state.gone.values()].filter(({ account }) => account !== who.account).map(({ account, role, why }) => [account, role, why]),
    barred: [...state.barred].filter(([account]) => account !== who.account),
    devices: [...state.devices.values()]
      .filter(({ account }) => account !== who.account)
      .map(({ device, account, rooted, dropped, live, intervals }) => [device, account, rooted, dropped, live, intervals])
      .toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    invites: [...state.invites.values()].map(({ id, alive, used }) => [id, alive, [...used]]),
    carriers: [...state.carriers],
    hidden: [...state.hidden],
    epochs: state.epochs
      .filter(({ voided }) => !voided)
      .map(({ id, n, holders, strangers }) => [
        id,
        n,
        held.has(id) ? 'held' : [...new Set([...[...holders].map((device) => device.slice(0, 16)), ...strangers])].toSorted(),
      ]),
  }
}
