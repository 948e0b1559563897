/** Links, invitations and addresses (SYNC-17, GOV-13); V11 on both back ends. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeCbor, toBase64url, toHex } from '../../shared/codec/index.ts'
import {
  type ContactInvite,
  type RoomInvite,
  address,
  canonicalAddress,
  contactInvite,
  contactLink,
  inviteKeys,
  isVerifiedByScan,
  pairingSecret,
  parseLink,
  roomInvite,
  roomLink,
} from '../../shared/contacts/index.ts'
import { nobleCrypto } from '../../shared/crypto/index.ts'
import { deviceOfPeerId, idFromBytes, peerIdText } from '../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../shared/limits.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { peerIdOf } from '../../src-main/engine/network/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aPerson } from '../harness/person.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'

const crypto = nodeCrypto()
const backEnds = [
  ['node', crypto],
  ['noble', nobleCrypto()],
] as const
const mum = aPerson(crypto, 1)
const dad = aPerson(crypto, 2)
const NOW = 1_790_000_000_000
const DAY_MS = 86_400_000
const RELAY = '12D3KooWFSBX5q1eFHtCHfpUcEPeSS6Ae6dpncaycNexYbArzvpW'
const libp2pText = (key: Uint8Array): string => peerIdOf(idFromBytes('device', key)).toString()

const toMum: ContactInvite = {
  account: mum.account,
  device: mum.device.device,
  token: new Uint8Array(16).fill(5),
  issued: NOW,
  expires: NOW + 7 * DAY_MS,
  addresses: ['/ip4/192.168.0.12/tcp/47001', '/ip4/192.168.0.12/tcp/47002/ws', '/ip4/10.0.0.7/tcp/47001'],
  name: '엄마',
  inPerson: false,
}
const toRoom: RoomInvite = {
  root: idFromBytes('block', new Uint8Array(32).fill(6)),
  seed: new Uint8Array(32).fill(7),
  handle: idFromBytes('handle', new Uint8Array(16).fill(8)),
  expires: NOW + 7 * DAY_MS,
  role: 2,
  hosts: [{ device: mum.device.device, addresses: ['/ip6/2001:db8::1/tcp/47001'] }],
  title: '우리 가족',
  inviter: mum.account,
}

describe('[SYNC-17] contact links', () => {
  test('come back as they were made, also out of other words and with another spelling of the scheme', () => {
    const link = contactLink(toMum)
    expect(link).toMatch(/^sarangbang:\/\/add#[\w-]+$/)
    const expected = { ok: true, value: { type: 'contact', invite: toMum } }
    for (const given of [link, ` ${link}\n`, `엄마야, 이거 눌러: ${link} !`, link.replace('sarangbang://add#', 'SarangBang://ADD/#')]) {
      expect(parseLink(given, NOW)).toEqual(expected)
    }
  })

  test('hold three IPv4 addresses and any name in 300 characters, cutting the name if they must', () => {
    for (const name of ['a'.repeat(40), '가'.repeat(40), '👍'.repeat(40)]) {
      const link = contactLink({ ...toMum, name })
      expect(link.length).toBeLessThanOrEqual(RESOURCE.CONTACT_LINK_CHARACTERS)
      const read = expectOk(parseLink(link, NOW))
      expect(read.type === 'contact' && name.startsWith(read.invite.name ?? '-')).toBe(true)
    }
    const { name: _, ...nameless } = toMum
    expect(parseLink(contactLink(nameless), NOW)).toEqual({ ok: true, value: { type: 'contact', invite: nameless } })
  })

  test('lose their worst addresses before their name, and the name before the last three addresses', () => {
    const ip4 = (count: number): string[] => Array.from({ length: count }, (_, index) => `/ip4/10.0.0.${index}/tcp/47001`)
    const relayed = (count: number): string[] =>
      Array.from({ length: count }, (_, index) => `/ip4/10.0.0.${index}/tcp/47001/p2p/${RELAY}/p2p-circuit`)
    const read = (addresses: readonly string[]): ContactInvite => {
      const link = contactLink({ ...toMum, addresses })
      expect(link.length).toBeLessThanOrEqual(RESOURCE.CONTACT_LINK_CHARACTERS)
      const parsed = expectOk(parseLink(link, NOW))
      if (parsed.type !== 'contact') throw new Error('a contact link')
      return parsed.invite
    }
    for (const addresses of [ip4(8), relayed(2), [...relayed(1), ...ip4(7)], relayed(8)]) {
      const invite = read(addresses)
      expect(addresses.slice(0, invite.addresses.length)).toEqual(invite.addresses)
      expect(invite.addresses.length).toBeGreaterThanOrEqual(2)
    }
    expect(read(ip4(3))).toEqual({ ...toMum, addresses: ip4(3) })
    expect(read(ip4(8))).toMatchObject({ name: toMum.name })
    expect(read(relayed(8)).addresses).toHaveLength(2)
  })

  test('names lose what hides or turns text', () => {
    const sly = changed(toMum, 7, '\u202eeciA\u0007')
    const read = expectOk(contactInvite.decode(sly))
    expect(read.name).toBe('eciA')
  })

  test('an end seven days after issue passes, a millisecond more does not; nor does an end before the beginning', () => {
    const term = (ms: number): Uint8Array => changed(toMum, 5, NOW + ms)
    expect(contactInvite.decode(term(7 * DAY_MS)).ok).toBe(true)
    expect(contactInvite.decode(term(7 * DAY_MS + 1))).toEqual({ ok: false, code: 'MALFORMED' })
    expect(contactInvite.decode(term(0))).toEqual({ ok: false, code: 'MALFORMED' })
    expect(() => contactLink({ ...toMum, expires: NOW + 8 * DAY_MS })).toThrow(RangeError)
  })

  test('expired ones, and ones from a clock far ahead, say so', () => {
    const link = contactLink(toMum)
    expect(parseLink(link, toMum.expires - 1).ok).toBe(true)
    expect(parseLink(link, toMum.expires)).toEqual({ ok: false, code: 'EXPIRED' })
    expect(parseLink(link, NOW - RESOURCE.CLOCK_DOUBT_MS).ok).toBe(true)
    expect(parseLink(link, NOW - RESOURCE.CLOCK_DOUBT_MS - 1)).toEqual({ ok: false, code: 'TERM_TOO_LONG' })
  })

  test('eight addresses pass, nine do not', () => {
    const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `/ip4/10.0.0.${index}/tcp/1`)
    expect(contactInvite.decode(contactInvite.encode({ ...toMum, addresses: many(8) })).ok).toBe(true)
    expect(() => contactInvite.encode({ ...toMum, addresses: many(9) })).toThrow(RangeError)
  })

  test('[RDV-9] carry RESOURCE.ENTRANCES_PER_INVITE entrances to the table, not one more, and do without where the link gets too long', () => {
    const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `/ip4/203.0.113.${index}/tcp/4310`)
    const entrances = many(RESOURCE.ENTRANCES_PER_INVITE)
    const short = { ...toMum, addresses: ['/ip4/203.0.113.9/tcp/1'] }
    expect(expectOk(contactInvite.decode(contactInvite.encode({ ...short, entrances }))).entrances).toEqual(entrances)
    expect(() => contactInvite.encode({ ...short, entrances: many(RESOURCE.ENTRANCES_PER_INVITE + 1) })).toThrow(RangeError)
    const entrancesIn = (link: string) => {
      const { type, ...read } = expectOk(parseLink(link, NOW))
      return type === 'contact' && 'invite' in read && 'entrances' in read.invite ? read.invite.entrances : undefined
    }
    expect(entrancesIn(contactLink({ ...short, entrances }))).toEqual(entrances)
    const far = Array.from({ length: 8 }, (_, index) => `/ip6/2001:db8::${index + 1}/tcp/47001`)
    const long = contactLink({ ...toMum, addresses: far, entrances })
    expect([long.length <= RESOURCE.CONTACT_LINK_CHARACTERS, entrancesIn(long)]).toEqual([true, undefined])
    expect(contactInvite.encode({ ...short, entrances: [] })).toEqual(contactInvite.encode(short))
  })

  test('verify only in person, by camera, within ten minutes, once', () => {
    const shown = { ...toMum, inPerson: true }
    const use = { now: NOW + RESOURCE.CONTACT_IN_PERSON_MS, byCamera: true, isFirst: true }
    expect(isVerifiedByScan(shown, use)).toBe(true)
    expect(isVerifiedByScan(shown, { ...use, now: use.now + 1 })).toBe(false)
    expect(isVerifiedByScan(shown, { ...use, now: NOW - 1 })).toBe(false)
    expect(isVerifiedByScan(shown, { ...use, byCamera: false })).toBe(false)
    expect(isVerifiedByScan(shown, { ...use, isFirst: false })).toBe(false)
    expect(isVerifiedByScan(toMum, use)).toBe(false)
  })

  test('both sides derive one pairing secret, another for another token; a bad seal key gives none', () => {
    const token = toMum.token
    const mine = { account: mum.account, sealSecret: mum.device.sealSecret }
    const theirs = { account: dad.account, sealSecret: dad.device.sealSecret }
    const secret = pairingSecret(crypto, mine, { account: dad.account, seal: dad.device.seal }, token)
    expect(secret).toHaveLength(32)
    expect(pairingSecret(crypto, theirs, { account: mum.account, seal: mum.device.seal }, token)).toEqual(secret)
    expect(pairingSecret(crypto, mine, { account: dad.account, seal: dad.device.seal }, new Uint8Array(16))).not.toEqual(secret)
    expect(pairingSecret(crypto, mine, { account: dad.account, seal: new Uint8Array(32) }, token)).toBeUndefined()
  })
})

describe('[GOV-13] room links', () => {
  test('keep everything behind the fragment sign and come back as they were made', () => {
    const link = roomLink(toRoom)
    expect(link.indexOf('#')).toBe('sarangbang://join'.length)
    expect(parseLink(link, NOW)).toEqual({ ok: true, value: { type: 'room', invite: toRoom } })
  })

  test('never make an admin, and name one to eight hosts with up to four addresses each', () => {
    const [host] = toRoom.hosts
    const hosts = (count: number, addresses = 0): RoomInvite => ({
      ...toRoom,
      hosts: Array.from({ length: count }, () => ({
        device: host?.device ?? mum.device.device,
        addresses: Array.from({ length: addresses }, () => '/ip4/1.2.3.4/tcp/1'),
      })),
    })
    expect(roomInvite.decode(roomInvite.encode(hosts(8, 4))).ok).toBe(true)
    for (const wrong of [hosts(0), hosts(9), hosts(1, 5), { ...toRoom, role: 3 }])
      expect(() => roomInvite.encode(wrong)).toThrow(RangeError)
  })

  test('hold for 30 days at most', () => {
    const lasting = (ms: number): string => roomLink({ ...toRoom, expires: NOW + ms })
    const longest = INTRINSIC.INVITE_TERM_MS + RESOURCE.CLOCK_DOUBT_MS
    expect(parseLink(lasting(longest), NOW).ok).toBe(true)
    expect(parseLink(lasting(longest + 1), NOW)).toEqual({ ok: false, code: 'TERM_TOO_LONG' })
    expect(parseLink(lasting(0), NOW)).toEqual({ ok: false, code: 'EXPIRED' })
  })

  test('the longest possible one fits in a link', () => {
    const addresses = Array.from({ length: 4 }, (_, index) => `/ip6/2001:db8:1:2:3:4:5:${index}/tcp/47001/ws`)
    const hosts = Array.from({ length: 8 }, () => ({ device: mum.device.device, addresses }))
    expect(roomLink({ ...toRoom, hosts, title: '가'.repeat(80) }).length).toBeLessThanOrEqual(RESOURCE.LINK_CHARACTERS)
  })
})

describe('the room link', () => {
  test('of more ways through relays than a link holds keeps at least one of each host', () => {
    const addresses = Array.from({ length: 4 }, (_, index) => `/ip6/2001:db8:1:2:3:4:5:${index}/tcp/47001/ws/p2p/${RELAY}/p2p-circuit`)
    const hosts = Array.from({ length: 8 }, () => ({ device: mum.device.device, addresses }))
    const link = roomLink({ ...toRoom, hosts, title: '가'.repeat(80) })
    expect(link.length).toBeLessThanOrEqual(RESOURCE.LINK_CHARACTERS)
    const read = expectOk(parseLink(link, NOW))
    const kept = read.type === 'room' ? read.invite.hosts.map((host) => host.addresses) : []
    expect(kept).toHaveLength(8)
    for (const each of kept) expect([each.length > 0, addresses.slice(0, each.length)]).toEqual([true, each])
  })
})

describe('links are read totally', () => {
  test('any text gives a link or a code', () => {
    const fragment = fc.uint8Array({ maxLength: 300 }).map(toBase64url)
    const given = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc.tuple(fc.constantFrom('add', 'join'), fc.oneof(fragment, fc.string())).map(([kind, rest]) => `sarangbang://${kind}#${rest}`),
    )
    fc.assert(
      fc.property(given, (text) => {
        expect(parseLink(text, NOW).ok).toBe(false)
      }),
    )
  })

  test('damage gives a code or a link that says so again', () => {
    const good = [contactLink(toMum), roomLink(toRoom)]
    fc.assert(
      fc.property(fc.constantFrom(...good), fc.nat(), fc.constantFrom(...'Az09-_ #'), (link, at, character) => {
        const damaged = link.slice(0, at % link.length) + character + link.slice((at % link.length) + 1)
        const read = parseLink(damaged, NOW)
        expect(read.ok ? ['contact', 'room'] : ['NO_LINK', 'MALFORMED', 'UNSUPPORTED', 'EXPIRED', 'TERM_TOO_LONG']).toContain(
          read.ok ? read.value.type : read.code,
        )
      }),
    )
  })

  test('a later version, a missing fragment and too much text have their codes', () => {
    const later = toBase64url(encodeCbor(new Map([[0, 2]])))
    expect(parseLink(`sarangbang://add#${later}`, NOW)).toEqual({ ok: false, code: 'UNSUPPORTED' })
    expect(parseLink('sarangbang://add', NOW)).toEqual({ ok: false, code: 'NO_LINK' })
    expect(parseLink('sarangbang://add#', NOW)).toEqual({ ok: false, code: 'MALFORMED' })
    const link = contactLink(toMum)
    expect(parseLink(link.padEnd(RESOURCE.LINK_CHARACTERS), NOW).ok).toBe(true)
    expect(parseLink(link.padEnd(RESOURCE.LINK_CHARACTERS + 1), NOW)).toEqual({ ok: false, code: 'TOO_LONG' })
  })
})

describe('addresses', () => {
  test('take 7 bytes with IPv4 and 19 with IPv6, WebSocket or not', () => {
    const sizes = [
      ['/ip4/192.168.0.12/tcp/47001', 7],
      ['/ip4/255.255.255.255/tcp/65535/ws', 7],
      ['/ip6/fe80::1/tcp/1', 19],
      ['/ip6/::/tcp/80/ws', 19],
    ] as const
    for (const [text, size] of sizes) {
      const wire = address.toCbor(text)
      expect(wire).toHaveLength(size)
      expect(address.fromCbor(wire)).toEqual({ ok: true, value: text })
    }
  })

  test('through a relay take 39 bytes with IPv4 and 51 with IPv6; the key is as libp2p writes it', () => {
    const sizes = [
      [`/ip4/192.168.0.12/tcp/47001/p2p/${RELAY}/p2p-circuit`, 39],
      [`/ip4/192.168.0.12/tcp/1/ws/p2p/${RELAY}/p2p-circuit`, 39],
      [`/ip6/2001:db8::1/tcp/65535/p2p/${RELAY}/p2p-circuit`, 51],
      [`/ip6/2001:db8::1/tcp/80/ws/p2p/${RELAY}/p2p-circuit`, 51],
    ] as const
    for (const [text, size] of sizes) {
      const wire = address.toCbor(text)
      expect(wire).toHaveLength(size)
      expect(address.fromCbor(wire)).toEqual({ ok: true, value: text })
      expect(address.fromCbor(text).ok).toBe(false)
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => {
        const device = idFromBytes('device', key)
        expect(peerIdText(device)).toHaveLength(52)
        expect(deviceOfPeerId(peerIdText(device))).toBe(device)
        expect(peerIdText(device)).toBe(libp2pText(key))
      }),
    )
  })

  test('a relay that is no Ed25519 key has no short form, a short form with another length is none', () => {
    for (const relay of ['Q'.repeat(46), RELAY.replace('K', '0'), `${RELAY}1`, RELAY.slice(0, -1), 'z'.repeat(52), `1${'z'.repeat(51)}`])
      expect(deviceOfPeerId(relay)).toBeUndefined()
    const short = address.toCbor(`/ip4/1.2.3.4/tcp/1/p2p/${RELAY}/p2p-circuit`)
    if (!(short instanceof Uint8Array)) throw new Error('bytes')
    for (const bytes of [short.slice(0, -1), Uint8Array.of(...short, 0), short.with(0, 0), short.with(0, 6), short.with(0, 8)])
      expect(address.fromCbor(bytes).ok).toBe(false)
  })

  test('any other multiaddr travels as its text', () => {
    for (const text of ['/dns4/shop.example/tcp/443/wss', '/ip4/1.2.3.4/udp/4001/quic-v1', `/ip4/1.2.3.4/tcp/1/p2p/${'Q'.repeat(46)}`]) {
      expect(address.toCbor(text)).toBe(text)
      expect(address.fromCbor(text)).toEqual({ ok: true, value: text })
    }
  })

  test('each has one form: spellings become canonical, and a text with a short form is refused on the wire', () => {
    expect(canonicalAddress('/IP6/2001:DB8:0:0:0:0:0:1/tcp/47001')).toBe('/ip6/2001:db8::1/tcp/47001')
    expect(canonicalAddress('/ip6/1:0:0:2:0:0:0:3/tcp/1')).toBe('/ip6/1:0:0:2::3/tcp/1')
    expect(canonicalAddress('/ip6/1:0:2:3:4:5:6:7/tcp/1')).toBe('/ip6/1:0:2:3:4:5:6:7/tcp/1')
    expect(address.fromCbor('/ip4/1.2.3.4/tcp/1').ok).toBe(false)
  })

  test('what is none is refused in both directions', () => {
    for (const text of [
      '',
      '/',
      'ip4/1.2.3.4',
      '/ip4/1.2.3.4/tcp/ 1',
      'http://x',
      `/dns/${'a'.repeat(RESOURCE.ADDRESS_CHARACTERS)}`,
      '/\u202e',
    ]) {
      expect(canonicalAddress(text)).toBeUndefined()
      expect(address.fromCbor(text).ok).toBe(false)
      expect(() => address.toCbor(text)).toThrow(RangeError)
    }
    for (const hex of [
      '',
      '00',
      '0001020304',
      '000102030400',
      '0001020304000000',
      '00010203040000',
      '0401020304000100',
      '02010203040001',
    ]) {
      expect(address.fromCbor(unhex(hex)).ok).toBe(false)
    }
  })

  test('every short form has one text and comes back from it', () => {
    const short = fc.oneof(
      fc.tuple(fc.constantFrom(0, 1), fc.uint8Array({ minLength: 6, maxLength: 6 })),
      fc.tuple(fc.constantFrom(2, 3), fc.uint8Array({ minLength: 18, maxLength: 18 })),
      fc.tuple(fc.constantFrom(2, 3), fc.uint8Array({ minLength: 18, maxLength: 18, max: 1 })),
    )
    fc.assert(
      fc.property(short, ([kind, rest]) => {
        const bytes = Uint8Array.of(kind, ...rest)
        const read = address.fromCbor(bytes)
        expect(read.ok ? address.toCbor(read.value) : bytes).toEqual(bytes)
        expect(read.ok).toBe(rest.at(-1) !== 0 || rest.at(-2) !== 0)
      }),
    )
  })
})

describe('V11', () => {
  interface Vector {
    readonly now: number
    readonly contact: { readonly link: string; readonly token: string; readonly account: string; readonly addresses: readonly string[] }
    readonly room: {
      readonly link: string
      readonly seed: string
      readonly invite: string
      readonly publicKey: string
      readonly rv: string
    }
  }
  const { now, contact, room } = loadVectors<Vector>('v11-links')

  test('the stored contact link says what it said', () => {
    const read = expectOk(parseLink(contact.link, now))
    expect(read).toMatchObject({ type: 'contact', invite: { account: contact.account, addresses: contact.addresses } })
    expect(read.type === 'contact' && toHex(read.invite.token)).toBe(contact.token)
    expect(read.type === 'contact' && contactLink(read.invite)).toBe(contact.link)
  })

  test.each(backEnds)('the stored room link and the keys from its seed, on %s', (_name, backEnd) => {
    const read = expectOk(parseLink(room.link, now))
    expect(read.type === 'room' && toHex(read.invite.seed)).toBe(room.seed)
    expect(read.type === 'room' && roomLink(read.invite)).toBe(room.link)
    const keys = inviteKeys(backEnd, unhex(room.seed))
    expect({ invite: keys.invite, publicKey: toHex(keys.publicKey), rv: toHex(keys.rv) }).toEqual({
      invite: room.invite,
      publicKey: room.publicKey,
      rv: room.rv,
    })
  })
})

/** The encoding of an invitation with one field changed behind the codec's back. */
function changed(invite: ContactInvite, key: number, value: number | string): Uint8Array {
  const map = contactInvite.toCbor(invite)
  if (!(map instanceof Map)) throw new Error('an invitation is a map')
  return encodeCbor(new Map([...map, [key, value]]))
}
