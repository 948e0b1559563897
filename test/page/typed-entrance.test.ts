import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { shownEntrance, typedEntrance } from '../../src-renderer/app/settings/typed-entrance.ts'

const ADDRESS = '/ip4/203.0.113.7/tcp/4310'

describe('an address that somebody sent', () => {
  it.each([
    ['203.0.113.7:4310', ADDRESS],
    ['  203.0.113.7:4310\n', ADDRESS],
    [ADDRESS, ADDRESS],
    ['[엄마] [오후 4:20] 우리 집은 203.0.113.7:4310이에요.', ADDRESS],
    ['<203.0.113.7:4310>, again 203.0.113.7:4310.', ADDRESS],
    ['[2001:db8::7]:4310', '/ip6/2001:db8::7/tcp/4310'],
    ['Home.Example.org:4310', '/dns/home.example.org/tcp/4310'],
  ])('[RDV-9] is found in %j', (typed, address) => {
    expect(typedEntrance(typed, [])).toEqual({ ok: true, value: address })
  })

  it.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['우리 집 컴퓨터로 해', 'unclear'],
    ['203.0.113.7', 'unclear'],
    ['203.0.113.7:0', 'unclear'],
    ['203.0.113.7:65536', 'unclear'],
    ['203.0.113.7:431000', 'unclear'],
    ['224.0.0.1:4310', 'unclear'],
    ['see you at:1530', 'unclear'],
    ['https://example.org', 'unclear'],
    ['[fe80::1%eth0]:4310', 'unclear'],
    [`${ADDRESS}/ws`, 'unclear'],
    ['203.0.113.7:4310 or 203.0.113.8:4310', 'several'],
  ])('is not taken from %j', (typed, code) => {
    expect(typedEntrance(typed, [])).toEqual({ ok: false, code })
  })

  it('is looked for in a book as well', () => {
    for (const book of ['a', '1.', '1.1:', '/ip4/', '[::'].map((part) => part.repeat(200_000 / part.length))) {
      expect(typedEntrance(book, [])).toEqual({ ok: false, code: 'unclear' })
    }
    expect(typedEntrance(`${'이야기 '.repeat(50_000)} 203.0.113.7:4310`, [])).toEqual({ ok: true, value: ADDRESS })
  })

  it(`[RDV-9] stands in the list once, and the list ends at ${RESOURCE.RENDEZVOUS_BOOTSTRAP}`, () => {
    expect(typedEntrance('203.0.113.7:4310', [ADDRESS])).toEqual({ ok: false, code: 'known' })
    const many = Array.from({ length: RESOURCE.RENDEZVOUS_BOOTSTRAP }, (_, at) => `/ip4/203.0.113.${at + 100}/tcp/4310`)
    expect(typedEntrance('203.0.113.7:4310', many.slice(1))).toEqual({ ok: true, value: ADDRESS })
    expect(typedEntrance('203.0.113.7:4310', many)).toEqual({ ok: false, code: 'full' })
  })

  it.each([
    [ADDRESS, '203.0.113.7:4310'],
    ['/ip6/2001:db8::7/tcp/4310', '[2001:db8::7]:4310'],
    ['/dns/home.example.org/tcp/4310', 'home.example.org:4310'],
  ])('%s is shown as people write it', (address, shown) => {
    expect(shownEntrance(address)).toBe(shown)
  })
})
