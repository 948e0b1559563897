/**
 * Homes far apart: own subnets, no announcements, addresses that changed while both were away. Each can reach the other, and neither
 * knows where; one always-on computer keeps the table. Through the command line alone.
 */
import { afterEach, describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { init, meetByLink, reachOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { tellFigure } from './figures.ts'
import { type Host, whyNoHosts } from './netns.ts'
import type { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

const PORT = '4310'
const SUBNETS = ['198.51.100.0/24', '192.0.2.0/24', '203.0.113.0/24']
/** [before, after the move] */
const MUM = ['198.51.100.7', '198.51.100.77'] as const
const DAD = ['192.0.2.9', '192.0.2.99'] as const
const SHOP = '203.0.113.3'

const found = v.object({
  rendezvous: v.looseObject({
    state: v.string(),
    entrances: v.number(),
    found: v.number(),
    published: v.number(),
    serving: v.optional(v.object({ port: v.number(), values: v.number(), requests: v.number() })),
  }),
})

describe.skipIf(whyNoHosts() !== undefined)('homes that know nothing of each other’s address', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  async function homes() {
    town = createTown(['Mum', 'Dad', 'Shop'])
    const [mum, dad, shop] = town.people
    if (mum === undefined || dad === undefined || shop === undefined) throw new Error('three expected')
    await Promise.all([init(mum), init(dad), init(shop)])
    await moveTo(town.host(mum), MUM[0])
    await moveTo(town.host(dad), DAD[0])
    await moveTo(town.host(shop), SHOP)
    return { mum, dad, shop, town }
  }

  const serve = (person: Person, ...more: readonly string[]) => person.serve(['--no-mdns', ...more])
  const table = async (person: Person) => (await person.ask(found, ['status'])).rendezvous
  /** What a person does who does not want to wait. */
  const lookAgain = (person: Person) => person.ask(answers.status, ['status', '--look-again'])

  /** Mum and Dad lose each other: both are off, and each comes back elsewhere. */
  async function loseEachOther(mum: Person, dad: Person, there: Town): Promise<void> {
    await Promise.all([mum.stop(), dad.stop()])
    await moveTo(there.host(mum), MUM[1])
    await moveTo(there.host(dad), DAD[1])
  }

  it('[RDV-1] [RDV-8] [RDV-9] meet through one always-on computer that is nobody’s contact', async () => {
    const { mum, dad, shop, town } = await homes()
    await Promise.all([serve(mum), serve(dad), serve(shop, '--rendezvous', PORT)])
    await meetByLink(mum, dad)
    await loseEachOther(mum, dad, town)
    for (const each of [mum, dad]) await each.ask(v.unknown(), ['settings', 'bootstrap', `${SHOP}:${PORT}`])
    const packets = await countPackets(town.host(shop))
    await Promise.all([serve(mum), serve(dad)])
    await say(mum, 'Dad', 'where are you?')

    // Nobody agreed yet: whoever asks gets nothing done, and not a packet leaves for the table.
    for (const each of [mum, dad]) await lookAgain(each)
    expect((await table(mum)).state).toBe('off')
    await expect(mum.until(async () => expect((await reachOf(mum, 'Dad')).reach).toBe('connected'), 5_000)).rejects.toThrow('to be')
    expect(await packets()).toBe(0)
    expect((await table(shop)).serving).toMatchObject({ values: 0, requests: 0 })

    for (const each of [mum, dad]) await each.ask(v.unknown(), ['settings', 'rendezvous', 'on'])
    const began = performance.now()
    await lookAgain(mum)
    await mum.until(async () => expect((await table(mum)).published).toBe(1))
    await lookAgain(dad)
    await dad.until(async () => expect(await textsIn(dad, 'Mum')).toEqual(['where are you?']), 60_000)
    tellFigure('from asking the table to the message there', performance.now() - began)
    expect((await table(dad)).found).toBe(1)
    expect(await packets()).toBeGreaterThan(0)
    expect((await table(shop)).serving?.values).toBeGreaterThan(0)
    // What was found is in use: everybody is reached, so nothing more is done.
    await dad.until(async () => expect((await table(dad)).state).toBe('idle'))
  })

  it('[RDV-9] learn from a contact who serves the table where to begin, and keep it while they are off', async () => {
    const { mum, dad, shop, town } = await homes()
    await Promise.all([serve(mum), serve(dad), serve(shop, '--rendezvous', PORT)])
    await meetByLink(mum, dad)
    await meetByLink(shop, mum)
    await meetByLink(shop, dad)
    for (const each of [mum, dad]) {
      await each.until(async () => expect((await table(each)).entrances).toBeGreaterThan(0))
      await each.ask(v.unknown(), ['settings', 'rendezvous', 'on'])
    }
    await loseEachOther(mum, dad, town)
    // Else the shop would tell each where the other is now, and nothing need be looked for in its table.
    await closeAllBut(town.host(shop), PORT)
    await Promise.all([serve(mum), serve(dad)])
    await say(dad, 'Mum', 'here I am')
    expect((await table(mum)).entrances).toBeGreaterThan(0)
    await lookAgain(dad)
    // For Mum, and for the shop that is away as well.
    await dad.until(async () => expect((await table(dad)).published).toBe(2))
    await lookAgain(mum)
    await mum.until(async () => expect(await textsIn(mum, 'Dad')).toEqual(['here I am']), 60_000)
    expect((await table(mum)).found).toBe(1)
  })
})

/** Another network, from where all the others can still be reached, as on the internet. */
async function moveTo(host: Host, address: string): Promise<void> {
  host.readdress(address)
  for (const subnet of SUBNETS) {
    const own = subnet.startsWith(address.split('.').slice(0, 3).join('.'))
    if (!own) await host.run('ip', ['route', 'replace', subnet, 'dev', host.interfaceName])
  }
}

async function nft(host: Host, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await host.run('nft', args)
  if (code !== 0) throw new Error(stderr)
  return stdout
}

/** Nobody else's calls come in, and no answer to a call from there. */
async function closeAllBut(host: Host, port: string): Promise<void> {
  await nft(host, 'add table inet closed')
  await nft(host, 'add chain inet closed in { type filter hook input priority 0; }')
  await nft(host, `add rule inet closed in tcp dport != ${port} drop`)
}

/** How many packets came for the table's port so far. */
async function countPackets(host: Host): Promise<() => Promise<number>> {
  await nft(host, 'add table inet count')
  await nft(host, 'add counter inet count seen')
  await nft(host, 'add chain inet count in { type filter hook input priority 0; }')
  await nft(host, `add rule inet count in tcp dport ${PORT} counter name seen`)
  return async () => Number(/packets (\d+)/.exec(await nft(host, 'list counter inet count seen'))?.[1])
}
