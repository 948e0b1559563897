/** KEY-7: somebody was let in on one side of a cut while the other side took the ground from under it. He keeps the key he was given, for nothing new. */
import { beforeEach, describe, expect, it } from 'vitest'
import { openBlock, parseBlock } from '../../shared/feeds/block/index.ts'
import type { RoomId } from '../../shared/ids/index.ts'
import { Keyring } from '../../shared/messenger/room/keyring.ts'
import { historyOf } from '../../shared/rooms/governance/index.ts'
import type { StoredBlock } from '../../shared/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { roomOf } from '../harness/hostile-member.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

describe('a newcomer whose admission came to nothing', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let sis: Villager
  let kim: Villager
  let room: RoomId
  let invite: { readonly link: string; readonly invite: string }

  beforeEach(async () => {
    village = new Village()
    ;[mum, dad, sis, kim] = ['엄마', '아빠', '언니', '옆집'].map((name) => village.person(name)) as [Villager, Villager, Villager, Villager]
    for (const each of [dad, sis]) await village.pair(mum, each)
    room = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [dad.account, sis.account] }))
    await village.pass()
    invite = expectOk(mum.messenger.inviteToRoom(room))
    await village.pass()
  })

  /** Kim comes in at Dad's while Mum is cut off, meets Sis there, and reads what she says. */
  async function comesIn(meanwhile: () => void = () => undefined): Promise<void> {
    village.partition([mum], [sis], [dad, kim])
    const accepting = kim.messenger.accept(invite.link)
    await village.pass(60_000)
    expectOk(await accepting)
    // Sis hears of it before he knocks at her door, too.
    village.partition([mum], [dad, sis], [kim])
    await village.pass(20_000)
    meanwhile()
    village.partition([mum], [dad, sis, kim])
    await village.pass(20_000)
    expectOk(sis.messenger.send(room, ['어서 와요']))
    await village.pass()
    expect(textsOf(kim, room)).toEqual(['어서 와요'])
  }

  /** Both sides meet, and somebody speaks before anything else happens. */
  async function meetsAgain(): Promise<void> {
    village.network.heal()
    await village.pass(2000)
    expect(roomOf(mum, room).state.members.has(kim.account)).toBe(false)
    expect(roomOf(sis, room).state.members.has(kim.account)).toBe(false)
  }

  function lastBlockOf(writer: Villager, holder = writer): StoredBlock {
    const { store, key } = roomOf(holder, room).core
    const held = store.blocks.range(key, writer.messenger.me().device, 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    return held.filter(({ kind }) => kind === 1).at(-1)!
  }

  /** Whether anything on Kim's disk opens a block, were it handed to him. */
  function opensAtKims({ header, signature, body, device }: StoredBlock): boolean {
    const { core } = roomOf(kim, room)
    const block = expectOk(parseBlock(core.crypto, header, signature, body))
    const keyring = new Keyring(kim.store, core.crypto, core.key, core.id)
    expect(keyring.epochs().length).toBeGreaterThan(0)
    return keyring.epochs().some((epoch) => openBlock(core.crypto, keyring.full(epoch)!.feed(device), block).ok)
  }

  async function expectKimIsOut(): Promise<void> {
    const heard = textsOf(kim, room)
    for (const [at, writer] of [sis, mum].entries()) {
      const text = `이제 우리끼리 ${at}`
      expectOk(writer.messenger.send(room, [text]))
      const block = lastBlockOf(writer)
      expect(opensAtKims(block)).toBe(false)
      await village.pass(20_000)
      for (const who of [mum, sis]) expect(textsOf(who, room).at(-1)).toBe(text)
    }
    await village.pass(120_000)
    for (const writer of [sis, mum]) expect(opensAtKims(lastBlockOf(writer))).toBe(false)
    expect(textsOf(kim, room)).toEqual(heard)
  }

  const ways: readonly (readonly [string, () => void])[] = [
    ['the inviter was removed', () => expectOk(mum.messenger.act(room, { act: 'remove', account: dad.account }))],
    ['the inviter was made a guest', () => expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 1 }))],
    ['the inviter was made a reader', () => expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 0 }))],
    ['the invite was revoked', () => expectOk(mum.messenger.revokeInvite(room, invite.invite))],
  ]

  it.each(ways)('[KEY-7] because %s: the next word opens to nothing he has, and everybody else reads it', async (_why, act) => {
    await comesIn()
    expect(opensAtKims(lastBlockOf(sis))).toBe(true)
    act()
    await meetsAgain()
    await expectKimIsOut()
  })

  it.each(ways)('[KEY-5] [KEY-7] the same where another member granted him the key, because %s', async (_why, act) => {
    // Dad withholds the box, and Sis makes it good.
    const { acts } = roomOf(dad, room)
    acts.admit = (action) => acts.write([action])
    acts.grant = () => false
    await comesIn(() => {
      const { state, acts: hers } = roomOf(sis, room)
      expect(roomOf(sis, room).govern(() => hers.grant(kim.messenger.me().device, [state.epochs[0]!.id]))).toBe(true)
    })
    act()
    await meetsAgain()
    await expectKimIsOut()
  })

  it('[GOV-14] [KEY-7] the same where he was given a key of his own time', async () => {
    const { acts } = roomOf(mum, room)
    roomOf(mum, room).govern(() => expectOk(acts.write([{ type: 'set', key: 'history', value: 'none' }])))
    await village.pass()
    expect(historyOf(roomOf(dad, room).state.settings)).toBe('none')
    await comesIn()
    expectOk(mum.messenger.revokeInvite(room, invite.invite))
    await meetsAgain()
    await expectKimIsOut()
  })

  it('[KEY-6] [KEY-7] nobody needs to speak: an idle member changes the key, once', async () => {
    await comesIn()
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 0 }))
    await meetsAgain()
    await village.pass(60_000)
    const epochs = roomOf(mum, room).state.epochs.length
    expect(epochs).toBeGreaterThan(1)
    await village.pass(600_000)
    expectOk(mum.messenger.send(room, ['다들 안녕']))
    await village.pass()
    expect(opensAtKims(lastBlockOf(mum))).toBe(false)
    expect(roomOf(sis, room).state.epochs).toHaveLength(epochs)
    expect(textsOf(dad, room).at(-1)).toBe('다들 안녕')
  })

  it('[GOV-11] [KEY-7] knocks again with the revoked link in vain, and gets no key by asking', async () => {
    await comesIn()
    expectOk(mum.messenger.revokeInvite(room, invite.invite))
    await meetsAgain()
    const again = kim.messenger.accept(invite.link)
    await village.pass(120_000)
    expect((await again).ok).toBe(false)
    const { epochs } = roomOf(sis, room).state
    for (const who of [mum, sis, dad])
      expect(
        roomOf(who, room).acts.grant(
          kim.messenger.me().device,
          epochs.map(({ id }) => id),
        ),
      ).toBe(false)
    await expectKimIsOut()
    expect(roomOf(mum, room).state.members.has(kim.account)).toBe(false)
  })
})
