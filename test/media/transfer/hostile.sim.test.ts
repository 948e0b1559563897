/** Peers that lie, flood, stall or ask for what is not theirs: nothing false is kept, memory and work stay bounded, honest holders go on. */
import { describe, expect, it } from 'vitest'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import type { MediaFrame } from '../../../shared/transfer/frames.ts'
import { concatBytes, encodeCbor, u32 } from '../../../shared/codec/index.ts'
import { deviceNamed } from '../../harness/toy-room.ts'
import { sealedFile, someBytes } from '../some-files.ts'
import { MediaNet, OTHER_ROOM, ROOM, RawEnd } from './media-net.ts'

const CHUNK = MEDIA.CHUNK_BYTES
const FILE = sealedFile(someBytes(5 * CHUNK + 10))
const OTHER = sealedFile(someBytes(5 * CHUNK + 10, 5))
const CHUNKS = 6
const NOTHING = new Uint8Array(0)

type Get = Extract<MediaFrame, { readonly type: 'get' }>

const honest = (n: number, index: number, file = FILE): MediaFrame => ({
  type: 'chunk',
  n,
  index,
  path: concatBytes(...file.path(index)),
  sealed: file.sealed[index] ?? NOTHING,
})

/** A holder that says to have everything and answers orders as it likes. */
function liar(
  net: MediaNet,
  answer: (get: Get, end: RawEnd) => void,
  held: Uint8Array | null = NOTHING,
): { device: DeviceId; ends: RawEnd[] } {
  const ends: RawEnd[] = []
  const device = net.raw('liar', (stream) => {
    ends.push(
      new RawEnd(stream, (frame, end) => {
        if (frame.type === 'ask') end.say({ type: 'have', n: frame.n, held: frame.files.map(() => held) })
        if (frame.type === 'get') answer(frame, end)
      }),
    )
  })
  return { device, ends }
}

const LIES: Readonly<Record<string, (get: Get, end: RawEnd) => void>> = {
  'wrong bytes': ({ n, first }, end) => {
    const sealed = (FILE.sealed[first] ?? NOTHING).slice()
    sealed[9] = (sealed[9] ?? 0) ^ 1
    end.say({ type: 'chunk', n, index: first, path: concatBytes(...FILE.path(first)), sealed })
  },
  'a chunk of another file': ({ n, first }, end) => end.say(honest(n, first, OTHER)),
  'the right bytes under a wrong index': ({ n, first }, end) =>
    end.say({
      type: 'chunk',
      n,
      index: first,
      path: concatBytes(...FILE.path(first)),
      sealed: FILE.sealed[(first + 1) % CHUNKS] ?? NOTHING,
    }),
  'an index that was not asked for': ({ n, first }, end) => end.say(honest(n, (first + 1) % CHUNKS)),
  'a wrong path': ({ n, first }, end) =>
    end.say({
      type: 'chunk',
      n,
      index: first,
      path: concatBytes(...FILE.path((first + 1) % CHUNKS)),
      sealed: FILE.sealed[first] ?? NOTHING,
    }),
  'a path that is too long': ({ n, first }, end) =>
    end.say({ type: 'chunk', n, index: first, path: new Uint8Array(14 * 32), sealed: FILE.sealed[first] ?? NOTHING }),
  'chunks after the last': ({ n, first, count }, end) => {
    for (let at = 0; at <= count; at++) end.say(honest(n, Math.min(first + at, CHUNKS - 1)))
  },
  'the same chunk twice': ({ n, first }, end) => {
    end.say(honest(n, first))
    end.say(honest(n, first))
  },
  'chunks of an order nobody made': ({ n, first }, end) => end.say(honest(n + 50, first)),
  'an end before the end': ({ n }, end) => end.say({ type: 'end', n, code: 'sent' }),
  'the end of an order nobody made': ({ n }, end) => end.say({ type: 'end', n: n + 50, code: 'none' }),
  'a bitmap of another length': (_get, end) => end.say({ type: 'have', n: 1, held: [new Uint8Array(40)] }),
  'answers for more files than were asked about': (_get, end) => end.say({ type: 'have', n: 1, held: [NOTHING, NOTHING] }),
  'an answer nobody asked for': (_get, end) => end.say({ type: 'have', n: 99, held: [NOTHING] }),
  'no frame at all': (_get, end) => void end.stream.send(concatBytes(u32(5), new Uint8Array(5).fill(0xff))),
  'a frame beyond all bounds': (_get, end) => void end.stream.send(u32(TRANSFER.FRAME_BYTES + 1)),
}

describe('a holder that lies', () => {
  it.each(Object.entries(LIES))('[MEDIA-45] with %s is dropped and kept away; the file comes from somebody honest', async (_name, lie) => {
    const net = new MediaNet()
    const [mum, dad] = [net.node('mum'), net.node('dad')]
    await mum.keep(FILE)
    net.speed('mum', { latencyMs: 5, bytesPerMs: 2048 })
    const { device, ends } = liar(net, lie)
    const fetching = net.fetch(dad, FILE, ['liar', mum])
    await net.pass(30_000, () => fetching.end !== undefined, 5)
    expect(fetching.end).toBe('done')
    for (const index of FILE.sealed.keys()) expect((await dad.store.chunk(FILE.file, index))?.sealed).toEqual(FILE.sealed[index])
    expect(ends.every(({ isClosed }) => isClosed)).toBe(true)
    expect(dad.hub.keptAwayMs(device)).toBeGreaterThan(0)
    expect(dad.hub.keptAwayMs(mum.device)).toBe(0)
    // It is let in no more either.
    const again = new RawEnd(net.connect('liar', 'dad'))
    await net.pass(10)
    expect(again.isClosed).toBe(true)
  })

  it('[MEDIA-45] only with what it has (HAVE says all, orders come to nothing) is left alone after three, each time longer', async () => {
    const net = new MediaNet()
    const dad = net.node('dad')
    let orders = 0
    liar(net, ({ n }, end) => {
      orders += 1
      end.say({ type: 'end', n, code: 'none' })
    })
    const fetching = net.fetch(dad, FILE, ['liar'])
    await net.pass(10 * 60_000, undefined, 100)
    expect(fetching.end).toBeUndefined()
    // 30 s, 1, 2, 4 and 8 minutes: five visits at most, three orders each.
    expect(orders).toBeLessThanOrEqual(5 * TRANSFER.GONE_TRIES)
    expect(orders).toBeGreaterThan(TRANSFER.GONE_TRIES)
  })

  it('[MEDIA-44] by saying nothing at all holds up nobody: another takes over, and at last the line is dropped', async () => {
    const net = new MediaNet()
    const [mum, dad] = [net.node('mum'), net.node('dad')]
    await mum.keep(FILE)
    const { ends } = liar(net, () => undefined)
    const fetching = net.fetch(dad, FILE, ['liar', mum])
    await net.pass(10_000, () => fetching.end !== undefined, 5)
    expect(fetching.end).toBe('done')
    // Alone with it, the fetch waits for somebody better.
    const alone = net.fetch(dad, OTHER, ['liar'])
    await net.pass(2 * TRANSFER.STALL_MS + 1000, undefined, 100)
    expect(alone.end).toBeUndefined()
    expect(alone.fetch.progress().chunks).toBe(0)
    // The line of the first file, its successors after a pause each: one is open at most.
    expect(ends.length).toBeGreaterThan(1)
    expect(ends.slice(0, -1).every(({ isClosed }) => isClosed)).toBe(true)
  })

  it('[MEDIA-44] by trickling a byte a second does not hold up the last chunk', async () => {
    const net = new MediaNet()
    const [mum, dad] = [net.node('mum'), net.node('dad')]
    await mum.keep(FILE)
    net.speed('liar', { latencyMs: 1000, bytesPerMs: 0.001 })
    liar(net, ({ n, first, count }, end) => {
      for (let at = 0; at < count; at++) end.say(honest(n, first + at))
    })
    const fetching = net.fetch(dad, FILE, ['liar', mum])
    await net.pass(60_000, () => fetching.end !== undefined, 20)
    expect(fetching.end).toBe('done')
  })
})

describe('who asks', () => {
  const everything = (room = ROOM): readonly MediaFrame[] => [
    { type: 'ask', n: 1, room, files: [FILE.file, OTHER.file] },
    { type: 'get', n: 2, room, file: FILE.file, size: FILE.size, first: 0, count: CHUNKS },
  ]
  const answersTo = async (asked: readonly MediaFrame[], prepare: (net: MediaNet) => Promise<void>): Promise<readonly MediaFrame[]> => {
    const net = new MediaNet()
    await prepare(net)
    const end = new RawEnd(net.connect('asker', 'mum'))
    for (const frame of asked) end.say(frame)
    await net.pass(3000)
    return end.heard
  }
  const NONE = [
    { type: 'end', n: 2, code: 'none' },
    { type: 'have', n: 1, held: [null, null] },
  ]

  it('[MEDIA-43] a stranger, a guest without the epoch, or who was removed hears the same as for files that nobody has', async () => {
    const refused = await answersTo(everything(), async (net) => {
      const mum = net.node('mum')
      mum.refused.add('asker')
      await mum.keep(FILE)
    })
    const unknownRoom = await answersTo(everything(OTHER_ROOM), async (net) => net.node('mum').keep(FILE))
    const nothingThere = await answersTo(everything(), (net) => {
      net.node('mum')
      return Promise.resolve()
    })
    for (const heard of [refused, unknownRoom, nothingThere]) {
      expect([...heard].toSorted((a, b) => a.type.localeCompare(b.type))).toEqual(NONE)
    }
  })

  it('[MEDIA-43] and is blocked hears nothing: its stream is dropped unread', async () => {
    const heard = await answersTo(everything(), async (net) => {
      const mum = net.node('mum')
      mum.blocked.add('asker')
      await mum.keep(FILE)
    })
    expect(heard).toEqual([])
  })

  it('[MEDIA-43] and is removed in the middle of a file gets no further chunk', async () => {
    const net = new MediaNet()
    const mum = net.node('mum')
    await mum.keep(FILE)
    net.speed('asker', { latencyMs: 20, bytesPerMs: 1024 })
    const end = new RawEnd(net.connect('asker', 'mum'))
    end.say({ type: 'get', n: 1, room: ROOM, file: FILE.file, size: FILE.size, first: 0, count: CHUNKS })
    await net.pass(5000, () => end.heardOf('chunk').length >= 1)
    mum.refused.add('asker')
    await net.pass(5000)
    // What was on the way, and the one that was ready.
    expect(end.heardOf('chunk').length).toBeLessThanOrEqual(3)
    expect(end.heardOf('end')).toEqual([{ type: 'end', n: 1, code: 'none' }])
  })

  it('[MEDIA-43] with another size than the file has, or for chunks it has not, gets nothing', async () => {
    const heard = await answersTo(
      [
        { type: 'get', n: 1, room: ROOM, file: FILE.file, size: FILE.size - 1, first: 0, count: 1 },
        { type: 'get', n: 2, room: ROOM, file: FILE.file, size: FILE.size, first: CHUNKS - 1, count: 2 },
        { type: 'get', n: 3, room: ROOM, file: FILE.file, size: FILE.size, first: CHUNKS - 1, count: 1 },
      ],
      async (net) => net.node('mum').keep(FILE),
    )
    const ends = heard.flatMap((frame) => (frame.type === 'end' ? [`${frame.n} ${frame.code}`] : []))
    expect(ends.toSorted()).toEqual(['1 none', '2 none', '3 sent'])
  })

  it('[MEDIA-47] and does not read costs two chunks of memory, however much it orders', async () => {
    const net = new MediaNet()
    const mum = net.node('mum')
    await mum.keep(FILE)
    const stream = net.connect('asker', 'mum')
    const end = new RawEnd(stream)
    net.speed('asker', { latencyMs: 10, bytesPerMs: 100 })
    for (let n = 1; n <= TRANSFER.ORDERS_PER_LINK; n++)
      end.say({ type: 'get', n, room: ROOM, file: FILE.file, size: FILE.size, first: 0, count: CHUNKS })
    await net.pass(50)
    const [link] = mum.hub.links
    let most = 0
    for (let at = 0; at < 200; at++) {
      await net.pass(5)
      most = Math.max(most, link?.queuedBytes ?? 0)
    }
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThanOrEqual(TRANSFER.FRAME_BYTES)
    expect(mum.lookUps).toBeLessThan(40)
  })

  it('[MEDIA-46] thousands of times is parted from: bounded work, bounded memory, and kept away if it goes on', async () => {
    const net = new MediaNet()
    const mum = net.node('mum')
    await mum.keep(FILE)
    const files = Array.from({ length: TRANSFER.FILES_PER_ASK }, () => FILE.file)
    let parted = 0
    for (let visit = 0; visit < 6; visit++) {
      const end = new RawEnd(net.connect('asker', 'mum'))
      for (let n = 1; n <= 5000; n++) end.say({ type: 'ask', n, room: ROOM, files })
      await net.pass(20)
      if (end.isClosed) parted += 1
    }
    expect(parted).toBe(6)
    expect(mum.hub.keptAwayMs(deviceNamed('asker'))).toBeGreaterThan(0)
    expect(mum.hub.links).toEqual([])
    expect(mum.lookUps).toBeLessThanOrEqual(6 * TRANSFER.FILES_WATCHED)
  })

  it('[MEDIA-46] about more than 256 files at once, or orders more than 16, hears that it is too much', async () => {
    const files = Array.from({ length: TRANSFER.FILES_PER_ASK }, () => FILE.file)
    const asks = Array.from({ length: 5 }, (_, at): MediaFrame => ({ type: 'ask', n: at + 1, room: ROOM, files }))
    const gets = Array.from({ length: TRANSFER.ORDERS_PER_LINK + 1 }, (_, at): MediaFrame => {
      return { type: 'get', n: at + 10, room: ROOM, file: FILE.file, size: FILE.size, first: 0, count: 1 }
    })
    const heard = await answersTo([...asks, ...gets], async (net) => net.node('mum').keep(FILE))
    expect(heard.filter((frame) => frame.type === 'end' && frame.code === 'busy').map((frame) => 'n' in frame && frame.n)).toEqual([5, 26])
    expect(heard.filter(({ type }) => type === 'have')).toHaveLength(4)
  })

  it('[MEDIA-46] as much as it may at once is answered; with one more it is parted from, and with time there is more', async () => {
    const visit = async (questions: number, afterMs: number, more: number): Promise<boolean> => {
      const net = new MediaNet()
      net.node('mum')
      const end = new RawEnd(net.connect('asker', 'mum'))
      for (let n = 1; n <= questions; n++) end.say({ type: 'cancel', n })
      await net.pass(2)
      if (afterMs > 0) await net.pass(afterMs, undefined, 10)
      for (let n = 1; n <= more; n++) end.say({ type: 'cancel', n })
      await net.pass(2)
      return end.isClosed
    }
    expect(await visit(TRANSFER.FRAMES, 0, 0)).toBe(false)
    // Two milliseconds pass on the way.
    expect(await visit(TRANSFER.FRAMES + 10, 0, 0)).toBe(true)
    expect(await visit(TRANSFER.FRAMES, 1000, TRANSFER.FRAMES_PER_SECOND)).toBe(false)
    expect(await visit(TRANSFER.FRAMES, 500, TRANSFER.FRAMES_PER_SECOND)).toBe(true)
  })

  it('[MEDIA-40] over a third stream of its own loses its oldest, and the 65th of all is not taken', async () => {
    const net = new MediaNet()
    const mum = net.node('mum')
    const own = Array.from({ length: TRANSFER.LINKS_PER_DEVICE + 1 }, () => new RawEnd(net.connect('asker', 'mum')))
    expect(own.map(({ isClosed }) => isClosed)).toEqual([true, false, false])
    const others = Array.from({ length: TRANSFER.LINKS }, (_, at) => new RawEnd(net.connect(`asker ${at}`, 'mum')))
    expect(mum.hub.links).toHaveLength(TRANSFER.LINKS)
    expect(others.filter(({ isClosed }) => isClosed)).toHaveLength(TRANSFER.LINKS_PER_DEVICE)
  })

  it('[MEDIA-47] fairly: one chunk each in turn, however much either ordered', async () => {
    const net = new MediaNet()
    const mum = net.node('mum')
    await mum.keep(FILE)
    mum.uploadLimit = CHUNK
    const ends = ['greedy', 'modest'].map((name) => new RawEnd(net.connect(name, 'mum')))
    for (let n = 1; n <= 10; n++) ends[0]?.say({ type: 'get', n, room: ROOM, file: FILE.file, size: FILE.size, first: 0, count: CHUNKS })
    await net.pass(50)
    ends[1]?.say({ type: 'get', n: 1, room: ROOM, file: FILE.file, size: FILE.size, first: 0, count: 3 })
    const before = ends[0]?.heardOf('chunk').length ?? 0
    await net.pass(20_000, () => (ends[1]?.heardOf('end').length ?? 0) > 0, 10)
    expect(ends[1]?.heardOf('chunk')).toHaveLength(3)
    expect((ends[0]?.heardOf('chunk').length ?? 0) - before).toBeLessThanOrEqual(3 + TRANSFER.TURNS_AT_ONCE)
  })

  it('[MEDIA-51] gets no more a second than the person allows', async () => {
    const net = new MediaNet()
    const [mum, dad] = [net.node('mum'), net.node('dad')]
    await mum.keep(FILE)
    mum.uploadLimit = CHUNK
    const fetching = net.fetch(dad, FILE, [mum])
    await net.pass(3000, undefined, 10)
    // One at once, those that were being read, and one a second.
    expect(fetching.fetch.progress().chunks).toBeLessThanOrEqual(1 + 3 + 1)
    await net.pass(10_000, () => fetching.end !== undefined, 10)
    expect(fetching.end).toBe('done')
  })

  it('[MEDIA-41] with a frame of a later version: above 127 it is passed over, below the link ends', async () => {
    const net = new MediaNet()
    const mum = net.node('mum')
    await mum.keep(FILE)
    const later = (tag: number): Uint8Array => {
      const content = encodeCbor([tag, new Map()])
      return concatBytes(u32(content.length), content)
    }
    const end = new RawEnd(net.connect('asker', 'mum'))
    end.stream.send(later(128))
    end.say({ type: 'ask', n: 1, room: ROOM, files: [FILE.file] })
    await net.pass(20)
    expect(end.heardOf('have')).toHaveLength(1)
    end.stream.send(later(60))
    await net.pass(20)
    expect(end.isClosed).toBe(true)
    expect(mum.hub.keptAwayMs(deviceNamed('asker'))).toBe(0)
  })
})
