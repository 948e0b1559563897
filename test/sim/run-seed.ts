/** One seed, one small world: people live, things go wrong, then all is well again and every promise is held against what is shown. */
import { cutIn, disagreement, liveIn, messagesOf, roomOf, roomsOf, text } from '../harness/sim/agreement.ts'
import { carrierFault } from '../harness/sim/carrier-deeds.ts'
import { Chronicle, type Luck } from '../harness/sim/chronicle.ts'
import { recordFault } from '../harness/sim/record-deeds.ts'
import { World } from '../harness/sim/world.ts'

export interface Shape {
  readonly people: number
  /** How many of them have a second device. */
  readonly doubles: number
  /** How many of these have it by linking, not by the words. */
  readonly linked?: number
  readonly deeds: number
  readonly luck: Luck
}

const SETTLE_MS = 40_000
const SETTLE_TRIES = 4

export interface Outcome {
  readonly world: World
  readonly chronicle: Chronicle
}

/** Throws with the seed and the whole history when something is not as it should be. */
export async function runSeed(seed: number | string, shape: Shape): Promise<Outcome> {
  const world = new World(seed)
  const chronicle = new Chronicle(world, shape.luck)
  try {
    await populate(world, shape)
    await chronicle.live(shape.deeds)
    await chronicle.heal(SETTLE_MS)
    for (let tries = 1; tries < SETTLE_TRIES && disagreement(world) !== undefined; tries++) await world.run(SETTLE_MS)
    check('agreement', disagreement(world))
    check('promises', chronicle.ledger.broken(world))
    check('claims', falseClaim(world))
    check('blame', blamed(world))
    if (shape.luck.moves === true) check('addresses', recordFault(world))
    check('restart', changedByRestart(world))
    if (shape.luck.carriers !== undefined) check('carriers', carrierFault(world, shape.luck.carriers === 'lying'))
    check('keys and nonces', world.crypto.reused[0])
    return { world, chronicle }
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`seed ${seed}, ${text(shape)}\n${chronicle.lines.join('\n')}\n${message}`, { cause })
  }
}

export async function populate(world: World, { people, doubles, linked = 0 }: Shape): Promise<void> {
  for (let at = 0; at < people; at++) world.person()
  const rng = world.rng.fork('acquaintance')
  for (const [at, person] of world.people.entries()) {
    for (const other of world.people.slice(0, at)) {
      // The last one may be a stranger to most.
      if (other === world.people[at - 1] || rng.chance(0.7)) await world.pair(other, person)
    }
  }
  for (const [at, person] of world.people.slice(0, doubles).entries()) {
    await (at < linked ? world.linkedDevice(person) : world.secondDevice(person))
  }
}

function check(what: string, problem: string | undefined): void {
  if (problem !== undefined) throw new Error(`${what}: ${problem}`)
}

/** SYNC-8: nobody is said to hold what he does not hold. */
function falseClaim(world: World): string | undefined {
  for (const id of roomsOf(world)) {
    for (const device of liveIn(world, id)) {
      for (const { device: holder, feeds } of roomOf(device, id)?.custody.holdings() ?? []) {
        const other = world.of(holder)
        const room = other === undefined ? undefined : roomOf(other, id)
        // Side branches count: what is kept of them is on disk too (FORK-2).
        const rows = room?.chains.rows() ?? []
        for (const [author, ranges] of feeds) {
          // What a cut takes out of an account's feed may leave a disk again.
          if (cutIn(room?.state.events ?? []).has(room?.state.devices.get(author)?.account ?? '')) continue
          const held = rows.filter((row) => row.device === author).flatMap((row) => row.ranges)
          for (const [first, last] of ranges) {
            for (let seq = first; room !== undefined && seq <= last; seq++) {
              if (held.some(([from, to]) => from <= seq && seq <= to)) continue
              return `${device.name} believes ${world.of(holder)?.name} holds ${author.slice(0, 8)}/${seq} of ${id.slice(0, 8)}`
            }
          }
        }
      }
    }
  }
  return undefined
}

/** SNAP-4: nobody here changes the past without saying so, whatever came in which order. */
function blamed(world: World): string | undefined {
  for (const id of roomsOf(world)) {
    for (const device of liveIn(world, id)) {
      const room = roomOf(device, id)
      const account = [...(room?.state.members.keys() ?? [])].find((each) => room?.rewritten.has(each))
      if (account !== undefined) return `${device.name} says that ${account.slice(0, 8)} rewrote the past of ${id.slice(0, 8)}`
    }
  }
  return undefined
}

/** P2: what is shown is what the disk says, by a fresh start and by a rebuild alike. */
function changedByRestart(world: World): string | undefined {
  const shown = (device: World['devices'][number]): string =>
    text(roomsOf(world).map((id) => (device.messenger.roomBook.registry.byId(id) === undefined ? [] : messagesOf(device, id))))
  for (const device of world.devices) {
    const before = shown(device)
    world.restart(device)
    if (shown(device) !== before) return `${device.name} shows something else after a restart`
    device.messenger.rebuild()
    const after = shown(device)
    if (after !== before) return `${device.name} shows something else after a rebuild: ${firstDifference(before, after)}`
  }
  return undefined
}

function firstDifference(a: string, b: string): string {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return `\n  …${a.slice(Math.max(0, at - 120), at + 200)}\n  …${b.slice(Math.max(0, at - 120), at + 200)}`
}
