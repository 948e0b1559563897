/** F(segment) over random histories of two devices of one account: same blocks, same state, whatever the order and whoever took snapshots. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { SegmentContent } from '../../shared/feeds/segment/index.ts'
import { Section, readRaw, readSnapshot } from '../../shared/feeds/segment/index.ts'
import { decodeSnapshotPlain } from '../../shared/feeds/block/index.ts'
import type { MessageId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { CLIENTS, DEVICES, FeedWorld, aReaction, anEdit, anEntry, build, messageIdOf, saltOf, textOf, updateOf } from './feed-world.ts'

type Step = { readonly act: 'append' | 'edit' | 'react' | 'snapshot' | 'erase' | 'batch'; readonly by: number; readonly n: number }

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('append', 'append', 'append', 'edit', 'react', 'batch', 'snapshot', 'erase'),
  by: fc.integer({ min: 0, max: 1 }),
  n: fc.nat(30),
})
const history = fc.array(step, { maxLength: 30 })

interface Played {
  readonly world: FeedWorld
  readonly erased: ReadonlyMap<MessageId, string>
}

function play(steps: readonly Step[], erases: boolean): Played {
  const world = new FeedWorld()
  const written: number[][] = [[], []]
  const erased = new Map<MessageId, string>()
  for (const [at, { act, by, n }] of steps.entries()) {
    if (act === 'append') {
      world.write(by, { entries: [anEntry(at)] })
      written[by]!.push(at)
    } else if (act === 'batch') {
      world.write(by, {
        entries: [anEntry(at), anEntry(at + 1000)],
        amendments: [anEdit(n, at), anEdit(n, at + 1)],
        marks: [aReaction(n, at)],
      })
      written[by]!.push(at, at + 1000)
    } else if (act === 'edit') world.write(by, { amendments: [anEdit(n, at)] })
    else if (act === 'react') world.write(by, { marks: [aReaction(n, at)] })
    else if (act === 'snapshot') world.snapshot(by, n)
    else if (erases) {
      const number = written[by]![n % Math.max(1, written[by]!.length)]
      if (number === undefined) continue
      erased.set(messageIdOf(saltOf(number)), textOf(number))
      world.snapshot(by, n, [messageIdOf(saltOf(number))])
    }
  }
  return { world, erased }
}

function without(content: SegmentContent, erased: ReadonlyMap<MessageId, string>): SegmentContent {
  return { ...content, entries: content.entries.filter(({ id }) => !erased.has(id)) }
}

describe('[FEED-9] F', () => {
  test('[P5] is invariant under arrival order and repetition', () => {
    fc.assert(
      fc.property(
        history.chain((steps) => {
          const { world } = play(steps, true)
          return fc.tuple(fc.constant(world), fc.shuffledSubarray([...world.blocks], { minLength: world.blocks.length }))
        }),
        ([world, shuffled]) => {
          const expected = build(world.blocks)
          const built = build([...shuffled, ...shuffled.filter(({ kind }) => kind === 2)])
          expect(built.content).toEqual(expected.content)
          expect(built.stalls.size).toBe(0)
          expect(built.illegalSnapshots).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })

  test('[P5] is invariant under snapshot timing, and of erased entries nothing comes back', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { world, erased } = play(steps, true)
        const plain = without(build(world.updates).content, erased)
        expect(build(world.blocks).content).toEqual(plain)
        // Once more over everything, and without what it replaced: the newcomer's view.
        const last = world.snapshot(0, Number.POSITIVE_INFINITY)
        expect(build(world.blocks).content).toEqual(plain)
        expect(build([last]).content).toEqual(plain)
      }),
      { numRuns: 80 },
    )
  })

  test('[DEL-1] no snapshot over an erasure holds a byte of the erased text', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { world, erased } = play(steps, true)
        const bytes = Buffer.from(world.snapshot(1, Number.POSITIVE_INFINITY).plaintext ?? new Uint8Array())
        for (const text of erased.values()) expect(bytes.includes(text)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('incremental effects equal F while there is no snapshot', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { world } = play(
          steps.filter(({ act }) => act !== 'snapshot'),
          false,
        )
        const built = build(world.blocks).content
        for (const [at, device] of DEVICES.entries()) {
          const client = CLIENTS.get(device)!
          const section = new Section(client)
          const amendments = new Map<string, SegmentContent['amendments'][number]>()
          const marks = new Map<string, SegmentContent['marks'][number]>()
          const entries = world.chains[at]!.flatMap((block) => {
            const effects = expectOk(section.check(updateOf(block)))
            section.advance(effects)
            const part = readRaw(effects, device, client, messageIdOf)
            for (const amendment of part.amendments) amendments.set(amendment.slot, amendment)
            for (const mark of part.marks) marks.set(mark.key, mark)
            return part.entries
          })
          const own = <T extends { readonly device: string }>(list: readonly T[]): readonly T[] =>
            list.filter((item) => item.device === device)
          expect(entries).toEqual(own(built.entries))
          expect(new Set(amendments.values())).toEqual(new Set(own(built.amendments)))
          expect(new Set(marks.values())).toEqual(new Set(own(built.marks)))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('its document says the same as its content', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { world } = play(steps, true)
        const segment = build(world.blocks)
        const doc = segment.openDocument()
        expect(doc.store.pendingStructs).toBeNull()
        for (const [device, { client }] of segment.sections) {
          const hex = client.toString(16).padStart(12, '0')
          const own = segment.content.entries.filter((entry) => entry.device === device)
          expect(doc.getArray<{ b: string }>(`e/${hex}`).map(({ b }) => b)).toEqual(own.map(({ entry }) => entry.content.get('b')))
          const slots = segment.content.amendments.filter((amendment) => amendment.device === device)
          expect([...doc.getMap(`a/${hex}`).keys()].toSorted()).toEqual(slots.map(({ slot }) => slot))
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('[P4] hostile bytes', () => {
  const legal = (() => {
    const world = new FeedWorld()
    for (let n = 0; n < 5; n++) world.write(0, { entries: [anEntry(n)], amendments: [anEdit(n, n)], marks: [aReaction(n, 0)] })
    return { update: updateOf(world.chains[0]![0]!), snapshot: expectOk(decodeSnapshotPlain(world.snapshot(0, 0).plaintext!)) }
  })()
  const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 })
  const mutate = (bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array => {
    const copy = bytes.slice()
    for (const [at, value] of changes) copy[at % copy.length] = value
    return copy
  }

  test('random bytes are no update', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void new Section(CLIENTS.get(DEVICES[0]!)!).check(bytes)))
  })

  test('a mutated update gets a verdict, and what passes does in Yjs what it says', () => {
    fc.assert(
      fc.property(flips, (changes) => {
        const update = mutate(legal.update, changes)
        const section = new Section(CLIENTS.get(DEVICES[0]!)!)
        const result = section.check(update)
        if (!result.ok) return
        section.advance(result.value)
        readRaw(result.value, DEVICES[0]!, section.client, messageIdOf)
        const doc = new Y.Doc()
        Y.applyUpdate(doc, update)
        expect(doc.store.pendingStructs).toBeNull()
        expect(doc.store.pendingDs).toBeNull()
        expect(Y.getState(doc.store, section.client)).toBe(result.value.endClock)
        const hex = section.client.toString(16).padStart(12, '0')
        expect(doc.getArray(`e/${hex}`).toArray()).toEqual(result.value.entries.map(({ value }) => value))
        expect(doc.getMap(`a/${hex}`).toJSON()).toEqual(Object.fromEntries(result.value.amendments.map(({ key, value }) => [key, value])))
      }),
      { numRuns: 1000 },
    )
  })

  test('a mutated snapshot gets a verdict', () => {
    fc.assert(
      fc.property(flips, (changes) => void readSnapshot({ ...legal.snapshot, yjs: mutate(legal.snapshot.yjs, changes) }, CLIENTS)),
      { numRuns: 500 },
    )
  })
})
