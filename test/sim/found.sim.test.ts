/** Faults the simulation found, each told as the shortest story that shows it. */
import { describe, expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { disagreement, messagesOf, roomOf } from '../harness/sim/agreement.ts'
import { World } from '../harness/sim/world.ts'

const YEAR_MS = 365 * 86_400_000

describe('what the simulation found', () => {
  it('[MSG-3] keeps a message that its device edits twice, and its tombstone when it is deleted then', async () => {
    const world = new World('two edits')
    const [mum, dad] = [world.person(), world.person()]
    await world.pair(mum, dad)
    const [a, b] = [mum.devices[0]!, dad.devices[0]!]
    const { room } = a.messenger.rooms()[0]!
    const [id] = expectOk(a.messenger.send(room, ['one']))
    expectOk(a.messenger.edit(id!, 'two'))
    expectOk(a.messenger.edit(id!, 'three'))
    await world.run(2000)
    for (const device of [a, b]) expect(messagesOf(device, room)).toMatchObject([{ id, text: 'three' }])
    expectOk(a.messenger.delete(id!))
    await world.run(2000)
    for (const device of [a, b]) expect(messagesOf(device, room)).toMatchObject([{ id, text: undefined, deleted: true }])
    expect(disagreement(world)).toBeUndefined()
  })

  it('[GOV-2] brings a second device into a room that the first is let into later', async () => {
    const world = new World('late room')
    const [mum, dad] = [world.person(), world.person()]
    await world.pair(mum, dad)
    const second = await world.secondDevice(mum)
    // Dad knows the card of before, and the two devices stay connected all the while.
    const room = expectOk(dad.devices[0]!.messenger.createRoom({ name: 'late' }))
    const { link } = expectOk(dad.devices[0]!.messenger.inviteToRoom(room))
    void mum.devices[0]!.messenger.accept(link)
    await world.run(5000)
    expect(second.messenger.rooms().map((each) => each.room)).toContain(room)
    expectOk(second.messenger.send(room, ['from the other one']))
    await world.run(5000)
    expect(messagesOf(dad.devices[0]!, room)).toMatchObject([{ text: 'from the other one' }])
    expect(disagreement(world)).toBeUndefined()
  })

  it('[KEY-5] gives the other device of somebody who comes back its keys too', async () => {
    const world = new World('coming back')
    const [mum, dad] = [world.person(), world.person()]
    await world.pair(mum, dad)
    await world.secondDevice(dad)
    const [host, guest, other] = [mum.devices[0]!, dad.devices[0]!, dad.devices[1]!]
    const room = expectOk(host.messenger.createRoom({ name: 'door', members: [dad.account] }))
    await world.run(2000)
    expectOk(guest.messenger.leave(room))
    await world.run(2000)
    expectOk(host.messenger.send(room, ['under a key of mine']))
    await world.run(2000)
    void guest.messenger.accept(expectOk(host.messenger.inviteToRoom(room)).link)
    await world.run(60_000)
    expectOk(other.messenger.send(room, ['back']))
    await world.run(2000)
    expect(messagesOf(host, room).map(({ text }) => text)).toEqual(['under a key of mine', 'back'])
    expect(disagreement(world)).toBeUndefined()
  })

  it("[KEY-6] [P11] gives two who were let in at once each other's keys, however wrong the clocks are", async () => {
    for (const skew of [-YEAR_MS, 0, YEAR_MS]) {
      const world = new World(`let in at once ${skew}`)
      const [mum, dad, one, two] = [world.person(), world.person(), world.person(), world.person()]
      await world.pair(mum, dad)
      await world.pair(mum, one)
      await world.pair(dad, two)
      const [a, b] = [mum.devices[0]!, dad.devices[0]!]
      const room = expectOk(a.messenger.createRoom({ name: 'two doors', members: [dad.account] }))
      expectOk(a.messenger.act(room, { act: 'role', account: dad.account, role: 3 }))
      roomOf(a, room)!.act([{ type: 'set', key: 'history', value: 'none' }])
      await world.run(3000)
      world.skew(a, skew)
      world.network.partition([a.device, one.devices[0]!.device], [b.device, two.devices[0]!.device])
      expectOk(a.messenger.act(room, { act: 'add', account: one.account }))
      expectOk(b.messenger.act(room, { act: 'add', account: two.account }))
      await world.run(3000)
      world.network.heal()
      await world.run(60_000)
      expect(disagreement(world)).toBeUndefined()
      expectOk(one.devices[0]!.messenger.send(room, ['hello']))
      await world.run(10_000)
      for (const device of world.devices) expect(messagesOf(device, room)).toMatchObject([{ text: 'hello' }])
    }
  })

  it('[SNAP-1] [FEED-10] writes no snapshot of what a cut has set aside in the meantime', async () => {
    const world = new World('cut before compacting')
    const [mum, dad] = [world.person(), world.person()]
    await world.pair(mum, dad)
    const [a, b] = [mum.devices[0]!, dad.devices[0]!]
    const room = expectOk(a.messenger.createRoom({ name: 'cut', members: [dad.account] }))
    await world.run(3000)
    world.network.partition([a.device], [b.device])
    for (let at = 0; at < 201; at++) expectOk(b.messenger.send(room, [`${at}`]))
    expectOk(a.messenger.act(room, { act: 'remove', account: dad.account }))
    // Governance comes between the last text and the compaction it makes due.
    world.network.heal()
    for (let at = 0; at < 40; at++) {
      b.messenger.send(room, [`late ${at}`])
      await world.run(20)
    }
    await world.run(60_000)
    expect(messagesOf(a, room)).toEqual([])
    expect(b.messenger.rooms().find((each) => each.room === room)?.state).toBe('removed')
  })

  it('[P1] [DEL-1] [FEED-10] shows the same whether a cut or the snapshot it excludes came first', async () => {
    const world = new World('a hole')
    const [mum, dad, shop] = [world.person(), world.person(), world.person()]
    await world.pair(mum, dad)
    await world.pair(mum, shop)
    await world.pair(dad, shop)
    const [a, b, c] = [mum.devices[0]!, dad.devices[0]!, shop.devices[0]!]
    const room = expectOk(a.messenger.createRoom({ name: 'hole', members: [dad.account, shop.account] }))
    await world.run(3000)
    const [id] = expectOk(c.messenger.send(room, ['said and taken back']))
    await world.run(3000)
    world.network.partition([a.device], [b.device, c.device])
    expectOk(c.messenger.delete(id!))
    await world.run(3000)
    expectOk(a.messenger.act(room, { act: 'remove', account: shop.account }))
    world.network.heal()
    await world.run(120_000)
    expect(messagesOf(b, room)).toEqual(messagesOf(a, room))
  })
})
