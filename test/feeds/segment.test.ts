/** Segments one rule at a time: stalls, snapshots legal and not, silent changes, roll-over, erasure across an account's devices. */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeSnapshotPlain, encodeUpdatePlain } from '../../shared/feeds/block/index.ts'
import {
  type OpenedBlock,
  Section,
  type SegmentContent,
  SegmentWriter,
  buildSegment,
  changedSilently,
  diffContent,
  isOtherStory,
  fitsOneUpdate,
  readSnapshot,
} from '../../shared/feeds/segment/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { INTRINSIC } from '../../shared/limits.ts'
import { type Mark, makeEntry, textContent } from '../../shared/rooms/kinds/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { CLIENTS, DEVICES, FeedWorld, aReaction, anEdit, anEntry, build, messageIdOf, saltOf, textOf } from './feed-world.ts'
import { type RawStruct, deeplyNested, rawUpdate } from './raw-update.ts'

const [mine, other] = DEVICES as [(typeof DEVICES)[0], (typeof DEVICES)[0]]
const client = CLIENTS.get(mine)!
const hex = client.toString(16).padStart(12, '0')
const root = `e/${hex}`
const pepper = new Uint8Array(16)

function aWriter(blocks: readonly OpenedBlock[] = [], device = mine): SegmentWriter {
  return new SegmentWriter(build(blocks), device, CLIENTS.get(device)!, messageIdOf)
}
function texts({ entries }: SegmentContent): readonly (string | undefined)[] {
  return entries.map(({ entry }) => entry.view.text)
}
function anId(byte: number): OpenedBlock['id'] {
  return idFromBytes('block', new Uint8Array(32).fill(byte))
}
function aSnapshot(byte: number, yjs: Uint8Array, end: number, supersede: OpenedBlock['supersede'] = []): OpenedBlock {
  const plaintext = encodeSnapshotPlain(pepper, { yjs, clocks: new Map([[mine, end]]) })
  return { id: anId(byte), device: mine, seq: byte, kind: 2, supersede, plaintext }
}

describe('[FEED-6] stalls', () => {
  const world = new FeedWorld()
  for (let n = 0; n < 5; n++) world.write(0, { entries: [anEntry(n)] })
  world.write(1, { entries: [anEntry(9)] })
  const [chain, others] = world.chains as [OpenedBlock[], OpenedBlock[]]

  test.each<[string, Uint8Array | undefined]>([
    ['an illegal update', encodeUpdatePlain(pepper, rawUpdate([{ client, clock: 2, structs: [{ gc: 1 }] }]))],
    ['a plaintext that is none', pepper],
    ['a body its key does not open', undefined],
  ])('%s ends the device’s section there and nobody else’s', (_, plaintext) => {
    const blocks = chain.map((block) => (block.seq === 3 ? { ...block, plaintext } : block))
    const segment = build([...blocks.toReversed(), ...others])
    expect(texts(segment.content)).toEqual([textOf(0), textOf(1), textOf(9)])
    expect([...segment.stalls]).toEqual([[mine, 3]])
    expect(segment.sections.get(mine)?.endClock).toBe(2)
  })

  test('of two devices with one client the larger skips the index', () => {
    const segment = buildSegment([...chain, ...others], new Map(DEVICES.map((device) => [device, client])), messageIdOf)
    expect(segment.content.entries).toHaveLength(5)
    expect([...segment.stalls.keys()]).toEqual([other])
  })
})

describe('[SNAP-2] snapshots', () => {
  const entry = { i: saltOf(1), t: [1, 0], k: 'text', b: 'x' }
  const read = (structs: readonly RawStruct[], end: number, deletes: readonly (readonly [number, number])[] = []): string => {
    const yjs = rawUpdate([{ client, clock: 0, structs }], deletes.length === 0 ? [] : [{ client, ranges: deletes }])
    const result = readSnapshot({ yjs, clocks: new Map([[mine, end]]) }, CLIENTS)
    return result.ok ? 'legal' : result.code
  }
  const key = '00'.repeat(16)
  const slot: RawStruct = { root: `a/${hex}`, key, any: [1] }

  test.each<[string, string, readonly RawStruct[], number, (readonly (readonly [number, number])[])?]>([
    ['legal', 'entries', [{ root, any: [entry, entry] }], 2],
    [
      'legal',
      'an erased entry between others',
      [
        { root, any: [entry] },
        { origin: [client, 0], deleted: 1 },
        { origin: [client, 1], any: [entry] },
      ],
      3,
      [[1, 1]],
    ],
    ['legal', 'GC', [{ gc: 5 }], 5, [[0, 5]]],
    [
      'legal',
      'a replaced value',
      [
        { root: `a/${hex}`, key, deleted: 1 },
        { origin: [client, 0], any: [1] },
      ],
      2,
      [[0, 1]],
    ],
    ['legal', 'an erased value', [{ root: `a/${hex}`, key, deleted: 1 }], 1, [[0, 1]]],
    ['BAD_UPDATE', 'a Skip', [{ skip: 2 }, { root, any: [entry] }], 3],
    ['BAD_UPDATE', 'another end clock than it says', [{ root, any: [entry] }], 2],
    ['BAD_UPDATE', 'a deletion of live content', [{ root, any: [entry, entry] }], 2, [[0, 1]]],
    ['BAD_UPDATE', 'a deletion beyond its end', [{ gc: 1 }], 1, [[0, 2]]],
    [
      'BAD_UPDATE',
      'deletions out of order',
      [{ gc: 4 }],
      4,
      [
        [2, 1],
        [0, 1],
      ],
    ],
    ['BAD_UPDATE', 'an empty deletion', [{ gc: 4 }], 4, [[2, 0]]],
    ['BAD_UPDATE', 'a replaced value still alive', [slot, { origin: [client, 0], any: [2] }], 2],
    ['BAD_UPDATE', 'two values in a key', [{ root: `a/${hex}`, key, any: [1, 2] }], 2],
    ['BAD_UPDATE', 'a foreign root', [{ root: 'e/000000000001', any: [entry] }], 1],
    ['BAD_UPDATE', 'a type', [{ root, type: 1 }], 1],
    ['BAD_UPDATE', 'text', [{ root, text: 'x' }], 1],
    ['BAD_UPDATE', 'an entry behind GC', [{ gc: 1 }, { origin: [client, 0], any: [entry] }], 2],
    ['BAD_UPDATE', 'a GC of 2^50', [{ gc: 2 ** 50 }], 2 ** 50],
    ['BAD_UPDATE', 'a GC one beyond the end', [{ gc: 4097 }], 4097],
    ['legal', 'a GC up to the end', [{ gc: 4096 }], 4096],
  ])('%s: %s', (verdict, _, structs, end, deletes) => {
    expect(read(structs, end, deletes)).toBe(verdict)
  })

  test('a client of no device, a device without its client, one too many: BAD_UPDATE', () => {
    const yjs = rawUpdate([{ client: 7, clock: 0, structs: [{ root: 'e/000000000007', any: [entry] }] }])
    expect(readSnapshot({ yjs, clocks: new Map([[mine, 1]]) }, CLIENTS).ok).toBe(false)
    const own = rawUpdate([{ client, clock: 0, structs: [{ root, any: [entry] }] }])
    expect(readSnapshot({ yjs: own, clocks: new Map([[other, 1]]) }, CLIENTS).ok).toBe(false)
    expect(
      readSnapshot(
        {
          yjs: own,
          clocks: new Map([
            [mine, 1],
            [other, 0],
          ]),
        },
        CLIENTS,
      ).ok,
    ).toBe(false)
    expect(readSnapshot({ yjs: own, clocks: new Map([[mine, 1]]) }, CLIENTS).ok).toBe(true)
  })

  test('an illegal one replaces nothing', () => {
    const world = new FeedWorld()
    world.write(0, { entries: [anEntry(1)] })
    const bad = aSnapshot(9, rawUpdate([{ client, clock: 0, structs: [{ skip: 1 }] }]), 1, [
      { device: mine, ranges: [[1, 1]], last: anId(1) },
    ])
    const segment = build([...world.blocks, bad])
    expect(texts(segment.content)).toEqual([textOf(1)])
    expect(segment.illegalSnapshots).toEqual([bad.id])
  })

  test('two that replace each other are both read', () => {
    const yjs = rawUpdate([{ client, clock: 0, structs: [{ root, any: [entry] }] }])
    const a = aSnapshot(5, yjs, 1, [{ device: mine, ranges: [[6, 6]], last: anId(6) }])
    const b = aSnapshot(6, yjs, 1, [{ device: mine, ranges: [[5, 5]], last: anId(5) }])
    expect(texts(build([a, b]).content)).toEqual(['x'])
  })

  test('[SNAP-3] two that contradict each other give one answer, whichever comes first', () => {
    const one = (value: unknown): Uint8Array => rawUpdate([{ client, clock: 0, structs: [{ root, any: [value] }] }])
    const slots = rawUpdate([{ client, clock: 0, structs: [slot, { root, any: [entry] }] }])
    const a = aSnapshot(5, one({ ...entry, b: 'first' }), 1)
    const b = aSnapshot(6, one({ ...entry, b: 'second' }), 1)
    const c = aSnapshot(7, slots, 2)
    expect(texts(build([a, b]).content)).toEqual(['first'])
    expect(build([c, b, a]).content).toEqual(build([a, b, c]).content)
  })

  test('[P4] sixty thousand levels and four mebibytes of crumbs get a verdict', () => {
    expect(new Section(client).check(deeplyNested(client, root, 30_000)).ok).toBe(false)
    expect(readSnapshot({ yjs: deeplyNested(client, root, 60_000), clocks: new Map([[mine, 1]]) }, CLIENTS).ok).toBe(false)
    const crumbs: RawStruct[] = Array.from({ length: 100_000 }, (_, at) => ({ root: `m/${hex}`, key: `${at}`, any: [null] }))
    const yjs = rawUpdate([{ client, clock: 0, structs: crumbs }])
    expect(readSnapshot({ yjs, clocks: new Map([[mine, crumbs.length]]) }, CLIENTS)).toEqual({ ok: false, code: 'BAD_UPDATE' })
    const big = new Uint8Array(INTRINSIC.DOCUMENT_HARD_BYTES + 1)
    expect(readSnapshot({ yjs: big, clocks: new Map() }, CLIENTS)).toEqual({ ok: false, code: 'TOO_BIG' })
  })
})

describe('[SNAP-4] silent changes', () => {
  const world = new FeedWorld()
  for (let n = 0; n < 3; n++) world.write(0, { entries: [anEntry(n)] })
  world.write(0, { amendments: [anEdit(1, 1)] })
  const before = build(world.blocks).content
  const never = (): boolean => false

  test('none when all reappears, in whatever form', () => {
    expect(changedSilently(before, build([world.snapshot(0, 0)]).content, never)).toEqual([])
  })

  test('a missing entry is one, unless an amendment says so', () => {
    const id = messageIdOf(saltOf(2))
    const after = build([world.snapshot(0, 0, [id])]).content
    expect(changedSilently(before, after, never)).toEqual([id])
    expect(changedSilently(before, after, (message) => message === id)).toEqual([])
  })

  test('a changed text and a lost edit are ones', () => {
    const changed = {
      ...before,
      entries: before.entries.map((entry, at) => (at === 0 ? { ...entry, entry: anEntry(7) } : entry)),
      amendments: [],
    }
    expect(changedSilently(before, changed, never)).toEqual([messageIdOf(saltOf(0)), messageIdOf(saltOf(1))])
  })

  test('a later edit in the same slot is none', () => {
    const writer = aWriter(world.blocks)
    const { update } = writer.amend(anEdit(1, 2))
    const newer: OpenedBlock = { id: anId(99), device: mine, seq: 99, kind: 1, supersede: [], plaintext: encodeUpdatePlain(pepper, update) }
    expect(changedSilently(before, build([...world.blocks, newer]).content, never)).toEqual([messageIdOf(saltOf(2))])
  })
})

describe('[FORK-2] another story', () => {
  const world = new FeedWorld()
  for (let n = 0; n < 3; n++) world.write(0, { entries: [anEntry(n)] })
  world.write(0, { amendments: [anEdit(1, 1)] })
  const before = build(world.blocks).content
  const is = (after: SegmentContent, end: number): boolean => isOtherStory(before, after, () => end)

  test('is none where a place was emptied, whatever the reason', () => {
    expect(is(build([world.snapshot(0, 0, [messageIdOf(saltOf(2))])]).content, 4)).toBe(false)
    expect(is({ ...before, entries: [], amendments: [] }, 4)).toBe(false)
  })

  test('is one where a place holds other words, or is not there yet', () => {
    const entries = before.entries.map((entry, at) => (at === 0 ? { ...entry, entry: anEntry(7) } : entry))
    expect(is({ ...before, entries }, 4)).toBe(true)
    expect(is({ ...before, entries: before.entries.slice(0, 2), amendments: [] }, 2)).toBe(true)
    expect(is({ ...before, amendments: [] }, 3)).toBe(true)
    expect(is({ ...before, amendments: before.amendments.map((each) => ({ ...each, amendment: anEdit(1, 2) })) }, 4)).toBe(true)
  })
})

describe('diffContent', () => {
  test('names what went and what came, and nothing that stayed', () => {
    const world = new FeedWorld()
    world.write(0, { entries: [anEntry(1), anEntry(2)], amendments: [anEdit(1, 1)], marks: [aReaction(1, 1)] })
    const before = build(world.blocks).content
    world.snapshot(0, 0, [messageIdOf(saltOf(1))])
    world.write(0, { entries: [anEntry(3)], amendments: [anEdit(1, 2)], marks: [aReaction(1, 2)] })
    const { removed, added } = diffContent(before, build(world.blocks).content)
    expect(texts(removed)).toEqual([textOf(1)])
    expect(texts(added)).toEqual([textOf(3)])
    expect([removed.amendments, removed.marks, added.amendments, added.marks].map((list) => list.length)).toEqual([1, 1, 1, 1])
    expect(diffContent(before, before)).toEqual({ removed: empty(), added: empty() })
  })

  function empty(): SegmentContent {
    return { entries: [], amendments: [], marks: [] }
  }
})

describe('the writer', () => {
  test('[FEED-8] writes under its own 48-bit client, also after it read its own blocks', () => {
    const world = new FeedWorld()
    world.write(0, { entries: [anEntry(1)] })
    const { effects, update } = aWriter(world.blocks).append(anEntry(2))
    expect([effects.startClock, effects.endClock]).toEqual([1, 2])
    expect(Y.decodeUpdate(update).structs.map(({ id }) => id.client)).toEqual([client])
  })

  test('the largest 48-bit client is a safe integer all the way', () => {
    const highest = 2 ** 48 - 1
    const clients = new Map([[mine, highest]])
    const writer = new SegmentWriter(buildSegment([], clients, messageIdOf), mine, highest, messageIdOf)
    writer.append(anEntry(1))
    writer.append(anEntry(2))
    writer.erase({ entries: [messageIdOf(saltOf(1))] })
    const snapshot = writer.snapshot()
    expect(expectOk(readSnapshot(snapshot, clients)).get(mine)?.entries).toHaveLength(1)
    expect(Y.decodeUpdate(snapshot.yjs).ds.clients.get(highest)).toHaveLength(1)
  })

  test('several writings in one transaction are one update; of one slot the last counts', () => {
    const writer = aWriter()
    const { effects } = writer.write({
      entries: [anEntry(1), anEntry(2)],
      amendments: [anEdit(1, 1), anEdit(1, 2)],
      marks: [aReaction(1, 1)],
    })
    expect([effects.entries.length, effects.amendments.length, effects.marks.length]).toEqual([2, 1, 1])
    expect(() => writer.write({})).toThrow(RangeError)
  })

  test('what fits one update also fits one block, and what does not leaves the writer as it was', () => {
    const long = (n: number): ReturnType<typeof anEntry> => expectOk(makeEntry(saltOf(n), [n, 0], 'text', textContent('가'.repeat(5440))))
    const marks = (count: number): readonly Mark[] =>
      Array.from({ length: count }, (_, n) => ({ ...aReaction(n, 1), what: `+${'x'.repeat(63)}` }))
    const three = { entries: [1, 2, 3].map(long) }
    let most = 0
    while (fitsOneUpdate({ ...three, marks: marks(most + 1) })) most += 1
    const writer = aWriter()
    for (const writing of [three, { ...three, marks: marks(most) }]) {
      const { update } = writer.write(writing)
      expect(encodeUpdatePlain(pepper, update).length + 16).toBeLessThanOrEqual(INTRINSIC.UPDATE_BODY_BYTES)
    }
    expect(() => writer.write({ ...three, marks: marks(most + 1) })).toThrow(RangeError)
    expect(writer.sectionEntries).toBe(6)
    expect(fitsOneUpdate({ entries: [1, 2, 3, 4].map(long) })).toBe(false)
  })

  test('[FEED-7] is full at 1,000 entries', () => {
    const writer = aWriter()
    for (let batch = 0; batch < 9; batch++) writer.write({ entries: Array.from({ length: 100 }, (_, n) => anEntry(batch * 100 + n)) })
    writer.write({ entries: Array.from({ length: 99 }, (_, n) => anEntry(900 + n)) })
    expect([writer.sectionEntries, writer.isFull]).toEqual([999, false])
    writer.append(anEntry(999))
    expect([writer.sectionEntries, writer.isFull]).toEqual([1000, true])
  })

  test('[FEED-7] is full at 2,048 clocks, whatever they hold', () => {
    const writer = aWriter()
    const toggle = (count: number, from: number): void =>
      void writer.write({ marks: Array.from({ length: count }, (_, n) => aReaction(n, from)) })
    for (let round = 0; round < 8; round++) toggle(255, round)
    toggle(7, 8)
    expect([writer.sectionEntries, writer.isFull]).toEqual([0, false])
    toggle(1, 9)
    expect(writer.isFull).toBe(true)
  })

  /** Writes entries until the section has taken exactly so many bytes. */
  const fill = (writer: SegmentWriter, bytes: number): void => {
    const say = (length: number): void => {
      const at = writer.sectionEntries
      writer.append(expectOk(makeEntry(saltOf(at), [1_000_000 + at, 0], 'text', textContent('x'.repeat(length)))))
    }
    say(8000)
    const before = writer.sectionBytes
    // What each entry but the first takes beside its text.
    say(8000)
    const overhead = writer.sectionBytes - before - 8000
    while (bytes - writer.sectionBytes > 12_000) say(8000)
    say(bytes - writer.sectionBytes - overhead)
    expect(writer.sectionBytes).toBe(bytes)
  }

  test('[FEED-7] a section of 256 KiB is full, one byte less is not', () => {
    for (const [bytes, isFull] of [
      [INTRINSIC.SECTION_BYTES - 1, false],
      [INTRINSIC.SECTION_BYTES, true],
    ] as const) {
      const writer = aWriter()
      fill(writer, bytes)
      expect(writer.isFull).toBe(isFull)
      expect(writer.sectionEntries).toBeLessThan(INTRINSIC.SECTION_ENTRIES)
    }
  })

  test('[FEED-7] a document of 2 MiB by several devices is full for each of them, one byte less is not', () => {
    const devices = Array.from({ length: 9 }, (_, at) => idFromBytes('device', new Uint8Array(32).fill(at + 1)))
    const clients = new Map(devices.map((device, at) => [device, 0xabcd_0000_0000 + at]))
    const writerOf = (device: (typeof devices)[0], blocks: readonly OpenedBlock[] = []): SegmentWriter =>
      new SegmentWriter(buildSegment(blocks, clients, messageIdOf), device, clients.get(device)!, messageIdOf)
    const [last, ...others] = devices as [(typeof devices)[0]]
    const blocks: OpenedBlock[] = []
    for (const device of others as typeof devices) {
      const writer = writerOf(device)
      for (let seq = 1; seq <= 30; seq++) {
        const said = makeEntry(saltOf(blocks.length), [1_000_000 + seq, 0], 'text', textContent('x'.repeat(8000)))
        const { update } = writer.append(expectOk(said))
        const id = idFromBytes('block', new Uint8Array(32).fill(seq).with(0, devices.indexOf(device)))
        blocks.push({ id, device, seq, kind: 1, supersede: [], plaintext: encodeUpdatePlain(pepper, update) })
      }
    }
    for (const [bytes, isFull] of [
      [INTRINSIC.DOCUMENT_SOFT_BYTES - 1, false],
      [INTRINSIC.DOCUMENT_SOFT_BYTES, true],
    ] as const) {
      const writer = writerOf(last, blocks)
      fill(writer, bytes - writer.documentBytes)
      expect([writer.documentBytes, writer.isFull]).toEqual([bytes, isFull])
      expect(writer.sectionBytes).toBeLessThan(INTRINSIC.SECTION_BYTES)
    }
  })

  test('[SNAP-3] two snapshots of a full section merge', () => {
    const one = (n: number): RawStruct => ({ ...(n === 0 ? { root } : { origin: [client, n - 1] as const }), any: [null] })
    const yjs = rawUpdate([{ client, clock: 0, structs: Array.from({ length: INTRINSIC.CLOCK_END }, (_, n) => one(n)) }])
    const segment = build([aSnapshot(5, yjs, INTRINSIC.CLOCK_END), aSnapshot(6, yjs, INTRINSIC.CLOCK_END)])
    expect(segment.sections.get(mine)?.endClock).toBe(INTRINSIC.CLOCK_END)
  })

  test('[FEED-7] counts erased entries on, also over a snapshot', () => {
    const world = new FeedWorld()
    world.write(0, { entries: [anEntry(1), anEntry(2)] })
    const snapshot = world.snapshot(0, 0, [messageIdOf(saltOf(1))])
    expect(aWriter([snapshot]).sectionEntries).toBe(2)
  })

  test('[DEL-1] erases what another device of the account wrote, and old amendments', () => {
    const world = new FeedWorld()
    world.write(1, { entries: [anEntry(1), anEntry(2)], amendments: [anEdit(1, 77)] })
    const writer = aWriter(world.blocks)
    const id = messageIdOf(saltOf(1))
    writer.erase({
      entries: [id, messageIdOf(saltOf(500))],
      amendments: [
        { device: other, slot: id },
        { device: mine, slot: id },
      ],
    })
    const snapshot = writer.snapshot()
    for (const gone of [textOf(1), 'edit 77']) expect(Buffer.from(snapshot.yjs).includes(gone)).toBe(false)
    const section = expectOk(readSnapshot(snapshot, CLIENTS)).get(other)
    expect([section?.entries.length, section?.amendments.length]).toEqual([1, 0])
    // The other device goes on where it was, and may amend the same message again.
    expect(section?.section.check(aWriter(world.blocks, other).amend(anEdit(1, 78)).update).ok).toBe(true)
    expect(section?.section.check(aWriter(world.blocks, other).append(anEntry(3)).update).ok).toBe(true)
  })

  test('an own entry erased a moment ago does not stop the next one', () => {
    const writer = aWriter()
    writer.append(anEntry(1))
    writer.erase({ entries: [messageIdOf(saltOf(1))] })
    expect(writer.append(anEntry(2)).effects.endClock).toBe(2)
    expect(expectOk(readSnapshot(writer.snapshot(), CLIENTS)).get(mine)?.entries).toHaveLength(1)
  })
})
