/** Letters in a bundle by somebody who means no good, or found by somebody they are not for (BNDL-10). */
import { beforeEach, describe, expect, it } from 'vitest'
import { BUNDLE_MAGIC, BundleReader, SectionWriter } from '../../../shared/bundle/index.ts'
import { type CborValue, concatBytes, toHex, utf8 } from '../../../shared/codec/index.ts'
import { systemRng } from '../../../shared/crypto/index.ts'
import { type DeviceId, type RoomId, idBytes, idFromBytes } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { type Letter, type SealedLetter, openLetter, sealLetter, sealedLetter } from '../../../shared/messenger/bundles/letter.ts'
import { Letters } from '../../../shared/messenger/bundles/letters.ts'
import { openCommon, sealCommon } from '../../../shared/messenger/finding/common-boxes.ts'
import { FinderKeys } from '../../../shared/messenger/finding/finder-keys.ts'
import { Finding } from '../../../shared/messenger/finding/index.ts'
import { type AddressRecord, addressRecord, issueRecord } from '../../../shared/reach/index.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { encodeFrame } from '../../../shared/sync/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { noLinks } from '../../../src-main/engine/links.ts'
import { bundleOf, readBundle } from '../../harness/bundles.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { link } from '../linking/linking-world.ts'

const crypto = nodeCrypto()
const rng = systemRng()
const LIE = '/ip4/198.51.100.66/tcp/1'
const AWAY = '/ip4/203.0.113.9/tcp/4001'

const deviceOf = ({ messenger }: Villager): DeviceId => messenger.me().device
const keysOf = ({ messenger }: Villager) => messenger.people.identity().keys
const recordOf = (who: Villager, of: Villager) => who.messenger.status().records.find(({ device }) => device === deviceOf(of))
const refusalsOf = (who: Villager) => who.messenger.status().refusals
const nameOf = (who: Villager, of: Villager) => who.messenger.contacts().find(({ account }) => account === of.account)?.name
const wire = (record: AddressRecord): CborValue => addressRecord.toCbor(record)

function secretOf(who: Villager, room: RoomId): Uint8Array {
  const secret = who.messenger.roomBook.byId(room)?.state.rs
  if (secret === undefined) throw new Error('not open')
  return secret
}

function signedBy(who: Villager, n: number, addresses: readonly string[], fields: Partial<AddressRecord> = {}): AddressRecord {
  const { seed, device } = keysOf(who)
  return issueRecord(crypto, { device, n, expires: n + RESOURCE.RECORD_TERM_MS, addresses, ...fields }, seed)
}

function sealed(from: Villager, to: Villager, letter: Letter): SealedLetter {
  const made = sealLetter(crypto, rng, keysOf(from), keysOf(to), letter)
  if (made === undefined) throw new Error('a usable key')
  return made
}

function fileOf(secret: Uint8Array, ...contents: readonly Uint8Array[]): Uint8Array {
  const writer = new SectionWriter(crypto, rng.bytes(32), secret)
  const frames = [
    ...contents.map((content) => encodeFrame({ type: 'record', content })),
    encodeFrame({ type: 'bye', counts: [0, 0, 0, 0] }),
  ]
  return concatBytes(BUNDLE_MAGIC, ...frames.flatMap((frame) => [...writer.write(frame)]), writer.end())
}

/** What stands in RECORD frames of what that secret opens, and all that it opens as one run of bytes. */
function readAs(secret: Uint8Array, files: readonly Uint8Array[]) {
  const letters: SealedLetter[] = []
  const plain: Uint8Array[] = []
  for (const file of files) {
    const reader = new BundleReader(crypto, () => [{ secret, of: undefined }])
    for (const event of reader.push(file)) {
      if (event.type !== 'frame' || event.frame.type === 'unsupported') continue
      plain.push(encodeFrame(event.frame))
      if (event.frame.type !== 'record') continue
      const read = sealedLetter.decode(event.frame.content, RESOURCE.FRAME_BYTES)
      if (read.ok) letters.push(read.value)
    }
  }
  return { letters, plain: toHex(concatBytes(...plain)) }
}

describe('[BNDL-10] letters', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let eve: Villager
  let family: RoomId
  let now: number

  beforeEach(async () => {
    village = new Village(undefined, { byAddress: true })
    mum = village.person('엄마')
    dad = village.person('아빠')
    eve = village.person('이브')
    await village.pair(mum, dad)
    await village.pair(mum, eve)
    family = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account, eve.account] }))
    await village.pass(10_000)
    village.partition([mum], [dad], [eve])
    await village.pass()
    now = village.clock.now()
  })

  const letter = (records: readonly CborValue[], more: Partial<Letter> = {}): Letter => ({ n: now, records, ...more })
  const given = (from: Villager, by: Villager, ...letters: readonly Letter[]) =>
    readBundle(by, [fileOf(secretOf(from, family), ...letters.map((each) => sealedLetter.encode(sealed(from, by, each))))]).summary

  it('[REC-4] a forged record is refused, a replayed one is old, one from the future, of a stranger or run out is passed over', async () => {
    const stranger = village.person('남')
    const before = recordOf(mum, dad)
    const records = mum.messenger.status().records.length
    expect(given(eve, mum, letter([wire(signedBy(eve, now, [LIE], { device: deviceOf(dad) }))])).refused).toEqual({ BAD_SIG: 1 })
    expect(given(eve, mum, letter([[1, 2, 3]])).refused).toEqual({ BAD_FRAME: 1 })
    const silent = [
      signedBy(dad, (before?.since ?? 0) - 1, [LIE]),
      signedBy(dad, now + RESOURCE.CLOCK_DOUBT_MS + 60_000, [LIE]),
      signedBy(stranger, now, [LIE]),
      signedBy(dad, now - RESOURCE.RECORD_TERM_MS, [LIE], { expires: now - 1 }),
    ]
    expect(given(eve, mum, letter(silent.map(wire))).refused).toEqual({})
    expect(recordOf(mum, dad)).toEqual(before)
    expect(mum.messenger.status().records).toHaveLength(records)
    expect(mum.store.values.list('records').some(([device]) => device === deviceOf(stranger))).toBe(false)
    expect(refusalsOf(mum)).toMatchObject({
      RECORD_FORGED: 1,
      RECORD_MALFORMED: 1,
      RECORD_OLD: 1,
      RECORD_AHEAD: 1,
      RECORD_FOREIGN: 1,
      RECORD_EXPIRED: 1,
    })
    // What Dad did sign is believed, whoever brings it.
    given(eve, mum, letter([wire(signedBy(dad, now, [AWAY]))]))
    expect(recordOf(mum, dad)).toMatchObject({ addresses: [AWAY], by: eve.account, isFirstHand: false })
  })

  it('[REC-7] a record of somebody blocked is passed over', async () => {
    expectOk(mum.messenger.blockContact(dad.account, true))
    await village.pass()
    expect(given(eve, mum, letter([wire(signedBy(dad, now, [AWAY]))])).refused).toEqual({})
    expect(recordOf(mum, dad)).toBeUndefined()
    expect(refusalsOf(mum).RECORD_FOREIGN).toBe(1)
  })

  it('[REC-4] thousands of records are heard RECORDS_HEARD times in one reading, then no more', () => {
    let n = now
    const page = () => letter(Array.from({ length: RESOURCE.RECORDS_PER_FRAME - 1 }, () => wire(signedBy(eve, (n += 1), [LIE]))))
    const pages = Array.from({ length: RESOURCE.RECORDS_HEARD / RESOURCE.RECORDS_PER_FRAME }, page)
    expect(given(eve, mum, ...pages).refused).toEqual({})
    expect(recordOf(mum, eve)?.since).toBe(n)
    const heard = n
    n = heard + 1000
    const more = Array.from({ length: pages.length }, page)
    const last = n
    expect(given(eve, mum, ...more, page(), page()).refused).toEqual({ RATE: 2 })
    expect(recordOf(mum, eve)?.since).toBe(last)
  })

  it('nobody writes in another’s name: not a member, not with his card, not after he was removed', async () => {
    const forged = { ...sealed(eve, mum, letter([wire(signedBy(dad, now, [AWAY]))])), from: deviceOf(dad) }
    const file = (content: SealedLetter) => fileOf(secretOf(eve, family), sealedLetter.encode(content))
    expect(readBundle(mum, [file(forged)]).summary.refused).toEqual({ BAD_SIG: 1 })
    expectOk(dad.messenger.rename('참 아빠'))
    const [mums, dads] = [nameOf(mum, eve), nameOf(mum, dad)]
    expect(given(eve, mum, letter([], { card: dad.messenger.people.card() })).refused).toEqual({ BAD_FRAME: 1 })
    expect([nameOf(mum, eve), nameOf(mum, dad)]).toEqual([mums, dads])
    expect(given(eve, mum, letter([], { card: utf8('not a card') })).refused).toEqual({ BAD_FRAME: 1 })
    expectOk(eve.messenger.rename('새 이브'))
    const late = letter([wire(signedBy(eve, now, [LIE]))], { card: eve.messenger.people.card() })
    expectOk(mum.messenger.act(family, { act: 'remove', account: eve.account }))
    expect(given(eve, mum, late).refused).toEqual({})
    expect([nameOf(mum, eve), recordOf(mum, eve)?.addresses]).not.toContainEqual([LIE])
    expect(nameOf(mum, eve)).toBe(mums)
  })

  it('by the secret of two contacts no letter is taken: it would be anybody’s who found an old device of theirs', () => {
    const pairing = mum.messenger.people.matchKeys().find((match) => match.kind === 'contact' && match.account === dad.account)
    if (pairing === undefined) throw new Error('paired')
    const file = fileOf(pairing.key, sealedLetter.encode(sealed(dad, mum, letter([wire(signedBy(dad, now, [AWAY]))]))))
    readBundle(mum, [file])
    expect(recordOf(mum, dad)?.addresses).not.toEqual([AWAY])
  })

  it('[THREAT-52] a former member who finds the file opens its section, and learns neither where anybody is nor a name nor a face', async () => {
    const secret = secretOf(eve, family)
    expectOk(mum.messenger.act(family, { act: 'remove', account: eve.account }))
    readBundle(dad, bundleOf(mum, { target: { to: 'room', room: family } }))
    village.network.move(deviceOf(mum), AWAY)
    expectOk(mum.messenger.rename('새엄마'))
    const files = bundleOf(mum, { target: { to: 'room', room: family } })
    const { letters, plain } = readAs(secret, files)
    // Eve is told nothing, and for whom there is something everybody with the room's secret sees.
    expect(letters.map(({ from, to }) => [from, to])).toEqual([[deviceOf(mum), deviceOf(dad)]])
    for (const each of letters) expect(openLetter(crypto, keysOf(eve), keysOf(mum), each)).toBeUndefined()
    expect(plain).not.toContain(toHex(utf8('새엄마')))
    expect(plain).not.toContain('cb007109')
    expect(readBundle(eve, files).summary.refused).toEqual({})
    expect(recordOf(eve, mum)?.addresses).not.toEqual([AWAY])
    // Dad is told all of it.
    readBundle(dad, files)
    expect([recordOf(dad, mum)?.addresses, nameOf(dad, mum)]).toEqual([[AWAY], '새엄마'])
  })

  it('[OWN-8] a device that was taken out gets none and is not believed, though a room has not heard of it', async () => {
    village.partition([mum], [dad, eve])
    await village.pass(10_000)
    const lost = await link(village, mum)
    await village.pass(20_000)
    village.partition([mum, lost, dad])
    await village.pass(20_000)
    const addressed = () =>
      readAs(secretOf(dad, family), bundleOf(dad, { target: { to: 'room', room: family } })).letters.map(({ to }) => to)
    expect(new Set(addressed())).toEqual(new Set([mum, lost, eve].map(deviceOf)))
    village.partition([dad], [lost], [mum])
    await village.pass()
    given(lost, dad, letter([wire(signedBy(lost, village.clock.now(), [LIE]))]))
    expect(recordOf(dad, lost)?.addresses).toEqual([LIE])
    expectOk(mum.messenger.linking.revoke(deviceOf(lost)))
    const { account } = mum
    expect(dad.messenger.people.handed({ account, device: deviceOf(mum), n: village.clock.now() }, mum.messenger.people.card())).toBe(true)
    expect(dad.messenger.roomBook.byId(family)?.state.devices.get(deviceOf(lost))?.live).toBe(true)
    expect(new Set(addressed())).toEqual(new Set([mum, eve].map(deviceOf)))
    const late = village.clock.now() + 1
    given(lost, dad, letter([wire(signedBy(mum, late, [LIE]))]))
    expect(recordOf(dad, mum)?.addresses).not.toEqual([LIE])
    expect(given(lost, dad, letter([], { card: lost.messenger.people.card() })).refused).toEqual({ BAD_FRAME: 1 })
  })

  it('another member cannot open what is for one, and a letter opens by its own two devices alone', () => {
    const { letters } = readAs(secretOf(eve, family), bundleOf(mum, { target: { to: 'room', room: family } }))
    const [his] = letters.filter(({ to }) => to === deviceOf(dad))
    if (his === undefined) throw new Error('there is one for him')
    expect(openLetter(crypto, keysOf(dad), keysOf(mum), his)?.records?.length).toBeGreaterThan(0)
    expect(openLetter(crypto, keysOf(eve), keysOf(mum), his)).toBeUndefined()
    expect(openLetter(crypto, keysOf(dad), keysOf(eve), his)).toBeUndefined()
    const bent = { ...his, box: Uint8Array.from(his.box, (byte, at) => (at === 9 ? byte ^ 1 : byte)) }
    expect(openLetter(crypto, keysOf(dad), keysOf(mum), bent)).toBeUndefined()
  })

  it('[FORK-4] two that a copy seals with the same randomness have no key in common', () => {
    const same = { bytes: (length: number) => new Uint8Array(length).fill(7) }
    const [one, other] = [1, 2].map((n) => sealLetter(crypto, same, keysOf(mum), keysOf(dad), { n }))
    expect(toHex(one?.salt ?? new Uint8Array())).not.toBe(toHex(other?.salt ?? new Uint8Array()))
  })

  it('[LIM] a bundle has BUNDLE_LETTERS of them, and each BUNDLE_LETTER_BOXES boxes', () => {
    const { messenger, store } = mum
    const { people } = messenger
    const identity = people.identity()
    const deps = { crypto, rng, identity, people, rooms: messenger.roomBook, store, clock: village.clock, now: () => now }
    const finding = new Finding({ ...deps, links: noLinks(0), keepsake: () => undefined })
    const target = messenger.roomBook.byId(family)?.state.devices.get(deviceOf(dad))
    if (target === undefined) throw new Error('he is in it')
    const some = (count: number) => new Set(Array.from({ length: count }, (_, at) => idFromBytes('device', new Uint8Array(32).fill(at))))
    const letters = new Letters({ ...deps, finding })
    expect([...letters.begin(some(RESOURCE.BUNDLE_LETTERS - 1))([target])]).toHaveLength(1)
    expect([...letters.begin(some(RESOURCE.BUNDLE_LETTERS))([target])]).toHaveLength(0)
    finding.stop()

    const accounts = Array.from({ length: RESOURCE.BUNDLE_LETTER_BOXES + 1 }, (_, at) =>
      idFromBytes('account', new Uint8Array(32).fill(at + 1)),
    )
    const keys = new FinderKeys(memoryStore(), crypto, rng)
    for (const account of accounts) keys.take(account, { changed: now, key: idBytes(account) }, now)
    const known = accounts.map((account) => [account, [signedBy(dad, now, [AWAY])]] as const)
    const common = sealCommon(crypto, rng, keys, known)
    expect(common.boxes).toHaveLength(RESOURCE.BUNDLE_LETTER_BOXES)
    expect(openCommon(crypto, keys, accounts, common)).toHaveLength(RESOURCE.BUNDLE_LETTER_BOXES)
    expect(() => sealed(mum, dad, { n: now, common: { ...common, boxes: [...common.boxes, new Uint8Array(9)] } })).toThrow(RangeError)
    // Under another account's key, or bent, none opens; and all are equally long.
    const strangers = new FinderKeys(memoryStore(), crypto, rng)
    for (const account of accounts) strangers.take(account, { changed: now, key: idBytes(account).map((byte) => byte ^ 1) }, now)
    expect(openCommon(crypto, strangers, accounts, common)).toEqual([])
    const bent = common.boxes.map((box) => box.map((byte, at) => (at === box.length - 1 ? byte ^ 1 : byte)))
    expect(openCommon(crypto, keys, accounts, { ...common, boxes: bent })).toEqual([])
    expect(new Set(sealCommon(crypto, rng, keys, known.slice(0, 5)).boxes.map(({ length }) => length)).size).toBe(1)
    // Some look like more: how many contacts are meant is said to the next power of two.
    for (const [count, shown] of [
      [0, 4],
      [4, 4],
      [5, 8],
    ] as const)
      expect(sealCommon(crypto, rng, keys, known.slice(0, count)).boxes).toHaveLength(shown)
  })
})
