/** GOV-13, both sides of a room's door: let in, asked about, turned away, over real sessions. */
import { expect, test } from 'vitest'
import { INTRINSIC, RESOURCE } from '../../../shared/limits.ts'
import { encodeMessage } from '../../../shared/messenger/people/index.ts'
import { inviteKeys, makeKnock, parseLink } from '../../../shared/contacts/index.ts'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { type Person, Town, crypto, openRoom, rng } from './town.ts'

/** What the rooms side does once governance has come. */
function governanceArrives(person: Person): void {
  const room = idFromBytes('room', rng.bytes(32))
  person.rooms.ids.set(1, room)
  person.people.roomOpened(1, room)
}

test('[GOV-13] the invited knocks at a member who knows the invitation, is admitted, and the room opens', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const done = dad.people.accept(openRoom(mum, town))
  await town.run()
  expect(mum.rooms.admitted).toEqual([dad.account])
  governanceArrives(dad)
  expect(await done).toMatchObject({ ok: true, value: { state: 'done', room: dad.rooms.ids.get(1) } })
  expect(dad.people.matchKeys().map(({ kind }) => kind)).toEqual(['self'])
})

test('[GOV-13] any member will do, also one the link does not name; restarts do not matter', async () => {
  const town = new Town()
  town.isDark = true
  const mum = town.person('Mum')
  const shop = town.person('Shop')
  const dad = town.person('Dad')
  const done = dad.people.accept(openRoom(mum, town, { hosts: [shop] }))
  await town.run(RESOURCE.ACCEPT_WAIT_MS)
  expect(await done).toMatchObject({ ok: true, value: { state: 'asked', inviter: mum.account } })
  dad.restart()
  expect(dad.wanted).toEqual(new Set([mum.device]))
  town.connect(dad, shop)
  await town.run()
  expect(shop.rooms.admitted).toEqual([dad.account])
})

test('[GOV-13] where the room asks first, an admin sees who knocks and decides', async () => {
  for (const isWelcome of [true, false]) {
    const town = new Town()
    const mum = town.person('Mum')
    const dad = town.person('Dad')
    mum.rooms.asks = true
    const done = dad.people.accept(openRoom(mum, town))
    await town.run()
    expect(await done).toMatchObject({ ok: true, value: { state: 'asked', inviter: mum.account } })
    const [caller] = mum.people.knocks()
    expect(caller).toMatchObject({ kind: 'room', room: mum.rooms.ids.get(1), name: 'Dad', account: dad.account, state: 'waiting' })
    town.hangUp()
    await town.run()
    expect(mum.people.knocks()).toHaveLength(1)
    expect(mum.events.filter(({ type }) => type === 'knock')).toHaveLength(1)
    expectOk(await mum.people.answerKnock(caller!.id, isWelcome))
    await town.run()
    expect(mum.rooms.admitted).toEqual(isWelcome ? [dad.account] : [])
    expect(dad.rooms.ended).toEqual(isWelcome ? [] : [[1, 'refused']])
    expect(await mum.people.answerKnock(caller!.id, true)).toEqual({ ok: false, code: 'NO_KNOCK' })
  }
})

test('[GOV-13] used up, and told so by a device the link names', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  mum.rooms.uses = 0
  const done = dad.people.accept(openRoom(mum, town))
  await town.run()
  expect(await done).toEqual({ ok: false, code: 'USED_UP' })
  expect(dad.rooms.ended).toEqual([[1, 'refused']])
  expect(dad.wanted.size).toBe(0)
})

test('[GOV-13] a member the link does not name cannot turn me away for all', async () => {
  const town = new Town()
  town.isDark = true
  const mum = town.person('Mum')
  const grudge = town.person('Grudge')
  const dad = town.person('Dad')
  grudge.rooms.uses = 0
  void dad.people.accept(openRoom(mum, town, { hosts: [grudge] }))
  town.connect(dad, grudge)
  await town.run()
  expect(dad.rooms.ended).toEqual([])
  town.isDark = false
  await town.run()
  expect(mum.rooms.admitted).toEqual([dad.account])
  dad.people.stop()
})

test('[GOV-13] nobody answers until the term is over: the joining room ends', async () => {
  const town = new Town()
  town.isDark = true
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const done = dad.people.accept(openRoom(mum, town))
  await town.run(RESOURCE.ACCEPT_WAIT_MS)
  await done
  town.clock.advance(INTRINSIC.INVITE_TERM_MS)
  expect(dad.rooms.ended).toEqual([[1, 'expired']])
  expect(town.clock.pending).toBe(0)
})

test('[GOV-13] a room already open is found, not joined twice', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const link = openRoom(mum, town)
  const done = dad.people.accept(link)
  await town.run()
  governanceArrives(dad)
  await done
  expect(await dad.people.accept(link)).toMatchObject({ ok: true, value: { state: 'done', room: dad.rooms.ids.get(1) } })
})

test('[GOV-13] a knock that is stolen, aimed at another account, or for another root admits nobody', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const eve = town.person('Eve')
  const link = openRoom(mum, town)
  const read = expectOk(parseLink(link, town.clock.now()))
  if (read.type !== 'room') throw new Error('not a room link')
  const { root, seed } = read.invite
  const keys = inviteKeys(crypto, seed)
  const by = (who: Person, root2 = root) => {
    const { certificates } = who.identity.card
    return makeKnock(crypto, { account: who.account, certificates, t: town.clock.now(), root: root2 }, keys, who.identity.keys)
  }
  town.connect(eve, mum)
  await town.run()
  const session = mum.hub.sessions()[0]!
  const dads = by(dad)
  const eves = by(eve)
  const forged = [
    dads,
    { ...eves, inviteSignature: new Uint8Array(64) },
    { ...eves, deviceSignature: dads.deviceSignature },
    by(eve, idFromBytes('block', rng.bytes(32))),
    makeKnock(
      crypto,
      { account: eve.account, certificates: eve.identity.card.certificates, t: 1, root },
      inviteKeys(crypto, rng.bytes(32)),
      eve.identity.keys,
    ),
  ]
  for (const knock of forged) mum.people.knocked(session, encodeMessage({ type: 'join', knock }))
  expect(mum.rooms.admitted).toEqual([])
  mum.people.knocked(session, encodeMessage({ type: 'join', knock: eves }))
  expect(mum.rooms.admitted).toEqual([eve.account])
})

test('[GOV-16] the door stays shut for somebody blocked, also with a device nobody has seen', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const pest = town.person('Pest')
  const done = pest.people.accept(expectOk(mum.people.inviteContact()).link)
  await town.run()
  expectOk(await done)
  expectOk(mum.people.blockContact(pest.account, true))
  // A device mum has never seen.
  const other = town.restore(pest)
  const join = other.people.accept(openRoom(mum, town))
  await town.run(RESOURCE.ACCEPT_WAIT_MS)
  expect(mum.rooms.admitted).toEqual([])
  expect((await join).ok).toBe(true)
  other.people.stop()
})
