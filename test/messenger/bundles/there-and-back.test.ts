import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { bundleOf, readBundle } from '../../harness/bundles.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, seenBy, textsOf } from '../../harness/village.ts'

describe('two people whom nothing connects any more', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let room: RoomId

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    room = await village.pair(mum, dad)
    await village.pass()
    expectOk(mum.messenger.send(room, ['저녁 같이 먹어요']))
    await village.pass()
    village.partition([mum], [dad])
    await village.pass()
  })

  const say = (who: Villager, text: string): MessageId => {
    const [id] = expectOk(who.messenger.send(room, [text]))
    if (id === undefined) throw new Error('one was sent')
    return id
  }
  const delivery = (id: MessageId) => expectOk(mum.messenger.message(id)).delivery

  it('[BNDL-2] hear each other by a file, and the acknowledgement comes back by another', async () => {
    const id = say(mum, 'USB로 보내요')
    const there = bundleOf(mum, { target: { to: 'contact', account: dad.account } })
    expect(there).toHaveLength(1)
    const { summary } = readBundle(dad, there)
    expect(summary).toMatchObject({ messages: 1, strange: 0, damaged: 0, cut: 0, waiting: 0, refused: {} })
    expect(summary.rooms).toMatchObject([{ room, name: '엄마', messages: 1, hasAnswer: true }])
    expect(textsOf(dad, room)).toEqual(['저녁 같이 먹어요', 'USB로 보내요'])
    expect(delivery(id)).toMatchObject({ state: 'queued' })

    expectOk(dad.messenger.markRead(room))
    await village.pass()
    const back = bundleOf(dad, { target: { to: 'contact', account: mum.account } })
    expect(readBundle(mum, back).summary).toMatchObject({ acknowledged: 2, messages: 0 })
    expect(delivery(id)).toMatchObject({ state: 'read', delivered: 1, read: 1 })
  })

  it('[BNDL-9] says of a message that it is on its way by hand, until it is delivered, and counts it as held by nobody', async () => {
    const id = say(mum, 'USB로 보내요')
    expect(delivery(id)).not.toHaveProperty('bundled')
    const there = bundleOf(mum, { target: { to: 'contact', account: dad.account } })
    expect(delivery(id)).toMatchObject({ state: 'queued', holders: 0, bundled: village.clock.now(), waitingFor: [{ name: '아빠' }] })
    expect(expectOk(mum.messenger.trail(id))).toMatchObject({ state: 'queued', holders: [], bundled: village.clock.now() })
    expect(mum.messenger.status().queued).toBe(1)
    readBundle(dad, there)
    await village.pass()
    readBundle(mum, bundleOf(dad, { target: { to: 'all' } }))
    expect(delivery(id)).not.toHaveProperty('bundled')
    expect(expectOk(mum.messenger.trail(id))).not.toHaveProperty('bundled')
  })

  it('[BNDL-9] a bundle that did not get to where it was to go leaves no note', () => {
    const id = say(mum, 'USB로 보내요')
    const writing = expectOk(mum.messenger.bundles.write({ target: { to: 'room', room } }))
    while (writing.next().done !== true);
    expect(delivery(id)).not.toHaveProperty('bundled')
  })

  it('[BNDL-2] carry edits, deletions and reactions', async () => {
    const edited = say(mum, '여섯 시')
    const gone = say(mum, '비밀')
    readBundle(dad, bundleOf(mum, { target: { to: 'room', room } }))
    expectOk(mum.messenger.edit(edited, '일곱 시'))
    expectOk(mum.messenger.delete(gone))
    expectOk(dad.messenger.react(edited, '👍', true))
    readBundle(dad, bundleOf(mum, { target: { to: 'room', room } }))
    readBundle(mum, bundleOf(dad, { target: { to: 'room', room } }))
    for (const who of [mum, dad]) {
      expect(textsOf(who, room)).toEqual(['저녁 같이 먹어요', '일곱 시', undefined])
      expect(seenBy(who, room).find(({ id }) => id === edited)?.reactions).toMatchObject([{ emoji: '👍', accounts: [dad.account] }])
    }
  })

  it('[BNDL-2] reading again, or in another order, changes nothing', () => {
    say(mum, '하나')
    const first = bundleOf(mum, { target: { to: 'room', room } })
    say(mum, '둘')
    const second = bundleOf(mum, { target: { to: 'room', room } })
    readBundle(dad, [...second, ...first])
    const seen = seenBy(dad, room)
    expect(seen.map(({ text }) => text)).toEqual(['저녁 같이 먹어요', '하나', '둘'])
    expect(readBundle(dad, [...first, ...second, ...first]).summary).toMatchObject({ messages: 0, damaged: 0, waiting: 0, refused: {} })
    expect(seenBy(dad, room)).toEqual(seen)
  })

  it('[BNDL-3] has what he is not known to hold, and with a time all from then on', async () => {
    const total = () => bundleWrites(mum, {})
    expect(total()).toBe(0)
    say(mum, '하나')
    expect(total()).toBe(1)
    expect(bundleWrites(mum, { since: 0 })).toBeGreaterThan(1)
    expect(bundleWrites(mum, { since: village.clock.now() + 1 })).toBe(0)
  })

  const bundleWrites = (who: Villager, more: { readonly since?: number }): number => {
    const writing = expectOk(who.messenger.bundles.write({ target: { to: 'room', room }, ...more }))
    while (writing.next().done !== true);
    return writing.rooms().reduce((sum, each) => sum + each.blocks, 0)
  }

  it('[BNDL-4] a room he has never heard of comes with it', () => {
    const family = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
    expectOk(mum.messenger.send(family, ['새 방이에요']))
    expect(dad.messenger.rooms().some((each) => each.room === family)).toBe(false)
    const { summary } = readBundle(dad, bundleOf(mum, { target: { to: 'contact', account: dad.account } }))
    expect(summary).toMatchObject({ messages: 1, strange: 0, cut: 0, refused: {} })
    expect(textsOf(dad, family)).toEqual(['새 방이에요'])
    expect(dad.messenger.rooms().find((each) => each.room === family)).toMatchObject({ name: '우리 집', state: 'open' })
  })

  it('[BNDL-1] what finds it learns nothing but how long it is, and who is in one room nothing of the other', async () => {
    const shop = village.person('치킨집')
    await village.pair(mum, shop)
    say(mum, '비밀')
    const [file = new Uint8Array(0)] = bundleOf(mum, { target: { to: 'contact', account: dad.account } })
    expect((file.length - 8) % 65_536).toBe(0)
    const { summary } = readBundle(shop, [file])
    expect(summary).toMatchObject({ rooms: [], messages: 0, strange: (file.length - 8) / 65_536 })
    expect(shop.messenger.rooms().some((each) => each.room === room)).toBe(false)
  })

  it('refuses what there is nothing of', () => {
    expect(mum.messenger.bundles.write({ target: { to: 'room', room: '00'.repeat(32) as RoomId } })).toMatchObject({ code: 'NO_ROOM' })
    expectOk(mum.messenger.blockContact(dad.account, true))
    expect(mum.messenger.bundles.write({ target: { to: 'contact', account: dad.account } })).toMatchObject({ code: 'BLOCKED' })
    const alone = village.person('혼자')
    expect(alone.messenger.bundles.write({ target: { to: 'all' } })).toMatchObject({ code: 'NOTHING' })
  })
})
