import { describe, expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, textsOf } from '../harness/village.ts'

describe('a newcomer to a room that has changed its key several times', () => {
  it('[GOV-14] [SYNC-13] reads from the current epoch on, and blames nobody for older ones it has no key of', async () => {
    const village = new Village()
    const [mum, dad, shop, child] = [village.person('엄마'), village.person('아빠'), village.person('치킨집'), village.person('아이')]
    for (const each of [dad, shop, child]) await village.pair(mum, each)
    const room = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [dad.account, shop.account] }))
    await village.pass()
    for (const act of ['remove', 'add', 'remove'] as const) {
      for (const who of [mum, dad]) expectOk(who.messenger.send(room, ['예전 이야기', '그 다음 이야기']))
      await village.pass()
      expectOk(mum.messenger.act(room, { act, account: shop.account }))
      await village.pass()
    }
    expectOk(mum.messenger.send(room, ['오늘 이야기']))
    expectOk(mum.messenger.act(room, { act: 'add', account: child.account }))
    await village.pass(60_000)
    expect(textsOf(child, room)).toEqual(['오늘 이야기'])
    expect(child.messenger.status().refusals).not.toHaveProperty('BAD_CHAIN')
    expectOk(mum.messenger.send(room, ['어서 와']))
    await village.pass()
    expect(textsOf(child, room)).toEqual(['오늘 이야기', '어서 와'])
  })
})
