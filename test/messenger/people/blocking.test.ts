/** GOV-16, PPL-17: shutting out somebody who asks, contact or stranger, and letting him back in. */
import { expect, test } from 'vitest'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { ContactBook } from '../../../shared/messenger/people/contact-book.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { type Person, Town, openRoom } from './town.ts'

const knockOf = (person: Person, other: Person) => person.people.knocks().find(({ device }) => device === other.device)
const NO_CONTACT = { ok: false, code: 'NO_CONTACT' }

async function asked() {
  const town = new Town()
  const [mum, eve] = [town.person('Mum'), town.person('Eve')]
  expectOk(await eve.people.ask(mum.device))
  await town.run()
  return { town, mum, eve }
}

test('[PPL-17] a stranger who has not said who he is: his device is blocked, listed, and may ask again when let', async () => {
  const { town, mum, eve } = await asked()
  expect(knockOf(mum, eve)).toMatchObject({ state: 'waiting', account: undefined })
  expect(expectOk(await mum.people.answerKnock(eve.device, false, { block: true }))).toMatchObject({ state: 'refused' })
  expect(mum.people.knocks()).toEqual([])
  expect(mum.people.contacts()).toEqual([])
  expect(mum.people.blockedDevices()).toEqual([{ device: eve.device, name: 'Eve', since: expect.any(Number) }])
  expect(mum.people.admits(eve.device)).toBe(false)
  expect(await mum.people.ask(eve.device)).toEqual({ ok: false, code: 'BLOCKED' })
  // Not by waiting either, nor by starting anew.
  town.clock.advance(2 * RESOURCE.KNOCK_QUIET_MS)
  mum.restart()
  await town.run()
  expect(mum.people.blockedDevices()).toMatchObject([{ device: eve.device }])
  expect([mum.people.admits(eve.device), mum.people.knocks()]).toEqual([false, []])
  expectOk(mum.people.unblockDevice(eve.device))
  expect([mum.people.blockedDevices(), mum.people.admits(eve.device)]).toEqual([[], true])
  expect(mum.people.unblockDevice(eve.device)).toEqual(NO_CONTACT)
  town.clock.advance(RESOURCE.KNOCK_TERM_MS)
  expectOk(await eve.people.ask(mum.device))
  await town.run()
  expect(knockOf(mum, eve)).toMatchObject({ state: 'waiting' })
})

test('[PPL-17] a stranger with the digits on the screen: his account is blocked with all its devices, listed, and gone when let go', async () => {
  const { town, mum, eve } = await asked()
  expectOk(await mum.people.answerKnock(eve.device, true))
  await town.run()
  expect(knockOf(mum, eve)).toMatchObject({ state: 'comparing', account: eve.account })
  expectOk(await mum.people.answerKnock(eve.device, false, { block: true }))
  await town.run()
  expect(mum.people.knocks()).toEqual([])
  expect(mum.people.contacts()).toMatchObject([{ account: eve.account, name: 'Eve', blocked: true, state: 'asked', devices: [eve.device] }])
  expect([mum.people.admits(eve.device), mum.people.isBlocked(eve.account), mum.people.blockedDevices()]).toEqual([false, true, []])
  mum.restart()
  expect(mum.people.contacts()).toMatchObject([{ account: eve.account, blocked: true }])
  expect(expectOk(mum.people.blockContact(eve.account, false))).toMatchObject({ account: eve.account, blocked: false })
  expect([mum.people.contacts(), mum.people.admits(eve.device)]).toEqual([[], true])
  expect(mum.people.blockContact(eve.account, true)).toEqual(NO_CONTACT)
  // And may become a contact like anybody.
  const accepting = mum.people.accept(expectOk(eve.people.inviteContact()).link)
  await town.run()
  expectOk(await accepting)
  expect(mum.contact(eve)).toMatchObject({ state: 'paired', blocked: false })
  expectOk(mum.people.blockContact(eve.account, true))
  expectOk(mum.people.blockContact(eve.account, false))
  expect(mum.contact(eve)).toMatchObject({ state: 'paired', blocked: false })
})

test('[PPL-17] [GOV-16] whoever asks to be let into a room is turned away and blocked by his account', async () => {
  const town = new Town()
  const [mum, eve] = [town.person('Mum'), town.person('Eve')]
  mum.rooms.asks = true
  const joining = eve.people.accept(openRoom(mum, town))
  await town.run()
  const knock = mum.people.knocks().find(({ kind }) => kind === 'room')
  expect(knock).toMatchObject({ account: eve.account, state: 'waiting' })
  expectOk(await mum.people.answerKnock(knock?.id ?? '', false, { block: true }))
  await town.run()
  expect(mum.people.contacts()).toMatchObject([{ account: eve.account, blocked: true, name: 'Eve', devices: [eve.device] }])
  expect(mum.rooms.admitted).toEqual([])
  expect(mum.isKnownTo(eve)).toBe(false)
  town.clock.advance(RESOURCE.ACCEPT_WAIT_MS)
  await joining
})

test('a contact who asks again is blocked as a contact; a no alone blocks nobody', async () => {
  const town = new Town()
  const [mum, dad] = [town.person('Mum'), town.person('Dad')]
  const accepting = mum.people.accept(expectOk(dad.people.inviteContact()).link)
  await town.run()
  expectOk(await accepting)
  expectOk(await dad.people.ask(mum.device))
  await town.run()
  expectOk(await mum.people.answerKnock(dad.device, false))
  expect(mum.contact(dad)).toMatchObject({ blocked: false })
  expect(mum.people.blockedDevices()).toEqual([])
  expect(await mum.people.answerKnock('nobody', false, { block: true })).toEqual({ ok: false, code: 'NO_KNOCK' })
})

test('past RESOURCE.BLOCKED_DEVICES the one blocked longest ago may ask again', () => {
  const store = memoryStore()
  const book = new ContactBook(store)
  const device = (n: number) => n.toString(16).padStart(64, '0') as DeviceId
  for (let n = 0; n <= RESOURCE.BLOCKED_DEVICES; n++) book.blockDevice({ device: device(n), name: 'Eve', since: n })
  for (const each of [book, new ContactBook(store)]) {
    expect(each.blockedDevices()).toHaveLength(RESOURCE.BLOCKED_DEVICES)
    expect([0, 1, RESOURCE.BLOCKED_DEVICES].map((n) => each.isBlockedDevice(device(n)))).toEqual([false, true, true])
  }
})

test('[KEY-9] a contact’s new device is marked until it was looked at', async () => {
  const town = new Town()
  const [mum, dad] = [town.person('Mum'), town.person('Dad')]
  const accepting = mum.people.accept(expectOk(dad.people.inviteContact()).link)
  await town.run()
  expectOk(await accepting)
  const marks = () => Object.fromEntries((mum.contact(dad)?.deviceViews ?? []).map(({ device, isNew }) => [device, isNew]))
  expect(marks()).toEqual({ [dad.device]: false })
  town.clock.advance(1)
  const tablet = town.restore(dad, 'Tablet')
  town.connect(mum, tablet)
  town.connect(dad, tablet)
  await town.run()
  expectOk(dad.people.approveDevice(tablet.device))
  town.hangUp()
  town.connect(mum, dad)
  await town.run()
  expect(marks()).toEqual({ [dad.device]: false, [tablet.device]: true })
  expect(mum.contact(dad)?.deviceViews[0]).toMatchObject({ device: tablet.device, name: 'Tablet', isThis: false })
  expect(expectOk(mum.people.devicesSeen(dad.account)).deviceViews.every(({ isNew }) => !isNew)).toBe(true)
  mum.restart()
  expect(marks()).toEqual({ [dad.device]: false, [tablet.device]: false })
  expect(mum.people.devicesSeen(tablet.account === dad.account ? town.person('Eve').account : dad.account)).toEqual(NO_CONTACT)
})
