/** What a person may type as a host, and what the presets are (OUT-2). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OUTAGE } from '../../shared/limits.ts'
import { hostText, parseHost, PRESETS } from '../../shared/outage/index.ts'

describe('[OUT-2] a host', () => {
  it.each([
    ['chat.example', { host: 'chat.example', port: 443 }],
    [' Chat.Example:8443 ', { host: 'chat.example', port: 8443 }],
    ['203.0.113.7', { host: '203.0.113.7', port: 443 }],
    ['[2001:db8::1]:993', { host: '2001:db8::1', port: 993 }],
    ['2001:db8::1', { host: '2001:db8::1', port: 443 }],
    ['localhost:4433', { host: 'localhost', port: 4433 }],
  ])('%s is %j', (typed, host) => {
    expect(parseHost(typed)).toEqual(host)
    expect(parseHost(hostText(host))).toEqual(host)
  })

  it.each([
    '',
    ' ',
    'https://chat.example',
    'chat.example/path',
    'chat.example:0',
    'chat.example:70000',
    '239.1.1.1',
    '0.0.0.0',
    'a b',
    '카톡.kr',
  ])('%j is none', (typed) => {
    expect(parseHost(typed)).toBeUndefined()
  })

  it('never throws, and one has one text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (typed) => {
        const host = parseHost(typed)
        expect(host === undefined ? undefined : parseHost(hostText(host))).toEqual(host)
      }),
    )
  })
})

describe('[OUT-2] the presets', () => {
  it('are hosts at 443, each once, and no more than a person may have', () => {
    const hosts = PRESETS.flatMap((preset) => preset.hosts)
    expect(hosts.map((host) => parseHost(host)?.port)).toEqual(hosts.map(() => 443))
    expect(new Set(hosts).size).toBe(hosts.length)
    for (const preset of PRESETS) expect(preset.hosts.length).toBeLessThanOrEqual(OUTAGE.HOSTS)
    expect(PRESETS.length).toBeLessThanOrEqual(OUTAGE.SERVICES)
  })
})
