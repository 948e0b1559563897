/** What the doctor says on networks that people really have, asked by the command line alone. */
import { afterEach, describe, expect, it } from 'vitest'
import { allConnected, init, meetByLink, reachOf } from './acts.ts'
import { concerned, examine, startPortal, told, useNameServer } from './doctor-acts.ts'
import { whyNoHosts, type LanOptions } from './netns.ts'
import { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

describe.skipIf(whyNoHosts() !== undefined)('[DOC-1] the doctor', () => {
  let town: Town | undefined
  const undo: (() => void)[] = []
  afterEach(async () => {
    await town?.close()
    for (const each of undo.splice(0)) each()
  })

  /** People in one LAN who serve; the first has met the others. */
  async function people<const N extends readonly string[]>(
    names: N,
    options: Omit<LanOptions, 'hosts'> & { readonly strangers?: boolean } = {},
  ): Promise<{ readonly town: Town; readonly who: { readonly [K in keyof N]: Person } }> {
    const { strangers = false, ...lan } = options
    const made = createTown(names, lan)
    town = made
    await Promise.all(made.people.map((person) => init(person)))
    await Promise.all(made.people.map((person) => person.serve()))
    const [first, ...others] = made.people
    if (first === undefined) throw new Error('somebody expected')
    for (const other of strangers ? [] : others) await meetByLink(first, other)
    if (!strangers) await allConnected([first, ...others])
    return { town: made, who: made.people as unknown as { readonly [K in keyof N]: Person } }
  }

  it('says that all is well at home', async () => {
    const { who } = await people(['Mum', 'Dad'], { defaultRoute: true })
    const { code, report } = await examine(who[0])
    expect(told(report)).toEqual([
      'fact ipv6-near-only',
      'good broadcast-works',
      'good door-open Dad',
      'good finder-works',
      'good internet-route',
      'good on-network',
      'good reached Dad',
    ])
    expect({ code, well: report.well }).toEqual({ code: 0, well: true })
  })

  it('looks without a service and opens nothing', async () => {
    const { who } = await people(['Mum', 'Dad'])
    await who[0].stop()
    const { code, report } = await examine(who[0])
    expect(code).toBe(1)
    expect(concerned(report, 'not-running')).toEqual(['Dad'])
    expect(told(report)).toEqual(['fact ipv6-near-only', 'good on-network', 'notice no-internet-route Dad', 'problem not-running Dad'])
  })

  it('in a café that keeps its guests apart, names who is here and cannot be reached', async () => {
    const { town, who } = await people(['Mum', 'Dad', 'Shop'])
    const [mum, dad] = who
    for (const each of [mum, dad]) town.host(each).isolate(true)
    await mum.until(async () => expect(concerned((await examine(mum)).report, 'isolated')).toEqual(['Dad']), 90_000)
    const { code, report } = await examine(mum)
    expect(code).toBe(1)
    expect(concerned(report, 'reached')).toEqual(['Shop'])
    for (const each of [mum, dad]) town.host(each).isolate(false)
    await mum.until(async () => expect(concerned((await examine(mum)).report, 'isolated')).toBeUndefined(), 60_000)
  })

  it('says that another program holds what people are found by, and that the second way serves', async () => {
    const { town, who } = await people(['Mum', 'Dad'])
    await who[0].stop()
    const release = await town.host(who[0]).holdUdpPort(5353)
    await who[0].serve()
    await allConnected(who)
    const { code, report } = await examine(who[0])
    expect(told(report)).toContain('notice finder-held')
    expect(told(report)).toContain('good broadcast-works')
    expect(told(report)).not.toContain('good finder-works')
    expect(code).toBe(0)
    expect(told((await examine(who[1])).report)).not.toContain('notice finder-held')
    await release()
    await who[0].until(async () => expect(told((await examine(who[0])).report)).toContain('good finder-works'))
  })

  it('tells a network that swallows multicast from one that swallows all, on the side where it does', async () => {
    const { town, who } = await people(['Mum', 'Dad'])
    const [mum, dad] = who
    const host = town.host(mum)
    host.refuse('ip', 'daddr', '224.0.0.251')
    expect(told((await examine(mum)).report)).toContain('notice finder-detour')
    expect(told((await examine(dad)).report)).not.toContain('notice finder-detour')
    host.refuse('udp', 'dport', '53530')
    const { code, report } = await examine(mum)
    expect(told(report)).toContain('problem finder-blocked')
    expect(code).toBe(1)
    host.hear()
    expect(told((await examine(mum)).report)).toContain('good finder-works')
  })

  it.each([
    ['a tunnel that has the way out', (ip: (...args: readonly string[]) => void) => ip('route', 'replace', 'default', 'dev', 'wg0')],
    [
      'one that takes it by rules, as wg-quick does',
      (ip: (...args: readonly string[]) => void) => {
        ip('route', 'add', 'default', 'dev', 'wg0', 'table', '51820')
        ip('rule', 'add', 'not', 'fwmark', '51820', 'table', '51820')
        ip('rule', 'add', 'table', 'main', 'suppress_prefixlength', '0')
      },
    ],
  ])('sees a VPN: %s', async (_name, take) => {
    const { town, who } = await people(['Mum', 'Dad'], { defaultRoute: true })
    const [mum, dad] = who
    expect(told((await examine(mum)).report)).toContain('good internet-route')
    const host = town.host(mum)
    // A tunnel as the system sees it: a card of that name that leads nowhere near.
    host.ip('link', 'add', 'wg0', 'type', 'veth', 'peer', 'name', 'far')
    host.ip('link', 'set', 'far', 'up')
    host.ip('addr', 'add', '10.8.0.2/24', 'dev', 'wg0')
    host.ip('link', 'set', 'wg0', 'up')
    take((...args) => host.ip(...args))
    const { report } = await examine(mum)
    expect(concerned(report, 'vpn')).toEqual([])
    expect(told(report)).not.toContain('good internet-route')
    await dad.stop()
    await mum.until(async () => expect((await reachOf(mum, 'Dad')).reach).not.toBe('connected'))
    const later = await examine(mum)
    expect(concerned(later.report, 'vpn')).toEqual(['Dad'])
    expect(later.code).toBe(1)
  })

  it('on a Wi-Fi that wants a sign-in says so only when asked, and reads little of a flood', async () => {
    const { town, who } = await people(['Mum', 'Cafe'], { defaultRoute: true })
    const [mum, cafe] = who
    undo.push(useNameServer(town.host(mum), town.host(cafe).address))
    expect(told((await examine(mum, ['--check-portal'])).report)).toContain('fact portal-unset')
    expect((await mum.refused(['doctor', 'portal', 'http://user:secret@check.example/'])).code).toBe('BAD_ADDRESS')
    await mum.stop()
    const chosen = mum.start(['doctor', 'portal', 'http://check.example/generate_204'], '')
    expect(await chosen.ended).toBe(0)
    await mum.serve()
    await allConnected(who)
    for (const [answer, finding] of [
      ['redirect', 'problem portal'],
      ['page', 'problem portal'],
      ['flood', 'problem portal'],
      ['empty', 'good portal-clear'],
    ] as const) {
      const close = await startPortal(town.host(cafe), answer)
      expect(told((await examine(mum, ['--check-portal'])).report), answer).toContain(finding)
      expect(told((await examine(mum)).report).filter((each) => each.includes('portal'))).toEqual([])
      await close()
    }
    expect(told((await examine(mum, ['--check-portal'])).report)).toContain('notice portal-no-answer')
  })

  it('names the contact that this computer’s firewall keeps out', async () => {
    const { town, who } = await people(['Mum', 'Dad'])
    const [mum] = who
    expect(concerned((await examine(mum)).report, 'door-open')).toEqual(['Dad'])
    town.host(mum).refuse('ip', 'saddr', town.host(who[1]).address, 'tcp', 'flags', 'syn', '/', 'syn,ack')
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    const { code, report } = await examine(mum)
    expect(concerned(report, 'firewall-here')).toEqual(['Dad'])
    expect(concerned(report, 'door-open')).toBeUndefined()
    expect(code).toBe(1)
    expect(concerned((await examine(who[1])).report, 'firewall-here')).toBeUndefined()
  })

  it('says whom a missing way out, a missing network and a missing IPv6 concern', async () => {
    const { town, who } = await people(['Mum', 'Dad', 'Far'], { ipv6: false })
    const [mum, , far] = who
    await far.stop()
    await mum.until(async () => expect((await reachOf(mum, 'Far')).reach).not.toBe('connected'))
    const { report } = await examine(mum)
    expect(told(report)).toContain('fact ipv6-none')
    expect(concerned(report, 'no-internet-route')).toEqual(['Far'])
    const host = town.host(mum)
    host.ip('addr', 'flush', 'dev', 'eth0')
    host.ip('link', 'set', 'eth0', 'down')
    const alone = await examine(mum)
    expect(concerned(alone.report, 'no-network')).toEqual(['Dad', 'Far'])
    expect(alone.code).toBe(1)
  })

  it('[CLK-6] says by how much the clock is off, once three contacts agree', async () => {
    const { town, who } = await people(['Dad', 'Shop', 'Aunt', 'Mum'], { strangers: true })
    const [dad, shop, aunt, plain] = who
    await plain.stop()
    const shift = `const real = Date.now; Date.now = () => real() + ${2 * 3_600_000}`
    const mum = new Person('Mum', town.host(plain), plain.profile, undefined, {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(shift)}`,
    })
    await mum.serve()
    for (const each of [dad, shop, aunt]) await meetByLink(each, mum)
    await allConnected([mum, dad, shop, aunt])
    await mum.until(async () => expect(concerned((await examine(mum)).report, 'clock-fast')).toEqual([]))
    const { report, code } = await examine(mum)
    const found = report.findings.find((each) => each.code === 'clock-fast')
    expect(Math.round((found?.spanMs ?? 0) / 60_000)).toBe(120)
    expect(found?.title).toBe('This computer’s clock is 2 hours fast')
    expect(code).toBe(1)
    expect(concerned((await examine(dad)).report, 'clock-fast')).toBeUndefined()
  })

  it('[DOC-6] searches the network for somebody whose announcements nobody hears, when asked', async () => {
    const { town, who } = await people(['Mum', 'Dad'], { strangers: true })
    const [mum, dad] = who
    // She goes to him, and so remembers a number of his.
    await meetByLink(dad, mum)
    await allConnected(who)
    await dad.stop()
    // Another address, and neither side hears the other's announcements: nothing but a search leads there.
    for (const each of who) town.host(each).refuse('udp', 'dport', '{ 5353, 53530 }')
    town.host(mum).refuse('ip', 'saddr', '10.77.0.88', 'tcp', 'flags', 'syn', '/', 'syn,ack')
    town.host(dad).readdress('10.77.0.88')
    await dad.serve()
    expect(concerned((await examine(mum)).report, 'reached')).toBeUndefined()
    const { report } = await examine(mum, ['--probe-subnet'])
    expect(concerned(report, 'probe-found')).toEqual(['Dad'])
    await mum.until(async () => expect(concerned((await examine(mum)).report, 'reached')).toEqual(['Dad']))
  })

  it('[DOC-8] hands on a report without names and addresses', async () => {
    const { who } = await people(['Mum', 'Dad'])
    const child = who[0].start(['doctor', '--shareable'], '')
    expect(await child.ended).toBe(0)
    expect(child.stdout()).not.toMatch(/Dad|10\.77\.|eth0/)
    expect(child.stdout()).toContain('"reached"')
  })
})
