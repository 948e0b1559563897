/** PPL-15: a face goes to contacts and room mates, from its owner's devices only, and nothing else gets in as one. */
import { describe, expect, test } from 'vitest'
import { type CborValue, utf8 } from '../../../shared/codec/index.ts'
import { card } from '../../../shared/identity/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../../shared/limits.ts'
import { createIdentity, loadIdentity } from '../../../shared/messenger/index.ts'
import { Faces } from '../../../shared/messenger/people/faces.ts'
import { decodePeerCard, encodePeerCard } from '../../../shared/messenger/people/index.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import type { MatchKey } from '../../../shared/sync/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { PICTURES, bytesOf, padded, patched } from '../../pictures/some-pictures.ts'
import { type Person, Town, crypto, rng, stranger } from './town.ts'

const pictureOf = (seen: AccountId, by: Villager) => by.messenger.contacts().find(({ account }) => account === seen)?.picture
const choose = (who: Villager, picture: string | null) => expectOk(who.messenger.setPicture(picture))

async function twoFriends() {
  const village = new Village()
  const [mum, dad] = [village.person('Mum'), village.person('Dad')]
  await village.pair(mum, dad)
  return { village, mum, dad }
}

describe('a picture', () => {
  test('[PPL-15] is seen by a contact at once, changes, and goes', async () => {
    const { village, mum, dad } = await twoFriends()
    const heard: string[] = []
    dad.messenger.subscribe((event) => void (event.type === 'contact' && heard.push(event.account)))
    expect(pictureOf(mum.account, dad)).toBeUndefined()
    for (const picture of [PICTURES.webp, PICTURES.png, undefined, PICTURES.jpeg]) {
      heard.length = 0
      expect(choose(mum, picture ?? null).picture).toBe(picture)
      await village.pass()
      expect(pictureOf(mum.account, dad)).toBe(picture)
      expect(new Set(heard)).toEqual(new Set([mum.account]))
    }
    expect(pictureOf(dad.account, mum)).toBeUndefined()
  })

  test('[PPL-15] chosen while nobody was there is seen at the next meeting, and after a restart', async () => {
    const { village, mum, dad } = await twoFriends()
    village.partition([mum], [dad])
    await village.pass(60_000)
    choose(mum, PICTURES.png)
    choose(mum, PICTURES.jpeg)
    await village.pass()
    expect(pictureOf(mum.account, dad)).toBeUndefined()
    village.partition([mum, dad])
    await village.pass(120_000)
    expect(pictureOf(mum.account, dad)).toBe(PICTURES.jpeg)
    dad.messenger.stop()
    expect(pictureOf(mum.account, village.personOn('Dad', dad.store))).toBe(PICTURES.jpeg)
    mum.messenger.stop()
    const again = village.personOn('Mum', mum.store)
    expect(again.messenger.me().picture).toBe(PICTURES.jpeg)
    expect(expectOk(again.messenger.rename('Mama')).picture).toBe(PICTURES.jpeg)
  })

  test('[PPL-15] of a room mate who is no contact is known too', async () => {
    const { village, mum, dad } = await twoFriends()
    const kid = village.person('Kid')
    await village.pair(mum, kid)
    expectOk(mum.messenger.createRoom({ name: 'Home', members: [dad.account, kid.account] }))
    choose(kid, PICTURES.webp)
    await village.pass(60_000)
    expect(dad.messenger.contacts().map(({ account }) => account)).toEqual([mum.account])
    expect(dad.messenger.people.pictureOf(kid.account)).toBe(PICTURES.webp)
    expect(dad.messenger.people.pictureOf(dad.account)).toBeUndefined()
  })

  test('that is none is refused, and the one before stays', async () => {
    const { mum } = await twoFriends()
    choose(mum, PICTURES.png)
    const svg = `data:image/svg+xml;base64,${Buffer.from('<svg onload="alert(1)"/>').toString('base64')}`
    for (const bad of ['', 'face.png', svg]) expect(mum.messenger.setPicture(bad)).toEqual({ ok: false, code: 'BAD_PICTURE' })
    const large = `data:image/png;base64,${Buffer.from(padded(bytesOf(PICTURES.png), 20_000)).toString('base64')}`
    expect(mum.messenger.setPicture(large)).toEqual({ ok: false, code: 'PICTURE_TOO_LARGE' })
    expect(mum.messenger.me().picture).toBe(PICTURES.png)
  })
})

describe('a picture in a card', () => {
  const contactMatch = (account: AccountId): MatchKey => ({ kind: 'contact', account, key: new Uint8Array(32) })

  async function met() {
    const town = new Town()
    const [mum, dad] = [town.person('Mum'), town.person('Dad')]
    const accepting = mum.people.accept(expectOk(dad.people.inviteContact()).link)
    await town.run()
    expectOk(await accepting)
    /** Dad's own card with a picture that his program would not have made. */
    const show = (bytes: Uint8Array, changed = 1) =>
      identified(mum, dad, encodePeerCard(dad.people.approvedCard(), { name: 'Dad', picture: { changed, bytes } }))
    return { town, mum, dad, show }
  }

  function cardWith(of: Person, picture: CborValue): Uint8Array {
    const claimed = { ...of.people.approvedCard(), extra: new Map<number, CborValue>([[33, picture]]) }
    return card.encode(claimed)
  }

  function identified(by: Person, of: Person, shown: Uint8Array): ReturnType<Person['people']['identify']> {
    return by.people.identify(stranger(of.device), shown, [contactMatch(of.account)])
  }

  test('[PPL-15] that is too large, none at all, a drawing with a program in it, or a bomb is ignored; the peer is not', async () => {
    const { mum, dad, show } = await met()
    expect(show(bytesOf(PICTURES.png))).toMatchObject({ ok: true })
    const bomb = patched(bytesOf(PICTURES.png), 16, 0, 1, 0, 0)
    for (const bytes of [utf8('<svg onload="alert(1)"/>'), utf8('GIF89a............'), rng.bytes(400), bomb]) {
      expect(show(bytes, 2)).toMatchObject({ ok: true, account: dad.account })
      expect(mum.people.pictureOf(dad.account)).toBe(PICTURES.png)
    }
    expect(mum.people.refusals().get('BAD_PICTURE')).toBe(4)
  })

  test('[PPL-15] past INTRINSIC.PICTURE_BYTES, or of another shape, is as if there were none', async () => {
    const { mum, dad } = await met()
    const claim = (value: CborValue) => identified(mum, dad, cardWith(dad, value))
    const bytes = padded(bytesOf(PICTURES.png), INTRINSIC.PICTURE_BYTES)
    for (const value of [
      'a picture',
      [1, bytes],
      new Map([[2, bytes]]),
      new Map<number, CborValue>([
        [1, 1],
        [2, padded(bytes, INTRINSIC.PICTURE_BYTES + 1)],
      ]),
    ]) {
      expect(claim(value)).toMatchObject({ ok: true })
      expect(mum.people.pictureOf(dad.account)).toBeUndefined()
    }
    const fitting = new Map<number, CborValue>([
      [1, 1],
      [2, bytes],
    ])
    expect(claim(fitting)).toMatchObject({ ok: true })
    expect(mum.people.pictureOf(dad.account)).toMatch(/^data:image\/png;base64,/)
  })

  test('the name and the certificates of a card count, whatever stands where its picture should', async () => {
    const { dad } = await met()
    const whole = decodePeerCard(
      encodePeerCard(dad.people.approvedCard(), { name: 'Dad', picture: { changed: 1, bytes: bytesOf(PICTURES.webp) } }),
    )
    expect(whole).toMatchObject({ name: 'Dad', picture: { changed: 1 } })
    const without = decodePeerCard(encodePeerCard(dad.people.approvedCard(), { name: 'Dad' }))
    expect(without).toMatchObject({ name: 'Dad', picture: undefined })
    expect(without?.card.certificates.map(({ device }) => device)).toEqual([dad.device])
  })

  test('[PPL-15] shown by the device of another account changes nothing', async () => {
    const { town, mum, dad, show } = await met()
    show(bytesOf(PICTURES.png))
    const eve = town.person('Eve')
    const stolen = encodePeerCard(dad.people.approvedCard(), { name: 'Dad', picture: { changed: 9, bytes: bytesOf(PICTURES.jpeg) } })
    expect(identified(mum, eve, stolen)).toMatchObject({ ok: false })
    expect(mum.people.pictureOf(dad.account)).toBe(PICTURES.png)
    expect(mum.people.pictureOf(eve.account)).toBeUndefined()
  })

  test('[PPL-15] of the later choice counts, whichever is heard first, and a time to come locks nobody out', async () => {
    const { town, mum, dad, show } = await met()
    const [older, newer] = [bytesOf(PICTURES.png), bytesOf(PICTURES.webp)]
    show(newer, 20)
    show(older, 10)
    expect(mum.people.pictureOf(dad.account)).toBe(PICTURES.webp)
    show(new Uint8Array(), 30)
    show(newer, 20)
    expect(mum.people.pictureOf(dad.account)).toBeUndefined()
    show(older, Number.MAX_SAFE_INTEGER)
    expect(mum.people.pictureOf(dad.account)).toBe(PICTURES.png)
    show(newer, town.clock.now() + RESOURCE.CLOCK_DOUBT_MS + 1)
    expect(mum.people.pictureOf(dad.account)).toBe(PICTURES.png)
    town.clock.advance(1)
    show(newer, town.clock.now() + RESOURCE.CLOCK_DOUBT_MS)
    expect(mum.people.pictureOf(dad.account)).toBe(PICTURES.webp)
  })

  test('my other device has it too once it is approved, not from one that only the words certify', async () => {
    const town = new Town()
    const mum = town.person('Mum')
    const tablet = town.restore(mum, 'Tablet')
    expectOk(tablet.people.setPicture(PICTURES.webp))
    town.connect(mum, tablet)
    await town.run()
    expect(mum.people.me().picture).toBeUndefined()
    expect(mum.people.devices()).toMatchObject([
      { device: mum.device, isThis: true, isNew: false },
      { device: tablet.device, isThis: false, isNew: true, name: 'Tablet' },
    ])
    expect(expectOk(mum.people.approveDevice(tablet.device))).toMatchObject([{ isNew: false }, { isNew: false }])
    town.hangUp()
    town.connect(mum, tablet)
    await town.run()
    expect(mum.people.me().picture).toBe(PICTURES.webp)
  })

  test('of strangers are kept up to RESOURCE.ROOM_MATE_PICTURES; contacts are not among them', async () => {
    const account = (n: number) => n.toString(16).padStart(64, '0') as AccountId
    const contact = account(9_999)
    const store = memoryStore()
    const faces = new Faces(store, (each) => each === contact)
    const picture = { changed: 1, bytes: bytesOf(PICTURES.webp) }
    faces.take(contact, picture, 1)
    for (let n = 0; n <= RESOURCE.ROOM_MATE_PICTURES; n++) faces.take(account(n), picture, 2 + n)
    expect(faces.get(account(0))).toBeUndefined()
    expect([account(1), account(RESOURCE.ROOM_MATE_PICTURES)].map((each) => faces.get(each))).toEqual([PICTURES.webp, PICTURES.webp])
    expect(faces.get(contact)).toBe(PICTURES.webp)
    const reread = new Faces(store, () => false)
    expect([account(0), account(1), contact].map((each) => reread.get(each))).toEqual([undefined, PICTURES.webp, PICTURES.webp])
  })
})

test('an identity of before pictures is read as it was', () => {
  const store = memoryStore()
  const town = new Town()
  const { identity } = expectOk(createIdentity({ store, crypto, rng, clock: town.clock }, { name: 'Mum', language: 'ko' }))
  expect(loadIdentity(store, crypto)).toEqual(identity)
  expect(identity.picture).toBeUndefined()
})
