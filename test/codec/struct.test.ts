/** Structs, records, tagged unions and signed values: both directions, versions and unknown keys (ENC-4, ENC-5, ENC-6). */
import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  type CborValue,
  type Held,
  array,
  bool,
  bytes,
  choice,
  decodeCbor,
  embedded,
  encodeCbor,
  field,
  fromHex,
  id,
  mapOf,
  nullable,
  optional,
  raw,
  record,
  signed,
  struct,
  tagged,
  text,
  tuple,
  uint,
} from '../../shared/codec/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { type DeviceId, idFromBytes } from '../../shared/ids/index.ts'

const note = struct({
  device: field(2, id('device')),
  seq: field(4, uint({ min: 1 })),
  kind: field(6, choice({ gov: 0, update: 1 })),
  index: optional(11, uint()),
  name: optional(32, text(5)),
})
type Note = Held<typeof note>

const device = idFromBytes('device', new Uint8Array(32).fill(7))
const aNote: Note = { device, seq: 3, kind: 'update' }

/** The encoding of a note with some keys replaced, added or (undefined) taken out. */
function noteWith(changes: ReadonlyMap<number | string, CborValue | undefined>): Uint8Array {
  const map = new Map<number | string, CborValue>([
    [0, 1],
    [2, new Uint8Array(32).fill(7)],
    [4, 3],
    [6, 1],
  ])
  for (const [key, value] of changes) {
    if (value === undefined) map.delete(key)
    else map.set(key, value)
  }
  return encodeCbor(map)
}

describe('struct', () => {
  test('gives a typed object with optional properties', () => {
    expectTypeOf<Note['device']>().toEqualTypeOf<DeviceId>()
    expectTypeOf<Note['kind']>().toEqualTypeOf<'gov' | 'update'>()
    expectTypeOf<Note['index']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<{ device: DeviceId; seq: number; kind: 'gov' }>().toExtend<Note>()
  })

  test('[ENC-4] writes version 1 in key 0 and reads it back', () => {
    const encoded = note.encode({ ...aNote, index: 0, name: '엄마' })
    expect(decodeCbor(encoded)).toEqual(
      new Map<number, CborValue>([
        [0, 1],
        [2, new Uint8Array(32).fill(7)],
        [4, 3],
        [6, 1],
        [11, 0],
        [32, '엄마'],
      ]),
    )
    expect(note.decode(encoded)).toEqual({ ok: true, value: { ...aNote, index: 0, name: '엄마' } })
  })

  test('[ENC-4] a later version is unsupported whatever else it holds, no version at all is malformed', () => {
    expect(note.decode(noteWith(new Map([[0, 2]])))).toEqual({ ok: false, code: 'UNSUPPORTED' })
    expect(
      note.decode(
        encodeCbor(
          new Map<number, CborValue>([
            [0, 9],
            [2, 'other'],
          ]),
        ),
      ),
    ).toEqual({ ok: false, code: 'UNSUPPORTED' })
    for (const version of [undefined, 0, 'one', null]) {
      expect(note.decode(noteWith(new Map([[0, version]])))).toEqual({ ok: false, code: 'MALFORMED' })
    }
  })

  test('[ENC-5] an unknown key up to 31 is unsupported, one from 32 is kept and written again', () => {
    expect(note.decode(noteWith(new Map([[31, 1]])))).toEqual({ ok: false, code: 'UNSUPPORTED' })
    // A later version may also have changed what a field we know looks like.
    expect(
      note.decode(
        noteWith(
          new Map<number, CborValue>([
            [31, 1],
            [4, 'x'],
          ]),
        ),
      ),
    ).toEqual({ ok: false, code: 'UNSUPPORTED' })
    const later = noteWith(
      new Map<number, CborValue>([
        [33, 'new'],
        [500, [1]],
      ]),
    )
    const read = note.decode(later)
    expect(read).toEqual({
      ok: true,
      value: {
        ...aNote,
        extra: new Map<number, CborValue>([
          [33, 'new'],
          [500, [1]],
        ]),
      },
    })
    expect(note.encode(expectOk(read))).toEqual(later)
  })

  test('keys that are no field numbers, missing fields and fields out of bounds are malformed', () => {
    for (const change of [
      ['x', 1],
      [-1, 1],
      [4, 0],
      [4, undefined],
      [6, 2],
      [11, -1],
      [32, 'sixsix'],
      [2, new Uint8Array(31)],
    ] as const) {
      expect(note.decode(noteWith(new Map<number | string, CborValue | undefined>([change])))).toEqual({ ok: false, code: 'MALFORMED' })
    }
  })

  test('refuses to write what it would not read', () => {
    expect(() => note.encode({ ...aNote, seq: 0 })).toThrow(RangeError)
    expect(() => note.encode({ ...aNote, name: 'sixsix' })).toThrow(RangeError)
    expect(() => note.encode({ ...aNote, extra: new Map([[31, 1]]) })).toThrow(RangeError)
    expect(() => note.encode({ ...aNote, extra: new Map([[32, 'x']]) })).toThrow(RangeError)
  })

  test('a format that uses a key twice cannot be defined', () => {
    expect(() => struct({ version: field(0, uint()) })).toThrow('twice')
    expect(() => record({ a: field(1, uint()), b: field(1, uint()) })).toThrow('twice')
    expect(record({ pepper: field(0, uint()) }).decode(encodeCbor(new Map([[0, 5]])))).toEqual({ ok: true, value: { pepper: 5 } })
  })

  test('never throws on any bytes or any legal CBOR', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (junk) => void note.decode(junk)))
    fc.assert(
      fc.property(fc.nat(300), fc.nat(255), (at, byte) => {
        const mutated = note.encode({ ...aNote, index: 300, name: 'name' })
        mutated[at % mutated.length] = byte
        const read = note.decode(mutated)
        expect(read.ok ? note.encode(read.value) : mutated).toEqual(mutated)
      }),
    )
  })
})

describe('tagged', () => {
  const action = tagged({
    vouch: [2, record({ device: field(0, id('device')) })],
    leave: [10, record({})],
  })

  test('reads each case under its name', () => {
    const acts: Held<typeof action>[] = [{ type: 'vouch', device }, { type: 'leave' }]
    for (const act of acts) expect(action.decode(action.encode(act))).toEqual({ ok: true, value: act })
    expect(action.encode({ type: 'leave' })).toEqual(Uint8Array.of(0x82, 10, 0xa0))
  })

  test('[ENC-6] an unknown tag or critical key becomes unsupported and goes out as it came', () => {
    for (const wire of [encodeCbor([99, 'anything']), encodeCbor([10, new Map([[5, 1]])])]) {
      const read = action.decode(wire)
      expect(read).toMatchObject({ ok: true, value: { type: 'unsupported' } })
      expect(action.encode(expectOk(read))).toEqual(wire)
    }
  })

  test('a known tag with a broken content is malformed, as is anything but a pair', () => {
    for (const wire of [[10, 1], [2, new Map()], [10], [10, new Map(), 1], [-1, 1], 'leave', null] satisfies CborValue[]) {
      expect(action.decode(encodeCbor(wire))).toEqual({ ok: false, code: 'MALFORMED' })
    }
  })
})

describe('collections', () => {
  test('arrays are bounded on both sides in both directions', () => {
    const few = array(uint(), { min: 1, max: 2 })
    expect(few.decode(encodeCbor([1, 2]))).toEqual({ ok: true, value: [1, 2] })
    for (const values of [[], [1, 2, 3]]) {
      expect(few.decode(encodeCbor(values)).ok).toBe(false)
      expect(() => few.encode(values)).toThrow(RangeError)
    }
  })

  test('tuples have exactly their items', () => {
    const pair = tuple(uint(), nullable(bool))
    expect(pair.decode(encodeCbor([1, null]))).toEqual({ ok: true, value: [1, null] })
    for (const wire of [[1], [1, true, 2], [true, 1]]) expect(pair.decode(encodeCbor(wire)).ok).toBe(false)
  })

  test('maps with ids as keys are written in the order of the bytes and read as hex', () => {
    const cuts = mapOf(id('device'), tuple(uint(), uint()), 2)
    const low = idFromBytes('device', new Uint8Array(32).fill(1))
    const encoded = cuts.encode(
      new Map([
        [device, [1, 2] as const],
        [low, [3, 4] as const],
      ]),
    )
    const read = cuts.decode(encoded)
    expect(read.ok && [...read.value.keys()]).toEqual([low, device])
    const third = idFromBytes('device', new Uint8Array(32).fill(9))
    expect(() => cuts.encode(new Map([low, device, third].map((key) => [key, [0, 0] as const])))).toThrow(RangeError)
  })

  test('[ENC-2] a signed value keeps the bytes it came in', () => {
    const signedNote = signed(note)
    const inner = noteWith(new Map([[40, 'later']]))
    const wire = encodeCbor([inner, new Uint8Array(64)])
    const read = signedNote.decode(wire)
    expect(read.ok && read.value.bytes).toEqual(inner)
    expect(signedNote.encode(expectOk(read))).toEqual(wire)
    expect(signedNote.decode(encodeCbor([inner, new Uint8Array(63)])).ok).toBe(false)
    expect(signedNote.decode(encodeCbor([inner, null])).ok).toBe(false)
  })

  test('embedded CBOR must be deterministic itself', () => {
    const inside = embedded(uint())
    expect(inside.decode(encodeCbor(Uint8Array.of(5)))).toEqual({ ok: true, value: 5 })
    expect(inside.decode(encodeCbor(Uint8Array.of(0x18, 5))).ok).toBe(false)
    expect(raw.decode(encodeCbor('anything'))).toEqual({ ok: true, value: 'anything' })
  })

  test('text is counted in code points, byte strings in bytes', () => {
    expect(text(2).decode(encodeCbor('👍👍')).ok).toBe(true)
    expect(text(2).decode(encodeCbor('👍👍!')).ok).toBe(false)
    expect(text(2).decode(encodeCbor('abc')).ok).toBe(false)
    expect(bytes({ min: 1, max: 2 }).decode(encodeCbor(fromHex('0102') ?? null)).ok).toBe(true)
    expect(bytes({ min: 1, max: 2 }).decode(encodeCbor(new Uint8Array(3))).ok).toBe(false)
    expect(bytes({ min: 1, max: 2 }).decode(encodeCbor(new Uint8Array(0))).ok).toBe(false)
  })
})
