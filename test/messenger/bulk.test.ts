/** What bulk and live traffic cost, in commits and requests: numbers that a slow machine does not change. */
import { describe, expect, it } from 'vitest'
import { newestOf, serveFeed } from '../../shared/messenger/room/room-serve.ts'
import type { Store } from '../../shared/store/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

const ROOMS = 12
const TEXTS = Array.from({ length: 60 }, (_, at) => `말 ${at}`)

describe('what traffic costs', () => {
  it('[FEED-8] a live message is one durable commit where it is written and one where it arrives', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const room = await village.pair(mum, dad)
    expectOk(mum.messenger.send(room, ['먼저']))
    await village.pass()
    const counts = [durableCommits(mum.store), durableCommits(dad.store)]
    expectOk(mum.messenger.send(room, ['안녕']))
    village.clock.advance(20)
    await Promise.resolve()
    expect(textsOf(dad, room)).toEqual(['먼저', '안녕'])
    expect(counts.map((count) => count())).toEqual([1, 1])
  })

  it('[SYNC-8] what comes for many rooms at once is few commits, not one a room', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    await village.pair(mum, dad)
    const rooms = Array.from({ length: ROOMS }, (_, at) => expectOk(mum.messenger.createRoom({ name: `방 ${at}`, members: [dad.account] })))
    await village.pass()
    village.partition([mum], [dad])
    for (const room of rooms) expectOk(mum.messenger.send(room, TEXTS))
    await village.pass()
    const count = durableCommits(dad.store)
    village.network.heal()
    await village.pass()
    for (const room of rooms) expect(textsOf(dad, room)).toHaveLength(TEXTS.length)
    expect(count()).toBeLessThanOrEqual(ROOMS / 2)
  })

  it('[SYNC-18] of what comes nothing is read back, unless somebody is said to be writing it', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const room = await village.pair(mum, dad)
    await village.pass(60_000)
    village.partition([mum], [dad])
    expectOk(mum.messenger.send(room, TEXTS))
    await village.pass()
    const count = messagesRead(dad.store)
    village.network.heal()
    await village.pass()
    expect(textsOf(dad, room)).toHaveLength(TEXTS.length)
    expect(count()).toBe(0)
  })

  it('[SYNC-4] a room somebody was added to is one commit when it comes', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    await village.pair(mum, dad)
    village.partition([mum], [dad])
    for (let at = 0; at < ROOMS; at++) expectOk(mum.messenger.createRoom({ name: `방 ${at}`, members: [dad.account] }))
    await village.pass()
    const count = durableCommits(dad.store)
    village.network.heal()
    await village.pass()
    expect(dad.messenger.rooms()).toHaveLength(ROOMS + 1)
    // A few more for the session itself.
    expect(count()).toBeLessThanOrEqual(ROOMS + 4)
  })

  it('[SYNC-6] the newest segment is served first, also when an older one was compacted after it was written', async () => {
    const village = new Village()
    const mum = village.person('엄마')
    const room = expectOk(mum.messenger.createRoom({ name: '방' }))
    for (let at = 0; at < 3; at++)
      expectOk(
        mum.messenger.send(
          room,
          Array.from({ length: 700 }, (_, index) => `${at} ${index}`),
        ),
      )
    await village.pass()
    const key = mum.messenger.roomBook.registry.byId(room)
    if (key === undefined) throw new Error('no room')
    const { device } = mum.messenger.me()
    const core = { store: mum.store, crypto: nodeCrypto(), key }
    const indexes = (maxBytes: number): readonly number[] =>
      serveFeed(core, { has: () => false }, device, [[1, 1_000]], maxBytes).blocks.map(({ header }) => indexOf(mum, key, header))
    expect(indexes(1)).toEqual([2])
    const newest = newestOf(core, device, [[1, 1_000]])
    expect(
      new Set(serveFeed(core, { has: () => false }, device, newest, 10_000_000).blocks.map(({ header }) => indexOf(mum, key, header))),
    ).toEqual(new Set([2]))
    expect(newestOf(core, device, [[5_000, 6_000]])).toEqual([[5_000, 6_000]])
    const all = indexes(10_000_000)
    expect(all).toEqual(all.toSorted((a, b) => b - a))
    expect(new Set(all)).toEqual(new Set([0, 1, 2]))
  })
})

/** How many outermost durable transactions follow. */
function durableCommits(store: Store): () => number {
  const { transaction } = store
  let depth = 0
  let count = 0
  store.transaction = <T>(work: () => T, mode: 'durable' | 'relaxed' = 'durable'): T => {
    if (depth === 0 && mode === 'durable') count += 1
    depth += 1
    try {
      return transaction.call(store, work, mode) as T
    } finally {
      depth -= 1
    }
  }
  return () => count
}

/** How many messages are read one by one from now on, but for what inserting asks for itself. */
function messagesRead({ messages }: Store): () => number {
  const { get, insert } = messages
  let isInserting = false
  let count = 0
  messages.get = (...args: Parameters<typeof get>) => {
    if (!isInserting) count += 1
    return get.apply(messages, args)
  }
  messages.insert = (rows) => {
    isInserting = true
    try {
      return insert.call(messages, rows)
    } finally {
      isInserting = false
    }
  }
  return () => count
}

function indexOf(peer: Villager, key: number, header: Uint8Array): number {
  const spans = peer.store.blocks.spans(key, peer.messenger.me().device)
  for (const { epoch, index } of spans) {
    const held = peer.store.blocks.segment(key, [peer.messenger.me().device], epoch, index)
    if (held.some((block) => Buffer.compare(block.header, header) === 0)) return index
  }
  return -1
}
