/** The networks people really have: lossy, isolating, with a port taken, with addresses that change. Through the command line alone. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  allConnected,
  heldBy,
  init,
  meetByLink,
  meetNearby,
  messagesIn,
  namesOfContacts,
  reachOf,
  roomsOf,
  say,
  sayLines,
  textsIn,
} from './acts.ts'
import { expectAgreement } from './agreement.ts'
import { answers } from './cli-shapes.ts'
import { tellFigure } from './figures.ts'
import { whyNoHosts } from './netns.ts'
import type { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

describe.skipIf(whyNoHosts() !== undefined)('on a hard network', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  /** Two people in one LAN, not yet serving. */
  async function two(): Promise<{ readonly mum: Person; readonly dad: Person; readonly town: Town }> {
    town = createTown(['Mum', 'Dad'])
    const [mum, dad] = town.people
    if (mum === undefined || dad === undefined) throw new Error('two people expected')
    await Promise.all([init(mum), init(dad)])
    return { mum, dad, town }
  }

  it('where 30 % of the packets are lost, everything arrives once and in order', async () => {
    const { mum, dad, town } = await two()
    await Promise.all([mum.serve(), dad.serve()])
    for (const each of [mum, dad]) town.host(each).loss(30)
    await meetByLink(mum, dad)
    for (const each of [mum, dad]) await each.until(async () => expect(await roomsOf(each)).toMatchObject([{ state: 'open' }]))
    const lines = Array.from({ length: 60 }, (_, index) => `line ${index}`)
    const [, mine] = await Promise.all([sayLines(mum, 'Dad', lines.slice(30)), sayLines(dad, 'Mum', lines.slice(0, 30))])
    const began = performance.now()
    await mum.until(async () => expect(await textsIn(mum, 'Dad')).toHaveLength(60), 90_000)
    await dad.until(async () => expect(await textsIn(dad, 'Mum')).toHaveLength(60), 90_000)
    tellFigure('60 messages at 30 % loss', performance.now() - began)
    expect((await textsIn(mum, 'Dad')).toSorted()).toEqual(lines.toSorted())
    await expectAgreement(
      [mum, dad],
      (await roomsOf(mum)).map(({ room }) => room),
    )
    await dad.until(async () => expect((await dad.ask(answers.trail, ['trail', mine[0] ?? ''])).state).toBe('delivered'), 60_000)
  })

  it('[MEDIA-44] where 5 % of the packets are lost, a photo comes by itself, and a file when it is asked for', async () => {
    const { mum, dad, town } = await two()
    await Promise.all([mum.serve(), dad.serve()])
    await meetByLink(mum, dad)
    for (const each of [mum, dad]) town.host(each).loss(5)
    // As a camera makes them, as far as a program that looks at the first bytes can tell.
    const photo = { name: 'sea.jpg', bytes: Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), randomBytes(2_000_000)]) }
    const list = { name: 'list.bin', bytes: randomBytes(1_000_003) }
    const [from, to] = ['from', 'to'].map((name) => {
      const folder = join(town.folder, name)
      mkdirSync(folder)
      return folder
    }) as [string, string]
    const messages: string[] = []
    for (const { name, bytes } of [photo, list]) {
      writeFileSync(join(from, name), bytes)
      messages.push(...(await mum.ask(answers.ids, ['send', '--room', 'Dad', '--file', join(from, name)])).ids)
    }
    await dad.until(async () => expect(heldBy(dad)).toBeGreaterThan(photo.bytes.length), 90_000)
    await dad.until(async () => expect(await messagesIn(dad, 'Mum')).toMatchObject([{}, {}]), 90_000)
    for (const message of messages) await dad.ask(answers.fetched, ['fetch', message, '--to', to])
    for (const { name, bytes } of [photo, list]) expect(readFileSync(join(to, name)).equals(bytes)).toBe(true)
  }, 240_000)

  it('that isolates its clients, they meet as soon as it lets them', async () => {
    const { mum, dad, town } = await two()
    for (const each of [mum, dad]) town.host(each).isolate(true)
    await Promise.all([mum.serve(), dad.serve()])
    const { link } = await mum.ask(answers.link, ['invite'])
    const accepting = dad.ask(answers.accepted, ['accept', link])
    expect(await dad.ask(answers.nearby, ['nearby'])).toEqual({ nearby: [] })
    expect(await namesOfContacts(dad)).toEqual([])
    const lifted = performance.now()
    for (const each of [mum, dad]) town.host(each).isolate(false)
    expect(await accepting).toMatchObject({ state: 'done', contact: { name: 'Mum' } })
    tellFigure('from the isolation lifted to contacts', performance.now() - lifted)
    await allConnected([mum, dad])
  })

  it('whose port 5353 another program holds, they are found and status says so', async () => {
    const { mum, dad, town } = await two()
    const release = await town.host(mum).holdUdpPort(5353)
    await Promise.all([mum.serve(), dad.serve()])
    const { mdns } = await mum.ask(answers.status, ['status'])
    if (mdns === 'off') throw new Error('announcements expected')
    expect(mdns.find(({ address }) => address === town.host(mum).address)).toMatchObject({ code: 'port-taken', hasFallback: true })
    tellFigure('in sight with port 5353 taken', await meetNearby(dad, mum))
    await release()
    await mum.until(async () => {
      const current = (await mum.ask(answers.status, ['status'])).mdns
      expect(current === 'off' ? [] : current.filter(({ code }) => code !== undefined)).toEqual([])
    })
  })

  it('that gives a new address while they talk, they go on', async () => {
    const { mum, dad, town } = await two()
    await Promise.all([mum.serve(), dad.serve()])
    await meetByLink(mum, dad)
    await say(dad, 'Mum', 'before')
    await mum.until(async () => expect(await textsIn(mum, 'Dad')).toEqual(['before']))
    town.host(dad).readdress('10.77.0.99')
    await say(dad, 'Mum', 'from there')
    await say(mum, 'Dad', 'and back')
    const began = performance.now()
    for (const [person, room] of [
      [mum, 'Dad'],
      [dad, 'Mum'],
    ] as const) {
      await person.until(async () => expect((await textsIn(person, room)).toSorted()).toEqual(['and back', 'before', 'from there']), 60_000)
    }
    tellFigure('from a new address to both messages there', performance.now() - began)
    expect((await dad.ask(answers.status, ['status'])).addresses.some((address) => address.includes('10.77.0.99'))).toBe(true)
  })

  it('cut for some seconds, what was written meanwhile arrives when the cable is back', async () => {
    const { mum, dad, town } = await two()
    await Promise.all([mum.serve(), dad.serve()])
    await meetByLink(mum, dad)
    const [here, there] = [town.host(mum), town.host(dad)]
    town.lan.partition([[here], [there]])
    await say(mum, 'Dad', 'one half')
    await say(dad, 'Mum', 'other half')
    // Long enough for TCP to back off, too short for anybody to be called unreachable.
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    town.lan.heal()
    const healed = performance.now()
    await mum.until(async () => expect(await textsIn(mum, 'Dad')).toHaveLength(2), 45_000)
    await dad.until(async () => expect(await textsIn(dad, 'Mum')).toHaveLength(2), 45_000)
    tellFigure('from a short cut healed to both messages there', performance.now() - healed)
    expect((await reachOf(mum, 'Dad')).reach).toBe('connected')
  })

  it('they find each other from a cold start', async () => {
    const { mum, dad } = await two()
    const began = performance.now()
    await Promise.all([mum.serve(), dad.serve()])
    const ready = performance.now()
    await mum.until(async () => expect((await mum.ask(answers.nearby, ['nearby'])).nearby.map(({ name }) => name)).toEqual(['Dad']))
    tellFigure(`start ${Math.round(ready - began)} ms, then in sight of each other`, performance.now() - ready)
  })
})
