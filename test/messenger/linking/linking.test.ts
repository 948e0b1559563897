/** Linking a second computer, over real sessions: honest people first. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../../shared/ids/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'
import { EmptyComputer, link } from './linking-world.ts'

describe('a second computer', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let room: RoomId

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    room = await village.pair(mum, dad)
    expectOk(mum.messenger.send(room, ['밥 먹었어?']))
    await village.pass()
    expectOk(dad.messenger.send(room, ['아직']))
    await village.pass()
  })

  it('[LINK-2] both screens show the same six digits, whichever of the two shows the code', async () => {
    for (const isOldShowing of [true, false]) {
      const empty = new EmptyComputer(village, '새 컴퓨터')
      if (isOldShowing) expectOk(empty.desk.take(expectOk(mum.messenger.linking.show()).link ?? ''))
      else expectOk(mum.messenger.linking.take(expectOk(empty.desk.show()).link ?? ''))
      await village.pass()
      const [here, there] = [mum.messenger.linking.view(), empty.desk.view()]
      expect(here).toMatchObject({ state: 'comparing', name: '새 컴퓨터' })
      expect(here?.digits).toMatch(/^\d{6}$/u)
      expect(there).toMatchObject({ state: 'comparing', digits: here?.digits })
      expect(here?.link).toBeUndefined()
      mum.messenger.linking.cancel()
      await village.pass()
      expect(empty.desk.view()).toMatchObject({ state: 'ended', code: 'LINK_DIFFERENT' })
      empty.newcomer.stop()
    }
  })

  it('[LINK-4] [GOV-6] has the person’s account, contacts and rooms, and is rooted in them', async () => {
    const laptop = await link(village, mum)
    expect(laptop.account).toBe(mum.account)
    expect(laptop.messenger.me()).toMatchObject({ name: '엄마', wordsKept: false })
    await village.pass(20_000)
    expect(laptop.messenger.contacts()).toMatchObject([{ account: dad.account, name: '아빠', state: 'paired' }])
    expect(textsOf(laptop, room)).toEqual(['밥 먹었어?', '아직'])
    expectOk(laptop.messenger.send(room, ['노트북에서']))
    await village.pass()
    for (const each of [mum, dad]) expect(textsOf(each, room), each.name).toContain('노트북에서')
    expectOk(mum.messenger.send(room, ['컴퓨터에서']))
    await village.pass()
    expect(textsOf(laptop, room)).toContain('컴퓨터에서')
    expect(mum.messenger.linking.devices()).toMatchObject([{ isThis: true }, { isNew: false, isConnected: true, isRevoked: false }])
    expect(laptop.messenger.linking.devices()).toHaveLength(2)
    expect(laptop.messenger.rooms()).toHaveLength(1)
    expect(laptop.messenger.linking.progress()).toBeUndefined()
  })
})
