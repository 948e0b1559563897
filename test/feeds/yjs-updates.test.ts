/** V13: stored Yjs updates with their verdicts, and that what `check` says an update does is what Yjs does with it. */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Section } from '../../shared/feeds/segment/index.ts'
import { INTRINSIC } from '../../shared/limits.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'
import { deeplyNested, rawUpdate } from './raw-update.ts'

interface Vector {
  readonly name: string
  readonly before: readonly string[]
  readonly update: string
  readonly verdict: string
  readonly endClock?: number
  readonly entries?: number
  readonly amendments?: readonly string[]
  readonly marks?: readonly string[]
}
const { client, cases } = loadVectors<{ readonly client: number; readonly cases: readonly Vector[] }>('v13-yjs-updates')
const hex = client.toString(16).padStart(12, '0')
const root = `e/${hex}`

function nulls(length: number): readonly null[] {
  return Array.from({ length }, () => null)
}

function sectionAfter(updates: readonly Uint8Array[]): Section {
  const section = new Section(client)
  for (const update of updates) section.advance(expectOk(section.check(update)))
  return section
}

function documentAfter(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

describe('[FEED-4] stored updates', () => {
  test.each(cases)('$name: $verdict', (vector) => {
    const section = sectionAfter(vector.before.map(unhex))
    const before = section.endClock
    const result = section.check(unhex(vector.update))
    expect(result.ok ? 'legal' : result.code).toBe(vector.verdict)
    expect(section.endClock).toBe(before)
    if (!result.ok) return
    expect(result.value.endClock).toBe(vector.endClock)
    expect(result.value.entries).toHaveLength(vector.entries ?? -1)
    expect(result.value.amendments.map(({ key }) => key)).toEqual(vector.amendments)
    expect(result.value.marks.map(({ key }) => key)).toEqual(vector.marks)
  })

  test.each(cases.filter(({ verdict }) => verdict === 'legal'))('$name does the same in Yjs', (vector) => {
    const section = sectionAfter(vector.before.map(unhex))
    const effects = expectOk(section.check(unhex(vector.update)))
    const doc = documentAfter([...vector.before, vector.update].map(unhex))
    expect(doc.store.pendingStructs).toBeNull()
    expect(Y.getState(doc.store, client)).toBe(effects.endClock)
    const entries = doc.getArray(root).toArray()
    expect(entries.slice(entries.length - effects.entries.length)).toEqual(effects.entries.map(({ value }) => value))
    for (const { key, value } of effects.amendments) expect(doc.getMap(`a/${hex}`).get(key)).toEqual(value)
    for (const { key, value } of effects.marks) expect(doc.getMap(`m/${hex}`).get(key)).toEqual(value)
  })
})

describe('[FEED-4] limits', () => {
  const filler = (length: number): Uint8Array => rawUpdate([{ client, clock: 0, structs: [{ root, any: ['x'.repeat(length)] }] }])

  test('an update of 64 KiB is read, one byte more is TOO_BIG', () => {
    const overhead = filler(60_000).length - 60_000
    const fits = filler(INTRINSIC.UPDATE_BODY_BYTES - overhead)
    expect(fits).toHaveLength(INTRINSIC.UPDATE_BODY_BYTES)
    expect(new Section(client).check(fits).ok).toBe(true)
    expect(new Section(client).check(filler(INTRINSIC.UPDATE_BODY_BYTES - overhead + 1))).toEqual({ ok: false, code: 'TOO_BIG' })
  })

  test('[P14] values may be nested as deep as STRUCT_DEPTH, the list they stand in counted, and no deeper', () => {
    expect(new Section(client).check(deeplyNested(client, root, INTRINSIC.STRUCT_DEPTH - 1)).ok).toBe(true)
    expect(new Section(client).check(deeplyNested(client, root, INTRINSIC.STRUCT_DEPTH)).ok).toBe(false)
  })

  test('the end clock may be 4,096 and no more (decision 004)', () => {
    const section = new Section(client)
    const step = 2 ** 9
    for (let clock = 0; clock < INTRINSIC.CLOCK_END - step; clock += step) {
      const place = clock === 0 ? { root } : { origin: [client, clock - 1] as const }
      section.advance(expectOk(section.check(rawUpdate([{ client, clock, structs: [{ ...place, any: nulls(step) }] }]))))
    }
    const last = (count: number): Uint8Array =>
      rawUpdate([
        {
          client,
          clock: section.endClock,
          structs: [{ origin: [client, section.endClock - 1], any: nulls(count) }],
        },
      ])
    expect(section.check(last(step)).ok).toBe(true)
    expect(section.check(last(step + 1))).toEqual({ ok: false, code: 'BAD_UPDATE' })
  })

  test('effects of an earlier state are not taken in', () => {
    const section = new Section(client)
    const effects = expectOk(section.check(filler(2)))
    section.advance(effects)
    expect(() => section.advance(effects)).toThrow(RangeError)
  })
})
