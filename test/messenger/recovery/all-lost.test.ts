/** A person loses every device and types the words on an empty computer: what comes back by one contact's yes, and what does not without it. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../../shared/ids/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { type SimDevice, type SimPerson, World } from '../../harness/sim/world.ts'

describe('a person whose devices are all lost', () => {
  let world: World
  let lost: SimPerson
  let friend: SimDevice
  let aunt: SimDevice
  let direct: RoomId
  let group: RoomId

  /** An empty computer with the words, which has met the friend and asked. */
  const atFriends = async (): Promise<SimDevice> => {
    const empty = world.fromWords(lost)
    world.network.introduce(empty.device, friend.device)
    await world.run(20_000)
    return empty
  }
  const answer = async (isYes: boolean): Promise<void> => {
    expectOk(await friend.messenger.answerKnock(friend.messenger.knocks()[0]!.id, isYes))
  }

  beforeEach(async () => {
    world = new World('all lost')
    lost = world.person()
    const [one, other] = [world.person(), world.person()]
    await world.pair(lost, one)
    await world.pair(one, other)
    await world.pair(lost, other)
    ;[friend, aunt] = [first(one), first(other)]
    direct = expectOk(friend.messenger.directRoom(lost.account))
    group = expectOk(friend.messenger.createRoom({ name: '가족', members: [lost.account, other.account] }))
    await world.run(10_000)
    expectOk(first(lost).messenger.send(direct, ['내가 쓴 말']))
    expectOk(aunt.messenger.send(group, ['모두에게']))
    await world.run(10_000)
  })

  it('[RECV-2, RECV-3] nothing is said or given before the yes', async () => {
    const empty = await atFriends()
    expect(friend.messenger.knocks()).toMatchObject([{ kind: 'return', direction: 'in', state: 'waiting', account: lost.account }])
    expect([empty.messenger.rooms(), empty.messenger.contacts()]).toEqual([[], []])
    expect(friend.messenger.status().peers.some(({ device, account }) => device === empty.device && account !== undefined)).toBe(false)
    await answer(false)
    await world.run(60_000)
    world.network.introduce(empty.device, friend.device)
    await world.run(20_000)
    expect([empty.messenger.rooms(), empty.messenger.contacts()]).toEqual([[], []])
  })

  it('[RECV-4, RECV-5, GOV-20] one yes brings back the contact, both rooms, what was said, and others in them', async () => {
    const empty = await atFriends()
    await answer(true)
    world.network.introduce(empty.device, friend.device)
    await world.run(60_000)
    expect(empty.messenger.contacts().find(({ account }) => account === friend.person.account)).toMatchObject({
      state: 'paired',
      verified: false,
    })
    // RECV-11: who was left with the friend is known by name, asked by itself, and no contact before her own yes.
    expect(empty.messenger.contacts().find(({ account }) => account === aunt.person.account)).toMatchObject({ state: 'asked' })
    expect(aunt.messenger.knocks()).toMatchObject([{ kind: 'return', direction: 'in', state: 'waiting' }])
    expect(roomsOf(empty)).toEqual([direct, group].toSorted())
    expect(textsIn(empty, direct)).toContain('내가 쓴 말')
    expect(textsIn(empty, group)).toContain('모두에게')
    // P2 and P7: everybody sees one room, and the two talk on.
    expectOk(empty.messenger.send(group, ['다시 왔어요']))
    await world.run(30_000)
    for (const device of [friend, aunt]) expect(textsIn(device, group)).toContain('다시 왔어요')
    const states = [empty, friend, aunt].map((device) =>
      [...device.messenger.roomBook.byId(group)!.state.devices.values()]
        .filter(({ live }) => live)
        .map(({ device: id }) => id)
        .toSorted(),
    )
    expect(states[1]).toEqual(states[0])
    expect(states[2]).toEqual(states[0])
    expect(states[0]).toContain(empty.device)
  })

  it('[RECV-6, OWN-8] the restored computer sees the lost one, unapproved, and takes it out of every room', async () => {
    const [gone] = lost.devices
    const empty = await atFriends()
    await answer(true)
    await world.run(60_000)
    expect(empty.messenger.linking.devices()).toMatchObject([
      { device: empty.device, isThis: true },
      { device: gone!.device, isNew: true },
    ])
    expectOk(empty.messenger.linking.revoke(gone!.device))
    await world.run(30_000)
    for (const room of [direct, group]) {
      expect(friend.messenger.roomBook.byId(room)!.state.devices.get(gone!.device)).toMatchObject({ dropped: true, live: false })
      expect(friend.messenger.roomBook.byId(room)!.state.devices.get(empty.device)).toMatchObject({ live: true })
    }
  })

  it('[RECV-6, KEY-9] a thief with the words whom a contact let in is seen by the device that was not lost, and taken out', async () => {
    const [kept] = lost.devices
    const thief = await atFriends()
    await answer(true)
    await world.run(60_000)
    world.network.unplug(thief.device)
    world.on(kept!)
    await world.run(60_000)
    expect(kept!.messenger.linking.devices().find(({ device }) => device === thief.device)).toMatchObject({ isNew: true })
    expectOk(kept!.messenger.linking.revoke(thief.device))
    await world.run(30_000)
    expect(friend.messenger.roomBook.byId(group)!.state.devices.get(thief.device)).toMatchObject({ dropped: true, live: false })
    expect(friend.messenger.people.recovery.returned(lost.account)).toEqual([])
  })

  it('[RECV-4] a yes outlasts a restart of both, and is said again until it was heard', async () => {
    const empty = await atFriends()
    world.network.cutAll()
    world.off(empty)
    await answer(true)
    await world.run(10_000)
    world.restart(friend)
    world.on(empty)
    world.network.introduce(empty.device, friend.device)
    await world.run(60_000)
    expect(roomsOf(empty)).toEqual([direct, group].toSorted())
  })
})

function first(person: SimPerson): SimDevice {
  const [device] = person.devices
  if (device === undefined) throw new Error('no device')
  return device
}

function textsIn(device: SimDevice, room: RoomId): readonly (string | undefined)[] {
  return expectOk(device.messenger.messages(room, { limit: 50 })).map(({ text }) => text)
}

function roomsOf(device: SimDevice): readonly RoomId[] {
  return device.messenger
    .rooms()
    .map(({ room }) => room)
    .toSorted()
}
