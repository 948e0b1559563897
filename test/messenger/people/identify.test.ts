/** SYNC-3, KEY-9, CLK-6: who is at the other end, what their card adds, and whose clock counts. */
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { EMPTY_CARD, accountFromWords, createDevice, issueCertificate, issueRevocation } from '../../../shared/identity/index.ts'
import { agreedOffset, decodePeerCard, encodePeerCard } from '../../../shared/messenger/people/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { MatchKey, PeerSession } from '../../../shared/sync/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { type Person, Town, crypto, rng } from './town.ts'

const MINUTE_MS = 60_000

async function friends(town: Town, a: Person, b: Person): Promise<void> {
  const done = b.people.accept(expectOk(a.people.inviteContact()).link)
  await town.run()
  expectOk(await done)
}

function session(of: Person, account?: AccountId): PeerSession {
  const nothing = (): void => {}
  return {
    device: of.device,
    address: '',
    account,
    ask: () => false,
    knock: nothing,
    knockReply: nothing,
    welcome: nothing,
    carry: nothing,
    nonces: { own: new Uint8Array(16), peer: undefined },
    tellRecords: () => false,
    rematch: nothing,
    announce: nothing,
    refetch: nothing,
    end: nothing,
  }
}

const contactMatch = (of: Person): MatchKey => ({ kind: 'contact', account: of.account, key: new Uint8Array(32) })

test('[SYNC-3] the account follows from certificates and the device Noise named, whatever is claimed', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const eve = town.person('Eve')
  await friends(town, mum, dad)
  const card = dad.people.card()
  expect(mum.people.identify(session(dad), card, [contactMatch(dad)])).toEqual({ ok: true, account: dad.account })
  // Dad's card from Eve's device; Eve's card under Dad's secret; Dad's card claimed for own.
  expect(mum.people.identify(session(eve), card, [contactMatch(dad)])).toEqual({ ok: false, code: 'NOT_LIVE' })
  expect(mum.people.identify(session(eve), eve.people.card(), [contactMatch(dad)])).toEqual({ ok: false, code: 'NO_TAG' })
  const self: MatchKey = { kind: 'self', key: new Uint8Array(32) }
  expect(mum.people.identify(session(eve), eve.people.card(), [self])).toEqual({ ok: false, code: 'NO_TAG' })
  for (const junk of [new Uint8Array(), rng.bytes(100), encodePeerCard(EMPTY_CARD, { name: 'Dad' })]) {
    expect(mum.people.identify(session(dad), junk, [contactMatch(dad)])).toEqual({ ok: false, code: 'BAD_FRAME' })
  }
  expectOk(mum.people.blockContact(dad.account, true))
  expect(mum.people.identify(session(dad), card, [contactMatch(dad)])).toEqual({ ok: false, code: 'BLOCKED' })
})

test('[SYNC-16] an announced name is plain text, and nothing when it is none', () => {
  const shown = (name: string) => decodePeerCard(encodePeerCard(EMPTY_CARD, { name }))?.name
  expect(shown('\u202eMum\n\u2066 Kim ')).toBe('Mum Kim')
  expect([...(shown('가'.repeat(10_000)) ?? '')]).toHaveLength(40)
  expect(shown('\u200b')).toBeUndefined()
  expect(shown('')).toBeUndefined()
})

test('a contact bears the name I gave, else the announced one, which may change', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  await friends(town, mum, dad)
  expectOk(dad.people.rename('Papa'))
  town.hangUp()
  town.connect(mum, dad)
  await town.run()
  expect(mum.contact(dad)).toMatchObject({ name: 'Papa', announcedName: 'Papa' })
  expect(expectOk(mum.people.renameContact(dad.account, 'Old man')).name).toBe('Old man')
  mum.restart()
  expect(mum.contact(dad)).toMatchObject({ name: 'Old man', announcedName: 'Papa' })
  expect(mum.people.renameContact(dad.account, '\u202e')).toEqual({ ok: false, code: 'EMPTY' })
  expect(mum.people.renameContact(dad.account, 'x'.repeat(10_000))).toEqual({ ok: false, code: 'TOO_LONG' })
  const eve = town.person('Eve')
  for (const result of [
    mum.people.renameContact(eve.account, 'Eve'),
    mum.people.verifyContact(eve.account, true),
    mum.people.blockContact(eve.account, true),
    mum.people.safetyNumber(eve.account),
  ]) {
    expect(result).toEqual({ ok: false, code: 'NO_CONTACT' })
  }
})

test('[ENC-8] both see the same safety number, and the mark is mine to set', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  await friends(town, mum, dad)
  const [one, other] = [expectOk(mum.people.safetyNumber(dad.account)), expectOk(dad.people.safetyNumber(mum.account))]
  expect(one.digits).toBe(other.digits)
  expect(one.digits.replaceAll(' ', '')).toMatch(/^\d{60}$/)
  expect(expectOk(mum.people.verifyContact(dad.account, true)).verified).toBe(true)
  mum.restart()
  expect(mum.contact(dad)?.verified).toBe(true)
  expect(expectOk(mum.people.verifyContact(dad.account, false)).verified).toBe(false)
})

test('[KEY-9] a new device of a contact is announced, kept in view until seen, and the mark survives', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  await friends(town, mum, dad)
  expectOk(mum.people.verifyContact(dad.account, true))
  const tablet = town.restore(dad)
  mum.events.length = 0
  const card = tablet.people.card()
  expect(mum.people.identify(session(tablet), card, [])).toEqual({ ok: true, account: dad.account })
  expect(mum.people.newDevices(dad.account)).toEqual([tablet.device])
  expect(mum.contact(dad)).toMatchObject({ verified: true })
  expect(new Set(mum.contact(dad)?.devices)).toEqual(new Set([dad.device, tablet.device]))
  expect(mum.events).toEqual([{ type: 'contact', account: dad.account }])
  mum.restart()
  expect(mum.people.newDevices(dad.account)).toEqual([tablet.device])
  mum.people.devicesSeen(dad.account)
  mum.events.length = 0
  mum.people.identify(session(tablet), card, [])
  expect(mum.people.newDevices(dad.account)).toEqual([])
  expect(mum.events).toEqual([])
})

test('[GOV-6] [KEY-9] an own device that only the words certify is shown, and kept from contacts, until approved', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const thief = town.restore(mum, 'New laptop')
  town.connect(mum, thief)
  await town.run()
  expect([mum.isKnownTo(thief), thief.isKnownTo(mum)]).toEqual([true, true])
  expect(mum.people.ownDevices()).toContainEqual(
    expect.objectContaining({ device: thief.device, isApproved: false, isThis: false, name: 'New laptop' }),
  )
  expect(mum.events).toContainEqual({ type: 'contact', account: mum.account })
  const devices = () => decodePeerCard(mum.people.card())?.card.certificates.map(({ device }) => device)
  expect(devices()).toEqual([mum.device])
  expect(mum.people.approvedCard().certificates.map(({ device }) => device)).toEqual([mum.device])
  expectOk(mum.people.approve(thief.device))
  mum.restart()
  expect(new Set(devices())).toEqual(new Set([mum.device, thief.device]))
  expect(mum.people.approve(town.person('Eve').device)).toEqual({ ok: false, code: 'NO_CONTACT' })
})

test('[ENC-7] certificates without end, made with my words, cannot push this device out of its own card', () => {
  const town = new Town()
  const mum = town.person('Mum')
  const { seed } = expectOk(accountFromWords(crypto, town.wordsOf(mum)))
  const devices = Array.from({ length: 16 }, () => createDevice(crypto, rng))
  const certificates = devices.map(({ device, seal, seed: deviceSeed }) =>
    issueCertificate(crypto, { account: mum.account, device, seal, issuer: mum.account, kind: 'full', issued: 0 }, seed, deviceSeed),
  )
  const at = { ...session(mum), device: devices[0]!.device }
  mum.people.identify(at, encodePeerCard({ certificates, revocations: [] }, { name: '' }), [])
  expect(mum.people.ownDevices().filter(({ isThis }) => isThis)).toHaveLength(1)
  expect(decodePeerCard(mum.people.card())?.card.certificates.map(({ device }) => device)).toEqual([mum.device])
})

test('[ENC-7] certificates without end, made with a contact’s words, do not crowd out the devices I know', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  await friends(town, mum, dad)
  const { seed } = expectOk(accountFromWords(crypto, town.wordsOf(dad)))
  const thief = createDevice(crypto, rng)
  const certificates = [thief, ...Array.from({ length: 15 }, () => createDevice(crypto, rng))].map(({ device, seal, seed: deviceSeed }) =>
    issueCertificate(crypto, { account: dad.account, device, seal, issuer: dad.account, kind: 'full', issued: 0 }, seed, deviceSeed),
  )
  const at = { ...session(dad), device: thief.device }
  mum.people.identify(at, encodePeerCard({ certificates, revocations: [] }, { name: 'Dad' }), [])
  expect(mum.contact(dad)?.devices).toEqual([dad.device])
  expect(mum.people.identify(session(dad), dad.people.card(), [])).toMatchObject({ ok: true })
})

test('[ENC-7] a revoked device is not let in again, and the secret it holds names nobody any more', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  await friends(town, mum, dad)
  const { seed } = expectOk(accountFromWords(crypto, town.wordsOf(dad)))
  const tablet = town.restore(dad)
  const fields = { account: dad.account, device: dad.device, n: 1, issued: town.clock.now(), heir: tablet.device }
  const revocations = [issueRevocation(crypto, fields, seed)]
  const before = dad.people.card()
  const shown = encodePeerCard({ ...tablet.identity.card, revocations }, { name: 'Dad' })
  mum.people.identify(session(tablet), shown, [])
  // Threat 45: who has nothing but the words, and whom nobody looked at, revokes nobody.
  mum.people.identify(session(tablet), shown, [])
  expect(mum.people.identify(session(dad), before, [contactMatch(dad)])).toMatchObject({ ok: true })
  expectOk(mum.people.devicesSeen(dad.account))
  mum.people.identify(session(tablet), shown, [])
  expect(mum.people.identify(session(dad), before, [contactMatch(dad)])).toEqual({ ok: false, code: 'NOT_LIVE' })
  expect(mum.contact(dad)?.devices).toEqual([tablet.device])
  expect(mum.people.matchKeys().filter(({ kind }) => kind === 'contact')).toEqual([])
})

test('[CLK-6] three contacts who agree set the clock; strangers, two, liars in the minority, and blocked ones do not', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const others = Array.from({ length: 7 }, (_, at) => town.person(`P${at}`))
  for (const each of others) await friends(town, mum, each)
  const eve = town.person('Eve')
  const tell = (who: Person, offset: number) => mum.people.peerClock(session(who, who.account), town.clock.now() + offset)
  mum.people.clockChanged()
  mum.events.length = 0
  const day = 24 * 60 * MINUTE_MS
  tell(eve, day)
  tell(others[0]!, day)
  tell(others[1]!, day + MINUTE_MS)
  tell(eve, day)
  expect(mum.people.clockOffset()).toBe(0)
  tell(others[2]!, day + 2 * MINUTE_MS)
  expect(mum.people.clockOffset()).toBe(day + MINUTE_MS)
  expect(mum.events).toEqual([{ type: 'clock', offsetMs: day + MINUTE_MS }])
  // Four honest ones outvote three who lie together.
  for (const each of others.slice(3)) tell(each, 0)
  expect(mum.people.clockOffset()).toBe(0)
  expectOk(mum.people.blockContact(others[6]!.account, true))
  tell(others[6]!, 0)
  expect(mum.people.clockOffset()).toBe(0)
  mum.people.clockChanged()
  expect(mum.events.filter(({ type }) => type === 'clock')).toHaveLength(2)
})

test('[CLK-6] on each side of five minutes, and for any set of witnesses', () => {
  const five = 5 * MINUTE_MS
  expect(agreedOffset([five, five, five])).toBe(0)
  expect(agreedOffset([five + 1, five + 1, five + 1])).toBe(five + 1)
  expect(agreedOffset([-five - 1, -five - 1, -five - 1])).toBe(-five - 1)
  expect(agreedOffset([1e9, 1e9 + five, 1e9 + five / 2])).toBe(1e9 + five / 2)
  expect(agreedOffset([1e9, 1e9 + five + 1, 1e9 + 2 * five])).toBe(0)
  expect(agreedOffset([1e9, 1e9])).toBe(0)
  expect(agreedOffset([1e9, 1e9, 1e9, 0, 4e9, -4e9])).toBe(0)
  expect(agreedOffset([1e9, 1e9, 1e9, 0, 4e9])).toBe(1e9)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 })), (offsets) => {
      const agreed = agreedOffset(offsets)
      if (agreed === 0) return
      const near = offsets.filter((offset) => Math.abs(offset - agreed) <= five)
      expect(Math.abs(agreed)).toBeGreaterThan(five)
      expect(near.length).toBeGreaterThanOrEqual(3)
      expect(2 * near.length).toBeGreaterThan(offsets.length)
    }),
  )
})
