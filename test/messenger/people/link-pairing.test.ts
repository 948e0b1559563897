/** SYNC-17 over real sessions: two people become contacts by a link, whatever breaks, is replayed or lied about on the way. */
import { expect, test } from 'vitest'
import { contactLink, parseLink } from '../../../shared/contacts/index.ts'
import { EMPTY_CARD } from '../../../shared/identity/index.ts'
import { decodeMessage, encodeMessage } from '../../../shared/messenger/people/index.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { type Person, Town, openRoom } from './town.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

function invited(person: Person, options: { readonly inPerson?: boolean; readonly expiresInMs?: number } = {}): string {
  return expectOk(person.people.inviteContact(options)).link
}

function inviteOf(link: string, now: number) {
  const read = expectOk(parseLink(link, now))
  if (read.type !== 'contact') throw new Error('not a contact link')
  return read.invite
}

async function pair(town: Town, a: Person, b: Person): Promise<void> {
  const done = b.people.accept(invited(a))
  await town.run()
  expectOk(await done)
}

test('[SYNC-17] a link makes both contacts, with one secret, one direct room by the acceptor, and sessions that match', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const done = dad.people.accept(invited(mum))
  expect(dad.contact(mum)).toMatchObject({ state: 'asked', name: 'Mum', devices: [mum.device], verified: false })
  await town.run()
  expect(await done).toMatchObject({ ok: true, value: { state: 'done', contact: { account: mum.account, state: 'paired' } } })
  expect(mum.contact(dad)).toMatchObject({ state: 'paired', name: 'Dad', devices: [dad.device], verified: false, blocked: false })
  expect([mum.rooms.made, dad.rooms.made]).toEqual([0, 1])
  expect([mum.isKnownTo(dad), dad.isKnownTo(mum)]).toEqual([true, true])
  expect(mum.events).toContainEqual({ type: 'contact', account: dad.account })
})

test('[SYNC-17] what was paired is there after a power cut, and the next session matches at once', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  await pair(town, mum, dad)
  mum.restart()
  dad.restart()
  town.connect(mum, dad)
  await town.run()
  expect([mum.isKnownTo(dad), dad.isKnownTo(mum)]).toEqual([true, true])
})

test('[SYNC-17] an accept that met nobody says so, survives restarts of both and is honoured when they meet', async () => {
  const town = new Town()
  town.isDark = true
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const done = dad.people.accept(invited(mum))
  await town.run(MINUTE_MS)
  expect(await done).toMatchObject({ ok: true, value: { state: 'asked', contact: { state: 'asked' } } })
  dad.restart()
  mum.restart()
  expect(dad.wanted).toEqual(new Set([mum.device]))
  town.isDark = false
  await town.run()
  expect([dad.contact(mum)?.state, mum.contact(dad)?.state]).toEqual(['paired', 'paired'])
})

test('[SYNC-17] an accept that is called off answers at once and goes on', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const off = new AbortController()
  const done = dad.people.accept(invited(mum), { signal: off.signal })
  off.abort()
  expect(await done).toMatchObject({ ok: true, value: { state: 'asked' } })
  await town.run()
  expect(dad.contact(mum)?.state).toBe('paired')
})

test('[SYNC-17] the answer gets lost: the same person is answered again, in the next session, and comes to the same secret', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const done = dad.people.accept(invited(mum))
  const { pair: line } = town.connect(dad, mum)
  line.deliver('b')
  line.deliver('a')
  expect(mum.contact(dad)?.state).toBe('paired')
  line.cut()
  dad.restart()
  expect(dad.contact(mum)?.state).toBe('asked')
  await town.run()
  expect(await done).toBeDefined()
  expect(dad.contact(mum)?.state).toBe('paired')
  expect([mum.isKnownTo(dad), dad.isKnownTo(mum)]).toEqual([true, true])
  expect(mum.people.record(dad.account)?.pairings).toHaveLength(1)
})

test('[SYNC-17] the direct room is made after a restart when the power went in between', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  dad.rooms.makeDirectRoom = () => ({ ok: false, code: 'NOT_READY' })
  await pair(town, mum, dad)
  expect(dad.people.record(mum.account)?.owesRoom).toBe(true)
  Reflect.deleteProperty(dad.rooms, 'makeDirectRoom')
  dad.restart()
  expect(dad.rooms.made).toBe(1)
  expect(dad.people.record(mum.account)?.owesRoom).toBe(false)
})

test('[SYNC-17] a full disk on either side loses nothing: nobody is a contact in memory only, and later it works', async () => {
  for (const full of ['Mum', 'Dad']) {
    const town = new Town()
    const mum = town.person('Mum')
    const dad = town.person('Dad')
    const done = dad.people.accept(invited(mum))
    const { store } = full === 'Mum' ? mum : dad
    const { transaction } = store
    store.transaction = (work, mode) =>
      transaction.call(
        store,
        () => {
          work()
          throw new StoreError('STORE_FULL', 'no room')
        },
        mode,
      ) as never
    await town.run()
    expect(dad.contact(mum)?.state).toBe('asked')
    expect(mum.contact(dad)?.state).toBe(full === 'Mum' ? undefined : 'paired')
    const someone = full === 'Mum' ? mum : dad
    expect(someone.people.rename('New')).toEqual({ ok: false, code: 'STORE_FULL' })
    expect(someone.people.inviteContact()).toEqual({ ok: false, code: 'STORE_FULL' })
    expect(someone.people.me().name).toBe(full)
    store.transaction = transaction
    town.hangUp()
    await town.run()
    expectOk(await done)
    expect([mum.contact(dad)?.state, dad.contact(mum)?.state]).toEqual(['paired', 'paired'])
    expect([mum.isKnownTo(dad), dad.isKnownTo(mum)]).toEqual([true, true])
  }
})

test('[SYNC-17] one use: the second person is turned away, learns no more, and no trace of the contact stays', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const thief = town.person('Thief')
  const link = invited(mum)
  const first = dad.people.accept(link)
  await town.run()
  expectOk(await first)
  const second = thief.people.accept(link)
  await town.run()
  expect(await second).toEqual({ ok: false, code: 'USED_UP' })
  expect(thief.people.contacts()).toEqual([])
  expect(mum.contact(thief)).toBeUndefined()
  expect(thief.wanted.size).toBe(0)
})

test('[SYNC-17] a token past its term, or of nobody, is turned away like a used one', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const link = invited(mum, { expiresInMs: MINUTE_MS })
  const invite = inviteOf(link, town.clock.now())
  const forged = contactLink({ ...invite, token: new Uint8Array(16) })
  const none = dad.people.accept(forged)
  await town.run()
  expect(await none).toEqual({ ok: false, code: 'USED_UP' })
  // Dad's clock is behind: to him the link holds.
  const late = contactLink({ ...invite, expires: invite.expires + DAY_MS })
  town.clock.advance(2 * MINUTE_MS)
  const done = dad.people.accept(late)
  town.hangUp()
  await town.run()
  expect(await done).toEqual({ ok: false, code: 'USED_UP' })
  expect(mum.people.contacts()).toEqual([])
})

test('[SYNC-17] a link nobody answers ends with its term, and so does the contact that was only asked', async () => {
  const town = new Town()
  town.isDark = true
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const done = dad.people.accept(invited(mum, { expiresInMs: 5 * MINUTE_MS }))
  await town.run(4 * MINUTE_MS)
  await done
  expect(dad.contact(mum)?.state).toBe('asked')
  await town.run(3 * MINUTE_MS)
  expect(dad.contact(mum)).toBeUndefined()
  expect(dad.wanted.size).toBe(0)
  expect(town.clock.pending).toBe(0)
})

test.each([
  ['', 'BAD_LINK'],
  ['sarangbang://add#', 'BAD_LINK'],
  ['sarangbang://add#AAAA', 'BAD_LINK'],
  [`sarangbang://add#${'A'.repeat(10_000)}`, 'BAD_LINK'],
  ['https://example.org/', 'BAD_LINK'],
])('a text that is no link is a value: %.40s', async (text, code) => {
  const town = new Town()
  expect(await town.person('Dad').people.accept(text)).toEqual({ ok: false, code })
})

test('own, expired and known links are told apart', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  expect(await mum.people.accept(invited(mum))).toEqual({ ok: false, code: 'OWN_LINK' })
  const short = invited(mum, { expiresInMs: 1 })
  town.clock.advance(1)
  expect(await dad.people.accept(short)).toEqual({ ok: false, code: 'EXPIRED' })
  await pair(town, mum, dad)
  expect(await dad.people.accept(invited(mum))).toMatchObject({ ok: true, value: { state: 'done' } })
})

test('[SYNC-17] two people accept each other’s links at once: one contact each, one room in all, and secrets that match', async () => {
  const town = new Town()
  const a = town.person('Mum')
  const b = town.person('Dad')
  const both = [a.people.accept(invited(b)), b.people.accept(invited(a))]
  await town.run()
  for (const done of both) expect(await done).toMatchObject({ ok: true, value: { state: 'done' } })
  expect([a.people.contacts().length, b.people.contacts().length]).toEqual([1, 1])
  expect(a.rooms.made + b.rooms.made).toBe(1)
  town.hangUp()
  town.connect(a, b)
  await town.run()
  expect([a.isKnownTo(b), b.isKnownTo(a)]).toEqual([true, true])
})

test('[SYNC-17] verified only in person, by camera, within ten minutes', async () => {
  for (const { inPerson, scanned, after, verified } of [
    { inPerson: true, scanned: true, after: 10 * MINUTE_MS, verified: true },
    { inPerson: true, scanned: true, after: 10 * MINUTE_MS + 1, verified: false },
    { inPerson: true, scanned: false, after: 0, verified: false },
    { inPerson: false, scanned: true, after: 0, verified: false },
  ]) {
    const town = new Town()
    const mum = town.person('Mum')
    const dad = town.person('Dad')
    const link = invited(mum, { inPerson })
    town.clock.advance(after)
    const done = dad.people.accept(link, { scanned })
    await town.run()
    expectOk(await done)
    expect([mum.contact(dad)?.verified, dad.contact(mum)?.verified]).toEqual([verified, verified])
  }
})

test('[SYNC-17] the link lies about whose device it is: nobody becomes a contact', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const liar = town.person('Liar')
  const invite = inviteOf(invited(liar), town.clock.now())
  const done = dad.people.accept(contactLink({ ...invite, account: mum.account, name: 'Mum' }))
  await town.run()
  expect(await done).toEqual({ ok: false, code: 'BAD_LINK' })
  expect(dad.people.contacts()).toEqual([])
})

test('[SYNC-17] another device behind the address hears nothing of the token, and its answer is not taken', async () => {
  const town = new Town()
  town.isDark = true
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const impostor = town.person('Impostor')
  const link = invited(mum)
  const { token } = inviteOf(link, town.clock.now())
  void dad.people.accept(link)
  town.connect(dad, impostor)
  const [session] = impostor.hub.sessions()
  session!.knockReply(encodeMessage({ type: 'paired', token, card: impostor.identity.card, name: 'Mum' }))
  session!.knockReply(encodeMessage({ type: 'refused', token }))
  await town.run()
  expect(impostor.people.contacts()).toEqual([])
  expect(dad.contact(mum)?.state).toBe('asked')
  expect(dad.people.refusals().get('NOT_ASKED')).toBe(2)
  dad.people.stop()
})

test('[ENC-7] a card that is forged, stolen, mixed or empty pairs nobody', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  const thief = town.person('Thief')
  const { token } = inviteOf(invited(mum), town.clock.now())
  const [own] = thief.identity.card.certificates
  const stolen = dad.identity.card
  const tampered = { certificates: [{ ...own!, issuerSignature: new Uint8Array(64) }], revocations: [] }
  const mixed = { certificates: [...thief.identity.card.certificates, ...stolen.certificates], revocations: [] }
  const { pair: line } = town.connect(thief, mum)
  line.settle()
  for (const shown of [stolen, tampered, mixed, EMPTY_CARD]) {
    mum.people.knocked(
      mum.hub.sessions().find(({ device }) => device === thief.device)!,
      encodeMessage({ type: 'pair', token, card: shown, name: 'Dad', scanned: true }),
    )
  }
  expect(mum.people.contacts()).toEqual([])
  // And the honest one still can.
  const done = dad.people.accept(contactLink(inviteOf(contactLinkOf(mum, token, town), town.clock.now())))
  await town.run()
  expectOk(await done)
})

test('[GOV-16] a blocked account is turned away exactly like anybody with a dead link, uses nothing up and pops nothing up', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const pest = town.person('Pest')
  await pair(town, mum, pest)
  const room = openRoom(mum, town)
  expectOk(mum.people.blockContact(pest.account, true))
  await town.run()
  expect(mum.hub.sessions()).toEqual([])
  expect(mum.people.admits(pest.device)).toBe(false)
  expect(mum.people.matchKeys().some(({ kind }) => kind === 'contact')).toBe(false)
  mum.events.length = 0
  expect(pest.people.accept(room)).toBeInstanceOf(Promise)
  town.connect(pest, mum)
  await town.run()
  expect(mum.events).toEqual([])
  expect(mum.rooms.admitted).toEqual([])
  expect(await mum.people.accept(invited(pest))).toEqual({ ok: false, code: 'BLOCKED' })
  // Lifted again, all is as before.
  expectOk(mum.people.blockContact(pest.account, false))
  town.hangUp()
  town.connect(pest, mum)
  await town.run()
  expect(mum.isKnownTo(pest)).toBe(true)
  pest.people.stop()
})

test('[GOV-16] [SYNC-17] a blocked account with a live link and a new device is refused, and the link stays unused', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  const pest = town.person('Pest')
  const dad = town.person('Dad')
  await pair(town, mum, pest)
  expectOk(mum.people.blockContact(pest.account, true))
  const link = invited(mum)
  for (const other of [town.restore(pest), town.restore(mum)]) {
    const heard: (string | undefined)[] = []
    other.people.knockReplied = (_session, payload) => void heard.push(decodeMessage(payload)?.type)
    const { pair: line } = town.connect(other, mum)
    const { token } = inviteOf(link, town.clock.now())
    other.hub.sessions()[0]!.knock(encodeMessage({ type: 'pair', token, card: other.identity.card, scanned: false }))
    line.settle()
    expect(heard).toEqual(['refused'])
  }
  expect(mum.people.contacts().map(({ account }) => account)).toEqual([pest.account])
  const done = dad.people.accept(link)
  await town.run()
  expectOk(await done)
})

test('[SYNC-16] a line that breaks all the time is no flood: once per session, three knocks a minute, and the rest later', async () => {
  const town = new Town()
  town.isDark = true
  const mum = town.person('Mum')
  const dad = town.person('Dad')
  let knocks = 0
  mum.people.knocked = () => void (knocks += 1)
  void dad.people.accept(invited(mum))
  for (let time = 0; time < 10; time++) {
    town.hangUp()
    const { pair: line } = town.connect(dad, mum)
    for (let again = 0; again < 5; again++) dad.people.attached(mum.device)
    line.settle()
    expect(knocks).toBe(Math.min(time + 1, 3))
  }
  town.hangUp()
  town.clock.advance(64_999)
  const { pair: line } = town.connect(dad, mum)
  line.settle()
  expect(knocks).toBe(3)
  town.clock.advance(1)
  line.settle()
  expect(knocks).toBe(4)
  expect(mum.hub.counters.refused.size).toBe(0)
  dad.people.stop()
})

function contactLinkOf(person: Person, token: Uint8Array, town: Town): string {
  return contactLink({
    account: person.account,
    device: person.device,
    token,
    issued: town.clock.now(),
    expires: town.clock.now() + DAY_MS,
    addresses: [person.address],
    inPerson: false,
  })
}
