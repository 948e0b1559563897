/** GOV-7, OWN-9: a thief with one of two computers acts first; the twelve words, typed on the other, are believed over all he did. */
import { beforeEach, describe, expect, it } from 'vitest'
import { toHex, utf8 } from '../../../shared/codec/index.ts'
import { accountFromWords } from '../../../shared/identity/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'
import { link, restarted } from './linking-world.ts'

describe('a stolen computer', () => {
  let village: Village
  let mum: Villager
  let stolen: Villager
  let dad: Villager
  let direct: RoomId
  let home: RoomId

  const deviceOf = (who: Villager) => who.messenger.me().device
  const outsOf = (who: Villager) => who.messenger.linking.devices().flatMap(({ name, isRevoked }) => (isRevoked ? [name] : []))
  const membersOf = (who: Villager, room: RoomId) => [...(who.messenger.roomBook.byId(room)?.state.members.keys() ?? [])].toSorted()
  const byWords = (who: Villager, gone: readonly Villager[], since?: number) =>
    who.messenger.linking.revokeByWords({ words: mum.words ?? '', devices: gone.map(deviceOf), ...(since !== undefined && { since }) })

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    direct = await village.pair(mum, dad)
    home = expectOk(mum.messenger.createRoom({ name: '집', members: [dad.account] }))
    await village.pass()
    stolen = { ...(await link(village, mum)) }
    await village.pass(20_000)
    expectOk(stolen.messenger.send(home, ['도둑맞기 전']))
    await village.pass(20_000)
  })

  /** He takes out the honest computer and throws dad out. */
  async function theft(): Promise<void> {
    expectOk(stolen.messenger.linking.revoke(deviceOf(mum)))
    expectOk(stolen.messenger.act(home, { act: 'remove', account: dad.account }))
    expectOk(stolen.messenger.send(home, ['도둑의 말']))
    await village.pass(60_000)
    expect(mum.messenger.linking.isRevoked()).toBe(true)
    expect(dad.messenger.contacts()[0]?.devices).toContain(deviceOf(stolen))
    expect(dad.messenger.contacts()[0]?.devices).not.toContain(deviceOf(mum))
    expect(membersOf(stolen, home)).toEqual([mum.account])
  }

  async function expectHealed(): Promise<void> {
    expect(mum.messenger.linking.isRevoked()).toBe(false)
    expect(stolen.messenger.linking.isRevoked()).toBe(true)
    expect(outsOf(mum)).toEqual(['노트북'])
    expect(dad.messenger.contacts()[0]?.devices).toEqual([deviceOf(mum)])
    for (const who of [mum, dad]) expect(membersOf(who, home), who.name).toEqual([mum.account, dad.account].toSorted())
    expectOk(mum.messenger.send(home, ['나 돌아왔어']))
    await village.pass(60_000)
    expectOk(dad.messenger.send(home, ['다행이다']))
    expectOk(dad.messenger.send(direct, ['둘이서']))
    await village.pass(60_000)
    for (const who of [mum, dad]) expect(textsOf(who, home), who.name).toEqual(['도둑맞기 전', '나 돌아왔어', '다행이다'])
    expect(textsOf(mum, direct)).toContain('둘이서')
    for (const text of ['나 돌아왔어', '다행이다']) expect(textsOf(stolen, home)).not.toContain(text)
    expect(textsOf(stolen, direct)).not.toContain('둘이서')
  }

  it('[GOV-7] [OWN-9] that took out the other one, and people, is undone by the words on the one it took out', async () => {
    await theft()
    expectOk(byWords(mum, [stolen]))
    await village.pass(60_000)
    await expectHealed()
  })

  it('[OWN-9] and over a restart between', async () => {
    await theft()
    mum = { ...restarted(village, mum), words: mum.words ?? '' }
    await village.pass(20_000)
    expect(mum.messenger.linking.isRevoked()).toBe(true)
    expectOk(byWords(mum, [stolen]))
    mum = { ...restarted(village, mum), words: mum.words ?? '' }
    await village.pass(60_000)
    await expectHealed()
  })

  it('[OWN-9] brings back the other honest computers, and those it brought in go with it for good', async () => {
    const desk = await link(village, mum, '책상')
    const attic = await link(village, stolen, '다락')
    await village.pass(20_000)
    const told = mum.messenger.linking.devices().find(({ name }) => name === '노트북')
    expect(told?.brought).toEqual([deviceOf(attic)])
    expectOk(stolen.messenger.linking.revoke(deviceOf(desk)))
    await theft()
    expect(desk.messenger.linking.isRevoked()).toBe(true)
    expectOk(byWords(mum, [stolen]))
    await village.pass(120_000)
    expect(desk.messenger.linking.isRevoked()).toBe(false)
    expect(attic.messenger.linking.isRevoked()).toBe(true)
    expect(outsOf(mum).toSorted()).toEqual(['노트북', '다락'])
    expect(outsOf(desk).toSorted()).toEqual(['노트북', '다락'])
    expectOk(desk.messenger.send(home, ['책상에서']))
    await village.pass(60_000)
    for (const who of [mum, dad, desk]) expect(textsOf(who, home), who.name).toContain('책상에서')
    expect(dad.messenger.contacts()[0]?.devices.toSorted()).toEqual([deviceOf(mum), deviceOf(desk)].toSorted())
    expect(byWords(attic, [stolen])).toEqual({ ok: false, code: 'DEVICE_REVOKED' })
  })

  it('[GOV-7] [ENC-7] that brought the other one in takes nothing with it: whoever types the words has a chain of his own', async () => {
    expectOk(mum.messenger.linking.revoke(deviceOf(stolen)))
    expectOk(mum.messenger.act(home, { act: 'remove', account: dad.account }))
    await village.pass(60_000)
    expect(stolen.messenger.linking.isRevoked()).toBe(true)
    expectOk(stolen.messenger.linking.revokeByWords({ words: mum.words ?? '', devices: [deviceOf(mum)] }))
    await village.pass(60_000)
    expect([mum, stolen].map(({ messenger }) => messenger.linking.isRevoked())).toEqual([true, false])
    expect(dad.messenger.contacts()[0]?.devices).toEqual([deviceOf(stolen)])
    expect(membersOf(dad, home)).toEqual([mum.account, dad.account].toSorted())
    expectOk(stolen.messenger.send(home, ['이제 나뿐']))
    expectOk(dad.messenger.send(home, ['알겠어']))
    await village.pass(60_000)
    for (const who of [stolen, dad]) expect(new Set(textsOf(who, home).slice(-2)), who.name).toEqual(new Set(['알겠어', '이제 나뿐']))
    expect(textsOf(mum, home)).not.toContain('이제 나뿐')
    const later = expectOk(dad.messenger.createRoom({ name: '나중', members: [mum.account] }))
    await village.pass(60_000)
    expectOk(dad.messenger.send(later, ['보여요?']))
    await village.pass(60_000)
    expect(textsOf(stolen, later)).toEqual(['보여요?'])
    expect(mum.messenger.rooms().map(({ name }) => name)).not.toContain('나중')
  })

  it('[GOV-7] what it wrote since the theft is void, what was written before stays', async () => {
    village.clock.advance(3_600_000)
    const since = village.clock.now()
    await village.pass(60_000)
    expectOk(stolen.messenger.send(home, ['돈 좀 보내 줘']))
    await village.pass(20_000)
    const [own] = expectOk(mum.messenger.send(home, ['내가 쓴 말']))
    await village.pass(20_000)
    expectOk(stolen.messenger.delete(own!))
    await village.pass(20_000)
    expect(textsOf(dad, home)).toEqual(['도둑맞기 전', '돈 좀 보내 줘', undefined])
    expectOk(byWords(mum, [stolen], since))
    await village.pass(60_000)
    for (const who of [mum, dad]) expect(textsOf(who, home), who.name).toEqual(['도둑맞기 전', '내가 쓴 말'])
  })

  it('[OWN-9] without a time, and with a thief who did nothing yet, all it wrote stays', async () => {
    expectOk(byWords(mum, [stolen]))
    await village.pass(60_000)
    expect(stolen.messenger.linking.isRevoked()).toBe(true)
    expectOk(mum.messenger.send(home, ['없이']))
    await village.pass(60_000)
    for (const who of [mum, dad]) expect(textsOf(who, home), who.name).toEqual(['도둑맞기 전', '없이'])
    expect(textsOf(stolen, home)).toEqual(['도둑맞기 전'])
  })

  it('[OWN-9] a contact who was away hears of it from the heir, and of a device that has not heard yet believes nothing about it', async () => {
    const desk = await link(village, mum, '책상')
    await village.pass(20_000)
    village.partition([mum, stolen, desk], [dad])
    await theftApart(desk)
    // The desk takes mum for out, on the thief's word, and tells dad so.
    village.partition([mum], [desk, dad], [stolen])
    await village.pass(120_000)
    expect(dad.messenger.contacts()[0]?.devices).not.toContain(deviceOf(mum))
    expectOk(byWords(mum, [stolen]))
    village.partition([mum, dad], [desk], [stolen])
    await village.pass(120_000)
    expect(dad.messenger.contacts()[0]?.devices).toContain(deviceOf(mum))
    expect(dad.messenger.contacts()[0]?.devices).not.toContain(deviceOf(stolen))
    village.partition([desk, dad], [mum], [stolen])
    await village.pass(120_000)
    expect(dad.messenger.contacts()[0]?.devices).toContain(deviceOf(mum))
    village.network.heal()
    await village.pass(120_000)
    expect(outsOf(desk)).toEqual(['노트북'])
    expect(outsOf(mum)).toEqual(['노트북'])
  })

  async function theftApart(desk: Villager): Promise<void> {
    expectOk(stolen.messenger.linking.revoke(deviceOf(mum)))
    await village.pass(60_000)
    expect(desk.messenger.linking.devices().find(({ device }) => device === deviceOf(mum))?.isRevoked).toBe(true)
  }

  it('[OWN-9] one that was taken out rightly stays out', async () => {
    const old = await link(village, mum, '옛 컴퓨터')
    await village.pass(20_000)
    expectOk(stolen.messenger.linking.revoke(deviceOf(old)))
    await village.pass(60_000)
    village.clock.advance(86_400_000)
    await village.pass(20_000)
    await theft()
    expectOk(byWords(mum, [stolen]))
    await village.pass(120_000)
    expect(outsOf(mum).toSorted()).toEqual(['노트북', '옛 컴퓨터'])
    expect(old.messenger.linking.isRevoked()).toBe(true)
    expect(dad.messenger.contacts()[0]?.devices).toEqual([deviceOf(mum)])
  })

  it('[OWN-9] a device may take out the heir later on, and the thief may not', async () => {
    const desk = await link(village, mum, '책상')
    await village.pass(20_000)
    await theft()
    expectOk(byWords(mum, [stolen]))
    await village.pass(120_000)
    expect(stolen.messenger.linking.revoke(deviceOf(mum))).toEqual({ ok: false, code: 'DEVICE_REVOKED' })
    expectOk(desk.messenger.linking.revoke(deviceOf(mum)))
    await village.pass(120_000)
    expect(mum.messenger.linking.isRevoked()).toBe(true)
    expect(dad.messenger.contacts()[0]?.devices).toEqual([deviceOf(desk)])
  })

  it('refuses words that are none, or somebody else’s, and a device that is not there', async () => {
    const say = (words: string, gone: Villager) => mum.messenger.linking.revokeByWords({ words, devices: [deviceOf(gone)] })
    expect(say('아무 말이나', stolen)).toEqual({ ok: false, code: 'BAD_WORDS' })
    expect(say((mum.words ?? '').split(' ').toReversed().join(' '), stolen).ok).toBe(false)
    expect(say(dad.words ?? '', stolen)).toEqual({ ok: false, code: 'OTHER_WORDS' })
    expect(say(mum.words ?? '', dad)).toEqual({ ok: false, code: 'NO_DEVICE' })
    expect(say(mum.words ?? '', mum)).toEqual({ ok: false, code: 'FORBIDDEN' })
    expect(mum.messenger.linking.revokeByWords({ words: mum.words ?? '', devices: [] })).toEqual({ ok: false, code: 'NO_DEVICE' })
    await village.pass(60_000)
    expect(outsOf(mum)).toEqual([])
    expect(stolen.messenger.linking.isRevoked()).toBe(false)
    expect(mum.messenger.people.identity().card.revocations).toEqual([])
  })

  it('keeps nothing of the words: neither the seed nor a word is on the disk', async () => {
    expectOk(byWords(mum, [stolen]))
    await village.pass(20_000)
    const held = JSON.stringify(
      [...mum.store.values.list('own-devices'), ...mum.store.values.list('profile')].map(([, value]) => toHex(value)),
    )
    const { seed } = expectOk(accountFromWords(nodeCrypto(), mum.words ?? ''))
    expect(held).not.toContain(toHex(seed))
    for (const word of (mum.words ?? '').split(' ')) expect(held).not.toContain(toHex(utf8(word)))
  })
})
