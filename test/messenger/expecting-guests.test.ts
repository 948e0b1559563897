/** Until when a device expects invited strangers by way of relays (docs/spec/reach.md, RELAY-2), and who can let them in (REC-9). */
import { describe, expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager } from '../harness/village.ts'

const HOUR_MS = 3_600_000

describe('[RELAY-2] guests are expected', () => {
  const expectedBy = (village: Village, who: Villager) => village.network.guestsUntil(who.messenger.me().device)

  it('from the moment a contact link is handed out until it is used', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    expect(expectedBy(village, mum)).toBeUndefined()
    const now = village.clock.now()
    const { link } = expectOk(mum.messenger.inviteContact({ expiresInMs: HOUR_MS }))
    expect(expectedBy(village, mum)).toBe(now + HOUR_MS)
    void dad.messenger.accept(link)
    await village.pass()
    expect(expectOk(dad.messenger.directRoom(mum.account))).toBeDefined()
    expect(expectedBy(village, mum)).toBeUndefined()
    expect(expectedBy(village, dad)).toBeUndefined()
  })

  it('for the longest of several, and for none that is over', async () => {
    const village = new Village()
    const mum = village.person('엄마')
    const now = village.clock.now()
    expectOk(mum.messenger.inviteContact({ expiresInMs: 2 * HOUR_MS }))
    expectOk(mum.messenger.inviteContact({ expiresInMs: HOUR_MS }))
    expect(expectedBy(village, mum)).toBe(now + 2 * HOUR_MS)
    await village.pass(3 * HOUR_MS)
    expectOk(mum.messenger.inviteContact({ expiresInMs: HOUR_MS }))
    expect(expectedBy(village, mum)).toBe(village.clock.now() + HOUR_MS)
  })

  it('by each who may let somebody into a room, until the invitation is taken back; not by readers', async () => {
    const village = new Village()
    const [mum, dad, gran] = [village.person('엄마'), village.person('아빠'), village.person('할머니')]
    await village.pair(mum, dad)
    await village.pair(mum, gran)
    const room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account, gran.account] }))
    expectOk(mum.messenger.act(room, { act: 'role', account: gran.account, role: 0 }))
    await village.pass()
    const end = village.clock.now() + HOUR_MS
    const { invite } = expectOk(mum.messenger.inviteToRoom(room, { expiresInMs: HOUR_MS }))
    await village.pass()
    expect([mum, dad, gran].map((each) => expectedBy(village, each))).toEqual([end, end, undefined])
    expectOk(mum.messenger.revokeInvite(room, invite))
    await village.pass()
    expect([mum, dad, gran].map((each) => expectedBy(village, each))).toEqual([undefined, undefined, undefined])
  })

  it('where the door asks, by admins only', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    await village.pair(mum, dad)
    const room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
    await village.pass()
    const end = village.clock.now() + HOUR_MS
    expectOk(mum.messenger.inviteToRoom(room, { expiresInMs: HOUR_MS, ask: true }))
    await village.pass()
    expect([mum, dad].map((each) => expectedBy(village, each))).toEqual([end, undefined])
  })
})

describe('[REC-9] a carrier that is no member', () => {
  it('lets nobody in: who was invited waits beside it for a member, and then comes in', async () => {
    const village = new Village()
    const [mum, dad, box] = [village.person('엄마'), village.person('아빠'), village.person('집 상자')]
    await village.pair(mum, box)
    const room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [] }))
    expectOk(box.messenger.carrying.allow(mum.account))
    expectOk(mum.messenger.carrying.ask(room, box.account))
    await village.pass(20_000)
    const { link } = expectOk(mum.messenger.inviteToRoom(room))
    await village.pass()
    // It expects nobody either.
    expect(village.network.guestsUntil(box.messenger.me().device)).toBeUndefined()
    village.partition([dad, box], [mum])
    const accepting = dad.messenger.accept(link)
    await village.pass(30_000)
    expect(expectOk(await accepting)).toMatchObject({ state: 'asked' })
    expect(dad.messenger.rooms()).toEqual([])
    expect(box.messenger.knocks()).toEqual([])
    village.partition([dad, box, mum])
    await village.pass(30_000)
    expect(dad.messenger.rooms()).toMatchObject([{ room, state: 'open' }])
  })
})
