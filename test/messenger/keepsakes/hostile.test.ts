/** Contacts who lie about keepsakes (docs/spec/recovery.md): whatever they hand back or want kept, nothing untrue is taken and nothing is told. */
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../shared/codec/index.ts'
import { accountFromWords, recoveryKeys } from '../../../shared/identity/index.ts'
import { idBytes } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { Keepsake } from '../../../shared/messenger/keepsakes/keepsake.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { type SimDevice, type SimPerson, World } from '../../harness/sim/world.ts'
import { Liar } from '../finding/liar.ts'
import { contact, crypto, owner, rng, sealedOf, someAccount } from './samples.ts'

const accountOf = ({ person }: SimDevice) => person.account
const refusalsOf = ({ messenger }: SimDevice) => messenger.status().refusals
const namesAt = ({ messenger }: SimDevice) => messenger.contacts().map(({ name }) => name)

function first(person: SimPerson): SimDevice {
  const [device] = person.devices
  if (device === undefined) throw new Error('no device')
  return device
}

/** Mum's lost device, as the words and its own keys can make keepsakes. */
function lostDevice(mum: SimPerson, by: SimDevice = first(mum)) {
  const read = accountFromWords(crypto, mum.words)
  if (!read.ok) throw new Error('good words')
  const { keys, card } = by.messenger.people.identity()
  const who = { ...read.value, keys, chain: card.certificates, recovery: recoveryKeys(crypto, read.value) }
  return (fields: Partial<Keepsake>) => sealedOf(who, fields)
}

async function sayYes(to: SimDevice): Promise<void> {
  const knock = to.messenger.knocks().find(({ kind, direction }) => kind === 'return' && direction === 'in')
  expectOk(await to.messenger.answerKnock(knock?.id ?? '', true))
}

/** Mum and Eve are contacts, and Dad is Mum's alone. */
async function scene() {
  const world = new World('hostile keepsakes', { byAddress: true })
  const [mum, eve, dad] = [world.person(), world.person(), world.person()]
  await world.pair(mum, eve)
  await world.pair(mum, dad)
  expectOk(first(mum).messenger.renameContact(dad.account, '우리 아빠'))
  await world.run(2 * RESOURCE.KEEPSAKE_AGAIN_MS)
  return { world, mum, eve: first(eve), dad: first(dad) }
}

/** Eve said yes; what she hands back is up to the test, as her shelf is empty. */
async function restored() {
  const all = await scene()
  const { world, mum, eve } = all
  const sealed = lostDevice(mum)
  const empty = world.fromWords(mum)
  for (const [key] of eve.store.values.list('keepsakes/sealed')) eve.store.values.delete('keepsakes/sealed', key)
  world.network.introduce(empty.device, eve.device)
  await world.run(20_000)
  await sayYes(eve)
  await world.run(20_000)
  expect(namesAt(empty)).toEqual(['p1'])
  world.network.unplug(eve.device)
  await world.run(1000)
  const liar = new Liar(world, empty, eve)
  const hand = (bytes: Uint8Array) => liar.say({ kept: [first(mum).device, bytes] })
  return { ...all, empty, sealed, liar, hand }
}

describe('[RECV-10] who hands back', () => {
  it('nothing, leaves things as they are; another one who said yes has it as well', async () => {
    const { world, empty, dad } = await restored()
    world.network.introduce(empty.device, dad.device)
    await world.run(20_000)
    await sayYes(dad)
    await world.run(30_000)
    expect(namesAt(empty).toSorted()).toEqual(['p1', '우리 아빠'])
  })

  it('an old one after or before a newer one: the newer counts', async () => {
    const { empty, sealed, hand } = await restored()
    const [kim, lee] = [contact({ given: 'Kim' }), contact({ given: 'Lee' })]
    hand(sealed({ n: 2, contacts: [kim] }))
    hand(sealed({ n: 1, contacts: [lee] }))
    expect(namesAt(empty)).toEqual(['p1', 'Kim'])
    hand(sealed({ n: 3, contacts: [kim, { ...lee, isBlocked: true }] }))
    expect(empty.messenger.contacts().find(({ account }) => account === lee.account)).toMatchObject({ name: 'Lee', blocked: true })
  })

  it('a forged, garbled or foreign one: nothing of it is taken, and each is counted', async () => {
    const { empty, mum, eve, sealed, hand } = await restored()
    const read = accountFromWords(crypto, mum.words)
    if (!read.ok) throw new Error('good words')
    const { recovery } = { recovery: recoveryKeys(crypto, read.value) }
    const her = owner()
    const { keys, card } = eve.messenger.people.identity()
    // Signed by Eve's device, in Mum's name, with Mum's chain or with her own; and one of another account, sealed to Mum's words.
    hand(sealedOf({ ...read.value, recovery, keys, chain: card.certificates }, { contacts: [contact()] }))
    hand(
      sealedOf(
        { ...read.value, recovery, keys, chain: first(mum).messenger.people.identity().card.certificates },
        { contacts: [contact()] },
      ),
    )
    expect(refusalsOf(empty).KEEPSAKE_FORGED).toBe(2)
    hand(sealedOf({ ...her, recovery, account: her.account }, { contacts: [contact()] }))
    // The account is bound into the key: what is not sealed to this account does not open.
    expect(refusalsOf(empty).KEEPSAKE_SEALED).toBe(1)
    const garbled = sealed({ n: 1, contacts: [contact()] })
    garbled[garbled.length - 20] = (garbled[garbled.length - 20] ?? 0) ^ 1
    hand(garbled)
    expect(refusalsOf(empty).KEEPSAKE_SEALED).toBe(2)
    expect(namesAt(empty)).toEqual(['p1'])
  })

  it('more than KEEPSAKES_PER_CONTACT, is heard no more', async () => {
    const { empty, sealed, hand } = await restored()
    for (let n = 1; n <= RESOURCE.KEEPSAKES_PER_CONTACT + 1; n++) hand(sealed({ n, contacts: [contact({ given: `friend ${n}` })] }))
    expect(namesAt(empty)).toContain(`friend ${RESOURCE.KEEPSAKES_PER_CONTACT}`)
    expect(namesAt(empty)).not.toContain(`friend ${RESOURCE.KEEPSAKES_PER_CONTACT + 1}`)
    expect(refusalsOf(empty).KEEPSAKE_UNASKED).toBe(1)
  })

  it('one that takes out the restored computer itself, or names its own account, changes nothing of these', async () => {
    const { empty, mum, sealed, hand } = await restored()
    hand(sealed({ n: 1, contacts: [contact({ account: mum.account, isBlocked: true })], out: [empty.device] }))
    expect(namesAt(empty)).toEqual(['p1'])
    expect(empty.messenger.people.shared.devices.isOut(empty.device)).toBe(false)
  })

  it('a giant one, pays for it', async () => {
    const { empty, liar } = await restored()
    // {0: 1, 33: 256,000 bytes}, which our own codec would not write.
    const content = Buffer.concat([Buffer.from([0xa2, 0x00, 0x01, 0x18, 0x21, 0x5a, 0x00, 0x03, 0xe8, 0x00]), Buffer.alloc(256_000)])
    liar.frame({ type: 'record', content })
    expect(liar.errors()).toEqual(['BAD_FRAME'])
    expect(refusalsOf(empty).RECORD_MALFORMED).toBe(1)
  })

  it('to a computer that lost nothing, is not heard', async () => {
    const { world, mum, eve } = await scene()
    const sealed = lostDevice(mum)({ n: 9, contacts: [contact({ given: 'nobody' })] })
    world.network.unplug(eve.device)
    await world.run(1000)
    new Liar(world, first(mum), eve).say({ kept: [first(mum).device, sealed] })
    expect(refusalsOf(first(mum)).KEEPSAKE_UNASKED).toBe(1)
    expect(namesAt(first(mum))).not.toContain('nobody')
  })
})

describe('[RECV-8] [RECV-9] who wants something kept', () => {
  async function atMum() {
    const all = await scene()
    all.world.network.unplug(all.eve.device)
    await all.world.run(1000)
    const her = owner()
    return { ...all, liar: new Liar(all.world, first(all.mum), all.eve), sealed: () => sealedOf(her) }
  }

  it('has one place, renewed not more often than honest devices do', async () => {
    const { world, mum, liar, sealed } = await atMum()
    const before = first(mum).messenger.recovering.view().kept
    liar.say({ keepsake: sealed() })
    const after = first(mum).messenger.recovering.view().kept
    expect(after.contacts).toBe(before.contacts)
    liar.say({ keepsake: sealed() })
    expect(refusalsOf(first(mum)).KEEPSAKE_RATE).toBe(1)
    expect(first(mum).messenger.recovering.view().kept).toEqual(after)
    await world.run(RESOURCE.KEEPSAKE_AGAIN_MS)
    liar.say({ keepsake: sealed() })
    expect(refusalsOf(first(mum)).KEEPSAKE_RATE).toBe(1)
  })

  it('from a computer that only the words vouch for, has no place before a contact has seen it', async () => {
    const { world, mum, eve } = await scene()
    const second = await world.secondDevice(mum)
    world.network.introduce(second.device, eve.device)
    await world.run(3 * RESOURCE.KEEPSAKE_AGAIN_MS)
    const places = () => eve.store.values.list('keepsakes/sealed').length
    expect([refusalsOf(eve).KEEPSAKE_NEW_DEVICE !== undefined, places()]).toEqual([true, 1])
    expectOk(eve.messenger.devicesSeen(mum.account))
    world.network.cutAll()
    await world.run(3 * RESOURCE.KEEPSAKE_AGAIN_MS)
    expect(places()).toBe(2)
  })

  it('of no form or size a keepsake has, pays for it', async () => {
    const { mum, liar } = await atMum()
    liar.say({ keepsake: new Uint8Array(5000) })
    expect(liar.errors()).toEqual(['BAD_FRAME'])
    expect(refusalsOf(first(mum)).KEEPSAKE_MALFORMED).toBe(1)
  })

  it('learns nothing by asking: who is given nothing without a yes', async () => {
    const { mum, liar } = await atMum()
    liar.say({ asks: true })
    expect(liar.said().some(({ kept }) => kept !== undefined)).toBe(false)
    expect(refusalsOf(first(mum)).KEEPSAKE_NOT_RETURNED).toBeGreaterThan(0)
    expect(liar.errors()).toEqual([])
  })

  it('who is no contact, a room mate, is met with silence', async () => {
    const world = new World('room mates', { byAddress: true })
    const [mum, dad, mate] = [world.person(), world.person(), world.person()]
    await world.pair(mum, dad)
    await world.pair(dad, mate)
    const room = expectOk(first(dad).messenger.createRoom({ name: '모임', members: [mum.account, mate.account] }))
    await world.run(2 * RESOURCE.KEEPSAKE_AGAIN_MS)
    expect(first(mate).messenger.roomBook.byId(room)).toBeDefined()
    world.network.unplug(first(mate).device)
    const liar = new Liar(world, first(mum), first(mate))
    liar.say({ asks: true, keepsake: sealedOf(owner()), keeps: rng.bytes(16) })
    expect(
      liar.said().flatMap(({ keeps, kept, asks, keepsake }) => [keeps, kept, asks, keepsake].filter((each) => each !== undefined)),
    ).toEqual([])
    expect(first(mum).messenger.recovering.view().kept.contacts).toBe(1)
    expect(
      first(mum)
        .messenger.recovering.view()
        .keepsake.holders.map(({ account }) => account),
    ).toEqual([dad.account])
  })
})

describe('[RECV-7] a finder of the holder’s disk', () => {
  it('sees whose it is and how large, and nobody in it', async () => {
    const { mum, eve, dad } = await scene()
    const kept = eve.store.values.list('keepsakes/sealed')
    expect(kept.map(([key]) => key)).toEqual([`${mum.account}/${first(mum).device}`])
    for (const secret of [idBytes(accountOf(dad)), idBytes(dad.device), utf8('우리 아빠')]) {
      for (const [, value] of kept) expect(Buffer.from(value).includes(Buffer.from(secret))).toBe(false)
    }
    expect(kept[0]?.[1].length).toBe(sealedOf(owner(), { contacts: [contact({ account: someAccount() })] }).length)
  })
})
