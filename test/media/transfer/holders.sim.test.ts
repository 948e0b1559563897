/** Files from several holders at once: who has what, who is slow, who goes, and what is asked for twice. */
import { describe, expect, it } from 'vitest'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import { memoryMediaStore, sealedSize } from '../../../shared/media/index.ts'
import { crypto, sealedFile, someBytes } from '../some-files.ts'
import { type Fetching, MediaNet, type MediaNode, OTHER_ROOM, ROOM, RawEnd } from './media-net.ts'

const CHUNK = MEDIA.CHUNK_BYTES
const TWELVE = sealedFile(someBytes(11 * CHUNK + 1000))
const CHUNKS = 12
const OTHER_FILE = sealedFile(someBytes(10, 9)).file

const isWhole = async (node: MediaNode, file = TWELVE): Promise<boolean> => (await node.store.held(file.file))?.chunks.isWhole === true
const over =
  (...all: readonly Fetching[]) =>
  () =>
    all.every(({ end }) => end !== undefined)

describe('a file', () => {
  it('[MEDIA-44] comes whole from one holder, every byte once', async () => {
    const net = new MediaNet()
    const [mum, dad] = [net.node('mum'), net.node('dad')]
    await mum.keep(TWELVE)
    const fetching = net.fetch(dad, TWELVE, [mum])
    await net.pass(10_000, over(fetching))
    expect(fetching.end).toBe('done')
    expect(await isWhole(dad)).toBe(true)
    for (const index of TWELVE.sealed.keys()) expect((await dad.store.chunk(TWELVE.file, index))?.sealed).toEqual(TWELVE.sealed[index])
    const overhead = net.carried('mum', 'dad') - sealedSize(TWELVE.size)
    expect(overhead).toBeLessThan(CHUNKS * 256)
    expect(fetching.fetch.progress()).toMatchObject({ bytes: TWELVE.size, chunks: CHUNKS, ofChunks: CHUNKS })
  })

  it('[MEDIA-44] of no bytes, and of one, comes too', async () => {
    for (const file of [
      sealedFile(new Uint8Array(0)),
      sealedFile(Uint8Array.of(1)),
      sealedFile(someBytes(CHUNK)),
      sealedFile(someBytes(CHUNK + 1)),
    ]) {
      const net = new MediaNet()
      const [mum, dad] = [net.node('mum'), net.node('dad')]
      await mum.keep(file)
      const fetching = net.fetch(dad, file, [mum])
      await net.pass(5000, over(fetching))
      expect([fetching.end, await isWhole(dad, file)]).toEqual(['done', true])
    }
  })

  it('[MEDIA-44] comes from three who each have another part, overlapping', async () => {
    const net = new MediaNet()
    const [a, b, c, dad] = ['a', 'b', 'c', 'dad'].map((name) => net.node(name)) as [MediaNode, MediaNode, MediaNode, MediaNode]
    await a.keep(TWELVE, [0, 1, 2, 3, 4, 5])
    await b.keep(TWELVE, [4, 5, 6, 7, 8])
    await c.keep(TWELVE, [8, 9, 10, 11, 0])
    const fetching = net.fetch(dad, TWELVE, [a, b, c])
    await net.pass(10_000, over(fetching))
    expect(fetching.end).toBe('done')
    expect(fetching.fetch.repeatedBytes).toBe(0)
    for (const name of ['a', 'b', 'c']) expect(net.carried(name, 'dad')).toBeGreaterThan(CHUNK)
    expect(net.carriedTo('dad')).toBeLessThan(sealedSize(TWELVE.size) + CHUNK)
  })

  it('[MEDIA-44] is shared out among three who have it whole, nothing twice', async () => {
    const net = new MediaNet()
    const holders = ['a', 'b', 'c'].map((name) => net.node(name))
    const dad = net.node('dad')
    for (const holder of holders) await holder.keep(TWELVE)
    for (const name of ['a', 'b', 'c']) net.speed(name, { latencyMs: 5, bytesPerMs: 4096 })
    const fetching = net.fetch(dad, TWELVE, holders)
    await net.pass(60_000, over(fetching))
    expect(fetching.end).toBe('done')
    expect(fetching.fetch.repeatedBytes).toBe(0)
    for (const name of ['a', 'b', 'c']) expect(net.carried(name, 'dad')).toBeGreaterThan(2 * CHUNK)
  })

  it('[MEDIA-44] does not wait for a slow holder: what it owes is asked of a fast one', async () => {
    const net = new MediaNet()
    const [slow, fast, dad] = [net.node('slow'), net.node('fast'), net.node('dad')]
    for (const node of [slow, fast]) await node.keep(TWELVE)
    net.speed('slow', { latencyMs: 50, bytesPerMs: 1 })
    net.speed('fast', { latencyMs: 2, bytesPerMs: 1024 })
    const fetching = net.fetch(dad, TWELVE, [slow, fast])
    // A chunk alone takes the slow one four minutes.
    await net.pass(30_000, over(fetching))
    expect(fetching.end).toBe('done')
    expect(fetching.fetch.repeatedBytes).toBeLessThanOrEqual(2 * (CHUNK + 16))
  })

  it('[MEDIA-44] goes on when holders vanish in the middle, and when they come back', async () => {
    const net = new MediaNet()
    const [a, b, dad] = [net.node('a'), net.node('b'), net.node('dad')]
    for (const node of [a, b]) await node.keep(TWELVE)
    for (const name of ['a', 'b']) net.speed(name, { latencyMs: 5, bytesPerMs: 1024 })
    const fetching = net.fetch(dad, TWELVE, [a, b])
    await net.pass(700)
    expect(fetching.fetch.progress().chunks).toBeGreaterThan(0)
    net.leave('a')
    net.leave('b')
    await net.pass(5000)
    expect(fetching.end).toBeUndefined()
    expect(fetching.fetch.progress().holders).toBe(0)
    net.comeBack('b')
    await net.pass(120_000, over(fetching), 20)
    expect(fetching.end).toBe('done')
  })

  it('[MEDIA-44] goes on at once when a holder is connected anew', async () => {
    const net = new MediaNet()
    const [a, dad] = [net.node('a'), net.node('dad')]
    await a.keep(TWELVE)
    net.speed('a', { latencyMs: 5, bytesPerMs: 1024 })
    const fetching = net.fetch(dad, TWELVE, [a])
    for (let cut = 0; cut < 3; cut++) {
      await net.pass(700)
      net.leave('a')
      await net.pass(100)
      net.comeBack('a')
      dad.hub.returned(a.device)
    }
    await net.pass(10_000, over(fetching))
    expect(fetching.end).toBe('done')
  })

  it('[MEDIA-44] goes on at once when its stream has died silently and the device is connected anew', async () => {
    const net = new MediaNet()
    const [a, dad] = [net.node('a'), net.node('dad')]
    await a.keep(TWELVE)
    net.speed('a', { latencyMs: 5, bytesPerMs: 1024 })
    const fetching = net.fetch(dad, TWELVE, [a])
    // Each time the new connection stands before the old one is noticed to be dead, as when a cable was out for a while.
    for (let cut = 0; cut < 3; cut++) {
      const before = fetching.fetch.progress().chunks
      await net.pass(20_000, () => fetching.fetch.progress().chunks > before)
      const [dead] = dad.hub.links
      net.silence()
      await net.pass(3000)
      const { chunks } = fetching.fetch.progress()
      expect(dead?.asking.isOwed).toBe(true)
      dad.hub.returned(a.device)
      await net.pass(1000)
      net.cutAll()
      expect([dead?.isClosed, dead?.asking.isIdle, fetching.fetch.progress().holders]).toEqual([true, true, 0])
      // What the dead one owed is asked for over the new one, and there is room for it.
      await net.pass(2 * TRANSFER.REPLACED_MS, () => fetching.fetch.progress().chunks > chunks)
      expect(fetching.fetch.progress().chunks).toBeGreaterThan(chunks)
    }
    await net.pass(20_000, over(fetching))
    expect([fetching.end, fetching.fetch.repeatedBytes]).toEqual(['done', 0])
  })

  it('[MEDIA-44] on a stream that died silently, and nobody says so, is asked for anew when nothing came for too long', async () => {
    const net = new MediaNet()
    const [a, dad] = [net.node('a'), net.node('dad')]
    await a.keep(TWELVE)
    net.speed('a', { latencyMs: 5, bytesPerMs: 1024 })
    const fetching = net.fetch(dad, TWELVE, [a])
    await net.pass(20_000, () => fetching.fetch.progress().chunks >= 3)
    net.silence()
    await net.pass(2 * TRANSFER.STALL_MS + TRANSFER.AWAY_MS + 10_000, over(fetching), 20)
    expect([fetching.end, fetching.fetch.repeatedBytes]).toEqual(['done', 0])
  })

  it.each([
    ['for minutes', 12, 16],
    ['for longer than nothing may come, each chunk', 3, 3],
  ])('[MEDIA-44] on a line that is slow is waited for, %s: over one stream, every byte once', async (_name, chunks, bytesPerMs) => {
    const net = new MediaNet()
    const [a, dad] = [net.node('a'), net.node('dad')]
    const file = sealedFile(someBytes(chunks * CHUNK, 3))
    await a.keep(file)
    net.speed('a', { latencyMs: 500, bytesPerMs })
    const fetching = net.fetch(dad, file, [a])
    const began = net.clock.now()
    await net.pass(2 * (file.size / bytesPerMs), over(fetching), 100)
    expect(net.clock.now() - began).toBeGreaterThan(2 * TRANSFER.STALL_MS)
    expect([fetching.end, fetching.fetch.repeatedBytes, net.opened]).toEqual(['done', 0, 1])
    expect(net.carried('a', 'dad') - sealedSize(file.size)).toBeLessThan(chunks * 256)
  })

  it('[MEDIA-44] that came on does not make its holder rest longer each time its line breaks', async () => {
    const net = new MediaNet()
    const [a, dad] = [net.node('a'), net.node('dad')]
    await a.keep(TWELVE)
    net.speed('a', { latencyMs: 5, bytesPerMs: 1024 })
    const fetching = net.fetch(dad, TWELVE, [a])
    for (let cut = 0; cut < 5; cut++) {
      const before = fetching.fetch.progress().chunks
      await net.pass(TRANSFER.AWAY_MS + 5000, () => fetching.fetch.progress().chunks > before, 5)
      expect(fetching.fetch.progress().chunks).toBeGreaterThan(before)
      net.cutAll()
    }
    await net.pass(TRANSFER.AWAY_MS + 20_000, over(fetching), 5)
    expect(fetching.end).toBe('done')
  })

  it('[MEDIA-42] comes from somebody who is still fetching it: more of it is told as it comes', async () => {
    const net = new MediaNet()
    const [mum, dad, son] = [net.node('mum'), net.node('dad'), net.node('son')]
    await mum.keep(TWELVE)
    net.speed('mum', { latencyMs: 5, bytesPerMs: 200 })
    const first = net.fetch(dad, TWELVE, [mum])
    // The son reaches his father only.
    const second = net.fetch(son, TWELVE, [dad])
    await net.pass(120_000, over(first, second), 5)
    expect([first.end, second.end]).toEqual(['done', 'done'])
    expect(net.carried('mum', 'son')).toBe(0)
  })

  it('[MEDIA-50] is not fetched twice after an end: only what was on its way', async () => {
    const net = new MediaNet()
    const [mum, dad] = [net.node('mum'), net.node('dad')]
    await mum.keep(TWELVE)
    net.speed('mum', { latencyMs: 5, bytesPerMs: 1024 })
    const first = net.fetch(dad, TWELVE, [mum])
    await net.pass(20_000, () => first.fetch.progress().chunks >= 5)
    first.fetch.cancel()
    await net.pass(100)
    const held = (await dad.store.held(TWELVE.file))?.chunks.count ?? 0
    expect(held).toBeGreaterThanOrEqual(5)
    await net.pass(2000)
    const before = net.carried('mum', 'dad')
    const again = net.fetch(dad, TWELVE, [mum])
    await net.pass(20_000, over(again))
    expect(again.end).toBe('done')
    expect(again.fetch.repeatedBytes).toBe(0)
    expect(net.carried('mum', 'dad') - before).toBeLessThan((CHUNKS - held) * (CHUNK + 256) + 1024)
  })

  it('[MEDIA-50] after the plug was pulled: what was not durable is fetched again, nothing else', async () => {
    const net = new MediaNet()
    const mum = net.node('mum')
    await mum.keep(TWELVE)
    const dad = net.node('dad')
    await dad.keep(TWELVE, [0, 1, 2, 7])
    await dad.store.put(TWELVE.chunk(3))
    dad.store.crash()
    const back = net.node('dad', { store: dad.store })
    const fetching = net.fetch(back, TWELVE, [mum])
    await net.pass(20_000, over(fetching))
    expect(fetching.end).toBe('done')
    expect(net.carried('mum', 'dad')).toBeLessThan(8 * (CHUNK + 256) + 1024)
  })

  it('[MEDIA-50] cut at any byte, again and again, still comes whole', async () => {
    const file = sealedFile(someBytes(5 * CHUNK + 77))
    const net = new MediaNet()
    const [a, b, dad] = [net.node('a'), net.node('b'), net.node('dad')]
    for (const node of [a, b]) await node.keep(file)
    for (const name of ['a', 'b']) net.speed(name, { latencyMs: 1, bytesPerMs: 3001 })
    const fetching = net.fetch(dad, file, [a, b])
    for (let cut = 0; cut < 200 && fetching.end === undefined; cut++) {
      await net.pass(1 + ((cut * 37) % 200), over(fetching))
      net.cutAll()
      // Whoever was cut off is left alone for a while: time passes quickly here.
      await net.pass(TRANSFER.AWAY_MAX_MS, () => fetching.end !== undefined || fetching.fetch.progress().holders > 0, 1000)
    }
    await net.pass(60_000, over(fetching))
    expect(fetching.end).toBe('done')
    expect(await isWhole(dad, file)).toBe(true)
  })

  it('[MEDIA-44] ends where the disk is full, keeps what came, and goes on when there is room', async () => {
    const net = new MediaNet()
    let capacity = 5 * (CHUNK + 16)
    const mum = net.node('mum')
    await mum.keep(TWELVE)
    const dad = net.node('dad', { capacityBytes: () => capacity })
    const fetching = net.fetch(dad, TWELVE, [mum])
    await net.pass(10_000, over(fetching))
    expect(fetching.end).toBe('DISK_FULL')
    await net.pass(100)
    expect((await dad.store.held(TWELVE.file))?.chunks.count).toBe(5)
    capacity = 100 * CHUNK
    const again = net.fetch(dad, TWELVE, [mum])
    await net.pass(10_000, over(again))
    expect(again.end).toBe('done')
  })

  it('[MEDIA-44] with a quota that is reached says so by its own code', async () => {
    const net = new MediaNet()
    const mum = net.node('mum')
    await mum.keep(TWELVE)
    const store = memoryMediaStore({ crypto, clock: net.clock })
    const put = store.put.bind(store)
    store.put = (chunk) => (chunk.index >= 4 ? Promise.resolve({ ok: false, code: 'QUOTA' }) : put(chunk))
    const dad = net.node('dad', { store })
    const fetching = net.fetch(dad, TWELVE, [mum])
    await net.pass(10_000, over(fetching))
    expect(fetching.end).toBe('QUOTA')
    await net.pass(100)
    expect(dad.hub.links.every(({ asking }) => asking.isIdle)).toBe(true)
  })

  it('[MEDIA-44] that its holder erases meanwhile stays unfinished, and comes from another', async () => {
    const net = new MediaNet()
    const [mum, son, dad] = [net.node('mum'), net.node('son'), net.node('dad')]
    await mum.keep(TWELVE)
    net.speed('mum', { latencyMs: 5, bytesPerMs: 1024 })
    const fetching = net.fetch(dad, TWELVE, [mum, son])
    await net.pass(20_000, () => fetching.fetch.progress().chunks >= 3)
    await mum.store.forget(TWELVE.file)
    mum.hub.changed(TWELVE.file)
    await net.pass(5000)
    expect(fetching.end).toBeUndefined()
    await son.keep(TWELVE)
    son.hub.changed(TWELVE.file)
    await net.pass(60_000, over(fetching), 5)
    expect(fetching.end).toBe('done')
    expect(mum.hub.keptAwayMs(dad.device) + dad.hub.keptAwayMs(mum.device)).toBe(0)
  })

  it('[MEDIA-44] several at once share the lines; more than eight wait for their turn', async () => {
    const net = new MediaNet()
    const [mum, dad] = [net.node('mum'), net.node('dad')]
    const files = Array.from({ length: 20 }, (_, at) => sealedFile(someBytes(CHUNK + at, at + 1)))
    for (const file of files) await mum.keep(file)
    const all = files.map((file) => net.fetch(dad, file, [mum]))
    await net.pass(60_000, over(...all))
    expect(all.map(({ end }) => end)).toEqual(files.map(() => 'done'))
    expect(net.opened).toBe(1)
  })
})

describe('many files', () => {
  it('[MEDIA-44] are asked for eight at a time, and never for more chunks at once than memory is meant for', async () => {
    const net = new MediaNet()
    const dad = net.node('dad')
    let [asks, chunks] = [0, 0]
    const device = net.raw('still', (stream) => {
      new RawEnd(stream, (frame, end) => {
        if (frame.type === 'ask') {
          asks += 1
          end.say({ type: 'have', n: frame.n, held: [new Uint8Array(0)] })
        }
        if (frame.type === 'get') chunks += frame.count
      })
    })
    for (let at = 0; at < 20; at++) {
      const file = idFromBytes('file', new Uint8Array(32).fill(at))
      dad.hub.fetch({ room: ROOM, file, size: 500 * CHUNK, sources: () => [device] })
    }
    await net.pass(500)
    expect(asks).toBe(TRANSFER.FETCHES)
    expect(chunks).toBeGreaterThan(0)
    expect(chunks).toBeLessThanOrEqual(TRANSFER.FLIGHT_ALL_CHUNKS)
  })
})

describe('many holders', () => {
  it('[MEDIA-44] are eight at once; one that has nothing makes room for the next', async () => {
    const net = new MediaNet()
    const dad = net.node('dad')
    const names = Array.from({ length: 12 }, (_, at) => `still ${at}`)
    for (const [at, name] of names.entries()) {
      net.raw(name, (stream) => {
        const held = at < 2 ? null : new Uint8Array(0)
        new RawEnd(stream, (frame, end) => (frame.type === 'ask' ? end.say({ type: 'have', n: frame.n, held: [held] }) : undefined))
      })
    }
    const { fetch } = net.fetch(dad, TWELVE, names)
    await net.pass(500)
    expect(fetch.progress().holders).toBe(TRANSFER.HOLDERS + 2)
    expect(net.opened).toBe(TRANSFER.HOLDERS + 2)
  })
})

describe('a holder behind a relay', () => {
  it('[MEDIA-52] is asked for what is small, and not for what would use up what the relay gives to messages', async () => {
    const net = new MediaNet()
    const [far, dad] = [net.node('far'), net.node('dad')]
    net.relayed.add('far')
    const small = sealedFile(someBytes(CHUNK))
    await far.keep(small)
    const fetching = net.fetch(dad, small, [far])
    await net.pass(5000, over(fetching))
    expect(fetching.end).toBe('done')
    const before = net.carriedTo('dad')
    const large = dad.hub.fetch({ room: ROOM, file: TWELVE.file, size: TRANSFER.RELAYED_BYTES + 1, sources: () => [far.device] })
    await net.pass(5000)
    expect([large.progress().holders, net.carriedTo('dad')]).toEqual([0, before])
    large.cancel()
    const fits = dad.hub.fetch({ room: ROOM, file: OTHER_FILE, size: TRANSFER.RELAYED_BYTES, sources: () => [far.device] })
    await net.pass(1000)
    expect(fits.progress().holders).toBe(1)
    fits.cancel()
  })
})

describe('a link', () => {
  it('[MEDIA-40] is opened when something is wanted, and closed when nothing is', async () => {
    const net = new MediaNet()
    const [mum, dad] = [net.node('mum'), net.node('dad')]
    await mum.keep(TWELVE)
    await net.pass(1000)
    expect(net.opened).toBe(0)
    const fetching = net.fetch(dad, TWELVE, [mum])
    await net.pass(10_000, over(fetching))
    expect([mum.hub.links.length, dad.hub.links.length]).toEqual([1, 1])
    await net.pass(TRANSFER.LINK_IDLE_MS + 1000, undefined, 500)
    expect([mum.hub.links.length, dad.hub.links.length]).toEqual([0, 0])
    expect(net.clock.pending).toBe(0)
  })

  it('[MEDIA-48] tells what is whole here, and who fetched it tells that too', async () => {
    const net = new MediaNet()
    const [mum, dad] = [net.node('mum'), net.node('dad')]
    await mum.keep(TWELVE)
    mum.whole = [TWELVE.file]
    const fetching = net.fetch(dad, TWELVE, [mum])
    await net.pass(10_000, over(fetching))
    await net.pass(100)
    expect(dad.heard).toEqual([{ device: mum.device, files: [TWELVE.file], lost: [] }])
    expect(mum.heard).toEqual([{ device: dad.device, files: [TWELVE.file], lost: [] }])
    expect(await dad.hub.tellHeld(mum.device, OTHER_ROOM, [], [TWELVE.file])).toBe(true)
    await net.pass(100)
    expect(mum.heard.at(-1)).toEqual({ device: dad.device, files: [], lost: [TWELVE.file] })
  })

  it('[MEDIA-49] offers files to a carrier and takes them back', async () => {
    const net = new MediaNet()
    const [mum, box] = [net.node('mum'), net.node('box')]
    const files = Array.from({ length: 300 }, (_, at) => ({ file: TWELVE.file, size: at }))
    expect(await mum.hub.offer(box.device, OTHER_ROOM, files)).toBe(true)
    expect(await mum.hub.withdraw(box.device, OTHER_ROOM, [TWELVE.file])).toBe(true)
    await net.pass(100)
    expect(box.offers.flatMap((offer) => offer.files)).toEqual(files)
    expect(box.withdrawn).toEqual([TWELVE.file])
    net.leave('box')
    expect(await mum.hub.offer(box.device, OTHER_ROOM, files)).toBe(false)
  })
})
