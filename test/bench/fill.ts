/** Worlds to measure in: two people who know each other, and rooms filled through the real messenger, many messages a commit. */
import { cpSync } from 'node:fs'
import type { RoomId } from '../../shared/ids/index.ts'
import type { Result } from '../../shared/result.ts'
import { type BenchPeer, openPeer } from './peer.ts'

const TEXTS_PER_COMMIT = 1_000
const WORDS = [
  '밥',
  '먹었어',
  '오늘',
  '저녁',
  '시장',
  '사랑방',
  '내일',
  '아침',
  '가게',
  '손님',
  '예약',
  '전화',
  '병원',
  '버스',
  '우산',
  '김치',
  '찌개',
  '된장',
  '학교',
  '숙제',
  '회의',
  '사진',
]
/** In one message of a thousand. */
export const RARE_WORD = '무궁화꽃'

/** Text number `n`: three to eleven words, the same each time. */
export function textOf(n: number): string {
  const words = Array.from({ length: 3 + (n % 9) }, (_, at) => WORDS[(n * 7 + at * 13 + (n >> 5) * at) % WORDS.length])
  if (n % 1_000 === 500) words.push(RARE_WORD)
  return `${words.join(' ')} ${n}`
}

/** Writes `count` messages into a room, as the messenger would over months: segments close, snapshots follow. */
export function fillRoom(peer: Pick<BenchPeer, 'messenger'>, room: RoomId, count: number, from = 0): void {
  for (let at = 0; at < count; at += TEXTS_PER_COMMIT) {
    const texts = Array.from({ length: Math.min(TEXTS_PER_COMMIT, count - at) }, (_, index) => textOf(from + at + index))
    valueOf(peer.messenger.send(room, texts))
  }
}

/** Lets delayed work (compaction, statuses) happen. */
export function settle(ms = 1_500): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

export interface Pair {
  readonly a: string
  readonly b: string
}

/** Two devices in `dir`, paired over loopback; closed again. */
export async function makePair(dir: string): Promise<Pair> {
  const pair = { a: `${dir}/a`, b: `${dir}/b` }
  const a = openPeer(pair.a, '엄마')
  const b = openPeer(pair.b, '가게')
  await Promise.all([a.network.start(), b.network.start()])
  await meet(a, b)
  valueOf(a.messenger.directRoom(b.messenger.me().account))
  await until(b, () => b.messenger.rooms().length > 0)
  await settle()
  await Promise.all([a.close(), b.close()])
  return pair
}

/** Both run; contacts of each other when it resolves. */
export async function meet(a: BenchPeer, b: BenchPeer): Promise<void> {
  introduce(a, b)
  const { link } = valueOf(a.messenger.inviteContact())
  valueOf(await b.messenger.accept(link))
  await until(a, () => knows(a, b) && knows(b, a))
}

function knows(peer: BenchPeer, other: BenchPeer): boolean {
  return peer.messenger.contacts().some(({ account, state }) => account === other.messenger.me().account && state === 'paired')
}

export function copyPair(pair: Pair, dir: string): Pair {
  cpSync(pair.a, `${dir}/a`, { recursive: true })
  cpSync(pair.b, `${dir}/b`, { recursive: true })
  return { a: `${dir}/a`, b: `${dir}/b` }
}

/** Each knows where the other is. */
export function introduce(a: BenchPeer, b: BenchPeer): void {
  const [atA, atB] = [a.address(), b.address()]
  if (atA === undefined || atB === undefined) throw new Error('a device does not listen')
  a.learn(b.device, atB)
  b.learn(a.device, atA)
}

/** Resolves when `holds`, looked at after each event of the peer. */
export function until(peer: BenchPeer, holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve()
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return
      stop()
      clearInterval(timer)
      resolve()
    }
    const stop = peer.messenger.subscribe(look)
    // Not every step of meeting has an event.
    const timer = setInterval(look, 20)
  })
}

export function valueOf<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.code)
  return result.value
}
