/**
 * Writes governance histories for tests: every op sees exactly what it is told to see, so that races are spelled out. Ids are made up
 * (a history is a graph, not bytes), rising with `write` unless given, and the root's is always the same so that knocks can be reused.
 */
import { type BlockId, type DeviceId, type EpochId, parseId } from '../../../shared/ids/index.ts'
import {
  Governance,
  type Action,
  type GovOp,
  type GovState,
  type Role,
  type RoomKind,
  reduce,
} from '../../../shared/rooms/governance/index.ts'
import { roomId } from '../../../shared/rooms/keys/index.ts'
import { type Device, type Person, crypto, seedOf } from './town.ts'

export const RS = seedOf('rs')
export const START = 1_000_000
const DAY = 86_400_000

export function blockId(text: string): BlockId {
  const id = parseId('block', text.padStart(64, '0'))
  if (id === undefined) throw new RangeError(text)
  return id
}

export const ROOT = blockId('1')

export interface Options {
  /** What the writer had seen; everything so far unless given. */
  readonly sees?: readonly GovOp[]
  readonly id?: BlockId
  readonly t?: number
  readonly grants?: GovOp['grants']
  /** Continues after this op instead of the device's last one: a fork. */
  readonly after?: GovOp | undefined
}

export class Story {
  readonly ops: GovOp[] = []
  readonly founder: Person
  readonly roomId
  #next = 16
  readonly #last = new Map<DeviceId, GovOp>()

  /** A room of that kind, made by the founder's first device; it lists all the founder's devices but the last. */
  constructor(founder: Person, { kind = 'group', extra = [] }: { kind?: RoomKind; extra?: readonly Action[] } = {}) {
    this.founder = founder
    this.roomId = roomId(crypto, founder.account, founder.devices[0]!.id, RS)
    const certificates = founder.devices.slice(0, -1).map((device) => device.certificate)
    const create: Action = { type: 'create', rs: RS, kind, certificates, settings: new Map(), features: [] }
    this.write(founder.devices[0]!, [create, ...extra], { id: ROOT, sees: [] })
  }

  write(device: Device, actions: readonly Action[], options: Options = {}): GovOp {
    const prev = 'after' in options ? options.after : this.#last.get(device.id)
    const parents = new Set((options.sees ?? this.heads()).map(({ id }) => id))
    if (prev !== undefined) parents.add(prev.id)
    const number = this.#next++
    const op: GovOp = {
      id: options.id ?? blockId(number.toString(16)),
      device: device.id,
      seq: (prev?.seq ?? 0) + 1,
      prev: prev?.id,
      parents: [...parents],
      t: options.t ?? START + number,
      actions,
      grants: options.grants ?? [],
    }
    this.#last.set(device.id, op)
    this.ops.push(op)
    return op
  }

  /** The founder lets somebody in, with all devices but the last. */
  admit(who: Person, role: Role = 2, by: Device = this.founder.devices[0]!, options: Options = {}): GovOp {
    return this.write(by, [admit(who, role)], options)
  }

  heads(): readonly GovOp[] {
    const named = new Set(this.ops.flatMap(({ parents }) => parents))
    return this.ops.filter(({ id }) => !named.has(id)).slice(0, 16)
  }

  state(ops: readonly GovOp[] = this.ops): GovState {
    return reduce(this.roomId, ops, { crypto })
  }

  grown(ops: readonly GovOp[] = this.ops): Governance {
    const governance = new Governance(this.roomId, { crypto })
    for (const op of ops) governance.add(op)
    return governance
  }
}

export function admit(who: Person, role: Role = 2): Action {
  return { type: 'admit', account: who.account, certificates: who.devices.slice(0, -1).map((device) => device.certificate), role }
}

export function remove(who: Person, cuts: ReadonlyMap<DeviceId, readonly [number, number]> = new Map()): Action {
  return { type: 'remove', account: who.account, cuts }
}

export function limit(who: Person, role: Role, cuts: ReadonlyMap<DeviceId, readonly [number, number]> = new Map()): Action {
  return { type: 'limit', account: who.account, role, cuts }
}

export function raise(who: Person, role: Role): Action {
  return { type: 'raise', account: who.account, role }
}

export function title(value: string): Action {
  return { type: 'set', key: 'title', value }
}

export function invite(keys: { publicKey: Uint8Array; rv: Uint8Array }, more: Partial<Extract<Action, { type: 'invite' }>> = {}): Action {
  return { type: 'invite', pub: keys.publicKey, rv: keys.rv, role: 2, max: 10, expires: START + DAY, ask: false, ...more }
}

export function epoch(name: string, n: number, prevs: readonly EpochId[] = []): Extract<Action, { type: 'epoch' }> {
  const commit = seedOf(`epoch ${name}`)
  const id = parseId('epoch', Buffer.from(commit.slice(0, 16)).toString('hex'))!
  return { type: 'epoch', id, commit, n, prevs }
}

/** Who is in, with roles, by name: what most tests compare. */
export function membersOf(state: GovState, people: readonly Person[]): Record<string, Role> {
  const shown: Record<string, Role> = {}
  for (const one of people) {
    const member = state.members.get(one.account)
    if (member !== undefined) shown[one.name] = member.role
  }
  return shown
}

/** Everything a state says, in one comparable text. */
export function digest(state: GovState): string {
  return JSON.stringify(
    {
      ...pick(state),
      devices: [...state.devices.values()].map(({ device, account, rooted, dropped, live, intervals }) => [
        device,
        account,
        rooted,
        dropped,
        live,
        intervals,
      ]),
      epochs: state.epochs.map(({ id, n, op, voided, holders, strangers }) => [
        id,
        n,
        op,
        voided,
        [...holders].toSorted(),
        [...strangers].toSorted(),
      ]),
      events: state.events.map(({ op, index, by, kind, target }) => [op, index, by, kind, target]),
      voided: state.voided.map(({ op, index, code, beatenBy }) => [op, index, code, beatenBy]),
    },
    (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value),
  )
}

function pick(state: GovState): object {
  return {
    root: state.root,
    kind: state.kind,
    settings: [...state.settings].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    members: [...state.members.values()].map(({ account, role, seniority, since }) => [account, role, seniority, since]),
    gone: [...state.gone.values()].map(({ account, role, why, until }) => [account, role, why, until]),
    barred: [...state.barred],
    invites: [...state.invites.values()].map((one) => [one.id, one.alive, [...one.used]]),
    carriers: [...state.carriers],
    hidden: [...state.hidden],
  }
}
