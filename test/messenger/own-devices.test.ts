import { expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { roomOf } from '../harness/sim/agreement.ts'
import { World } from '../harness/sim/world.ts'

it('[GOV-6] a second computer whose person could only read comes into the room when the person may vouch for it', async () => {
  const world = new World('raised')
  const [mum, friend] = [world.person(), world.person()]
  await world.pair(mum, friend)
  await world.run(10_000)
  const [laptop] = mum.devices
  const [host] = friend.devices
  if (laptop === undefined || host === undefined) throw new Error('two people')
  // Whoever adds her has not heard of it.
  world.off(host)
  const tablet = await world.secondDevice(mum)
  world.network.partition([host.device], [laptop.device, tablet.device])
  world.on(host)
  const room = expectOk(host.messenger.createRoom({ name: '방' }))
  expectOk(host.messenger.act(room, { act: 'add', account: mum.account, role: 1 }))
  world.network.heal()
  await world.run(20_000)
  const isLive = (at: typeof laptop) => roomOf(at, room)?.state.devices.get(tablet.device)?.live
  expect(roomOf(laptop, room)?.state.devices.get(laptop.device)?.live).toBe(true)
  expect(isLive(host)).not.toBe(true)

  expectOk(host.messenger.act(room, { act: 'role', account: mum.account, role: 2 }))
  await world.run(20_000)
  for (const each of [host, laptop, tablet]) expect(isLive(each)).toBe(true)
  expectOk(tablet.messenger.send(room, ['나도 왔어']))
  await world.run(10_000)
  const seen = expectOk(host.messenger.messages(room, { limit: 50 }))
  expect(seen.map(({ text }) => text)).toContain('나도 왔어')
})
