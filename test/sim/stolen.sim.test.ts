/**
 * Life until a computer is stolen. The thief acts first: he takes out every other computer of the person, throws people out of rooms, renames
 * them and writes. Then the person types the words on one of those computers (GOV-7, OWN-9). In the end everybody honest agrees and is in as
 * before, and the thief has no key of what came after.
 */
import { describe, expect, it } from 'vitest'
import type { AccountId, RoomId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { disagreement, roomOf, roomsOf } from '../harness/sim/agreement.ts'
import { Chronicle } from '../harness/sim/chronicle.ts'
import { type SimDevice, type SimPerson, World } from '../harness/sim/world.ts'
import { populate } from './run-seed.ts'
import { smallWorld } from './shapes.ts'

const SEEDS = 16
/** Known gap (docs/spec/devices.md): all is healed, but one member lacks a void key of the thief's, and so a void act under it. */
const UNHEARD = [2]
const SETTLE_MS = 60_000
const SETTLE_TRIES = 4

describe('[GOV-7] [OWN-9] [KEY-8] small worlds with a thief who acts first, and a person who answers by words', () => {
  for (let seed = 1; seed <= SEEDS; seed++) if (!UNHEARD.includes(seed)) it(`seed ${seed}`, () => steal(seed))
})

async function steal(seed: number): Promise<void> {
  const world = new World(`stolen ${seed}`)
  const shape = smallWorld(seed, 15)
  const chronicle = new Chronicle(world, { ...shape.luck, maxSkewMs: 0 })
  await populate(world, { ...shape, doubles: Math.max(1, shape.doubles), linked: seed % 2 })
  const victim = world.people[0]
  if (victim === undefined) throw new Error('a person')
  // Every other time by linking: from the computer that is stolen later on, or from another.
  if (seed % 2 === 0) await world.linkedDevice(victim)
  await chronicle.live(shape.deeds)
  await chronicle.heal(SETTLE_MS)
  const rng = world.rng.fork('theft')
  const [stolen, ...others] = rng.shuffled(victim.devices)
  const heir = others[0]
  if (stolen === undefined || heir === undefined) throw new Error('two computers')
  const gone = heir.messenger.linking.devices().find(({ device }) => device === stolen.device)?.brought ?? []
  const honest = [heir, ...others.filter(({ device }) => device !== heir.device && !gone.includes(device))]
  const rooms = roomsOf(world).filter((id) => roomOf(heir, id)?.state.devices.get(heir.device)?.live === true)
  const before = new Map(rooms.map((id) => [id, membersOf(heir, id)]))
  const since = world.clock.now()
  await world.run(1_000)

  const lines = theft(stolen, others, rooms, rng.chance(0.5))
  const isApart = rng.chance(0.5)
  if (isApart)
    world.network.partition(
      [stolen.device],
      world.devices.filter((each) => each !== stolen).map(({ device }) => device),
    )
  await world.run(rng.between(0, SETTLE_MS))
  if (rng.chance(0.3)) world.restart(heir)
  expectOk(heir.messenger.linking.revokeByWords({ words: victim.words, devices: [stolen.device], since }))
  if (rng.chance(0.3)) world.restart(heir)
  await chronicle.heal(SETTLE_MS)
  const all = world.devices.filter((each) => each !== stolen && !gone.includes(each.device))
  const problem = (): string | undefined => disagreement(world) ?? unhealed(all, honest, victim, stolen, before)
  for (let tries = 1; tries < SETTLE_TRIES && problem() !== undefined; tries++) await world.run(SETTLE_MS)
  const told = `stolen ${seed}: ${stolen.name}, words on ${heir.name}\n${[...chronicle.lines, ...lines].join('\n')}`
  expect(problem(), told).toBeUndefined()

  for (const id of rooms) if (heir.messenger.roomBook.registry.byId(id) !== undefined) heir.messenger.send(id, ['우리끼리'])
  await world.run(SETTLE_MS)
  for (const id of rooms) expectNoLaterKey(stolen, heir, id, told)
}

/** Whatever a thief might do in a minute. */
function theft(stolen: SimDevice, others: readonly SimDevice[], rooms: readonly RoomId[], isPatient: boolean): readonly string[] {
  const lines: string[] = []
  const { linking } = stolen.messenger
  const takeOut = (): void => {
    for (const { device, name } of others) lines.push(`takes out ${name} ${linking.revoke(device).ok}`)
  }
  if (!isPatient) takeOut()
  for (const id of rooms) {
    const room = roomOf(stolen, id)
    if (room?.state.kind !== 'group') continue
    for (const account of room.state.members.keys()) {
      if (account !== stolen.person.account) lines.push(`removes somebody ${stolen.messenger.act(id, { act: 'remove', account }).ok}`)
    }
    stolen.messenger.renameRoom(id, '도둑의 방')
    stolen.messenger.send(id, ['돈 좀'])
  }
  if (isPatient) takeOut()
  return lines
}

function unhealed(
  all: readonly SimDevice[],
  honest: readonly SimDevice[],
  victim: SimPerson,
  stolen: SimDevice,
  before: ReadonlyMap<RoomId, readonly AccountId[]>,
): string | undefined {
  for (const each of honest) {
    if (each.messenger.linking.isRevoked()) return `${each.name} is out`
    const devices = each.messenger.linking.devices()
    for (const other of honest)
      if (devices.find(({ device }) => device === other.device)?.isRevoked !== false) return `${each.name} takes ${other.name} for out`
    if (devices.find(({ device }) => device === stolen.device)?.isRevoked !== true) return `${each.name} does not know of the theft`
  }
  for (const [id, members] of before) {
    for (const each of all) {
      const room = roomOf(each, id)
      if (!members.includes(each.person.account)) continue
      if (room?.state.devices.get(stolen.device)?.live === true) return `the thief is in ${id.slice(0, 8)} for ${each.name}`
      if (each.person === victim && room?.state.devices.get(each.device)?.live !== true)
        return `${each.name} is not back in ${id.slice(0, 8)}`
      const now = membersOf(each, id)
      if (now.join() !== members.join()) return `${each.name} sees ${now.length} of ${members.length} in ${id.slice(0, 8)}`
      if (each.messenger.messages(id, { limit: 500 }).ok && textsOf(each, id).includes('돈 좀'))
        return `${each.name} reads the thief in ${id.slice(0, 8)}`
    }
  }
  return undefined
}

function textsOf(device: SimDevice, id: RoomId): readonly (string | undefined)[] {
  const page = device.messenger.messages(id, { limit: 500 })
  return page.ok ? page.value.map(({ text }) => text) : []
}

function expectNoLaterKey(stolen: SimDevice, heir: SimDevice, id: RoomId, told: string): void {
  const theirs = roomOf(stolen, id)
  const clean = (roomOf(heir, id)?.state.epochs ?? []).filter(({ holders, voided }) => !voided && !holders.has(stolen.device))
  for (const epoch of clean) expect(theirs?.keyring.full(epoch.id), told).toBeUndefined()
  expect(textsOf(stolen, id), told).not.toContain('우리끼리')
}

function membersOf(device: SimDevice, id: RoomId): readonly AccountId[] {
  return [...(roomOf(device, id)?.state.members.keys() ?? [])].toSorted()
}
