/**
 * How fast a device gets what it lacks: everything onto an empty device, a day's worth on top of years, and two that wrote apart. Each beside
 * the same rows and search index inserted bare into the same SQLite.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type MessageId, type RoomId, idFromBytes } from '../../shared/ids/index.ts'
import type { MessageRow, RoomKey, Store } from '../../shared/store/index.ts'
import { type Pair, fillRoom, settle, textOf, until, valueOf } from './fill.ts'
import { monotonicMs, startProcess } from './measure.ts'
import { type BenchPeer, openPeer } from './peer.ts'
import type { FromPeer, ToPeer } from './peer-process.ts'
import { bareInsert } from './store-limit.ts'

const PEER = fileURLToPath(new URL('peer-process.ts', import.meta.url))
const PAGE = 50
const NOBODY = idFromBytes('account', new Uint8Array(32))
const START = { after: { t: 0, c: 0, id: idFromBytes('message', new Uint8Array(16)) } }

export interface CatchUp {
  /** Until the newest page of every room is here, and until everything is; ms from the moment the address is known. */
  readonly newestMs: number
  readonly allMs: number
  /** Until all of it is in the search index too. */
  readonly indexedMs: number
  readonly bareMs: number
  /** Processor time of the receiving process for all of it, and of the bare rows. */
  readonly cpuMs: number
  readonly bareCpuMs: number
  readonly messages: number
  readonly rssBytes: number
}

/** Rooms of `a` with the only contact in it, filled with `count` messages in all. Durable when it returns. */
export async function fillWorld(dir: string, rooms: number, count: number): Promise<void> {
  const peer = openPeer(dir, '엄마')
  const [contact] = peer.messenger.contacts()
  if (contact === undefined) throw new Error('not paired')
  let filled = 0
  for (let at = 0; at < rooms; at++) {
    const room = valueOf(peer.messenger.createRoom({ name: `방 ${at + 1}`, members: [contact.account] }))
    // Uneven, as rooms are: the newest segment of each is full to another degree.
    const until = at === rooms - 1 ? count : Math.round(((at + 0.5 + (at % 7) / 14) * count) / rooms)
    fillRoom(peer, room, until - filled, filled)
    filled = until
  }
  await settle()
  await peer.close()
}

/** More messages, each a commit of its own as a person writes, over all rooms in turn. */
export async function writeOneByOne(dir: string, count: number): Promise<void> {
  const peer = openPeer(dir, '엄마')
  writeOverAll(peer, count)
  await settle()
  await peer.close()
}

function writeOverAll({ messenger }: BenchPeer, count: number): void {
  const rooms = messenger.rooms()
  for (let at = 0; at < count; at++) {
    const room = rooms[at % rooms.length]
    if (room !== undefined) valueOf(messenger.send(room.room, [textOf(at)]))
  }
}

/** `b` fetches whatever it lacks of what `a` has. */
export async function measureCatchUp(pair: Pair, scratch: string, execArgv: readonly string[] = []): Promise<CatchUp> {
  const held = await countsIn(pair.b)
  const here = openPeer(pair.a, '엄마')
  const newest: MessageId[] = []
  let total = 0
  for (const key of here.messenger.roomBook.registry.keys()) {
    const room = here.messenger.roomBook.registry.get(key)?.room
    const lacking = countOf(here.store, key) - (held.get(room) ?? 0)
    if (lacking <= 0) continue
    total += lacking
    newest.push(...here.store.messages.page(key, Math.min(PAGE, lacking)).map(({ id }) => id))
  }
  await here.network.start()
  const there = startProcess<ToPeer, FromPeer>(PEER, [pair.b, '가게'], execArgv)
  const { device, address } = await there.next('ready')
  there.send({ type: 'expect', newest, total })
  await settle(500)
  const started = monotonicMs()
  here.learn(device, address)
  const all = await there.next('all')
  const shown = await there.next('newest')
  const indexed = await there.next('indexed')
  there.send({ type: 'stop' })
  await Promise.all([there.ended, here.close()])
  const rows = await rowsIn(pair.b)
  const bare = bareInsert(join(scratch, `bare-${monotonicMs()}.db`), rows.toSorted((x, y) => x.t - y.t).slice(-total))
  return {
    newestMs: shown.at - started,
    allMs: all.at - started,
    indexedMs: indexed.at - started,
    bareMs: bare.ms,
    cpuMs: indexed.cpuMs,
    bareCpuMs: bare.cpuMs,
    messages: total,
    rssBytes: all.rssBytes,
  }
}

/**
 * Both run and are connected; the line is cut, `a` writes `count` messages over all rooms, and the line is back. Milliseconds from then until
 * `b` has them, dialling included.
 */
export async function measureAfterCut(pair: Pair, count: number): Promise<number> {
  const here = openPeer(pair.a, '엄마')
  await here.network.start()
  const there = startProcess<ToPeer, FromPeer>(PEER, [pair.b, '가게'])
  const { device, address } = await there.next('ready')
  here.learn(device, address)
  await until(here, () => here.messenger.status().peers.length > 0)
  await settle()
  there.send({ type: 'expect', newest: [], total: count })
  await settle(500)
  here.network.disconnect(device)
  await until(here, () => here.messenger.status().peers.length === 0)
  // In one go, so that nothing is dialled in between.
  writeOverAll(here, count)
  const started = monotonicMs()
  here.networkChanged()
  const all = await there.next('all')
  await there.next('indexed')
  there.send({ type: 'stop' })
  await Promise.all([there.ended, here.close()])
  return all.at - started
}

export interface Merge {
  readonly ms: number
  readonly bareMs: number
}

/** Both wrote `count` messages while apart; until each has all. */
export async function measureMerge(pair: Pair, scratch: string, count: number): Promise<Merge> {
  const [before] = (await countsIn(pair.b)).keys()
  if (before === undefined) throw new Error('no room')
  for (const dir of [pair.a, pair.b]) {
    const peer = openPeer(dir, '')
    for (let at = 0; at < count; at++) valueOf(peer.messenger.send(before, [textOf(at)]))
    await settle()
    await peer.close()
  }
  const here = openPeer(pair.a, '엄마')
  let arrived = 0
  const done = new Promise<number>((resolve) => {
    here.messenger.subscribe((event) => {
      if (event.type === 'message' && ++arrived === count) resolve(monotonicMs())
    })
  })
  await here.network.start()
  const there = startProcess<ToPeer, FromPeer>(PEER, [pair.b, '가게'])
  const { device, address } = await there.next('ready')
  there.send({ type: 'expect', newest: [], total: count })
  await settle(500)
  const started = monotonicMs()
  here.learn(device, address)
  const [all, at] = await Promise.all([there.next('all'), done])
  await there.next('indexed')
  there.send({ type: 'stop' })
  await Promise.all([there.ended, here.close()])
  const rows = await rowsIn(pair.b)
  return { ms: Math.max(all.at, at) - started, bareMs: bareInsert(join(scratch, `bare-${monotonicMs()}.db`), rows.slice(-count)).ms }
}

/** Messages per room. */
async function countsIn(dir: string): Promise<ReadonlyMap<RoomId | undefined, number>> {
  const peer = openPeer(dir, '')
  const { registry } = peer.messenger.roomBook
  const counts = new Map(registry.keys().map((key) => [registry.get(key)?.room, countOf(peer.store, key)]))
  await peer.close()
  return counts
}

/** All that the closed device in `dir` has. */
export async function rowsIn(dir: string): Promise<readonly MessageRow[]> {
  const peer = openPeer(dir, '')
  const rows = peer.messenger.roomBook.registry.keys().flatMap((key) => [...allOf(peer.store, key)])
  await peer.close()
  return rows
}

function countOf(store: Store, room: RoomKey): number {
  return store.messages.countAfter(room, undefined, NOBODY, Number.MAX_SAFE_INTEGER, 2 ** 31 - 1)
}

function* allOf(store: Store, room: RoomKey): Generator<MessageRow> {
  for (let page = store.messages.page(room, 5_000, START); page.length > 0;) {
    yield* page
    const last = page.at(-1)
    page = last === undefined ? [] : store.messages.page(room, 5_000, { after: last })
  }
}
