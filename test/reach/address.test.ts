/** Addresses as they come from outside: read strictly, written one way (docs/spec/reach.md). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { address } from '../../shared/contacts/address.ts'
import { canonicalAddress } from '../../shared/contacts/index.ts'
import { idFromBytes, peerIdText } from '../../shared/ids/index.ts'
import {
  broadcastAddress,
  circuitAddress,
  directPart,
  formatIp,
  ipAddress,
  ipScope,
  isNear,
  parseAddress,
  parseIp,
  parseTypedAddress,
  recordAddresses,
  sameSubnet,
} from '../../shared/reach/index.ts'

const SHOP = idFromBytes('device', new Uint8Array(32).fill(9))
const ip = (text: string): Uint8Array => parseIp(text)!

describe('[REACH-1] addresses', () => {
  it.each([
    ['/ip4/10.0.0.7/tcp/4000', '/ip4/10.0.0.7/tcp/4000', 'private'],
    ['/ip4/10.0.0.7/tcp/4000/ws', '/ip4/10.0.0.7/tcp/4000/ws', 'private'],
    ['/ip6/2001:DB8:0:0:0:0:0:1/tcp/4000', '/ip6/2001:db8::1/tcp/4000', 'public'],
    ['/ip6zone/eth0/ip6/fe80::1/tcp/65535', '/ip6zone/eth0/ip6/fe80::1/tcp/65535', 'link'],
    ['/dns4/Shop.Example/tcp/1/wss', '/dns4/shop.example/tcp/1/tls/ws', 'name'],
    ['/ip4/127.0.0.1/tcp/1', '/ip4/127.0.0.1/tcp/1', 'loopback'],
  ])('%s', (text, canonical, scope) => {
    expect(parseAddress(text)).toMatchObject({ text: canonical, scope })
    expect(parseAddress(canonical)?.text).toBe(canonical)
  })

  it.each([
    '',
    '/ip4/10.0.0.7',
    '/ip4/10.0.0.7/tcp/0',
    '/ip4/10.0.0.7/tcp/65536',
    '/ip4/10.0.0.256/tcp/1',
    '/ip4/10.0.0.07/tcp/1',
    '/ip4/0.0.0.0/tcp/1',
    '/ip4/224.0.0.251/tcp/1',
    '/ip4/255.255.255.255/tcp/1',
    '/ip6/::/tcp/1',
    '/ip6/ff02::fb/tcp/1',
    '/ip6/1::2::3/tcp/1',
    '/ip6/::ffff:0.0.0.0/tcp/1',
    '/ip4/::1/tcp/1',
    '/ip6/10.0.0.1/tcp/1',
    '/ip6zone/eth0/ip6/2001:db8::1/tcp/1',
    '/ip6zone/eth0/ip4/10.0.0.1/tcp/1',
    '/dns4/10.0.0.1/tcp/1',
    '/dns4/a..b/tcp/1',
    '/dns4/2130706433/tcp/1',
    '/ip4/10.0.0.7/udp/1',
    '/ip4/10.0.0.7/tcp/1/p2p/12D3KooW',
    '/ip4/10.0.0.7/tcp/1/p2p-circuit',
    `/ip4/10.0.0.7/tcp/1/p2p/${peerIdText(SHOP)}`,
    `/ip4/10.0.0.7/tcp/1/p2p/${peerIdText(SHOP).replace('K', 'L')}/p2p-circuit`,
    `/ip4/10.0.0.7/tcp/1/p2p/${peerIdText(SHOP)}/p2p-circuit/p2p/${peerIdText(SHOP)}`,
    `/ip4/10.0.0.7/tcp/1/p2p/${peerIdText(SHOP)}/p2p-circuit/p2p/${peerIdText(SHOP)}/p2p-circuit`,
    `/p2p/${peerIdText(SHOP)}/p2p-circuit`,
    `/ip6zone/eth0/ip6/fe80::1/tcp/1/p2p/${peerIdText(SHOP)}/p2p-circuit`,
    `/dns4/${'a'.repeat(300)}/tcp/1`,
    undefined,
    7,
  ])('refuses %s', (text) => {
    expect(parseAddress(text)).toBeUndefined()
  })

  it('never throws, and what it gives it takes back', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.ipV4().map((host) => `/ip4/${host}/tcp/1`),
          fc.ipV6().map((host) => `/ip6/${host}/tcp/9/ws`),
        ),
        (text) => {
          const address = parseAddress(text)
          parseTypedAddress(text)
          expect(address === undefined || parseAddress(address.text)?.text === address.text).toBe(true)
        },
      ),
    )
  })

  it('IP texts and bytes are one to one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 })), (bytes) => {
        expect(parseIp(formatIp(bytes))).toEqual(bytes)
      }),
    )
    expect([ip('::'), ip('1::'), ip('::1'), ip('1:0:0:2::3'), ip('::ffff:1.2.3.4')].map(formatIp)).toEqual([
      '::',
      '1::',
      '::1',
      '1:0:0:2::3',
      '::ffff:102:304',
    ])
  })

  it('typed by a person', () => {
    const typed = [
      ' 192.168.0.7:4100 ',
      '[fe80::1%eth0]:4100',
      'shop.example:4100',
      '/ip4/10.0.0.1/tcp/4',
      '192.168.0.7',
      'shop.example:0',
      '::1:4100',
    ]
    expect(typed.map((text) => parseTypedAddress(text)?.text)).toEqual([
      '/ip4/192.168.0.7/tcp/4100',
      '/ip6zone/eth0/ip6/fe80::1/tcp/4100',
      '/dns/shop.example/tcp/4100',
      '/ip4/10.0.0.1/tcp/4',
      undefined,
      undefined,
      undefined,
    ])
  })

  it('scopes and subnets at their edges', () => {
    const scopes = [
      '10.0.0.0',
      '172.15.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '172.32.0.0',
      '100.64.0.1',
      '169.254.1.1',
      '223.255.255.255',
      '224.0.0.0',
      'fdff::1',
      'febf::1',
      'fec0::1',
    ]
    expect(scopes.map((text) => ipScope(ip(text)))).toEqual([
      'private',
      'public',
      'private',
      'private',
      'public',
      'private',
      'link',
      'public',
      'unusable',
      'private',
      'link',
      'public',
    ])
    expect([24, 25, 32, 0].map((prefix) => sameSubnet(ip('10.0.0.1'), ip('10.0.0.129'), prefix))).toEqual([true, false, false, true])
    expect(sameSubnet(ip('10.0.0.1'), ip('::1'), 0)).toBe(false)
    expect([24, 20, 32, 8].map((prefix) => formatIp(broadcastAddress(ip('10.77.3.1'), prefix)))).toEqual([
      '10.77.3.255',
      '10.77.15.255',
      '10.77.3.1',
      '10.255.255.255',
    ])
  })

  it('is near when an interface of ours is in its subnet', () => {
    const own = [{ ip: ip('10.0.0.1'), prefix: 24 }]
    const near = ['/ip4/10.0.0.9/tcp/1', '/ip4/10.0.1.9/tcp/1', '/dns/a/tcp/1', '/ip4/127.0.0.1/tcp/1', '/ip6zone/e/ip6/fe80::1/tcp/1']
    expect(near.map((text) => isNear(parseAddress(text)!, own))).toEqual([true, false, false, true, true])
    expect(ipAddress(ip('fe80::1'), 7, 'ws', 'eth0')?.text).toBe('/ip6zone/eth0/ip6/fe80::1/tcp/7/ws')
  })
})

describe('[SYNC-15] addresses in records', () => {
  it('keeps public ones, private ones beside us or the sender, nothing that leads inside', () => {
    const own = [{ ip: ip('192.168.1.5'), prefix: 24 }]
    const texts = [
      '/ip4/203.0.113.1/tcp/1',
      '/ip4/192.168.1.9/tcp/1',
      '/ip4/10.8.0.3/tcp/1',
      '/ip4/10.9.0.3/tcp/1',
      '/ip4/127.0.0.1/tcp/1',
      '/ip4/169.254.0.1/tcp/1',
      '/dns/router.lan/tcp/80',
      '/ip6/::1/tcp/1',
      '/ip6/::ffff:127.0.0.1/tcp/1',
      7,
    ]
    expect(recordAddresses(texts, own, ip('10.8.0.9'))).toEqual(['/ip4/203.0.113.1/tcp/1', '/ip4/192.168.1.9/tcp/1', '/ip4/10.8.0.3/tcp/1'])
    expect(recordAddresses(texts, [], undefined)).toEqual(['/ip4/203.0.113.1/tcp/1'])
  })
})

describe('[REACH-1] circuits', () => {
  const direct = '/ip4/60.0.1.2/tcp/4001'
  const text = `${direct}/p2p/${peerIdText(SHOP)}/p2p-circuit`

  it('name the relay and where it is, in one text', () => {
    const address = parseAddress(text)
    expect(address).toMatchObject({ text, relay: SHOP, host: '60.0.1.2', port: 4001, carrier: 'tcp', scope: 'public' })
    expect(circuitAddress(SHOP, direct)).toEqual(address)
    expect(address === undefined ? undefined : directPart(address)).toBe(direct)
    expect(parseAddress(`${direct}/ws/p2p/${peerIdText(SHOP)}/p2p-circuit`)).toMatchObject({ carrier: 'ws', relay: SHOP })
    expect(parseAddress(direct)?.relay).toBe(undefined)
  })

  it('[SYNC-15] of records are believed as far as the relay’s address is', () => {
    const inside = text.replace('60.0.1.2', '10.9.9.9')
    expect(recordAddresses([text, inside], [], undefined)).toEqual([text])
  })

  it('pass through invitations in 39 bytes, and come back the same', () => {
    expect(canonicalAddress(text)).toBe(text)
    const encoded = address.encode(text)
    expect(encoded).toHaveLength(39 + 2)
    expect(address.decode(encoded)).toEqual({ ok: true, value: text })
    expect(address.decode(encoded.slice(0, -1)).ok).toBe(false)
  })
})
