/** What follows a person from device to device (GOV-18): told by one, on the other a moment later, whoever was away meanwhile. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { staleIn } from '../../../shared/messenger/own-state/stale.ts'
import { link, restarted } from './linking-world.ts'

describe('what follows the person', () => {
  let village: Village
  let mum: Villager
  let laptop: Villager
  let dad: Villager
  let room: RoomId

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    room = await village.pair(mum, dad)
    expectOk(mum.messenger.renameContact(dad.account, '영수 씨'))
    expectOk(mum.messenger.verifyContact(dad.account, true))
    laptop = await link(village, mum)
    await village.pass(20_000)
  })

  const both = (): readonly Villager[] => [mum, laptop]
  const listed = (who: Villager) => who.messenger.rooms().find((each) => each.room === room)
  const selfRooms = (who: Villager) => who.messenger.linking.ownState.selfRooms.all()

  it('[GOV-18] a new device has contacts as they are called, marked and shut out', async () => {
    expect(laptop.messenger.contacts()).toMatchObject([{ name: '영수 씨', announcedName: '아빠', verified: true, blocked: false }])
    expectOk(laptop.messenger.blockContact(dad.account, true))
    await village.pass()
    expect(mum.messenger.contacts()).toMatchObject([{ blocked: true }])
    expectOk(mum.messenger.blockContact(dad.account, false))
    expectOk(mum.messenger.verifyContact(dad.account, false))
    await village.pass()
    expect(laptop.messenger.contacts()).toMatchObject([{ blocked: false, verified: false, name: '영수 씨' }])
  })

  it('[OWN-1] somebody met on one device is a contact on both, and either can be reached', async () => {
    const shop = village.person('가게')
    const withShop = await village.pair(laptop, shop)
    await village.pass(20_000)
    expect(mum.messenger.contacts().map(({ name }) => name)).toContain('가게')
    village.partition([mum, shop])
    expectOk(mum.messenger.send(withShop, ['컴퓨터에서']))
    await village.pass(20_000)
    expect(expectOk(shop.messenger.messages(withShop)).map(({ text }) => text)).toContain('컴퓨터에서')
  })

  it('[OWN-2] of two who changed the same thing while apart, both show what was chosen last; what each added, both have', async () => {
    village.partition([mum], [laptop])
    expectOk(mum.messenger.renameContact(dad.account, '먼저'))
    expectOk(mum.messenger.preferRoom(room, { pinned: true }))
    await village.pass()
    expectOk(laptop.messenger.renameContact(dad.account, '나중'))
    expectOk(laptop.messenger.changeSettings({ readReceipts: false, textSize: 150 }))
    await village.pass()
    village.network.heal()
    await village.pass(20_000)
    for (const each of both()) {
      expect(each.messenger.contacts(), each.name).toMatchObject([{ name: '나중' }])
      expect(listed(each)?.preferences, each.name).toMatchObject({ pinned: true })
      expect(each.messenger.settings().readReceipts, each.name).toBe(false)
    }
    // The screen is the device's.
    expect(mum.messenger.settings().textSize).toBe(100)
  })

  it('[OWN-3] reading on one device clears what is unread on the other, and never goes back', async () => {
    for (const text of ['하나', '둘', '셋']) expectOk(dad.messenger.send(room, [text]))
    await village.pass(20_000)
    for (const each of both()) expect(listed(each)?.unread, each.name).toBe(3)
    expectOk(laptop.messenger.markRead(room))
    await village.pass()
    for (const each of both()) expect(listed(each)?.unread, each.name).toBe(0)
    const [sent] = expectOk(dad.messenger.messages(room)).filter(({ text }) => text === '셋')
    expect(sent?.delivery.state).toBe('read')
    expectOk(dad.messenger.send(room, ['넷']))
    await village.pass()
    for (const each of both()) expect(listed(each)?.unread, each.name).toBe(1)
  })

  it('[OWN-3] what was typed and not sent waits on the other device, and is gone once it was sent', async () => {
    expectOk(mum.messenger.saveDraft(room, { text: '저녁에' }))
    await village.pass()
    expect(listed(laptop)?.draft).toMatchObject({ text: '저녁에' })
    expectOk(laptop.messenger.saveDraft(room, { text: '저녁에 만나' }))
    await village.pass()
    expect(listed(mum)?.draft).toMatchObject({ text: '저녁에 만나' })
    expectOk(mum.messenger.saveDraft(room, null))
    await village.pass()
    expect(listed(laptop)?.draft).toBeUndefined()
  })

  it('[OWN-3] letters typed within two seconds are one word to the other device', async () => {
    await village.pass(20_000)
    const count = () => selfRooms(mum)[0]?.chains.of(mum.messenger.me().device).height ?? 0
    const before = count()
    for (let at = 1; at <= 20; at++) {
      expectOk(mum.messenger.saveDraft(room, { text: '가'.repeat(at) }))
      await village.pass(RESOURCE.OWN_DRAFT_MS / 40)
    }
    await village.pass()
    expect(count() - before).toBeLessThanOrEqual(2)
    expect(listed(laptop)?.draft).toMatchObject({ text: '가'.repeat(20) })
  })

  it('[OWN-3] what is read within a second is one word to the other device', async () => {
    for (let at = 0; at < 10; at++) expectOk(dad.messenger.send(room, [`${at}`]))
    await village.pass(20_000)
    const count = () => selfRooms(mum)[0]?.chains.of(mum.messenger.me().device).height ?? 0
    const before = count()
    for (const { id } of expectOk(mum.messenger.messages(room))) {
      expectOk(mum.messenger.markRead(room, id as MessageId))
      await village.pass(RESOURCE.OWN_READ_MS / 20)
    }
    await village.pass()
    expect(count() - before).toBe(1)
    expect(listed(laptop)?.unread).toBe(0)
  })

  it('[OWN-4] what older segments say in vain is taken out a while later, and nothing that holds is', async () => {
    const third = await link(village, mum, '셋째')
    await village.pass(20_000)
    const [self] = selfRooms(mum)
    if (self === undefined) throw new Error('no self room')
    // The next word goes under another key, and so into another segment.
    expectOk(mum.messenger.linking.revoke(third.messenger.me().device))
    for (let at = 0; at < 260; at++) {
      expectOk(mum.messenger.renameContact(dad.account, `영수 ${at}`))
      mum.messenger.linking.ownState.flush()
    }
    expect(staleIn(self).size).toBeGreaterThan(0)
    await village.pass(RESOURCE.OWN_TIDY_MS + 5_000)
    expect(staleIn(self).size).toBe(0)
    await village.pass(20_000)
    const again = restarted(village, laptop)
    await village.pass(20_000)
    for (const each of [mum, again]) {
      expect(each.messenger.contacts(), each.name).toMatchObject([{ name: '영수 259', verified: true, announcedName: '아빠' }])
    }
    const fourth = await link(village, mum, '넷째')
    await village.pass(20_000)
    expect(fourth.messenger.contacts()).toMatchObject([{ name: '영수 259', verified: true }])
  })

  it('[OWN-5] survives a restart of either: nothing is told twice, nothing is forgotten', async () => {
    village.partition([mum], [laptop])
    expectOk(mum.messenger.renameContact(dad.account, '새 이름'))
    mum = restarted(village, mum)
    laptop = restarted(village, laptop)
    village.network.heal()
    await village.pass(20_000)
    expect(laptop.messenger.contacts()).toMatchObject([{ name: '새 이름' }])
    const heights = () => both().map((each) => selfRooms(each)[0]?.chains.of(each.messenger.me().device).height)
    const before = heights()
    mum = restarted(village, mum)
    await village.pass(20_000)
    expect(heights()).toEqual(before)
  })

  it('[OWN-4] two hundred reads leave about as much behind as ten', async () => {
    const bytes = (who: Villager): number => {
      const key = selfRooms(who)[0]?.core.key
      let sum = 0
      for (const part of who.store.usage()) for (const [each, { bytes: held }] of part) if (each === key) sum += held
      return sum
    }
    const read = async (times: number): Promise<void> => {
      for (let at = 0; at < times; at++) {
        expectOk(dad.messenger.send(room, [`${at}`]))
        await village.pass(100)
        expectOk(laptop.messenger.markRead(room))
        await village.pass(1_500)
      }
      await village.pass(60_000)
    }
    await read(10)
    const few = bytes(mum)
    await read(200)
    const many = bytes(mum)
    expect(many - few).toBeLessThan(16 * 1024)
  })

  it('[GOV-18] what is no item, of no source, or no room of this person’s own changes nothing', async () => {
    const [self] = selfRooms(laptop)
    if (self === undefined) throw new Error('no self room')
    const junk = [
      'contact/',
      `contact/${'0'.repeat(64)}`,
      'read/x',
      'setting/theme',
      'me/other',
      `prefs/@${'f'.repeat(64)}`,
      `given/${dad.account}`,
    ]
    const { itemAmendment, itemSalt } = await import('../../../shared/messenger/own-state/item.ts')
    const { nodeCrypto } = await import('../../../src-main/engine/crypto/index.ts')
    const crypto = nodeCrypto()
    for (const [at, name] of junk.entries()) {
      const message = self.segments.messageIdOf(self.core.account)(itemSalt(crypto, name))
      const amendment = itemAmendment(crypto, message, { name, value: new Uint8Array(40).fill(0xff) }, [village.clock.now() + at, 0])
      if (amendment !== undefined) expectOk(self.note([amendment]))
    }
    await village.pass()
    expect(mum.messenger.contacts()).toMatchObject([{ name: '영수 씨', verified: true }])
    expect(mum.messenger.rooms()).toHaveLength(1)
    expect(mum.messenger.settings().theme).toBe('system')
  })
})
