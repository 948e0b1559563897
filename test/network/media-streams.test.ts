/** Files over real libp2p on loopback: streams of their own beside the sync stream, and whole files from one and from two holders. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { idFromBytes } from '../../shared/ids/index.ts'
import { MEDIA, TRANSFER } from '../../shared/limits.ts'
import { type MemoryMediaStore, memoryMediaStore } from '../../shared/media/index.ts'
import { type FetchEnd, type MediaHub, createMediaHub } from '../../shared/transfer/index.ts'
import type { PeerStream } from '../../shared/reach/index.ts'
import type { Standing } from '../../src-main/engine/network/index.ts'
import { type SealedFile, crypto, sealedFile, someBytes } from '../media/some-files.ts'
import { type TestHost, aHost, connect, read } from './hosts.ts'
import { systemClock } from './system-clock.ts'

const ROOM = idFromBytes('handle', new Uint8Array(16).fill(9))

interface Holder extends TestHost {
  readonly hub: MediaHub
  readonly store: MemoryMediaStore
}

async function holder(seed: number, allow: () => Standing = () => 'known'): Promise<Holder> {
  const host = await aHost(seed, { allow })
  const store = memoryMediaStore({ crypto, clock: systemClock })
  const hub = createMediaHub({
    ...{ crypto, clock: systemClock, store },
    admits: () => true,
    isOwn: () => false,
    mayHave: () => true,
    open: (device) => host.network.media.open(device),
    wholeFor: () => [],
    heldHeard: () => undefined,
    offered: () => undefined,
    withdrawn: () => undefined,
    uploadLimit: () => undefined,
  })
  host.network.media.onStream((stream) => hub.attach(stream))
  onTestFinished(() => hub.stop())
  return { ...host, hub, store }
}

async function keep({ store }: Holder, file: SealedFile): Promise<void> {
  await store.begin(file.file, file.size)
  for (const index of file.sealed.keys()) await store.put(file.chunk(index))
  await store.flush(file.file)
}

function fetched(by: Holder, file: SealedFile, from: readonly Holder[]): Promise<FetchEnd> {
  return new Promise((ended) => {
    by.hub.fetch({ room: ROOM, file: file.file, size: file.size, sources: () => from.map(({ device }) => device), ended })
  })
}

async function introduce(a: TestHost, b: TestHost): Promise<readonly [PeerStream, PeerStream]> {
  return Promise.all([connect(a, b), b.next()])
}

describe('a stream of files', () => {
  it('[MEDIA-40] is one beside the sync stream: its end leaves that alone, and carries 4 MiB under back-pressure', async () => {
    const [mum, dad] = [await aHost(1), await aHost(2)]
    const arrived = new Promise<PeerStream>((resolve) => void dad.network.media.onStream(resolve))
    const [sync, accepted] = await introduce(mum, dad)
    const [syncReader] = [read(accepted), read(sync)]
    const stream = await mum.network.media.open(dad.device)
    if (stream === undefined) throw new Error('a stream')
    const [ours, theirs] = [read(stream), read(await arrived)]
    for (let sent = 0; sent < 4 * 1024 * 1024; sent += 65_536) if (!stream.send(new Uint8Array(65_536))) await ours.drained()
    await theirs.received(4 * 1024 * 1024)
    stream.abort()
    await theirs.closed
    expect(sync.send(Uint8Array.of(1, 2, 3))).toBe(true)
    await syncReader.received(3)
    expect(await mum.network.media.open(dad.device)).toBeDefined()
  })

  it('[MEDIA-40] is opened to nobody who is not connected, and accepted from nobody who is not known', async () => {
    const [mum, dad] = [await aHost(1), await aHost(2, { allow: () => 'stranger' })]
    dad.network.media.onStream(() => expect.fail('a stranger’s stream'))
    expect(await mum.network.media.open(dad.device)).toBeUndefined()
    const [sync] = await introduce(mum, dad)
    read(sync)
    const stream = await mum.network.media.open(dad.device)
    if (stream !== undefined) await read(stream).closed
  })

  it.each([
    ['a room mate', { isMember: (): boolean => true }],
    ['listed by a room that is carried here', { isMember: (): boolean => false, isServed: (): boolean => true }],
  ])('[MEDIA-40] is for who is no contact, too, when he is %s', async (_who, options) => {
    const [mum, dad] = [await aHost(1), await aHost(2, { allow: () => 'stranger', ...options })]
    const arrived = new Promise<PeerStream>((resolve) => void dad.network.media.onStream(resolve))
    for (const stream of await introduce(mum, dad)) read(stream)
    expect(await mum.network.media.open(dad.device)).toBeDefined()
    expect((await arrived).device).toBe(mum.device)
    expect(await dad.network.media.open(mum.device)).toBeDefined()
  })

  it('[MEDIA-40] is not for who is blocked, whatever room he is in', async () => {
    let standing: Standing = 'known'
    const [mum, dad] = [await aHost(1), await aHost(2, { allow: () => standing, isMember: () => true, isServed: () => true })]
    for (const stream of await introduce(mum, dad)) read(stream)
    standing = 'blocked'
    expect(await dad.network.media.open(mum.device)).toBeUndefined()
  })

  it('[MEDIA-44] is opened on the newest connection: beside it an older one is dead or being closed', async () => {
    const [mum, dad] = [await aHost(1), await aHost(2)]
    const arrived: PeerStream[] = []
    dad.network.media.onStream((stream) => void arrived.push(stream))
    for (const stream of await introduce(mum, dad)) read(stream)
    const first = await mum.network.media.open(dad.device)
    // The same side dials again: the first connection is being closed, and its streams with it.
    for (const stream of await introduce(mum, dad)) read(stream)
    const second = await mum.network.media.open(dad.device)
    if (first === undefined || second === undefined) throw new Error('two streams')
    read(second)
    await read(first).closed
    expect(second.send(Uint8Array.of(1, 2, 3))).toBe(true)
    await until(() => (arrived.length === 2 ? true : undefined))
    const [, newest] = arrived
    if (newest === undefined) throw new Error('a second one')
    await read(newest).received(3)
  })

  it('[MEDIA-44] brings a file from one holder, and from two', async () => {
    const [mum, son, dad] = [await holder(1), await holder(2), await holder(3)]
    for (const other of [mum, son]) for (const stream of await introduce(dad, other)) read(stream)
    const [first, second] = [sealedFile(someBytes(5 * MEDIA.CHUNK_BYTES + 9)), sealedFile(someBytes(33 * MEDIA.CHUNK_BYTES, 4))]
    await keep(mum, first)
    for (const other of [mum, son]) await keep(other, second)
    expect(await fetched(dad, first, [mum])).toBe('done')
    expect(await fetched(dad, second, [mum, son])).toBe('done')
    for (const file of [first, second])
      for (const index of file.sealed.keys()) expect((await dad.store.chunk(file.file, index))?.sealed).toEqual(file.sealed[index])
  })

  it('[MEDIA-47] that is not read keeps one chunk ready and what the stream holds, no more', async () => {
    const [mum, dad] = [await holder(1), await aHost(2)]
    const file = sealedFile(someBytes(40 * MEDIA.CHUNK_BYTES))
    await keep(mum, file)
    for (const stream of await introduce(dad, mum)) read(stream)
    const stream = await dad.network.media.open(mum.device)
    if (stream === undefined) throw new Error('a stream')
    const { encodeMediaFrame } = await import('../../shared/transfer/frames.ts')
    for (let n = 1; n <= TRANSFER.ORDERS_PER_LINK; n++)
      stream.send(encodeMediaFrame({ type: 'get', n, room: ROOM, file: file.file, size: file.size, first: 0, count: 40 }))
    let served = -1
    const link = await until(() => mum.hub.links[0])
    // It stands still when two looks, some reads apart, find the same.
    await until(() => {
      const before = served
      served = link.queuedBytes
      return served > 0 && served === before ? true : undefined
    })
    expect(link.queuedBytes).toBeLessThanOrEqual(TRANSFER.FRAME_BYTES)
    expect(link.hasRoom).toBe(false)
  })
})

/** Looks again and again until there is something. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
