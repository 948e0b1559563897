/** How many contacts, links and refusals are kept (docs/limits.md): the last one fits, and what happens with one more. */
import { describe, expect, test } from 'vitest'
import { contactLink, inviteKeys, makeKnock, parseLink } from '../../../shared/contacts/index.ts'
import { deviceFromSecrets } from '../../../shared/identity/index.ts'
import { type AccountId, type DeviceId, idFromBytes } from '../../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../../shared/limits.ts'
import { blank } from '../../../shared/messenger/people/circle.ts'
import { ContactBook } from '../../../shared/messenger/people/contact-book.ts'
import { Courier } from '../../../shared/messenger/people/courier.ts'
import { encodeMessage } from '../../../shared/messenger/people/index.ts'
import { IssuedLinks } from '../../../shared/messenger/people/issued-links.ts'
import { PeerClocks } from '../../../shared/messenger/people/peer-clocks.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { FakeClock } from '../../harness/fake-clock.ts'
import { certifyByAccount } from '../../harness/person.ts'
import { type Person, Town, crypto, openRoom, rng, stranger } from './town.ts'

const HOUR_MS = 3_600_000
const numbered = (at: number): string => at.toString(16).padStart(64, '0')
const accounts = (count: number): readonly AccountId[] => Array.from({ length: count }, (_, at) => numbered(at) as AccountId)

const invited = (person: Person, expiresInMs?: number): string =>
  expectOk(person.people.inviteContact(expiresInMs === undefined ? {} : { expiresInMs })).link

/** A link of somebody nobody will meet. */
function linkOfNobody(town: Town, at: number): string {
  const now = town.clock.now()
  const ids = { account: numbered(1 + at) as AccountId, device: numbered(10_000 + at) as DeviceId }
  return contactLink({ ...ids, token: rng.bytes(16), issued: now, expires: now + HOUR_MS, addresses: [], inPerson: false })
}

describe('contacts', () => {
  /** Somebody who knows that many people. */
  function popular(town: Town, count: number): Person {
    const person = town.person('Mum')
    const book = new ContactBook(person.store)
    const record = { ...blank(town.clock.now()), state: 'paired' } as const
    person.store.transaction(() => {
      for (const account of accounts(count)) book.put(account, record)
    })
    person.restart()
    return person
  }

  test('[LIM] one knows 2,000 people and not one more, whoever wanted it', async () => {
    const town = new Town()
    const mum = popular(town, RESOURCE.CONTACTS - 1)
    const [dad, shop] = [town.person('Dad'), town.person('Shop')]
    const done = mum.people.accept(invited(dad))
    await town.run()
    expectOk(await done)
    expect(mum.people.contacts()).toHaveLength(RESOURCE.CONTACTS)
    expect(await mum.people.accept(invited(shop))).toEqual({ ok: false, code: 'TOO_MANY' })
    const turnedAway = shop.people.accept(invited(mum))
    await town.run()
    expect((await turnedAway).ok).toBe(false)
    expect(mum.people.refusals().get('TOO_MANY')).toBe(1)
    expect(mum.people.contacts()).toHaveLength(RESOURCE.CONTACTS)
    // Whom one knows already is no further one.
    expect(await mum.people.accept(invited(dad))).toMatchObject({ ok: true, value: { state: 'done' } })
  })

  test('[CLK-6] the correction moves by a minute, and by nothing less', () => {
    const clocks = new PeerClocks()
    const witnesses = accounts(RESOURCE.CLOCK_WITNESSES)
    const say = (offset: number): number => {
      for (const account of witnesses) clocks.heard(account, offset, 0)
      return clocks.offset
    }
    const wrong = 2 * RESOURCE.CLOCK_DOUBT_MS
    expect(say(wrong)).toBe(wrong)
    expect(say(wrong + RESOURCE.CLOCK_STEP_MS - 1)).toBe(wrong)
    expect(say(wrong + RESOURCE.CLOCK_STEP_MS)).toBe(wrong + RESOURCE.CLOCK_STEP_MS)
  })

  test('[CLK-6] the clocks of 2,000 people are remembered; with more the first is forgotten', () => {
    const clocks = new PeerClocks()
    const wrong = 2 * RESOURCE.CLOCK_DOUBT_MS
    const right = RESOURCE.CONTACTS / 2 + 1
    const all = accounts(RESOURCE.CONTACTS + 2)
    const hear = (from: number, to: number) => {
      for (let at = from; at < to; at++) clocks.heard(all[at]!, at < right ? 0 : wrong, 0)
    }
    hear(0, RESOURCE.CONTACTS)
    expect(clocks.offset).toBe(0)
    // 1,001 say so now, which is half of all; only without the two who spoke first is it more than half.
    hear(RESOURCE.CONTACTS, RESOURCE.CONTACTS + 2)
    expect(clocks.offset).toBe(wrong)
  })
})

describe('links', () => {
  test('[LIM] 64 wait for somebody and not one more, until one of them has ended', async () => {
    const town = new Town()
    const mum = town.person('Mum')
    invited(mum, HOUR_MS)
    for (let at = 1; at < RESOURCE.CONTACT_LINKS; at++) invited(mum)
    expect(mum.people.inviteContact()).toEqual({ ok: false, code: 'TOO_MANY' })
    await town.run(HOUR_MS)
    invited(mum)
    expect(mum.people.inviteContact()).toEqual({ ok: false, code: 'TOO_MANY' })
  })

  test('[LIM] a used one waits for nobody: the oldest of them gives way', async () => {
    const town = new Town()
    const mum = town.person('Mum')
    const guests = ['하나', '둘'].map((name) => town.person(name))
    const used = guests.map(() => invited(mum))
    for (let at = guests.length; at < RESOURCE.CONTACT_LINKS; at++) invited(mum)
    for (const [at, guest] of guests.entries()) {
      const done = guest.people.accept(used[at]!)
      await town.run()
      expectOk(await done)
    }
    const next = guests.map(() => invited(mum))
    expect(mum.people.inviteContact()).toEqual({ ok: false, code: 'TOO_MANY' })
    const late = town.person('셋')
    const done = late.people.accept(next[0]!)
    await town.run()
    expectOk(await done)
  })

  test('[SYNC-17] a used one answers again until a day past its end, and not a millisecond longer', () => {
    const store = memoryStore()
    const links = new IssuedLinks(store)
    const [account, somebody] = accounts(2) as [AccountId, AccountId]
    const token = links.issue(rng, { issued: 0, expires: HOUR_MS, inPerson: false, uses: 1 })!
    links.use(token, account)
    links.prune(HOUR_MS + RESOURCE.CONTACT_LINK_GRACE_MS - 1)
    expect([account, somebody].map((by) => links.check(token, by, HOUR_MS).how)).toEqual(['again', 'refused'])
    links.prune(HOUR_MS + RESOURCE.CONTACT_LINK_GRACE_MS)
    expect(links.check(token, account, HOUR_MS).how).toBe('refused')
    expect([...store.values.list('links')]).toEqual([])
  })

  test('[SYNC-17] 64 accepted links are tried and not one more; one of them again is no further one', async () => {
    const town = new Town()
    town.isDark = true
    const dad = town.person('Dad')
    const links = Array.from({ length: RESOURCE.ACCEPTED_LINKS }, (_, at) => linkOfNobody(town, at))
    const tried = links.map((link) => dad.people.accept(link))
    expect(await dad.people.accept(linkOfNobody(town, links.length))).toEqual({ ok: false, code: 'TOO_MANY' })
    tried.push(dad.people.accept(links[0]!))
    expect(dad.people.contacts()).toHaveLength(RESOURCE.ACCEPTED_LINKS)
    await town.run(RESOURCE.ACCEPT_WAIT_MS)
    for (const accepted of await Promise.all(tried)) expect(accepted).toMatchObject({ ok: true, value: { state: 'asked' } })
  })

  test('[GOV-13] 64 invitations to rooms are tried and not one more; one of them again is no further one', async () => {
    const town = new Town()
    town.isDark = true
    const [mum, dad] = [town.person('Mum'), town.person('Dad')]
    const links = Array.from({ length: RESOURCE.ACCEPTED_LINKS }, () => openRoom(mum, town))
    const tried = links.map((link) => dad.people.accept(link))
    expect(await dad.people.accept(openRoom(mum, town))).toEqual({ ok: false, code: 'TOO_MANY' })
    expect(dad.rooms.joins.size).toBe(RESOURCE.ACCEPTED_LINKS)
    tried.push(dad.people.accept(links[0]!))
    await town.run(RESOURCE.ACCEPT_WAIT_MS)
    for (const accepted of await Promise.all(tried)) expect(accepted).toMatchObject({ ok: true, value: { state: 'asked' } })
  })
})

describe('[SYNC-16] of strangers', () => {
  test('1,024 noes are remembered; with one more the first is forgotten', async () => {
    for (const [count, isForgotten] of [
      [RESOURCE.KNOCKS_REMEMBERED, false],
      [RESOURCE.KNOCKS_REMEMBERED + 1, true],
    ] as const) {
      const mum = new Town().person('Mum')
      const asks = (device: DeviceId) =>
        mum.people.knocked(stranger(device), encodeMessage({ type: 'ask', commit: rng.bytes(32), name: 'Pest' }))
      for (let at = 0; at < count; at++) {
        asks(numbered(at) as DeviceId)
        expectOk(await mum.people.answerKnock(numbered(at), false))
      }
      asks(numbered(0) as DeviceId)
      expect(mum.people.knocks().some(({ device, state }) => device === numbered(0) && state === 'waiting')).toBe(isForgotten)
      mum.people.stop()
    }
  })

  test('1,024 devices we knocked at are counted; with one more the first is forgotten', () => {
    const knocksAt = (others: number): number => {
      let sent = 0
      let attempt = 0
      const courier = new Courier(
        new FakeClock(),
        () => [],
        () => [{ key: String(attempt++), frame: 'knock', message: { type: 'ask', commit: new Uint8Array(32) } }],
      )
      const first = { ...stranger(numbered(0) as DeviceId), knock: () => void sent++ }
      for (let time = 0; time <= RESOURCE.KNOCKS_PER_MINUTE; time++) courier.serve(first)
      for (let at = 1; at <= others; at++) courier.serve(stranger(numbered(at) as DeviceId))
      courier.serve(first)
      courier.stop()
      return sent
    }
    expect(knocksAt(RESOURCE.KNOCKS_REMEMBERED - 1)).toBe(RESOURCE.KNOCKS_PER_MINUTE)
    expect(knocksAt(RESOURCE.KNOCKS_REMEMBERED)).toBe(RESOURCE.KNOCKS_PER_MINUTE + 1)
  })

  test('1,024 people at the door of a room are remembered, the next is not shown', async () => {
    const town = new Town()
    const mum = town.person('Mum')
    mum.rooms.asks = true
    const read = expectOk(parseLink(openRoom(mum, town), town.clock.now()))
    if (read.type !== 'room') throw new Error('not a room link')
    const { root, seed } = read.invite
    const keys = inviteKeys(crypto, seed)
    const knocks = () => {
      const accountSeed = rng.bytes(32)
      const account = idFromBytes('account', crypto.ed25519PublicKey(accountSeed))
      const own = deviceFromSecrets(crypto, rng.bytes(32), rng.bytes(32))
      const certificates = [certifyByAccount(crypto, { account, accountSeed }, own)]
      const knock = makeKnock(crypto, { account, certificates, t: town.clock.now(), root }, keys, own)
      mum.people.knocked(stranger(own.device), encodeMessage({ type: 'join', knock }))
      return mum.people.knocks().find((each) => each.account === account)
    }
    for (let at = 0; at < RESOURCE.KNOCKS_REMEMBERED; at++) expectOk(await mum.people.answerKnock(knocks()?.id ?? 'nobody', false))
    expect(mum.people.refusals().get('BUSY')).toBeUndefined()
    expect(knocks()).toBeUndefined()
    expect(mum.people.refusals().get('BUSY')).toBe(1)
    // The invitation is over, and all who came by it are forgotten.
    town.clock.advance(INTRINSIC.INVITE_TERM_MS)
    expect(mum.people.knocks()).toEqual([])
    mum.people.stop()
  })
})
