/**
 * The world of the measurements: one person with 50 rooms, one of them long, on `sarangbang serve`; and somebody who writes to them. Both at rest:
 * a start is measured as on most days, not in the minute after 100,000 messages came.
 */
import type { RoomId } from '../../shared/ids/index.ts'
import { RPC } from '../../shared/limits.ts'
import { textOf } from '../bench/fill.ts'
import { type House, Neighbourhood } from '../harness/houses/index.ts'

export interface World {
  readonly neighbourhood: Neighbourhood
  readonly self: House
  readonly other: House
  readonly long: { readonly room: RoomId; readonly name: string }
  /** Shorter ones, to walk through. */
  readonly short: readonly { readonly room: RoomId; readonly name: string }[]
}

export interface WorldSize {
  readonly long: number
  readonly rooms: number
  readonly short: number
}

const LONG = '긴 방'

export async function makeWorld(size: WorldSize): Promise<World> {
  const neighbourhood = new Neighbourhood()
  try {
    const self = await neighbourhood.open({ name: '지우', runs: 'served' })
    const other = await neighbourhood.open({ name: '엄마', runs: 'served' })
    await neighbourhood.introduce(self, other)
    const short = []
    for (let at = 1; at < size.rooms; at++) {
      const name = `방 ${String(at).padStart(2, '0')}`
      const room = await newRoom(other, self, name)
      await fill(other, room, size.short)
      short.push({ room, name })
    }
    const room = await newRoom(other, self, LONG)
    await fill(other, room, size.long)
    const [newest] = await other.ask('messages.page', { room, limit: 1 })
    await self.until(
      'the long room is here',
      async () => {
        const [last] = await self.ask('messages.page', { room, limit: 1 })
        return last?.id === newest?.id || undefined
      },
      FILL_MS,
    )
    for (const house of [self, other]) await atRest(house)
    return { neighbourhood, self, other, long: { room, name: LONG }, short }
  } catch (cause) {
    await neighbourhood.close()
    throw cause
  }
}

const FILL_MS = 300_000

async function newRoom(by: House, guest: House, name: string): Promise<RoomId> {
  const room = await by.ask('rooms.create', { name, members: [guest.account] })
  await guest.until(name, async () => (await guest.ask('rooms.list')).some((each) => each.room === room && each.state === 'open'))
  return room
}

async function fill(by: House, room: RoomId, count: number): Promise<void> {
  for (let at = 0; at < count; at += RPC.TEXTS_PER_SEND) {
    const texts = Array.from({ length: Math.min(RPC.TEXTS_PER_SEND, count - at) }, (_, index) => textOf(at + index))
    await by.ask('messages.send', { room, texts })
  }
}

/** Whatever is done later is done: the search index, the log. Then an answer comes at once, time and again. */
async function atRest(house: House): Promise<void> {
  let quietSince = performance.now()
  while (performance.now() - quietSince < REST_MS) {
    const asked = performance.now()
    await house.ask('profile.me')
    if (performance.now() - asked > AT_ONCE_MS) quietSince = performance.now()
    await new Promise((resolve) => setTimeout(resolve, ASK_MS))
  }
}

const REST_MS = 5_000
const AT_ONCE_MS = 12
const ASK_MS = 5
