/**
 * Where a scene is played: houses with real engines that say real things at chosen times, in Korean or English. A line is over when it has
 * come to everybody whom it can reach then, so that a cut that follows shows as it would have.
 */
import type { Entry, Language } from '../../shared/i18n/index.ts'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { type House, HouseRefused, Neighbourhood, type NewHouse, SceneClock } from '../harness/houses/index.ts'

export interface Place {
  readonly id: RoomId
  readonly members: readonly House[]
}

/** For a line without a time of its own. */
export const NOW = 'now'

export interface StageOptions {
  readonly language: Language
  /** When the curtain rises: `2022-10-01 10:00`. */
  readonly start: string
  /** See `NeighbourhoodOptions`. */
  readonly host?: string
}

export class Stage {
  readonly language: Language
  readonly clock: SceneClock
  readonly neighbourhood: Neighbourhood
  readonly #year: string

  constructor({ language, start, host }: StageOptions) {
    this.language = language
    this.clock = new SceneClock(start)
    this.#year = start.slice(0, 4)
    this.neighbourhood = new Neighbourhood({ clock: this.clock, ...(host !== undefined && { host }) })
  }

  house(name: Entry, deviceName: Entry, more: Pick<NewHouse, 'mdns' | 'words' | 'keepsWords'> = {}): Promise<House> {
    const { language } = this
    return this.neighbourhood.open({ name: name[language], deviceName: deviceName[language], language, ...more })
  }

  /** Each with all that follow it. */
  async friends(first: House, ...others: readonly House[]): Promise<void> {
    for (const other of others) await this.neighbourhood.introduce(first, other)
  }

  /** Everybody with everybody. */
  async circle(...all: readonly House[]): Promise<void> {
    for (const [index, each] of all.entries()) await this.friends(each, ...all.slice(index + 1))
  }

  async calls(who: House, whom: House, name: Entry): Promise<void> {
    await who.ask('people.rename', { account: whom.account, name: name[this.language] })
  }

  async room(by: House, name: Entry, others: readonly House[], kind: 'group' | 'notice' | 'shop' = 'group'): Promise<Place> {
    const id = await by.ask('rooms.create', { name: name[this.language], kind, members: others.map(({ account }) => account) })
    await Promise.all(others.map((each) => each.until('a room to write in', () => isListed(each, id))))
    return { id, members: [by, ...others] }
  }

  /** The room two contacts have together. */
  async direct(a: House, b: House): Promise<Place> {
    const id = await a.ask('rooms.direct', { account: b.account })
    await isOpen(b, id)
    return { id, members: [a, b] }
  }

  /** `10-15 15:34`. */
  at(time: string): void {
    if (time !== NOW) this.clock.goTo(`${this.#year}-${time}`)
  }

  async says(time: string, who: House, place: Place, text: Entry, replyTo?: MessageId): Promise<MessageId> {
    this.at(time)
    const said = { room: place.id, texts: [text[this.language]], ...(replyTo !== undefined && { replyTo }) }
    const [message] = await who.ask('messages.send', said)
    if (message === undefined) throw new Error('what was said has no id')
    const reached = this.neighbourhood.reachable(who, place.members)
    await Promise.all(reached.map((each) => has(each, message)))
    const accounts = new Set(reached.map(({ account }) => account))
    await who.until(`${text.en} is with all it reaches`, async () => {
      const { waiting } = await who.ask('messages.trail', { message })
      return waiting.every(({ account }) => !accounts.has(account))
    })
    return message
  }

  /** Several lines by turns, a minute's times told once. */
  async talk(place: Place, lines: readonly (readonly [time: string, who: House, text: Entry])[]): Promise<readonly MessageId[]> {
    const said: MessageId[] = []
    for (const [time, who, text] of lines) said.push(await this.says(time, who, place, text))
    return said
  }

  async reads(place: Place, ...who: readonly House[]): Promise<void> {
    await Promise.all(who.map((each) => each.ask('messages.markRead', { room: place.id })))
  }

  async react(message: MessageId, emoji: string, ...who: readonly House[]): Promise<void> {
    for (const each of who) await each.ask('messages.react', { message, emoji, on: true })
  }

  close(): Promise<void> {
    return this.neighbourhood.close()
  }
}

function isOpen(house: House, room: RoomId): Promise<unknown> {
  return house.until('a room', async () => {
    // Two direct rooms are one in the end; until then either may stand in the list.
    return (await isListed(house, room)) || (await isKnown(house, room))
  })
}

async function isListed(house: House, room: RoomId): Promise<boolean> {
  return (await house.ask('rooms.list')).some((each) => each.room === room && each.state === 'open')
}

async function isKnown(house: House, room: RoomId): Promise<boolean> {
  try {
    await house.ask('rooms.members', { room })
    return true
  } catch (cause) {
    if (cause instanceof HouseRefused) return false
    throw cause
  }
}

function has(house: House, message: MessageId): Promise<true> {
  return house.until('a message', async () => {
    try {
      await house.ask('messages.get', { message })
      return true
    } catch (cause) {
      if (cause instanceof HouseRefused) return undefined
      throw cause
    }
  })
}
