import { beforeEach, describe, expect, it } from 'vitest'
import { parseLink } from '../../shared/contacts/index.ts'
import type { RoomId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

describe('a link into a room', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let room: RoomId

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    room = expectOk(mum.messenger.createRoom({ name: '우리 동네' }))
    await village.pass()
  })

  it('[GOV-13] between contacts who are connected it is answered within a second, with the room and its inviter', async () => {
    await village.pair(mum, dad)
    const { link } = expectOk(mum.messenger.inviteToRoom(room))
    await village.pass(1000)
    const accepting = dad.messenger.accept(link)
    await village.pass(1000)
    expect(expectOk(await accepting)).toMatchObject({
      state: 'done',
      room,
      contact: { account: mum.account, name: '엄마' },
      inviter: { account: mum.account, name: '엄마' },
    })
    expectOk(dad.messenger.send(room, ['저 왔어요']))
    await village.pass(1000)
    expect(textsOf(mum, room)).toEqual(['저 왔어요'])
  })

  it('[GOV-13] a stranger is answered as soon, learns who invited him from the room, and stays connected', async () => {
    const { link } = expectOk(mum.messenger.inviteToRoom(room))
    const accepting = dad.messenger.accept(link)
    await village.pass(3000)
    const accepted = expectOk(await accepting)
    expect(accepted).toEqual({ state: 'done', room, inviter: { account: mum.account, name: '엄마' } })
    expect(dad.messenger.contacts()).toEqual([])
    await village.pass(60_000)
    expect(dad.messenger.status().peers.map(({ device }) => device)).toEqual([mum.messenger.me().device])
  })

  it('[GOV-13] opens at any member it names while its maker is off', async () => {
    await village.pair(mum, dad)
    const aunt = village.person('이모')
    expectOk(mum.messenger.act(room, { act: 'add', account: dad.account }))
    await village.pass(2000)
    const { link } = expectOk(mum.messenger.inviteToRoom(room))
    const parsed = expectOk(parseLink(link, village.clock.now()))
    expect(parsed.type === 'room' && parsed.invite.hosts.map(({ device }) => device)).toEqual([
      mum.messenger.me().device,
      dad.messenger.me().device,
    ])
    await village.pass(2000)
    village.partition([mum], [dad, aunt])
    const accepting = aunt.messenger.accept(link)
    await village.pass(3000)
    expect(expectOk(await accepting)).toMatchObject({ state: 'done', room })
  })

  it('[GOV-13] is listed while it lets somebody in', async () => {
    await village.pair(mum, dad)
    const once = expectOk(mum.messenger.inviteToRoom(room, { uses: 1 }))
    const twice = expectOk(mum.messenger.inviteToRoom(room, { uses: 2, expiresInMs: 60_000, ask: true }))
    const by = { account: mum.account, name: '엄마' }
    expect(expectOk(mum.messenger.invites(room))).toEqual([
      { invite: twice.invite, by, role: 2, uses: 0, max: 2, expires: expect.any(Number), ask: true },
      { invite: once.invite, by, role: 2, uses: 0, max: 1, expires: expect.any(Number), ask: false },
    ])
    const accepting = dad.messenger.accept(once.link)
    await village.pass(2000)
    expectOk(await accepting)
    expect(expectOk(mum.messenger.invites(room)).map(({ invite }) => invite)).toEqual([twice.invite])
    expectOk(mum.messenger.revokeInvite(room, twice.invite))
    expect(expectOk(mum.messenger.invites(room))).toEqual([])
    expect(mum.messenger.invites('00'.repeat(32) as RoomId)).toEqual({ ok: false, code: 'NO_ROOM' })
  })
})
