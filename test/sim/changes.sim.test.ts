/** The way of an edit or a deletion, as every device of its author tells it (DLV-2), in a world made for it. */
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import type { MessageView } from '../../shared/messenger/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { type SimDevice, type SimPerson, World } from '../harness/sim/world.ts'

interface Scene {
  readonly world: World
  /** Mum's two, and dad's. */
  readonly first: SimDevice
  readonly second: SimDevice
  readonly dad: SimDevice
  readonly room: RoomId
}

async function scene(seed: string): Promise<Scene> {
  const world = new World(seed)
  const [mum, dad] = [world.person(), world.person()]
  await world.pair(mum, dad)
  const second = await world.secondDevice(mum)
  const first = firstDevice(mum)
  const room = first.messenger.rooms()[0]?.room
  if (room === undefined) throw new Error('a pair has a room')
  await world.run(3000)
  return { world, first, second, dad: firstDevice(dad), room }
}

function firstDevice({ devices }: SimPerson): SimDevice {
  const [first] = devices
  if (first === undefined) throw new Error('a person has a device')
  return first
}

const changeIn = (device: SimDevice, room: RoomId): MessageView['change'] => expectOk(device.messenger.messages(room))[0]?.change

describe('a deletion on one of two own devices', () => {
  it('[DLV-2] is told of by both alike: held by the other one, then erased at the addressee', async () => {
    const { world, first, second, dad, room } = await scene('two devices')
    const [id] = expectOk(first.messenger.send(room, ['not for long']))
    await world.run(3000)
    world.network.partition([first.device, second.device], [dad.device])
    expectOk(second.messenger.delete(id!))
    await world.run(3000)
    for (const device of [first, second])
      expect(changeIn(device, room)).toEqual({ kind: 'erased', state: 'held', holders: 1, delivered: 0, of: 1 })
    world.network.heal()
    await world.run(30_000)
    await world.run(3000)
    for (const device of [first, second])
      expect(changeIn(device, room)).toEqual({ kind: 'erased', state: 'delivered', holders: 2, delivered: 1, of: 1 })
  })

  it('[DLV-2] [MSG-3] is what is told, whatever edit comes from the other one', async () => {
    const { world, first, second, dad, room } = await scene('edit and deletion')
    const [id] = expectOk(first.messenger.send(room, ['first']))
    await world.run(3000)
    world.network.partition([first.device], [second.device], [dad.device])
    expectOk(second.messenger.delete(id!))
    await world.run(1000)
    expectOk(first.messenger.edit(id!, 'later than the deletion'))
    expect(changeIn(first, room)).toMatchObject({ kind: 'edited', state: 'queued' })
    world.network.heal()
    await world.run(60_000)
    await world.run(3000)
    for (const device of [first, second]) expect(changeIn(device, room)).toMatchObject({ kind: 'erased', state: 'delivered', delivered: 1 })
  })
})

describe('an edit that waits', () => {
  it('[DLV-2] waits on after power off and a rebuild, and arrives', async () => {
    const { world, first, second, dad, room } = await scene('power off')
    const [id] = expectOk(first.messenger.send(room, ['first']))
    await world.run(3000)
    world.network.partition([first.device], [second.device, dad.device])
    expectOk(first.messenger.edit(id!, 'second'))
    world.crash(first)
    expectOk(first.messenger.rebuild())
    await world.run(1000)
    expect(changeIn(first, room)).toEqual({ kind: 'edited', state: 'queued', holders: 0, delivered: 0, of: 1 })
    world.network.heal()
    await world.run(60_000)
    await world.run(3000)
    expect(expectOk(dad.messenger.messages(room))[0]?.text).toBe('second')
    for (const device of [first, second]) expect(changeIn(device, room)).toMatchObject({ kind: 'edited', state: 'delivered', delivered: 1 })
  })
})
