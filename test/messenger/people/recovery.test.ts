/** Recovery by words among people who may not be who they say (docs/spec/recovery.md), over real sessions. */
import { expect, test } from 'vitest'
import { toHex } from '../../../shared/codec/index.ts'
import {
  type Card,
  accountFromWords,
  isRecovery,
  issueCertificate,
  recoveryKeys,
  recoveryTag,
  signRecovery,
} from '../../../shared/identity/index.ts'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { type PeopleMessage, decodeMessage, encodeMessage } from '../../../shared/messenger/people/index.ts'
import { RecoveryBook } from '../../../shared/messenger/people/recovery-book.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { type Person, Town, crypto, rng, stranger } from './town.ts'

const popUps = (person: Person) => person.events.filter(({ type }) => type === 'knock').length
const asking = (person: Person) => person.people.knocks().filter(({ kind, direction }) => kind === 'return' && direction === 'in')
const keysOf = (town: Town, person: Person) => {
  const read = accountFromWords(crypto, town.wordsOf(person))
  if (!read.ok) throw new Error('good words')
  return recoveryKeys(crypto, read.value)
}

async function pair(town: Town, a: Person, b: Person): Promise<void> {
  const { link } = expectOk(a.people.inviteContact())
  const accepting = b.people.accept(link)
  await town.run()
  expectOk(await accepting)
  // What RECORD carries between paired contacts, and to nobody else.
  a.people.recovery.take(b.account, b.people.recovery.ownKey!)
  b.people.recovery.take(a.account, a.people.recovery.ownKey!)
}

/** Mum's computer is gone, and her words were typed; dad is her contact, eve a stranger, kim a contact of both. */
async function scene() {
  const town = new Town()
  const [mum, dad, kim, eve] = ['Mum', 'Dad', 'Kim', 'Eve'].map((name) => town.person(name)) as [Person, Person, Person, Person]
  await pair(town, mum, dad)
  await pair(town, kim, dad)
  await pair(town, mum, kim)
  mum.people.stop()
  mum.hub.stop()
  town.hangUp()
  town.people.splice(town.people.indexOf(mum), 1)
  for (const each of town.people) each.wanted.clear()
  for (const each of town.people) each.events.length = 0
  return { town, mum, dad, kim, eve, empty: town.restore(mum) }
}

test('[RECV-2, RECV-3] every contact nearby is asked, by name and once; a stranger learns nothing and is asked nothing', async () => {
  const { town, mum, dad, kim, eve } = await scene()
  await town.run()
  for (const each of [dad, kim]) {
    expect(asking(each)).toMatchObject([{ name: 'Mum', account: mum.account, state: 'waiting', code: undefined }])
    expect(popUps(each)).toBe(1)
  }
  expect([eve.people.knocks(), popUps(eve)]).toEqual([[], 0])
  expect(eve.people.refusals().get('WORDS_UNKNOWN')).toBe(1)
  town.hangUp()
  await town.run(RESOURCE.RECOVERY_AGAIN_MS + 1)
  await town.run()
  expect([popUps(dad), asking(dad).length]).toEqual([1, 1])
})

test('[RECV-2] the restored computer tells whom it asked, who said yes, and until when it asks', async () => {
  const { town, dad, kim, eve, empty } = await scene()
  const asked = () => new Map(empty.people.knocks().map(({ device, kind, direction, state }) => [device, `${kind} ${direction} ${state}`]))
  await town.run()
  // Whether somebody is known here is not told by being asked.
  for (const each of [dad, kim, eve]) expect(asked().get(each.device)).toBe('return out waiting')
  expect(empty.events.filter(({ type }) => type === 'knock').length).toBe(3)
  expectOk(await dad.people.answerKnock(asking(dad)[0]!.id, true))
  await town.run()
  // By a link, and not by the words: nothing comes back for that.
  const { link } = expectOk(eve.people.inviteContact())
  const accepting = empty.people.accept(link)
  await town.run()
  expectOk(await accepting)
  expect([dad, kim, eve].map(({ device }) => asked().get(device))).toEqual([
    'return out confirmed',
    'return out waiting',
    'return out waiting',
  ])
  const { recoveringUntil = 0 } = empty.people.recovery.status()
  expect(dad.people.recovery.status()).toEqual({})
  expect(recoveringUntil - town.clock.now()).toBeGreaterThan(0)
  expect(recoveringUntil - town.clock.now()).toBeLessThanOrEqual(RESOURCE.RECOVERY_TERM_MS)
  await town.run(recoveringUntil - town.clock.now())
  expect(empty.people.recovery.status()).toEqual({})
})

test('[RECV-4] after a yes both are contacts again with a fresh secret, and the mark of being verified stays with the account', async () => {
  const { town, mum, dad, empty } = await scene()
  expectOk(dad.people.verifyContact(mum.account, true))
  const before = dad.people.record(mum.account)!.pairings.map(({ secret }) => toHex(secret))
  await town.run()
  expect(empty.people.contacts()).toEqual([])
  expectOk(await dad.people.answerKnock(asking(dad)[0]!.id, true))
  await town.run()
  expect(empty.contact(dad)).toMatchObject({ state: 'paired', verified: false, name: 'Dad' })
  expect(dad.contact(mum)).toMatchObject({ state: 'paired', verified: true })
  expect(dad.people.newDevices(mum.account)).toEqual([])
  const shared = dad.people.record(mum.account)!.pairings.find(({ device }) => device === empty.device)!
  expect(before).not.toContain(toHex(shared.secret))
  expect(empty.people.record(dad.account)!.pairings.map(({ secret }) => toHex(secret))).toEqual([toHex(shared.secret)])
  expect(dad.people.recovery.returned(mum.account)).toEqual([empty.device])
  expect([empty.isKnownTo(dad), dad.isKnownTo(empty)]).toEqual([true, true])
})

test('[RECV-3] a no gives nothing, and is not asked again', async () => {
  const { town, mum, dad, empty } = await scene()
  await town.run()
  expectOk(await dad.people.answerKnock(asking(dad)[0]!.id, false))
  town.hangUp()
  await town.run(RESOURCE.RECOVERY_AGAIN_MS + 1)
  await town.run()
  expect(asking(dad)).toMatchObject([{ state: 'refused' }])
  expect([popUps(dad), empty.contact(dad), dad.people.recovery.returned(mum.account)]).toEqual([2, undefined, []])
})

test('[RECV-2] a word for one device is none for another, none from another, and none by who only recognises', async () => {
  const { town, mum, dad, kim, eve } = await scene()
  const { key, seed } = keysOf(town, mum)
  const heard = (said: Extract<PeopleMessage, { type: 'recover' }>, from: Person): void =>
    dad.people.knocked(stranger(from.device), encodeMessage(said))
  const word = (ends: { from: Person; to: Person }, by = seed) => {
    const bound = { account: mum.account, from: ends.from.device, to: ends.to.device }
    return { type: 'recover' as const, tag: recoveryTag(crypto, key, bound), signature: signRecovery(crypto, by, bound) }
  }
  // Replayed to another contact, replayed from another device, signed by a contact who holds what he recognises by.
  heard(word({ from: eve, to: kim }), eve)
  heard(word({ from: eve, to: dad }), kim)
  heard(word({ from: kim, to: dad }, key), kim)
  heard({ ...word({ from: eve, to: dad }), tag: rng.bytes(16) }, eve)
  heard({ ...word({ from: eve, to: dad }), signature: rng.bytes(64) }, eve)
  expect([asking(dad), dad.people.refusals().get('WORDS_UNKNOWN')]).toEqual([[], 5])
  // Bound to the account: a key that somebody hands on as his own recognises nobody else.
  const other = { account: eve.account, from: eve.device, to: dad.device }
  expect(isRecovery(crypto, key, other, word({ from: eve, to: dad }))).toBe(false)
  heard(word({ from: eve, to: dad }), eve)
  expect(asking(dad).length).toBe(1)
})

test('[RECV-4] a stranger’s yes makes no contact, and learns no account', async () => {
  const { town, empty, eve } = await scene()
  await town.run()
  const said: string[] = []
  const session = { ...stranger(eve.device), knockReply: (bytes: Uint8Array) => void said.push(toHex(bytes)) }
  const card = eve.people.identity().card
  const yes = { type: 'recognised', tag: rng.bytes(16), nonce: rng.bytes(16), card, name: 'Dad' } as const
  empty.people.knockReplied(session, encodeMessage(yes))
  expect([empty.people.contacts(), said, empty.people.refusals().get('NOT_ASKED')]).toEqual([[], [], 1])
})

test('[RECV-4, GOV-20] who was let back must show what the words certified, and answer that very yes', async () => {
  const { town, mum, dad, empty } = await scene()
  await town.run()
  town.hangUp()
  town.isDark = true
  expectOk(await dad.people.answerKnock(asking(dad)[0]!.id, true))
  const said: Uint8Array[] = []
  const session = { ...stranger(empty.device), knockReply: (bytes: Uint8Array) => void said.push(bytes) }
  dad.people.sessionOpened(session)
  const yes = said.map((bytes) => decodeMessage(bytes)).find((message) => message?.type === 'recognised')
  if (yes?.type !== 'recognised') throw new Error('a yes was expected')
  const { account, keys, card } = empty.identity
  const thief = { account, device: keys.device, seal: keys.seal, issuer: mum.device, kind: 'full', issued: 1 } as const
  const byDevice = issueCertificate(crypto, thief, mum.identity.keys.seed, keys.seed)
  const answers: [Uint8Array, Card][] = [
    [yes.nonce, { certificates: [...mum.identity.card.certificates, byDevice], revocations: [] }],
    [yes.nonce, dad.identity.card],
    [rng.bytes(16), card],
  ]
  for (const [nonce, shown] of answers) {
    const back = { type: 'returned', nonce, answer: rng.bytes(16), card: shown, name: 'Mum' } as const
    dad.people.knockReplied(session, encodeMessage(back))
  }
  expect([dad.people.refusals().get('FORGED_CARD'), dad.people.refusals().get('NOT_ASKED')]).toEqual([2, 1])
  expect(dad.people.recovery.returned(mum.account)).toEqual([])
  expect(dad.people.record(mum.account)!.pairings.map(({ device }) => device)).not.toContain(empty.device)
  // The honest one still comes back afterwards.
  town.isDark = false
  await town.run()
  expect(dad.people.recovery.returned(mum.account)).toEqual([empty.device])
})

test('[RECV-3] who is blocked is not recognised, and a flood by who has the words shows a few', async () => {
  const { town, mum, dad, eve } = await scene()
  const { key, seed } = keysOf(town, mum)
  const word = (device: Person['device']) => {
    const bound = { account: mum.account, from: device, to: dad.device }
    return encodeMessage({ type: 'recover', tag: recoveryTag(crypto, key, bound), signature: signRecovery(crypto, seed, bound) })
  }
  for (let n = 0; n < 3 * RESOURCE.RECOVERIES_PER_CONTACT; n++) {
    const session = stranger()
    dad.people.knocked(session, word(session.device))
  }
  expect(asking(dad).length).toBe(RESOURCE.RECOVERIES_PER_CONTACT)
  const town2 = await scene()
  expectOk(town2.dad.people.blockContact(town2.mum.account, true))
  await town2.town.run()
  expect(asking(town2.dad)).toEqual([])
  expect(eve.people.knocks()).toEqual([])
})

test('[RECV-2] after its term the key of the words is erased, and nobody is asked any more', async () => {
  const { town, dad, empty } = await scene()
  town.isDark = true
  await town.run(RESOURCE.RECOVERY_TERM_MS + 1)
  empty.restart()
  town.isDark = false
  await town.run()
  expect(asking(dad)).toEqual([])
  expect(empty.store.values.get('recovery', 'seed')).toBeUndefined()
})

test('[RECV-2] at most RECOVERY_ASKED devices nearby are asked at a time', async () => {
  const { town, empty } = await scene()
  town.isDark = true
  while (town.people.length <= RESOURCE.RECOVERY_ASKED) town.person('Somebody')
  const seen = town.people.length - 1
  empty.people.recovery.look()
  expect(empty.people.knocks().length).toBe(RESOURCE.RECOVERY_ASKED)
  expect(seen).toBeGreaterThanOrEqual(RESOURCE.RECOVERY_ASKED)
  town.person('One more')
  empty.people.recovery.look()
  expect(empty.people.knocks().length).toBe(RESOURCE.RECOVERY_ASKED)
})

test('[RECV-4] RECOVERIES_KEPT answers are on disk, the oldest forgotten first', () => {
  const store = memoryStore()
  const book = new RecoveryBook(store)
  const account = idFromBytes('account', rng.bytes(32))
  const devices = Array.from({ length: RESOURCE.RECOVERIES_KEPT + 1 }, () => idFromBytes('device', rng.bytes(32)))
  for (const device of devices) book.putWelcome(device, { account, nonce: rng.bytes(16), at: 1, isBack: true })
  expect(book.welcome(devices[0]!)).toBeUndefined()
  const again = new RecoveryBook(store)
  expect([...again.welcomes()].map(([device]) => device).toSorted()).toEqual(devices.slice(1).toSorted())
})
