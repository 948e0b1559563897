/** Announcements as they come from a hostile network: parsed strictly, bounded, believed little (docs/spec/reach.md REACH-7). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { parseIp } from '../../shared/reach/index.ts'
import { createAnswers } from '../../src-main/engine/mdns/answers.ts'
import { concernsUs, encodeAnnouncement, encodeQuestion, hear, SERVICE } from '../../src-main/engine/mdns/announcement.ts'
import { decodePacket, encodePacket } from '../../src-main/engine/mdns/dns.ts'
import type { DnsRecord } from '../../src-main/engine/mdns/dns.ts'
import { planLinks } from '../../src-main/engine/mdns/links.ts'
import { createRateLimit } from '../../src-main/engine/mdns/rate-limit.ts'
import { createSightings } from '../../src-main/engine/mdns/sightings.ts'
import { aDevice, FakeClock, steadyRng } from '../reach/fake-network.ts'

const ip = (text: string): Uint8Array => parseIp(text)!
const MUM = aDevice(1)
const HERE = { ip: ip('10.0.0.1'), prefix: 24 }
const PLACE = { ...HERE, subnets: [HERE, { ip: ip('fd00::1'), prefix: 64 }] }
const SENDER = ip('10.0.0.7')
const OWN = { device: MUM, name: 'Mum', tcp: 4000, ws: 4001 }
const INSTANCE = MUM.slice(0, 32)

/** An announcement with these texts instead of the right ones. */
function spoken(texts: readonly string[], more: readonly DnsRecord[] = [], ttl = 120): Uint8Array {
  const strings = texts.map((text) => Buffer.from(text))
  return encodePacket({
    isResponse: true,
    questions: [],
    records: [{ kind: 'txt', name: `${INSTANCE}.${SERVICE}`, ttl, strings }, ...more],
  })
}

const RIGHT = ['v=1', `id=${MUM}`, 'tcp=4000']

describe('[REACH-7] an announcement', () => {
  it('comes across with the sender’s address first', () => {
    const packet = encodeAnnouncement(OWN, [SENDER])
    expect(concernsUs(packet)).toBe(true)
    expect(hear(packet, PLACE, SENDER)).toEqual({
      kind: 'seen',
      device: MUM,
      name: 'Mum',
      addresses: ['/ip4/10.0.0.7/tcp/4000', '/ip4/10.0.0.7/tcp/4001/ws'],
    })
    expect(hear(encodeAnnouncement(OWN, [SENDER], true), PLACE, SENDER)).toEqual({ kind: 'goodbye', device: MUM })
    expect(hear(encodeQuestion(), PLACE, SENDER)).toEqual({ kind: 'question' })
    expect(packet.length).toBeLessThan(512)
  })

  it('over link-local IPv6 tells the other addresses, never the link-local one', () => {
    const place = { ip: ip('fe80::1'), prefix: 64, subnets: PLACE.subnets }
    const packet = encodeAnnouncement({ ...OWN, ws: undefined }, [SENDER, ip('fd00::7'), ip('fd01::7'), ip('fe80::7')])
    expect(hear(packet, place, ip('fe80::7'))).toMatchObject({ addresses: ['/ip4/10.0.0.7/tcp/4000', '/ip6/fd00::7/tcp/4000'] })
  })

  it('from outside the subnet is not heard; addresses outside it are dropped', () => {
    expect(hear(encodeAnnouncement(OWN, [SENDER]), PLACE, ip('10.0.1.7'))).toBeUndefined()
    const spoofed = ['10.0.0.8', '192.168.0.1', '127.0.0.1', '203.0.113.1', '10.0.0.255'].map(ip)
    const heard = hear(encodeAnnouncement({ ...OWN, ws: undefined }, spoofed), PLACE, SENDER)
    // 10.0.0.255 was the fifth: an announcement holds four.
    expect(heard).toMatchObject({ addresses: ['/ip4/10.0.0.7/tcp/4000', '/ip4/10.0.0.8/tcp/4000'] })
  })

  it.each([
    ['no id', ['v=1', 'tcp=1']],
    ['another version', ['v=2', `id=${MUM}`]],
    ['a short id', ['v=1', `id=${MUM.slice(2)}`]],
    ['an id in capitals', ['v=1', `id=${'AB'.repeat(32)}`]],
    ['another device than the name says', ['v=1', `id=${aDevice(2)}`]],
    ['port 0', ['v=1', `id=${MUM}`, 'tcp=0']],
    ['port 65536', ['v=1', `id=${MUM}`, 'tcp=65536']],
    ['a port in disguise', ['v=1', `id=${MUM}`, 'tcp= 80']],
    ['one key twice', [...RIGHT, 'tcp=4001']],
  ])('with %s is refused', (_, texts) => {
    expect(hear(spoken(texts), PLACE, SENDER)).toBeUndefined()
  })

  it('with text that is not UTF-8, or two devices, is refused; unknown keys are left to later versions', () => {
    const bad: DnsRecord = { kind: 'txt', name: `${INSTANCE}.${SERVICE}`, ttl: 1, strings: [Uint8Array.of(0x6e, 0x3d, 0xff)] }
    expect(hear(encodePacket({ isResponse: true, questions: [], records: [bad] }), PLACE, SENDER)).toBeUndefined()
    expect(hear(spoken(RIGHT, [bad]), PLACE, SENDER)).toBeUndefined()
    expect(hear(spoken([...RIGHT, 'future=1', 'flag']), PLACE, SENDER)).toMatchObject({ kind: 'seen' })
  })

  it('[SYNC-16] shows a name as plain text of at most 40 characters', () => {
    const named = (name: string): unknown => hear(spoken([...RIGHT, `n=${name}`]), PLACE, SENDER)
    expect(named('a\u202eb\u0000c\u200f')).toMatchObject({ name: 'abc' })
    expect(named('가'.repeat(60))).toMatchObject({ name: '가'.repeat(40) })
    expect(named('\u202e\u2066')).toMatchObject({ name: undefined })
    expect(hear(encodeAnnouncement({ ...OWN, name: '🎉'.repeat(60) }, []), PLACE, SENDER)).toMatchObject({ name: '🎉'.repeat(40) })
  })
})

describe('[REACH-7] hostile packets', () => {
  it('junk, truncation and flipped bytes never throw and never hang', () => {
    const packet = encodeAnnouncement(OWN, [SENDER])
    for (let length = 0; length < packet.length; length += 1) expect(decodePacket(packet.subarray(0, length))).toBeUndefined()
    fc.assert(
      fc.property(fc.nat(packet.length - 1), fc.nat(255), fc.uint8Array({ maxLength: 600 }), (at, byte, junk) => {
        const flipped = Uint8Array.from(packet)
        flipped[at] = byte
        hear(flipped, PLACE, SENDER)
        decodePacket(junk)
        hear(Buffer.concat([packet, junk]), PLACE, SENDER)
      }),
    )
  })

  it('names that point at themselves, at each other or forward end', () => {
    const header = [0, 0, 0x84, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    const question = (...name: readonly number[]): unknown => decodePacket(Uint8Array.from([...header, ...name, 0, 12, 0, 1]))
    expect(question(0xc0, 12)).toBeUndefined()
    expect(question(0xc0, 14, 0xc0, 12)).toBeUndefined()
    expect(question(1, 97, 0xc0, 12)).toBeUndefined()
    expect(question(0xc0, 200)).toBeUndefined()
    expect(question(64, ...new Uint8Array(64))).toBeUndefined()
    expect(question(...Array.from({ length: 5 }, () => [63, ...new Uint8Array(63).fill(97)]).flat(), 0)).toBeUndefined()
    expect(question(1, 97, 0)).toMatchObject({ questions: [{ name: 'a' }] })
  })

  it('[LIM] more records or bytes than allowed are refused unread', () => {
    const many = Array.from({ length: RESOURCE.MDNS_RECORDS }, (): DnsRecord => ({
      kind: 'ip',
      name: `${INSTANCE}.local`,
      ttl: 1,
      ip: SENDER,
    }))
    expect(hear(spoken(RIGHT, many.slice(1)), PLACE, SENDER)).toMatchObject({ kind: 'seen' })
    expect(hear(spoken(RIGHT, many), PLACE, SENDER)).toBeUndefined()
    expect(decodePacket(new Uint8Array(RESOURCE.MDNS_PACKET_BYTES + 1))).toBeUndefined()
    expect(concernsUs(Buffer.concat([encodeQuestion(), new Uint8Array(RESOURCE.MDNS_PACKET_BYTES)]))).toBe(false)
    const claimsMany = Uint8Array.from(encodeQuestion())
    claimsMany.set([0xff, 0xff], 6)
    expect(decodePacket(claimsMany)).toBeUndefined()
  })

  it('[LIM] a flood from one sender leaves the others their voice', () => {
    const clock = new FakeClock()
    const limit = createRateLimit(clock)
    const admitted = Array.from({ length: 10_000 }, () => limit.admit('10.0.0.66')).filter(Boolean)
    expect(admitted).toHaveLength(RESOURCE.MDNS_PACKETS_PER_SOURCE_SECOND)
    expect(limit.admit('10.0.0.7')).toBe(true)
    const all = Array.from({ length: 1000 }, (_, index) => limit.admit(`10.0.1.${index}`)).filter(Boolean)
    expect(all.length).toBeLessThan(RESOURCE.MDNS_PACKETS_PER_SECOND)
  })
})

describe('[REACH-8] sightings', () => {
  const sighting = (number: number, source = `10.0.0.${number}`, port = 1) => ({
    device: aDevice(number),
    name: undefined,
    addresses: [`/ip4/${source}/tcp/${port}`],
    interface: 'eth0',
    source,
  })

  it('end by time, by goodbye from the same sender only, and with their interface', async () => {
    const clock = new FakeClock()
    const gone: string[] = []
    const sightings = createSightings(clock, (device) => gone.push(device))
    sightings.saw(sighting(1))
    sightings.goodbye(aDevice(1), '10.0.0.66')
    expect(gone).toEqual([])
    sightings.goodbye(aDevice(1), '10.0.0.1')
    expect(gone).toEqual([aDevice(1)])
    sightings.saw(sighting(2))
    sightings.saw(sighting(2, '10.0.0.99'))
    sightings.goodbye(aDevice(2), '10.0.0.2')
    expect(gone).toHaveLength(1)
    sightings.lost('eth0')
    expect(gone).toEqual([aDevice(1), aDevice(2)])
    sightings.saw(sighting(3))
    await clock.advance(RESOURCE.MDNS_TTL_MS - 1)
    expect(sightings.list()).toHaveLength(1)
    await clock.advance(RESOURCE.MDNS_RESCAN_MS + 1)
    expect(gone).toEqual([aDevice(1), aDevice(2), aDevice(3)])
    expect(clock.pending()).toBe(0)
  })

  it('are told once a second unless something changed', async () => {
    const clock = new FakeClock()
    const sightings = createSightings(clock, () => undefined)
    expect([sightings.saw(sighting(1)), sightings.saw(sighting(1)), sightings.saw(sighting(1, '10.0.0.1', 2))]).toEqual([true, false, true])
    await clock.advance(RESOURCE.MDNS_ASK_OFTEN_MS)
    expect(sightings.saw(sighting(1, '10.0.0.1', 2))).toBe(true)
    sightings.stop()
  })

  it('[LIM] are bounded in all and per sender', () => {
    const sightings = createSightings(new FakeClock(), () => undefined)
    const device = (number: number) => ({
      ...sighting(1),
      device: aDevice(0).replace(/^.{4}/, number.toString(16).padStart(4, '0')) as typeof MUM,
    })
    for (let number = 0; number < 1000; number += 1) sightings.saw({ ...device(number), source: '10.0.0.66' })
    expect(sightings.list()).toHaveLength(RESOURCE.MDNS_DEVICES_PER_SOURCE)
    for (let number = 0; number < 1000; number += 1) sightings.saw({ ...device(number), source: `10.0.${number >> 8}.${number & 255}` })
    expect(sightings.list()).toHaveLength(RESOURCE.MDNS_DEVICES)
    sightings.stop()
  })
})

describe('[REACH-6] links', () => {
  const address = (name: string, text: string, prefix: number) => ({
    name,
    address: text,
    ip: ip(text),
    prefix,
    isLoopback: name === 'lo',
    isPointToPoint: prefix >= ip(text).length * 8 - 1,
  })

  it('are real networks; loopback only when there is nothing else', () => {
    const lo = address('lo', '127.0.0.1', 8)
    const all = [
      lo,
      address('lo', '::1', 128),
      address('eth0', 'fe80::1', 64),
      address('eth0', '192.168.1.5', 24),
      address('eth0', '2001:db8::5', 64),
      address('docker0', '172.17.0.1', 16),
      address('wg0', '10.8.0.2', 24),
      address('p2p0', '10.9.0.2', 32),
    ]
    expect(planLinks(all).map(({ key, broadcast, subnets }) => [key, broadcast, subnets.length])).toEqual([
      ['eth0 192.168.1.5/24', '192.168.1.255', 2],
      ['eth0 fe80::1/64', undefined, 2],
    ])
    expect(planLinks([lo, address('lo', '::1', 128)]).map(({ broadcast }) => broadcast)).toEqual(['127.255.255.255'])
    expect(planLinks([])).toEqual([])
    const many = Array.from({ length: 100 }, (_, index) => address(`eth${index}`, `10.0.${index}.1`, 24))
    expect(planLinks(many)).toHaveLength(RESOURCE.MDNS_INTERFACES)
  })
})

describe('[REACH-9] questions', () => {
  function world() {
    const clock = new FakeClock()
    const at: number[] = []
    const answers = createAnswers({ clock, rng: steadyRng }, () => {
      at.push(clock.now())
      answers.spoke()
    })
    return { clock, at, answers }
  }

  it('within half a second of an answer get one together when it is over, not a millisecond before', async () => {
    const { clock, at, answers } = world()
    answers.spoke()
    await clock.advance(1)
    answers.asked()
    await clock.advance(RESOURCE.MDNS_ANSWER_GAP_MS - 3)
    answers.asked()
    await clock.advance(1)
    expect(at).toEqual([])
    await clock.advance(1)
    expect(at).toEqual([clock.now()])
    await clock.advance(RESOURCE.MDNS_ANSWER_GAP_MS)
    expect(at).toHaveLength(1)
  })

  it('half a second after an answer wait for the random moment alone', async () => {
    const { clock, at, answers } = world()
    answers.spoke()
    await clock.advance(RESOURCE.MDNS_ANSWER_GAP_MS)
    answers.asked()
    await clock.advance(RESOURCE.MDNS_ANSWER_JITTER_MS)
    expect(at).toHaveLength(1)
  })

  it('are answered by what is announced meanwhile', async () => {
    const { clock, at, answers } = world()
    answers.asked()
    answers.spoke()
    await clock.advance(RESOURCE.MDNS_ANSWER_GAP_MS)
    expect(at).toEqual([])
  })

  it('every millisecond get no more than an answer each half second', async () => {
    const { clock, at, answers } = world()
    for (let gone = 0; gone < 10 * RESOURCE.MDNS_ANSWER_GAP_MS; gone += 1) {
      answers.asked()
      await clock.advance(1)
    }
    expect(at.slice(1).map((time, before) => time - (at[before] ?? 0))).toEqual(
      Array.from({ length: 9 }, () => RESOURCE.MDNS_ANSWER_GAP_MS),
    )
    answers.stop()
    expect(clock.pending()).toBe(0)
  })

  it('are answered soon although the wall clock was set back by a year', async () => {
    const { clock, at, answers } = world()
    clock.sleep(365 * 24 * 3_600_000)
    answers.spoke()
    clock.sleep(-365 * 24 * 3_600_000)
    answers.asked()
    await clock.advance(RESOURCE.MDNS_ANSWER_GAP_MS)
    expect(at).toHaveLength(1)
  })
})
