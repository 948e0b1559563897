/** How fast a member who has nothing of a room yet gets it from a carrier, beside the same from the member who wrote it. Over loopback. */
import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { type Pair, introduce, meet, settle, textOf, until, valueOf } from './fill.ts'
import { monotonicMs, startProcess } from './measure.ts'
import { type BenchPeer, openPeer } from './peer.ts'
import type { FromPeer, ToPeer } from './peer-process.ts'

const PEER = fileURLToPath(new URL('peer-process.ts', import.meta.url))
const TEXTS_PER_COMMIT = 1_000

/** Milliseconds until all of it is stored and shown. */
export interface Carried {
  readonly fromCarrier: number
  readonly fromMember: number
}

export async function measureCarried(pair: Pair, scratch: string, count: number): Promise<Carried> {
  const box = `${scratch}/carried-box`
  await fillCarried(pair, box, count)
  const again = `${scratch}/carried-again`
  cpSync(pair.b, again, { recursive: true })
  const fromMember = await timeCatchUp(openPeer(pair.a, '엄마'), pair.b, count)
  return { fromMember, fromCarrier: await timeCatchUp(openPeer(box, '상자', { kind: 'carrier' }), again, count) }
}

/** A room all three know of; then the member goes, `count` messages are written, and the carrier has them all. */
async function fillCarried({ a, b }: Pair, dir: string, count: number): Promise<void> {
  const mum = openPeer(a, '엄마')
  const dad = openPeer(b, '가게')
  const box = openPeer(dir, '상자', { kind: 'carrier' })
  await Promise.all([mum, dad, box].map(({ network }) => network.start()))
  introduce(mum, dad)
  await meet(mum, box)
  const room = valueOf(mum.messenger.createRoom({ name: '우리 집', members: [dad.messenger.me().account] }))
  valueOf(box.messenger.carrying.allow(mum.messenger.me().account))
  valueOf(mum.messenger.carrying.ask(room, box.messenger.me().account))
  await until(mum, () => isCarried(mum, room))
  await until(dad, () => isCarried(dad, room))
  await settle()
  await dad.close()
  const sent: MessageId[] = []
  for (let at = 0; at < count; at += TEXTS_PER_COMMIT) {
    const texts = Array.from({ length: Math.min(TEXTS_PER_COMMIT, count - at) }, (_, index) => textOf(at + index))
    sent.push(...valueOf(mum.messenger.send(room, texts)))
  }
  const ends = [sent[0], sent.at(-1)]
  await until(mum, () => ends.every((message) => message !== undefined && isAtCarrier(mum, message)))
  await settle()
  await Promise.all([mum.close(), box.close()])
}

function isCarried({ messenger }: BenchPeer, room: RoomId): boolean {
  const carriers = messenger.carrying.carriersOf(room)
  return carriers.ok && carriers.value.some(({ state }) => state === 'carrying')
}

function isAtCarrier({ messenger }: BenchPeer, message: MessageId): boolean {
  const trail = messenger.trail(message)
  return trail.ok && trail.value.holders.some(({ carrier }) => carrier)
}

/** Only these two run. */
async function timeCatchUp(here: BenchPeer, dir: string, count: number): Promise<number> {
  await here.network.start()
  const there = startProcess<ToPeer, FromPeer>(PEER, [dir, '가게'])
  const { device, address } = await there.next('ready')
  there.send({ type: 'expect', newest: [], total: count })
  await settle(500)
  const started = monotonicMs()
  here.learn(device, address)
  there.send({ type: 'learn', device: here.device, address: here.address() ?? '' })
  const { at } = await there.next('all')
  await there.next('indexed')
  there.send({ type: 'stop' })
  await Promise.all([there.ended, here.close()])
  return at - started
}
