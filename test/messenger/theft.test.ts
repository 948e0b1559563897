import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { type SimDevice, type SimPerson, World } from '../harness/sim/world.ts'

describe('a thief with one of two devices', () => {
  let world: World
  let laptop: SimDevice
  let stolen: SimDevice
  let friend: SimDevice
  let room: RoomId

  beforeEach(async () => {
    world = new World('theft')
    const victim = world.person()
    await world.secondDevice(victim)
    const other = world.person()
    await world.pair(victim, other)
    ;[laptop, stolen] = bothOf(victim)
    friend = first(other)
    room = expectOk(friend.messenger.directRoom(victim.account))
    await world.run(10_000)
  })

  it('[DEL-4] cannot wipe what the other device wrote: dropped in time, it gives everything back', async () => {
    const [message] = expectOk(laptop.messenger.send(room, ['내 이야기']))
    await world.run(10_000)
    const before = heads(friend, room, stolen)
    expectOk(stolen.messenger.delete(message!))
    await world.run(10_000)
    expect(expectOk(friend.messenger.message(message!))).toMatchObject({ deleted: true })
    const dropped = roomOf(laptop, room).act([{ type: 'drop', device: stolen.device, cut: before }])
    expectOk(dropped)
    await world.run(10_000)
    expect(expectOk(friend.messenger.message(message!))).toMatchObject({ deleted: false, text: '내 이야기' })
    await world.run(RESOURCE.CROSS_DEVICE_ERASURE_MS)
    expectOk(friend.messenger.rebuild())
    expect(expectOk(friend.messenger.message(message!))).toMatchObject({ deleted: false, text: '내 이야기' })
  })

  it('[KEY-8] writes no governance for ever once it is dropped', async () => {
    expectOk(roomOf(laptop, room).act([{ type: 'drop', device: stolen.device, cut: heads(friend, room, stolen) }]))
    await world.run(10_000)
    const before = heads(friend, room, stolen)
    await world.run(600_000)
    expect(heads(friend, room, stolen)).toEqual(before)
    expect(stolen.messenger.send(room, ['나야']).ok).toBe(false)
  })

  it('[DEL-4] hides at once, and keeps the bodies for 72 hours and no longer', async () => {
    const [message] = expectOk(laptop.messenger.send(room, ['내 이야기']))
    await world.run(10_000)
    const { key } = roomOf(friend, room).core
    const bodies = (): number => friend.store.blocks.range(key, laptop.device, 1, 1, 100, Number.MAX_SAFE_INTEGER).length
    expect(bodies()).toBe(1)
    expectOk(stolen.messenger.delete(message!))
    await world.run(10_000)
    expect(expectOk(friend.messenger.message(message!))).toMatchObject({ deleted: true, text: undefined })
    expect(bodies()).toBe(1)
    await world.run(RESOURCE.CROSS_DEVICE_ERASURE_MS)
    expect(bodies()).toBe(0)
  })

  it('[DEL-4] a second snapshot by the thief does not shorten the 72 hours', async () => {
    const [message] = expectOk(laptop.messenger.send(room, ['내 이야기']))
    await world.run(10_000)
    const before = heads(friend, room, stolen)
    expectOk(stolen.messenger.delete(message!))
    const [other] = expectOk(stolen.messenger.send(room, ['남의 손']))
    expectOk(stolen.messenger.delete(other!))
    await world.run(10_000)
    expect(expectOk(friend.messenger.message(message!))).toMatchObject({ deleted: true })
    expectOk(roomOf(laptop, room).act([{ type: 'drop', device: stolen.device, cut: before }]))
    await world.run(10_000)
    expect(expectOk(friend.messenger.message(message!))).toMatchObject({ deleted: false, text: '내 이야기' })
  })
})

function bothOf({ devices: [a, b] }: SimPerson): [SimDevice, SimDevice] {
  if (a === undefined || b === undefined) throw new Error('two devices')
  return [a, b]
}

function first({ devices: [device] }: SimPerson): SimDevice {
  if (device === undefined) throw new Error('a device')
  return device
}

function roomOf(device: SimDevice, id: RoomId): NonNullable<ReturnType<SimDevice['messenger']['roomBook']['byId']>> {
  const room = device.messenger.roomBook.byId(id)
  if (room === undefined) throw new Error('in the room')
  return room
}

/** What `at` has of a device: governance and feed. */
function heads(at: SimDevice, id: RoomId, of: SimDevice): readonly [number, number] {
  const room = roomOf(at, id)
  return [room.log.count(of.device), room.chains.of(of.device).height]
}
