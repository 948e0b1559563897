/** Each finding follows from its facts, names whom it concerns, and is not made without them. */
import { describe, expect, it } from 'vitest'
import { diagnose, type DoctorFacts, FINDING_CODES, type FindingCode, type Severity } from '../../shared/doctor/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { aMissing, aPerson, homeFacts, NOW } from './facts.ts'

interface Case {
  readonly code: FindingCode
  readonly facts: Partial<DoctorFacts>
  readonly severity: Severity
  readonly about?: readonly string[]
  /** The nearest facts that do not give it; default: a home where all is well. */
  readonly without?: Partial<DoctorFacts>
}

const dad = aMissing('아빠', 'timeout')
const [lo, wlan, wlan6] = homeFacts().interfaces
if (lo === undefined || wlan === undefined || wlan6 === undefined) throw new Error('three addresses expected')
const [link] = homeFacts().finder === 'off' ? [] : homeFacts().finder
if (link === undefined || typeof link === 'string') throw new Error('a link expected')
const tunnel = { name: 'wg0', address: '10.8.0.2', family: 4, kind: 'tunnel', isLinkLocal: false } as const
const none = { state: 'none' } as const
const { ownMulticast: _multicast, ownBroadcast: _broadcast, ...untried } = link

const CASES: readonly Case[] = [
  { code: 'not-running', facts: { network: 'off' }, severity: 'problem', about: ['엄마'] },
  { code: 'no-network', facts: { interfaces: [lo] }, severity: 'problem', about: ['엄마'], without: { interfaces: [lo, tunnel] } },
  { code: 'on-network', facts: {}, severity: 'good', without: { interfaces: [lo, tunnel] } },
  {
    code: 'no-internet-route',
    facts: { route4: none, route6: none, people: [dad] },
    severity: 'notice',
    about: ['아빠'],
    without: { route4: none, route6: { state: 'unknown' } },
  },
  { code: 'internet-route', facts: {}, severity: 'good', without: { route4: none, route6: none } },
  {
    code: 'vpn',
    facts: { route4: { state: 'via', interface: 'wg0', isTunnel: true }, people: [aPerson('엄마'), dad] },
    severity: 'problem',
    about: ['아빠'],
  },
  { code: 'vpn', facts: { route6: { state: 'via', interface: 'wg0', isTunnel: true } }, severity: 'notice', about: [] },
  { code: 'portal', facts: { portal: 'sign-in', people: [dad] }, severity: 'problem', about: ['아빠'], without: { portal: 'clear' } },
  { code: 'portal-clear', facts: { portal: 'clear' }, severity: 'good' },
  { code: 'portal-no-answer', facts: { portal: 'no-answer', people: [dad] }, severity: 'notice', about: ['아빠'] },
  { code: 'portal-unclear', facts: { portal: 'unclear' }, severity: 'notice' },
  { code: 'portal-unset', facts: { portal: 'unset' }, severity: 'fact' },
  { code: 'ipv6', facts: {}, severity: 'good', without: { route6: none } },
  { code: 'ipv6-near-only', facts: { route6: none }, severity: 'fact' },
  { code: 'ipv6-none', facts: { interfaces: [lo, wlan] }, severity: 'fact' },
  {
    code: 'just-woke',
    facts: { wokeAt: NOW - RESOURCE.DOCTOR_WAKE_MS + 1 },
    severity: 'fact',
    without: { wokeAt: NOW - RESOURCE.DOCTOR_WAKE_MS },
  },
  { code: 'finder-off', facts: { finder: 'off', people: [dad] }, severity: 'notice', about: ['아빠'] },
  {
    code: 'finder-held',
    facts: { finder: [{ ...link, code: 'port-taken', ownBroadcast: false }], people: [dad] },
    severity: 'problem',
    about: ['아빠'],
  },
  { code: 'finder-held', facts: { finder: [{ ...link, code: 'port-taken' }] }, severity: 'notice' },
  { code: 'finder-detour', facts: { finder: [{ ...link, ownMulticast: false }] }, severity: 'notice' },
  {
    code: 'finder-blocked',
    facts: { finder: [{ ...link, ownMulticast: false, ownBroadcast: false }], people: [dad] },
    severity: 'problem',
    about: ['아빠'],
    without: { finder: [untried] },
  },
  { code: 'finder-blocked', facts: { finder: [{ ...untried, code: 'multicast-blocked' }] }, severity: 'problem' },
  { code: 'finder-works', facts: {}, severity: 'good', without: { finder: [untried] } },
  { code: 'broadcast-works', facts: {}, severity: 'good', without: { finder: [untried] } },
  { code: 'broadcast-blocked', facts: { finder: [{ ...link, ownBroadcast: false }] }, severity: 'fact' },
  {
    code: 'nobody-heard',
    facts: { finder: [{ ...link, othersAt: NOW - RESOURCE.DOCTOR_ALONE_MS }], people: [dad] },
    severity: 'notice',
    about: ['아빠'],
    without: { finder: [{ ...link, othersAt: NOW - RESOURCE.DOCTOR_ALONE_MS + 1 }], people: [dad] },
  },
  { code: 'probe-found', facts: { probe: { tried: 9, found: [dad] } }, severity: 'good', about: ['아빠'] },
  { code: 'probe-nobody', facts: { probe: { tried: 9, found: [] } }, severity: 'notice' },
  {
    code: 'not-permitted',
    facts: { doors: [{ address: '/ip4/0.0.0.0/tcp/4100', code: 'not-permitted' }] },
    severity: 'problem',
    about: ['엄마'],
  },
  { code: 'other-door', facts: { doors: [{ address: '/ip4/0.0.0.0/tcp/4101', code: 'port-taken' }] }, severity: 'fact' },
  {
    code: 'firewall-here',
    facts: { dialBacks: [{ ...aPerson('엄마'), answer: 'silent' }], people: [aPerson('엄마'), dad] },
    severity: 'problem',
    about: ['엄마'],
  },
  {
    code: 'firewall-here',
    facts: { doors: [{ address: '/ip4/192.168.0.7/tcp/4100', answer: 'silent' }], dialBacks: [], people: [aPerson('엄마'), dad] },
    severity: 'problem',
    about: ['아빠'],
  },
  { code: 'door-open', facts: {}, severity: 'good', about: ['엄마'], without: { dialBacks: [] } },
  { code: 'sending-denied', facts: { people: [aMissing('아빠', 'denied')] }, severity: 'problem', about: ['아빠'] },
  {
    code: 'too-many',
    facts: { connections: { open: 160, most: 160 } },
    severity: 'notice',
    without: { connections: { open: 159, most: 160 } },
  },
  { code: 'too-many', facts: { people: [aMissing('아빠', 'limited')] }, severity: 'notice', about: ['아빠'] },
  { code: 'reached-from-afar', facts: { publicReach: 'reachable' }, severity: 'good', without: { publicReach: 'unreachable' } },
  { code: 'not-from-afar', facts: { publicReach: 'unreachable', people: [dad] }, severity: 'fact', about: ['아빠'] },
  { code: 'router-plain', facts: { natKind: 'easy' }, severity: 'fact', without: { natKind: 'none' } },
  { code: 'router-strict', facts: { natKind: 'hard', people: [dad] }, severity: 'notice', about: ['아빠'] },
  { code: 'router-strict', facts: { natKind: 'hard' }, severity: 'fact', without: { natKind: 'hard', publicReach: 'reachable' } },
  { code: 'reached', facts: {}, severity: 'good', about: ['엄마'], without: { people: [dad] } },
  {
    code: 'isolated',
    facts: { people: [aMissing('아빠', 'timeout', true)] },
    severity: 'problem',
    about: ['아빠'],
    without: { people: [dad] },
  },
  { code: 'isolated', facts: { people: [aMissing('아빠', 'isolated')] }, severity: 'problem', about: ['아빠'] },
  { code: 'closed-there', facts: { people: [aMissing('아빠', 'refused', true)] }, severity: 'notice', about: ['아빠'] },
  { code: 'no-answer', facts: { people: [dad] }, severity: 'notice', about: ['아빠'] },
  { code: 'no-way', facts: { people: [aMissing('아빠', 'no-route')] }, severity: 'problem', about: ['아빠'] },
  { code: 'somebody-else', facts: { people: [aMissing('아빠', 'wrong-peer')] }, severity: 'notice', about: ['아빠'] },
  { code: 'broke-off', facts: { people: [aMissing('아빠', 'closed')] }, severity: 'notice', about: ['아빠'] },
  {
    code: 'not-met',
    facts: { people: [aPerson('아빠', { reach: 'never', code: 'timeout', isSeenHere: false })] },
    severity: 'notice',
    about: ['아빠'],
  },
  { code: 'clock-fast', facts: { clockOffsetMs: -7_200_000 }, severity: 'problem' },
  { code: 'clock-slow', facts: { clockOffsetMs: 7_200_000 }, severity: 'problem' },
  { code: 'clock-right', facts: {}, severity: 'good', without: { clockOffsetMs: 600_000 } },
  {
    code: 'disk-full',
    facts: { freeDiskBytes: RESOURCE.DOCTOR_DISK_FULL_BYTES - 1 },
    severity: 'problem',
    without: { freeDiskBytes: RESOURCE.DOCTOR_DISK_FULL_BYTES },
  },
  {
    code: 'disk-low',
    facts: { freeDiskBytes: RESOURCE.DOCTOR_DISK_LOW_BYTES - 1 },
    severity: 'notice',
    without: { freeDiskBytes: RESOURCE.DOCTOR_DISK_LOW_BYTES },
  },
  { code: 'through-others', facts: { relays: [aPerson('엄마')] }, severity: 'good', about: ['엄마'], without: { relays: [] } },
  { code: 'others-through-us', facts: { relayingFor: [dad] }, severity: 'fact', about: ['아빠'] },
  { code: 'kept-for-us', facts: { carriers: [aPerson('가게')] }, severity: 'good', about: ['가게'] },
  { code: 'kept-by-us', facts: { carryingFor: [aPerson('가게')] }, severity: 'fact', about: ['가게'] },
]

describe('[DOC-1] a finding', () => {
  it.each(CASES)('$code is made from its facts, and from nothing less ($severity)', ({ code, facts, severity, about, without }) => {
    const found = diagnose(homeFacts(facts)).findings.filter((each) => each.code === code)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ severity, ...(about !== undefined && { about: about.map((name) => ({ name })) }) })
    const isOfEveryHome = diagnose(homeFacts()).findings.some((each) => each.code === code)
    if (without === undefined && isOfEveryHome) throw new Error('what is found at every home needs facts without it')
    expect(diagnose(homeFacts(without)).findings.map((each) => each.code)).not.toContain(code)
  })

  it('has a case for every code', () => {
    const covered = new Set(CASES.map(({ code }) => code))
    expect(FINDING_CODES.filter((code) => !covered.has(code))).toEqual([])
  })
})

describe('[DOC-1] a report', () => {
  it('is well at home', () => {
    const { isWell, findings } = diagnose(homeFacts())
    expect(isWell).toBe(true)
    expect(findings.filter(({ severity }) => severity !== 'good')).toEqual([])
  })

  it('says the worst first', () => {
    const { isWell, findings } = diagnose(homeFacts({ clockOffsetMs: 600_000, natKind: 'easy', people: [aPerson('엄마'), dad] }))
    expect(isWell).toBe(false)
    const ranks = findings.map(({ severity }) => ['problem', 'notice', 'fact', 'good'].indexOf(severity))
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
  })

  it('without a network says nothing of walls and people that follow from it', () => {
    const { findings } = diagnose(homeFacts({ interfaces: [lo], people: [dad], route4: none, route6: none }))
    expect(findings.map(({ code }) => code)).toEqual(['no-network', 'clock-right'])
  })

  it('names each person that cannot be reached in one finding of people only', () => {
    const codes = ['timeout', 'refused', 'isolated', 'no-route', 'closed', 'wrong-peer', 'no-address'] as const
    const people = codes.map((code) => aMissing(code, code))
    const kinds = ['isolated', 'closed-there', 'no-answer', 'no-way', 'somebody-else', 'broke-off', 'not-met']
    const named = diagnose(homeFacts({ people }))
      .findings.filter(({ code }) => kinds.includes(code))
      .flatMap(({ about }) => about.map(({ name }) => name))
    expect(named.toSorted()).toEqual([...codes].toSorted())
  })

  it('leaves accounts out that a fact carries besides name and account', () => {
    const { findings } = diagnose(homeFacts({ people: [dad] }))
    for (const { about } of findings) for (const person of about) expect(Object.keys(person).toSorted()).toEqual(['account', 'name'])
  })
})
