/** A contact who lies about records (docs/spec/records.md): whatever he sends, nothing untrue is kept, and he learns nothing about others. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeCbor } from '../../../shared/codec/index.ts'
import { systemRng } from '../../../shared/crypto/index.ts'
import { type DeviceId, idFromBytes } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { Finding } from '../../../shared/messenger/finding/index.ts'
import { recordMessage } from '../../../shared/messenger/finding/record-message.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { noLinks } from '../../../src-main/engine/links.ts'
import { sessionOf } from '../../harness/hostile-member.ts'
import { addressRecord, issueRecord, type AddressRecord } from '../../../shared/reach/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { Liar } from './liar.ts'

const crypto = nodeCrypto()
const OLD = '/ip4/203.0.113.1/tcp/1'
const NEW = '/ip4/203.0.113.2/tcp/1'
const LIE = '/ip4/198.51.100.66/tcp/1'

const deviceOf = ({ messenger }: Villager): DeviceId => messenger.me().device
const recordOf = (who: Villager, of: DeviceId) => who.messenger.status().records.find(({ device }) => device === of)
const refusalsOf = (who: Villager) => who.messenger.status().refusals

/** Signed by that villager's device, whatever it says. */
function signedBy(who: Villager, n: number, addresses: readonly string[], fields: Partial<AddressRecord> = {}): AddressRecord {
  const { keys } = who.messenger.people.identity()
  return issueRecord(crypto, { device: keys.device, n, expires: n + RESOURCE.RECORD_TERM_MS, addresses, ...fields }, keys.seed)
}

/** Mum knows Dad, the shop and Eve; Eve knows Dad, too. Eve's own computer is off. */
async function scene() {
  const village = new Village(undefined, { byAddress: true })
  const [mum, dad, shop, eve] = [village.person('엄마'), village.person('아빠'), village.person('가게'), village.person('이브')]
  for (const each of [dad, shop, eve]) await village.pair(mum, each)
  await village.pair(dad, eve)
  await village.pass(10_000)
  village.partition([mum, shop], [dad], [eve])
  const liar = new Liar(village, mum, eve)
  const [now, before] = [village.clock.now(), recordOf(mum, deviceOf(dad))?.since ?? 0]
  expect(before).toBeGreaterThan(0)
  return { village, mum, dad, shop, eve, liar, now, before }
}

describe('[REC-4] a liar', () => {
  it('who replays an old record changes nothing', async () => {
    const { mum, dad, liar, before } = await scene()
    const held = recordOf(mum, deviceOf(dad))
    liar.tell(signedBy(dad, before - 1, [OLD]), signedBy(dad, before, [OLD]))
    expect(recordOf(mum, deviceOf(dad))).toEqual(held)
    expect([refusalsOf(mum).RECORD_OLD, liar.errors()]).toEqual([1, []])
  })

  it('who passes on a newer one is believed, since Dad signed it; then the old one is old', async () => {
    const { mum, dad, liar, now } = await scene()
    liar.tell(signedBy(dad, now, [NEW]))
    expect(recordOf(mum, deviceOf(dad))).toMatchObject({ addresses: [NEW], isFirstHand: false })
    liar.tell(signedBy(dad, now - 1, [OLD]))
    expect(recordOf(mum, deviceOf(dad))?.addresses).toEqual([NEW])
  })

  it('who forges one pays for it, whether Mum knows that device or not, and keeps out after the second', async () => {
    for (const isKnown of [true, false]) {
      const { village, mum, dad, eve, liar, now } = await scene()
      const device = isKnown ? deviceOf(dad) : idFromBytes('device', new Uint8Array(32).fill(9))
      const forged = signedBy(eve, now, [LIE], { device })
      liar.tell(forged)
      liar.tell(forged)
      expect([liar.errors().filter((code) => code === 'BAD_SIG').length, liar.isClosed]).toEqual([2, true])
      expect(recordOf(mum, deviceOf(dad))?.addresses).not.toEqual([LIE])
      expect(refusalsOf(mum).RECORD_FORGED).toBe(2)
      expect(new Liar(village, mum, eve).isClosed).toBe(true)
    }
  })

  it('cannot push Dad’s record out by one from the future, nor keep his own for long', async () => {
    const { village, mum, dad, eve, liar, now } = await scene()
    liar.tell(signedBy(dad, now + RESOURCE.CLOCK_DOUBT_MS + 60_000, [LIE]))
    expect([recordOf(mum, deviceOf(dad))?.addresses, refusalsOf(mum).RECORD_AHEAD]).not.toContainEqual([LIE])
    expect(refusalsOf(mum).RECORD_AHEAD).toBe(1)
    liar.tell(signedBy(eve, now, [LIE], { expires: now + 30_000 }))
    expect(recordOf(mum, deviceOf(eve))?.addresses).toEqual([LIE])
    await village.pass(30_000 + RESOURCE.RECORD_LOOK_MS)
    expect(recordOf(mum, deviceOf(eve))).toBeUndefined()
    expect(mum.store.values.list('records').some(([device]) => device === deviceOf(eve))).toBe(false)
    // Its first line is dead by now.
    new Liar(village, mum, eve).tell(signedBy(eve, now, [LIE], { expires: now + 30_000 }))
    expect([recordOf(mum, deviceOf(eve)), refusalsOf(mum).RECORD_EXPIRED]).toEqual([undefined, 1])
  })

  it('who invents devices fills nothing, and hears nothing: whom Mum knows he cannot tell', async () => {
    const { mum, liar, now, village } = await scene()
    const stranger = village.person('남')
    const before = mum.messenger.status().records.length
    liar.tell(signedBy(stranger, now, [LIE]))
    expect([mum.messenger.status().records.length, refusalsOf(mum).RECORD_FOREIGN, liar.errors()]).toEqual([before, 1, []])
    expect(mum.store.values.list('records').some(([device]) => device === deviceOf(stranger))).toBe(false)
  })

  it('who sends thousands is heard RECORDS_HEARD times, then RATE, then banned; RECORDS_HEARD_PER_SECOND go on for ever', async () => {
    const { village, mum, eve, liar, now } = await scene()
    let n = recordOf(mum, deviceOf(eve))?.since ?? now
    const some = (count: number): void => liar.tell(...Array.from({ length: count }, () => signedBy(eve, (n += 1), [LIE])))
    const used = mum.messenger.status().records.length
    for (let sent = 0; sent < RESOURCE.RECORDS_HEARD; sent += RESOURCE.RECORDS_PER_FRAME) some(RESOURCE.RECORDS_PER_FRAME)
    expect(liar.errors()).toEqual([])
    expect(recordOf(mum, deviceOf(eve))?.since).toBe(n)
    const heard = n
    some(1)
    expect([liar.errors(), recordOf(mum, deviceOf(eve))?.since]).toEqual([['RATE'], heard])
    for (let second = 0; second < 30; second++) {
      await village.pass(1000)
      some(RESOURCE.RECORDS_HEARD_PER_SECOND)
    }
    expect(liar.errors()).toEqual(['RATE'])
    for (let times = 0; times < 5; times++) some(RESOURCE.RECORDS_PER_FRAME)
    expect(liar.isClosed).toBe(true)
    expect(mum.messenger.status().records.length).toBe(used)
  })

  it('who changes his finder key without end is heard sixty-four times, and then every four seconds', async () => {
    const { village, mum, eve, liar, now } = await scene()
    let changed = now
    const another = (): void => liar.say({ finder: { changed: (changed += 1), key: new Uint8Array(32).fill(changed % 251) } })
    for (let times = 0; times < RESOURCE.RECORDS_HEARD / 16; times++) another()
    expect(liar.errors()).toEqual([])
    another()
    expect(liar.errors()).toEqual(['RATE'])
    expect(mum.store.values.get('finder/of', eve.account)).toBeDefined()
    await village.pass(16_000 / RESOURCE.RECORDS_HEARD_PER_SECOND)
    another()
    expect(liar.errors()).toEqual(['RATE'])
  })

  it('[LIM] a frame holds RECORDS_PER_FRAME records, one more is malformed', async () => {
    const { eve, liar, now } = await scene()
    const many = (count: number) =>
      encodeCbor(
        new Map<number, never>([
          [0, 1 as never],
          [4, Array.from({ length: count }, () => addressRecord.toCbor(signedBy(eve, now, [LIE]))) as never],
        ]),
      )
    liar.frame({ type: 'record', content: many(RESOURCE.RECORDS_PER_FRAME) })
    expect(liar.errors()).toEqual([])
    liar.frame({ type: 'record', content: many(RESOURCE.RECORDS_PER_FRAME + 1) })
    expect(liar.errors()).toEqual(['BAD_FRAME'])
  })

  it('junk, and what is nearly right, is a code or nothing, and changes nothing', async () => {
    const { village, mum, dad, eve, now } = await scene()
    const { people, roomBook: rooms } = mum.messenger
    const deps = { store: memoryStore(), crypto, rng: systemRng(), clock: village.clock, identity: people.identity(), links: noLinks(0) }
    const finding = new Finding({ ...deps, people, rooms, now: () => village.clock.now(), keepsake: () => undefined })
    const session = sessionOf(deviceOf(eve), eve)
    finding.wants(new Set([deviceOf(dad)]))
    finding.sessionOpened(session)
    const good = recordMessage.encode({
      finder: { changed: 1, key: new Uint8Array(32) },
      proofs: { nonce: new Uint8Array(16), tags: Array.from({ length: 16 }, () => new Uint8Array(16)) },
      held: [[deviceOf(dad), 1]],
      records: [addressRecord.toCbor(signedBy(eve, now, [LIE], { device: deviceOf(dad) }))],
    })
    const nearly = fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, by]) => good.with(at, by))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), nearly), (payload) => {
        expect(['BAD_FRAME', 'BAD_SIG', 'RATE', undefined]).toContain(finding.heard(session, payload))
        expect(finding.known()).toEqual([])
      }),
      { numRuns: 500 },
    )
    finding.stop()
  })

  it('a later version of the payload, or of one record in it, is passed over', async () => {
    const { mum, dad, liar, now } = await scene()
    liar.frame({ type: 'record', content: encodeCbor(new Map([[0, 2]])) })
    const later = encodeCbor(new Map([[0, 2]]))
    liar.say({ records: [[later, new Uint8Array(64)], addressRecord.toCbor(signedBy(dad, now, [NEW]))] })
    expect([liar.errors(), recordOf(mum, deviceOf(dad))?.addresses]).toEqual([[], [NEW]])
  })
})

describe('[REC-5] what a contact can find out', () => {
  it('he is told of accounts both know and prove to know, and of no others', async () => {
    const { village, mum, dad, shop, eve, liar } = await scene()
    await village.pass(RESOURCE.RECORD_PASS_MS + 2000)
    liar.settle()
    // He did not prove anything.
    expect(liar.records().map(({ device }) => device)).toEqual([deviceOf(mum)])
    expect(liar.said().flatMap(({ held = [] }) => held.map(([device]) => device))).toEqual([])
    for (const [padded] of liar.said().flatMap(({ proofs }) => (proofs === undefined ? [] : [[proofs.tags.length]])))
      expect(padded).toBe(RESOURCE.TAGS_MIN)
    // The real Eve holds Dad's finder key: she is told of Dad, never of the shop.
    liar.line.cut()
    village.partition([mum, eve, shop], [dad])
    await village.pass(20_000)
    expect(recordOf(eve, deviceOf(dad))).toBeDefined()
    expect(recordOf(eve, deviceOf(shop))).toBeUndefined()
  })

  it('proofs replayed from another session, or sent back as they came, prove nothing', async () => {
    const { village, mum, dad, eve, liar } = await scene()
    await village.pass(1000)
    liar.settle()
    const [proofs] = liar.said().flatMap((each) => each.proofs ?? [])
    if (proofs === undefined) throw new Error('Mum sends proofs')
    const second = new Liar(village, mum, eve)
    for (const each of [liar, second]) each.say({ proofs })
    await village.pass(10_000)
    for (const each of [liar, second]) {
      each.settle()
      expect(each.records().filter(({ device }) => device === deviceOf(dad))).toEqual([])
    }
  })

  it('a finder key is given to contacts alone, and another after one of them was blocked', async () => {
    const { village, mum, shop, eve, liar } = await scene()
    await village.pass(1000)
    liar.settle()
    const keyOf = (each: Liar) =>
      each
        .said()
        .flatMap(({ finder }) => finder ?? [])
        .at(-1)
    const first = keyOf(liar)
    expect(first?.key).toHaveLength(32)
    expectOk(mum.messenger.blockContact(shop.account, true))
    await village.pass(5000)
    liar.settle()
    const second = keyOf(liar)
    expect(second?.key).not.toEqual(first?.key)
    expect(second?.changed).toBeGreaterThan(first?.changed ?? 0)
    // A room mate who is no contact.
    const mate = village.person('이웃')
    village.partition([mum, eve, mate])
    await village.pair(eve, mate)
    expectOk(eve.messenger.createRoom({ name: '동네', members: [mum.account, mate.account] }))
    await village.pass(20_000)
    expect(recordOf(mate, deviceOf(mum))).toBeDefined()
    village.partition([mum], [eve, mate])
    const asMate = new Liar(village, mum, mate)
    asMate.say({
      finder: { changed: 1, key: new Uint8Array(32) },
      proofs: { nonce: new Uint8Array(16), tags: Array.from({ length: 16 }, () => new Uint8Array(16)) },
    })
    await village.pass(10_000)
    asMate.settle()
    expect(asMate.records().some(({ device }) => device === deviceOf(mum))).toBe(true)
    expect(asMate.said().flatMap(({ finder, proofs }) => [finder, proofs].filter((each) => each !== undefined))).toEqual([])
    expect(
      asMate
        .records()
        .map(({ device }) => device)
        .filter((device) => ![deviceOf(mum), deviceOf(eve)].includes(device)),
    ).toEqual([])
    expect(mum.store.values.list('finder/of').map(([account]) => account)).not.toContain(mate.account)
  })
})

describe('[RDV-11] what lies in the table', () => {
  it('is believed for the signature of the very device whose place it is, and for nothing else', async () => {
    const { mum, dad, eve, now } = await scene()
    const { meeting } = mum.messenger
    const [ofDad, ofEve] = [deviceOf(dad), deviceOf(eve)]
    const forged = signedBy(eve, now + 1, [LIE], { device: ofDad })
    for (const bytes of [addressRecord.encode(forged), addressRecord.encode(signedBy(eve, now, [LIE])), new Uint8Array(40)])
      meeting.found(ofDad, bytes)
    expect(recordOf(mum, ofDad)?.addresses).not.toEqual([LIE])
    expect(recordOf(mum, ofEve)?.addresses).not.toEqual([LIE])
    expect([refusalsOf(mum).RECORD_FORGED, refusalsOf(mum).RECORD_MALFORMED]).toEqual([1, 2])
    meeting.found(ofDad, addressRecord.encode(signedBy(dad, now, [NEW])))
    expect(recordOf(mum, ofDad)).toMatchObject({ addresses: [NEW], isFirstHand: true })
    meeting.found(ofDad, addressRecord.encode(signedBy(dad, now - 1, [OLD])))
    expect(recordOf(mum, ofDad)?.addresses).toEqual([NEW])
  })

  it('is what Dad’s own computer leaves there', async () => {
    const { mum, dad } = await scene()
    const left = dad.messenger.meeting.record()
    expect(left).toBeDefined()
    expect(expectOk(addressRecord.decode(left!))).toMatchObject({ device: deviceOf(dad), n: recordOf(mum, deviceOf(dad))?.since })
  })
})
