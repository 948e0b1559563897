/**
 * Two devices that talk directly, and the same two through a third that relays: three processes, all on this machine's loopback, so that what
 * differs is the relay alone. Throughput is bounded by what a relay gives a circuit (RELAY_BYTES_PER_SECOND, after RELAY_BURST_BYTES).
 */
import { fileURLToPath } from 'node:url'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { type Pair, copyPair, meet, settle, textOf, until, valueOf } from './fill.ts'
import { type Talker, monotonicMs, startProcess } from './measure.ts'
import { type BenchPeer, openPeer } from './peer.ts'
import type { FromPeer, ToPeer } from './peer-process.ts'

const PEER = fileURLToPath(new URL('peer-process.ts', import.meta.url))
const MB = 1_000_000
const TEXTS_PER_COMMIT = 100
/** Of this many short texts each is put together: some 400 bytes. */
const PARTS = 8

export interface WayFigures {
  /** Milliseconds until the other has a message on disk and shows it, one of each. */
  readonly oneWay: readonly number[]
  /** Of text, from the first of many to the last being there. */
  readonly rate: number
}

export interface Ways {
  readonly direct: WayFigures
  readonly relayed: WayFigures
}

/** `count` messages one by one, then `megabytes` as fast as they go; each way from the same filled databases. */
export async function measureRelayed(pair: Pair, scratch: string, count: number, megabytes: number): Promise<Ways> {
  const shop = `${scratch}/relay-shop`
  await befriend(pair, shop)
  const relayedPair = copyPair(pair, `${scratch}/relayed`)
  const direct = await measureWay(pair, undefined, count, megabytes)
  return { direct, relayed: await measureWay(relayedPair, shop, count, megabytes) }
}

/** Both know the shop, which may relay for them then. */
async function befriend({ a, b }: Pair, dir: string): Promise<void> {
  const shop = openPeer(dir, '편의점')
  await shop.network.start()
  for (const each of [a, b]) {
    const peer = openPeer(each, '')
    await peer.network.start()
    await meet(peer, shop)
    await settle()
    await peer.close()
  }
  await shop.close()
}

async function measureWay(pair: Pair, relay: string | undefined, count: number, megabytes: number): Promise<WayFigures> {
  const here = openPeer(pair.a, '엄마', { hearsRecords: false })
  await here.network.start()
  const there = startProcess<ToPeer, FromPeer>(PEER, [pair.b, '가게', 'relayed'])
  const shop = relay === undefined ? undefined : startProcess<ToPeer, FromPeer>(PEER, [relay, '편의점', 'relay'])
  const { device, address } = await there.next('ready')
  here.learn(device, shop === undefined ? address : await circuitTo(there, shop, here))
  const viaOf = (): string | undefined => here.messenger.status().peers.find((peer) => peer.device === device)?.address
  await until(here, () => viaOf() !== undefined)
  const [room] = here.messenger.rooms().filter(({ kind, name }) => kind === 'direct' && name === '가게')
  if (room === undefined) throw new Error('no room')
  valueOf(here.messenger.send(room.room, ['첫 인사']))
  await settle(2_000)
  const oneWay = await latencies(here, there, room.room, count)
  const rate = await throughput(here, there, room.room, megabytes)
  const isCircuit = viaOf()?.includes('/p2p-circuit') === true
  if (isCircuit !== (shop !== undefined)) throw new Error(`the way was another one: ${viaOf()}`)
  shop?.send({ type: 'carried' })
  const carried = await shop?.next('carried')
  if (carried?.bytes === 0) throw new Error('nothing went through the relay')
  for (const each of [there, shop]) each?.send({ type: 'stop' })
  await Promise.all([there.ended, shop?.ended, here.close()])
  return { oneWay, rate }
}

/** Both are connected with the relay, and the other has a place there. */
async function circuitTo(there: Talker<ToPeer, FromPeer>, shop: Talker<ToPeer, FromPeer>, here: BenchPeer): Promise<string> {
  const { device, address } = await shop.next('ready')
  there.send({ type: 'learn', device, address })
  here.learn(device, address)
  await until(here, () => here.messenger.status().peers.some((peer) => peer.device === device))
  there.send({ type: 'circuit' })
  return (await there.next('circuit')).address
}

async function latencies(here: BenchPeer, there: Talker<ToPeer, FromPeer>, room: RoomId, count: number): Promise<readonly number[]> {
  there.send({ type: 'times' })
  await there.next('times')
  const sent = new Map<MessageId, number>()
  for (let at = 0; at < count; at++) {
    const started = monotonicMs()
    const [message] = valueOf(here.messenger.send(room, [textOf(at)]))
    if (message === undefined) throw new Error('nothing sent')
    sent.set(message, started)
    await delivered(here, message)
  }
  there.send({ type: 'times' })
  const { times } = await there.next('times')
  return times.flatMap(([message, at]) => {
    const started = sent.get(message)
    return started === undefined ? [] : [at - started]
  })
}

/** When the other's device is known to keep it. */
function delivered(peer: BenchPeer, message: MessageId): Promise<void> {
  return new Promise((resolve) => {
    const stop = peer.messenger.subscribe((event) => {
      if (event.type !== 'delivery' || event.message !== message) return
      stop()
      resolve()
    })
  })
}

async function throughput(here: BenchPeer, there: Talker<ToPeer, FromPeer>, room: RoomId, megabytes: number): Promise<number> {
  const texts: string[] = []
  let bytes = 0
  while (bytes < megabytes * MB) {
    const text = Array.from({ length: PARTS }, (_, part) => textOf(texts.length * PARTS + part)).join(' ')
    texts.push(text)
    bytes += Buffer.byteLength(text)
  }
  there.send({ type: 'expect', newest: [], total: texts.length })
  await settle(200)
  const started = monotonicMs()
  for (let at = 0; at < texts.length; at += TEXTS_PER_COMMIT) {
    valueOf(here.messenger.send(room, texts.slice(at, at + TEXTS_PER_COMMIT)))
    // As an engine that also has to answer: what is sent goes out in between.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { at } = await there.next('all')
  return bytes / MB / ((at - started) / 1000)
}
