/** RECV-1: who comes to hold what the words are recognised by, and who does not. */
import { expect, it } from 'vitest'
import { expectOk } from '../../harness/expect-ok.ts'
import { World } from '../../harness/sim/world.ts'

it('[RECV-1] contacts are asked; a room mate who is no contact holds nothing, is not asked, and learns nothing', async () => {
  const world = new World('room mates')
  const [lost, friend, mate] = [world.person(), world.person(), world.person()]
  await world.pair(lost, friend)
  await world.pair(friend, mate)
  const host = friend.devices[0]!.messenger
  const room = expectOk(host.createRoom({ name: '모임', members: [lost.account, mate.account] }))
  await world.run(20_000)
  // They meet in the room, and are no contacts.
  world.network.introduce(lost.devices[0]!.device, mate.devices[0]!.device)
  await world.run(20_000)
  expect(mate.devices[0]!.messenger.rooms().map((each) => each.room)).toContain(room)
  expect(mate.devices[0]!.messenger.contacts().map(({ account }) => account)).not.toContain(lost.account)
  const empty = world.fromWords(lost)
  world.network.introduce(empty.device, mate.devices[0]!.device)
  world.network.introduce(empty.device, friend.devices[0]!.device)
  await world.run(20_000)
  expect(host.knocks()).toMatchObject([{ kind: 'return', account: lost.account }])
  expect(mate.devices[0]!.messenger.knocks()).toEqual([])
  expect(mate.devices[0]!.messenger.status().peers.some(({ device, account }) => device === empty.device && account !== undefined)).toBe(
    false,
  )
})

it('[RECV-1] a linked computer, which never saw the words, hands it to contacts as well', async () => {
  const world = new World('linked')
  const [lost, friend] = [world.person(), world.person()]
  const linked = await world.linkedDevice(lost)
  const key = lost.devices[0]!.messenger.people.recovery.ownKey
  expect(key).toBeDefined()
  expect(linked.messenger.people.recovery.ownKey).toEqual(key)
  world.off(lost.devices[0]!)
  const { link } = expectOk(linked.messenger.inviteContact())
  const accepting = friend.devices[0]!.messenger.accept(link)
  await world.run(20_000)
  expectOk(await accepting)
  await world.run(20_000)
  world.off(linked)
  lost.devices.length = 0
  const empty = world.fromWords(lost)
  world.network.introduce(empty.device, friend.devices[0]!.device)
  await world.run(20_000)
  expect(friend.devices[0]!.messenger.knocks()).toMatchObject([{ kind: 'return', account: lost.account, state: 'waiting' }])
})
