/**
 * Houses on one computer that know each other through cables only: every two have a cable each way, so that cutting those two cuts them and
 * nobody else. Owns everything it made; `close` ends it all, in whatever state it is.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cable, createCable } from '../../../scripts/demo/cable.ts'
import { thisComputer } from '../../peers/place.ts'
import { houseHere } from './engine-here.ts'
import { houseServed } from './engine-served.ts'
import type { House } from './house.ts'
import type { SceneClock } from './scene-clock.ts'

export interface NewHouse {
  readonly name: string
  readonly deviceName?: string
  readonly language?: 'ko' | 'en'
  /** here: in this process, by the clock of the scene. served: `sarangbang serve`, by the computer's. */
  readonly runs?: 'here' | 'served'
  readonly mdns?: boolean
  /** Comes back with these twelve words, on an empty computer. Only where it runs here. */
  readonly words?: string
  /** Nobody wrote down the twelve words yet: they can be asked for. */
  readonly keepsWords?: boolean
}

export interface NeighbourhoodOptions {
  readonly clock?: SceneClock
  /** The address of this computer that cables lead to and from. Default 127.0.0.1. */
  readonly host?: string
}

export class Neighbourhood {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sarangbang-houses-'))
  readonly #computer = thisComputer()
  readonly #clock: SceneClock | undefined
  readonly #host: string
  readonly #houses: House[] = []
  readonly #cables = new Map<string, Cable>()
  #built = 0

  constructor(options: NeighbourhoodOptions = {}) {
    this.#clock = options.clock
    this.#host = options.host ?? '127.0.0.1'
  }

  /** Built and lit. */
  async open(who: NewHouse): Promise<House> {
    const { name, language = 'ko' } = who
    const profile = join(this.#folder, `${this.#built++}`)
    const options = { profile, name, language, deviceName: who.deviceName ?? `${name} 노트북` }
    const house =
      who.runs === 'served'
        ? await houseServed(options, this.#computer)
        : await houseHere({
            ...options,
            mdns: who.mdns ?? false,
            ...(who.mdns === true && { host: this.#host }),
            ...(who.words !== undefined && { words: who.words }),
            keepsWords: who.keepsWords ?? false,
            ...(this.#clock !== undefined && { clock: this.#clock }),
          })
    this.#houses.push(house)
    await house.start()
    return house
  }

  /** Contacts, each knowing the way to the other, and connected. */
  async introduce(a: House, b: House): Promise<void> {
    const [toA, toB] = await Promise.all([this.#cable(b, a), this.#cable(a, b)])
    const [linkA, linkB] = await Promise.all([a.ask('people.invite'), b.ask('people.invite')])
    // Both at once: whoever is paired already no longer looks at what a link says of the way.
    await Promise.all([
      b.ask('people.accept', { link: toA.through(linkA.link) }),
      a.ask('people.accept', { link: toB.through(linkB.link) }),
    ])
    await Promise.all([isConnected(a, b), isConnected(b, a)])
  }

  /** Nothing goes between the two any more, in either direction. */
  async cut(a: House, b: House): Promise<void> {
    for (const cable of this.#between(a, b)) cable.pull()
    await Promise.all([isApart(a, b), isApart(b, a)])
  }

  /** Every house of one side from every house of the other, where they know each other. */
  async split(side: readonly House[], other: readonly House[]): Promise<void> {
    const pairs = side.flatMap((a) => other.map((b) => [a, b] as const))
    await Promise.all(pairs.filter(([a, b]) => this.#between(a, b).length > 0).map(([a, b]) => this.cut(a, b)))
  }

  async heal(a: House, b: House): Promise<void> {
    for (const cable of this.#between(a, b)) cable.plugIn()
    await Promise.all([isConnected(a, b), isConnected(b, a)])
  }

  /** Those of `among` that something said in `from` gets to now, by whatever way through houses of `among`. */
  reachable(from: House, among: readonly House[]): readonly House[] {
    const found = new Set([from])
    for (const here of found) {
      for (const there of among) {
        if (this.#between(here, there).some((cable) => cable.isIn())) found.add(there)
      }
    }
    found.delete(from)
    return [...found]
  }

  async close(): Promise<void> {
    for (const cable of this.#cables.values()) cable.close()
    await Promise.allSettled(this.#houses.map((house) => house.stop()))
    await this.#computer.stopAll()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** By which `from` reaches `to`. */
  async #cable(from: House, to: House): Promise<Cable> {
    const name = cableName(from, to)
    const there = this.#cables.get(name)
    if (there !== undefined) return there
    const clock = this.#clock
    const cable = await createCable(await to.port(), { host: this.#host, ...(clock !== undefined && { now: () => clock.now() }) })
    this.#cables.set(name, cable)
    return cable
  }

  #between(a: House, b: House): readonly Cable[] {
    return [cableName(a, b), cableName(b, a)].flatMap((name) => this.#cables.get(name) ?? [])
  }
}

function cableName(from: House, to: House): string {
  return `${from.account} → ${to.account}`
}

function isConnected(here: House, there: House): Promise<true> {
  return here.until(`connected with ${there.name}`, async () => (await reachOf(here, there)) === 'connected' && isPaired(here, there))
}

async function isPaired(here: House, there: House): Promise<true | undefined> {
  const contact = (await here.ask('people.contacts')).find(({ account }) => account === there.account)
  return contact?.state === 'paired' || undefined
}

function isApart(here: House, there: House): Promise<true> {
  return here.until(`cut off from ${there.name}`, async () => (await reachOf(here, there)) !== 'connected' || undefined)
}

async function reachOf(here: House, there: House): Promise<string | undefined> {
  const { contacts } = await here.ask('status.get')
  return contacts.find(({ account }) => account === there.account)?.reach
}
