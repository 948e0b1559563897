/** The checks of GOV-10's random attack for one seed; each throws when a property fails. */
import { expect } from 'vitest'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { type Action, type Epoch, type GovEvent, type GovOp, type GovState, mayDo } from '../../../shared/rooms/governance/index.ts'
import {
  type World,
  TOWN,
  headsIn,
  headsOf,
  heldBy,
  history,
  note,
  pick,
  randomFrom,
  shuffled,
  withoutAccount,
  writeAny,
} from './attack.ts'
import { digest, limit, remove } from './story.ts'
import { type Person, revoke } from './town.ts'

const BACKDATED_ACTS = 13

export interface Counts {
  removals: number
  limits: number
  drops: number
}

/** P1, P2: order of arrival, duplicates, batches and incremental work change nothing. */
export function checkOrder(seed: number, length: number): void {
  const { story } = history(seed, length)
  const random = randomFrom(seed ^ 0x5bd1e995)
  const whole = digest(story.state())
  for (let run = 0; run < 3; run++) {
    const arrival = shuffled(random, [...story.ops, ...story.ops.filter(() => random(4) === 0)])
    expect(digest(story.state(arrival)), `seed ${seed}`).toBe(whole)
    const grown = story.grown([])
    for (const op of run === 0 ? story.ops : arrival) {
      grown.add(op)
      if (run < 2 || random(5) === 0) void grown.state.events.length
    }
    expect(digest(grown.state), `seed ${seed}, incremental`).toBe(whole)
  }
}

/** Every prefix in the order of writing: the state at hand is what a fresh reduction gives. */
export function checkEveryStep(seed: number, length: number): void {
  const { story } = history(seed, length)
  const grown = story.grown([])
  const held: GovOp[] = []
  for (const op of story.ops) {
    grown.add(op)
    held.push(op)
    expect(digest(grown.state), `seed ${seed}, op ${held.length}`).toBe(digest(story.state(held)))
  }
}

/** P3 as docs/spec/governance.md words it: whoever is removed, limited or dropped by words changes nothing any more by what nobody else saw. */
export function checkAttack(seed: number, length: number, counts: Counts): void {
  const world = history(seed, length)
  const kind = pick(world.random, ['remove', 'limit', 'drop'] as const)
  const target = kind === 'drop' ? dropByWords(world) : lower(world, kind)
  if (target === undefined) return
  counts[kind === 'remove' ? 'removals' : kind === 'limit' ? 'limits' : 'drops'] += 1
  const { who, devices, by } = target
  const before = world.story.state()
  const held = heldBy(before, devices)
  const shown = withoutAccount(before, who, held)
  const acts = BACKDATED_ACTS - 1 + world.random(3)
  const attack = new Set(Array.from({ length: acts }, () => writeAny(world, pick(world.random, devices), kind === 'limit').id))
  const after = world.story.state()
  const isUndone = !after.events.some(({ op }) => op === by.id)
  // GOV-7: words beat a removal whose author owes his rank to what they disown; a thief's accomplice looks just the same.
  if (kind === 'remove' && isUndone && after.events.some((event) => attack.has(event.op) && isByWords(event))) return
  expect(withoutAccount(after, who, held), `seed ${seed}: ${kind}`).toEqual(shown)
  for (const epoch of held.values()) expectNoneTakenBack(epoch, after, `seed ${seed}: ${kind}`)
  if (kind === 'remove') expect(after.members.has(who.account), `seed ${seed}: ${kind}`).toBe(false)
  if (kind === 'limit') expect(after.members.get(who.account)?.role ?? 0, `seed ${seed}: ${kind}`).toBe(0)
}

/** Nobody who holds a key is forgotten: else the room might go on under it. */
function expectNoneTakenBack({ id, holders, strangers }: Epoch, after: GovState, what: string): void {
  const now = after.epochs.find((epoch) => epoch.id === id)
  const known = new Set([...(now?.holders ?? [])].map((device) => device.slice(0, 16)).concat([...(now?.strangers ?? [])]))
  for (const prefix of [...[...holders].map((device) => device.slice(0, 16)), ...strangers]) expect(known, what).toContain(prefix)
}

type Target = { readonly who: Person; readonly devices: Person['devices']; readonly by: GovOp } | undefined

function isByWords({ action, device }: GovEvent): boolean {
  return action.type === 'drop' && action.revocation?.heir === device
}

/** Somebody who may does it, having seen everything. */
function lower(world: World, kind: 'remove' | 'limit'): Target {
  const state = world.story.state()
  for (const by of shuffled(world.random, TOWN)) {
    for (const who of shuffled(world.random, TOWN)) {
      const action = kind === 'remove' ? remove(who, headsOf(world, who)) : limit(who, 0, headsOf(world, who))
      const device = by.devices.find(({ id }) => by !== who && mayDo(state, by.account, id, action) === undefined)
      if (device === undefined || !state.members.has(who.account)) continue
      const op = writeFor(world, device.id, action)
      // With more than 16 heads it has not seen quite everything, and may be void for that.
      if (world.story.state().events.some((event) => event.op === op.id)) return { who, devices: who.devices, by: op }
    }
  }
  return undefined
}

/** A person's rooted device drops another by words; its thief then does what he likes with it. */
function dropByWords(world: World): Target {
  const state = world.story.state()
  for (const who of shuffled(world.random, TOWN)) {
    const live = who.devices.filter(({ id }) => state.devices.get(id)?.live === true)
    const [heir, lost] = shuffled(world.random, live)
    if (heir === undefined || lost === undefined) continue
    const cut = headsOf(world, who).get(lost.id) ?? [0, 0]
    const op = writeFor(world, heir.id, { type: 'drop', device: lost.id, cut, revocation: revoke(lost, heir, 9) })
    if (!world.story.state().events.some((event) => event.op === op.id)) continue
    return { who, devices: [lost], by: op }
  }
  return undefined
}

function writeFor(world: World, id: DeviceId, action: Action): GovOp {
  const device = TOWN.flatMap(({ devices }) => devices).find((one) => one.id === id)!
  const own = world.byDevice.get(device.id) ?? []
  return note(world, world.story.write(device, [action], { after: own.at(-1), sees: headsIn(world) }))
}
