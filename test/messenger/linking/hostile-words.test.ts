/** GOV-7, OWN-9 against those who would use them: who has only the words, who has only a device, who has both, and who repeats what was said. */
import { beforeEach, describe, expect, it } from 'vitest'
import { systemRng } from '../../../shared/crypto/index.ts'
import { type Revocation, accountFromWords, issueRevocation } from '../../../shared/identity/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { encodePeerCard, restoreIdentity } from '../../../shared/messenger/people/index.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'
import { stranger } from '../people/town.ts'
import { link, started } from './linking-world.ts'

const crypto = nodeCrypto()

describe('whoever is no honest heir', () => {
  let village: Village
  let mum: Villager
  let laptop: Villager
  let dad: Villager
  let home: RoomId

  const deviceOf = (who: Villager) => who.messenger.me().device
  const isOut = (at: Villager, who: Villager) =>
    at.messenger.linking.devices().find(({ device }) => device === deviceOf(who))?.isRevoked === true
  const mums = (at: Villager) => at.messenger.contacts().find(({ account }) => account === mum.account)?.devices ?? []
  const byWords = (who: Villager, gone: Villager) =>
    who.messenger.linking.revokeByWords({ words: mum.words ?? '', devices: [deviceOf(gone)] })
  const revocation = (gone: Villager, heir: Villager, n: number): Revocation => {
    const { account, seed } = expectOk(accountFromWords(crypto, mum.words ?? ''))
    return issueRevocation(crypto, { account, device: deviceOf(gone), n, issued: 1, heir: deviceOf(heir) }, seed)
  }
  /** What somebody shows in IDENT, to an own device or a contact. */
  const shows = (who: Villager, at: Villager, revocations: readonly Revocation[]) => {
    const card = { ...who.messenger.people.approvedCard(), revocations }
    return at.messenger.people.identify(stranger(deviceOf(who)), encodePeerCard(card, { name: '엄마' }), [])
  }

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    await village.pair(mum, dad)
    home = expectOk(mum.messenger.createRoom({ name: '집', members: [dad.account] }))
    laptop = await link(village, mum)
    await village.pass(20_000)
  })

  it('[GOV-6] [GOV-7] with the words alone revokes nobody: not here, not at contacts, not in rooms', async () => {
    const store = memoryStore()
    const { clock } = village
    const options = { name: '도둑', language: 'ko', words: mum.words ?? '' } as const
    expectOk(restoreIdentity({ store, crypto, rng: systemRng(), clock }, options))
    const thief = started(village, '도둑', store)
    village.network.introduce(deviceOf(thief), deviceOf(mum))
    village.network.introduce(deviceOf(thief), deviceOf(laptop))
    await village.pass(60_000)
    expect(thief.messenger.linking.devices().map(({ device }) => device)).toContain(deviceOf(mum))
    expectOk(byWords(thief, mum))
    await village.pass(60_000)
    const gone = revocation(mum, thief, 1)
    for (const at of [laptop, dad]) shows(thief, at, [gone])
    await village.pass(60_000)
    for (const at of [mum, laptop]) expect(isOut(at, mum), at.name).toBe(false)
    expect(mums(dad)).toContain(deviceOf(mum))
    expect(dad.messenger.roomBook.byId(home)?.state.devices.get(deviceOf(mum))?.live).toBe(true)
    expectOk(mum.messenger.send(home, ['나는 그대로']))
    await village.pass(20_000)
    expect(textsOf(dad, home)).toEqual(['나는 그대로'])
  })

  it('[ENC-7] [GOV-7] forges no heir: what the account did not sign is nothing', () => {
    const real = revocation(laptop, mum, 1)
    const forged = { ...real, signature: revocation(mum, laptop, 1).signature }
    shows(mum, dad, [forged])
    shows(mum, laptop, [forged])
    expect(mums(dad)).toHaveLength(2)
    expect(laptop.messenger.linking.isRevoked()).toBe(false)
  })

  it('[OWN-9] repeats an older word in vain, and with the words too cannot speak after a higher number', async () => {
    expectOk(byWords(laptop, mum))
    await village.pass(60_000)
    const [old] = laptop.messenger.people.identity().card.revocations
    if (old === undefined) throw new Error('said')
    expect(mums(dad)).toEqual([deviceOf(laptop)])
    expect(mum.messenger.linking.isRevoked()).toBe(true)
    expectOk(byWords(mum, laptop))
    await village.pass(60_000)
    expect(mum.messenger.linking.isRevoked()).toBe(false)
    expect(mums(dad)).toEqual([deviceOf(mum)])
    shows(laptop, dad, [old])
    shows(laptop, mum, [old])
    await village.pass(20_000)
    expect(mums(dad)).toEqual([deviceOf(mum)])
    expect(mum.messenger.linking.isRevoked()).toBe(false)
    expectOk(mum.messenger.send(home, ['더 새로운 말']))
    await village.pass(20_000)
    expect(textsOf(dad, home)).toContain('더 새로운 말')
  })

  it('[OWN-9] with the highest number there is ends nobody’s process, and the words still answer', async () => {
    expectOk(byWords(laptop, mum))
    await village.pass(60_000)
    shows(laptop, mum, [revocation(mum, laptop, Number.MAX_SAFE_INTEGER)])
    expect(mum.messenger.linking.isRevoked()).toBe(true)
    expectOk(byWords(mum, laptop))
    await village.pass(60_000)
    const { card } = mum.messenger.people.identity()
    expect(Math.max(...card.revocations.map(({ n }) => n))).toBe(Number.MAX_SAFE_INTEGER)
    expectOk(dad.messenger.send(home, ['잘 있지?']))
    await village.pass(60_000)
    expect(textsOf(dad, home)).toContain('잘 있지?')
  })

  it('[GOV-7] as a contact drops somebody’s device by their revocation forward only', async () => {
    expectOk(laptop.messenger.send(home, ['노트북에서']))
    await village.pass(20_000)
    expectOk(byWords(mum, laptop))
    const [said] = mum.messenger.people.identity().card.revocations
    const room = dad.messenger.roomBook.byId(home)
    if (said === undefined) throw new Error('said')
    village.partition([mum], [dad, laptop])
    expectOk(room?.act([{ type: 'drop', device: deviceOf(laptop), cut: [0, 0], revocation: said }]) ?? { ok: false, code: 'NO_ROOM' })
    expect(room?.state.devices.get(deviceOf(laptop))).toMatchObject({
      live: false,
      dropped: true,
      intervals: [[1, Number.MAX_SAFE_INTEGER]],
    })
    expect(textsOf(dad, home)).toEqual(['노트북에서'])
  })

  it('[GOV-7] [OWN-9] two who type the words apart from each other end with the same', async () => {
    const desk = await link(village, mum, '책상')
    await village.pass(20_000)
    village.partition([mum], [desk, dad], [laptop])
    expectOk(byWords(mum, laptop))
    expectOk(byWords(desk, laptop))
    await village.pass(60_000)
    village.network.heal()
    await village.pass(120_000)
    for (const at of [mum, desk]) {
      expect(
        at.messenger.linking.devices().flatMap(({ name, isRevoked }) => (isRevoked ? [name] : [])),
        at.name,
      ).toEqual(['노트북'])
      expectOk(at.messenger.send(home, [`${at.name}에서`]))
    }
    await village.pass(60_000)
    expect(mums(dad).toSorted()).toEqual([deviceOf(mum), deviceOf(desk)].toSorted())
    for (const at of [mum, desk, dad]) expect(new Set(textsOf(at, home)), at.name).toEqual(new Set(['엄마에서', '책상에서']))
  })
})
