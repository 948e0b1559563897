/**
 * From the moment a cable is back to the first message that waited for it, told by `watch` of the one it was for: once for each way two people
 * reach each other. Computers are network namespaces, people real engines behind the command line.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { init, meetByLink, reachOf, roomsOf, say } from '../peers/acts.ts'
import { answers } from '../peers/cli-shapes.ts'
import { createInternet, type Internet, whyNoInternet } from '../peers/internet.ts'
import type { Machine } from '../peers/machine.ts'
import { Person } from '../peers/person.ts'
import { createTown, type Town } from '../peers/town.ts'

/** Long enough for both ends to give the connection up. */
const OUT_MS = 8_000
const PATIENCE_MS = 90_000

/** Milliseconds, one a cut. */
export type Heals = readonly number[]

/** Why they cannot be measured here. */
export const whyNoHeal: () => string | undefined = whyNoInternet

/** On one network, by announcements. */
export async function healNear(trials: number): Promise<Heals> {
  return inTown(['Mum', 'Dad'], async (town, mum, dad) => {
    await meetByLink(mum, dad)
    return repeat(trials, () => cutAndHeal(town.host(dad), dad, () => say(mum, 'Dad', 'are you back?')))
  })
}

/** Two public addresses, each known from before; nothing is announced. */
export async function healAddress(trials: number): Promise<Heals> {
  return onInternet(async (internet, settle) => {
    const at = internet.machine()
    const [mum, dad] = [await settle('Mum', internet.machine()), await settle('Dad', at)]
    await meetByLink(mum, dad)
    return repeat(trials, () => cutAndHeal(at, dad, () => say(mum, 'Dad', 'are you back?')))
  })
}

/** Two homes behind routers nobody gets through, and a friend on the internet who relays. */
export async function healRelay(trials: number): Promise<Heals> {
  return onInternet(async (internet, settle) => {
    const at = internet.home({ nat: 'symmetric' }).machine()
    const shop = await settle('Shop', internet.machine())
    const [mum, dad] = [await settle('Mum', internet.home({ nat: 'symmetric' }).machine()), await settle('Dad', at)]
    await shop.ask(answers.settings, ['settings', 'relay', 'on'])
    for (const each of [mum, dad]) {
      await meetByLink(shop, each)
      await each.until(async () => holds((await each.ask(answers.status, ['status'])).outside.relays.length > 0, 'no place at the shop'))
    }
    await meetByLink(mum, dad)
    return repeat(trials, async () => {
      const ms = await cutAndHeal(at, dad, () => say(mum, 'Dad', 'are you back?'))
      const { through } = await reachOf(dad, 'Mum')
      holds(through === 'Shop', `not through the shop: ${through}`)
      return ms
    })
  })
}

/** Whoever wrote it is gone by then; a box on the same network has it. */
export async function healCarrier(trials: number): Promise<Heals> {
  return inTown(['Mum', 'Dad', 'Box'], async (town, mum, dad) => {
    const box = town.people[2]
    if (box === undefined) throw new Error('three people expected')
    await meetByLink(mum, dad)
    await mum.ask(answers.room, ['room', 'create', '--name', 'Family', '--member', 'Dad'])
    await mum.ask(answers.accepted, ['accept', await linkOf(box)])
    await mum.ask(answers.carriers, ['carry', 'ask', '--room', 'Family', 'Box'])
    for (const each of [mum, dad]) {
      await each.until(async () => {
        holds(
          (await roomsOf(each)).some(({ name }) => name === 'Family'),
          'no room',
        )
        const { carriers } = await each.ask(answers.carriers, ['carry', 'list', '--room', 'Family'])
        holds(carriers[0]?.state === 'carrying', 'nobody carries')
      })
    }
    return repeat(trials, async () => {
      const ms = await cutAndHeal(town.host(dad), dad, async () => {
        const message = await say(mum, 'Family', 'dinner is in the fridge')
        await mum.until(async () => {
          const { holders } = await mum.ask(answers.trail, ['trail', message])
          holds(
            holders.some(({ carrier }) => carrier),
            'not at the box',
          )
        })
        town.host(mum).cable('out')
      })
      town.host(mum).cable('in')
      await connected(mum, 'Dad')
      return ms
    })
  })
}

/** Both have other addresses than before, and a friend of both has what each says of himself. */
export async function healRecord(trials: number): Promise<Heals> {
  return inTown(
    ['Mum', 'Dad', 'Shop'],
    async (town, mum, dad) => {
      const shop = town.people[2]
      if (shop === undefined) throw new Error('three people expected')
      await meetByLink(mum, dad)
      await meetByLink(mum, shop)
      await meetByLink(dad, shop)
      const hosts = [town.host(mum), town.host(dad)] as const
      let number = 100
      return repeat(trials, () =>
        cutAndHeal(hosts[1], dad, async () => {
          for (const host of hosts) host.readdress(`10.77.0.${(number += 1)}`)
          await say(mum, 'Dad', 'we moved')
          const account = (await shop.ask(answers.contacts, ['contacts'])).contacts.find(({ name }) => name === 'Mum')?.account
          await shop.until(async () => {
            const { records } = await shop.ask(answers.status, ['status'])
            const of = records.filter((record) => record.account === account).flatMap(({ addresses }) => addresses)
            holds(
              of.some((address) => address.includes(`/10.77.0.${number - 1}/`)),
              'the shop does not know it',
            )
          }, PATIENCE_MS)
        }),
      )
    },
    { isQuiet: true },
  )
}

interface Cable {
  cable(state: 'in' | 'out'): void
}

/** Pulls the cable of the one it is for, has something said, and plugs it in again. */
async function cutAndHeal(at: Cable, reader: Person, speak: () => Promise<unknown>): Promise<number> {
  const watch = reader.start(['watch'])
  await watch.line((line) => line.includes('"watching"'), { timeoutMs: PATIENCE_MS })
  at.cable('out')
  await pause(OUT_MS)
  await speak()
  const from = watch.lineCount()
  const began = performance.now()
  at.cable('in')
  await watch.line(isIncoming, { from, timeoutMs: PATIENCE_MS })
  const ms = performance.now() - began
  watch.kill()
  await watch.ended
  return ms
}

const told = v.object({ type: v.string(), own: v.exactOptional(v.boolean()) })

function isIncoming(line: string): boolean {
  const { type, own } = v.parse(v.pipe(v.string(), v.parseJson(), told), line)
  return type === 'message' && own === false
}

async function repeat(trials: number, work: () => Promise<number>): Promise<Heals> {
  const all: number[] = []
  for (let trial = 0; trial < trials; trial++) all.push(await work())
  return all
}

async function inTown(
  names: readonly string[],
  work: (town: Town, mum: Person, dad: Person) => Promise<Heals>,
  { isQuiet = false }: { readonly isQuiet?: boolean } = {},
): Promise<Heals> {
  const town = createTown(names, isQuiet ? { ipv6: false } : {})
  try {
    const [mum, dad] = town.people
    if (mum === undefined || dad === undefined) throw new Error('two people expected')
    for (const person of isQuiet ? town.people : []) await silence(town, person)
    for (const person of town.people) {
      if (person.name === 'Box') continue
      await init(person)
      await person.serve()
    }
    return await work(town, mum, dad)
  } finally {
    await town.close()
  }
}

/** Hears no announcements. */
async function silence(town: Town, person: Person): Promise<void> {
  for (const words of [
    'add table inet quiet',
    'add chain inet quiet in { type filter hook input priority 0; }',
    'add rule inet quiet in udp dport { 5353, 53530 } drop',
  ]) {
    const { code, stderr } = await town.host(person).run('nft', words.split(' '))
    if (code !== 0) throw new Error(stderr)
  }
}

async function onInternet(
  work: (internet: Internet, settle: (name: string, at: Machine) => Promise<Person>) => Promise<Heals>,
): Promise<Heals> {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-heal-'))
  const internet = createInternet()
  try {
    return await work(internet, async (name, at) => {
      const person = new Person(name, at, join(folder, name))
      await init(person)
      await person.serve()
      return person
    })
  } finally {
    await internet.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The box makes itself a profile, and its first words are a link. */
async function linkOf(box: Person): Promise<string> {
  await box.serve(['--carrier', '--name', 'Box'])
  const line = await box.service.line((each) => each.includes('"carrier":true'), { timeoutMs: PATIENCE_MS })
  const { link } = v.parse(v.pipe(v.string(), v.parseJson(), answers.box), line)
  if (link === undefined) throw new Error('no link')
  return link
}

async function connected(person: Person, other: string): Promise<void> {
  await person.until(async () => holds((await reachOf(person, other)).reach === 'connected', `${other} is not connected`), PATIENCE_MS)
}

function holds(is: boolean, otherwise: string): void {
  if (!is) throw new Error(otherwise)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
