/** What is shown of a message, its marks and its place: pure functions of sets, so every test shuffles. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccountId, type DeviceId, type MessageId, idFromBytes } from '../../../shared/ids/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import { type Amendment, type Time, makeEdit, makeEntry, textContent } from '../../../shared/rooms/kinds/index.ts'
import {
  type Amending,
  type Candidate,
  type MarkBy,
  compareCursor,
  currentMarks,
  pinsOf,
  reactionsOf,
  reduceMessage,
} from '../../../shared/rooms/timeline/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'

const salt = new Uint8Array(16).fill(1)
const aMessage = (byte: number): MessageId => idFromBytes('message', new Uint8Array(16).fill(byte))
const aDevice = (byte: number): DeviceId => idFromBytes('device', new Uint8Array(32).fill(byte))
const anAccount = (byte: number): AccountId => idFromBytes('account', new Uint8Array(32).fill(byte))
const id = aMessage(7)

function candidate(client: number, clock: number, text: string, time: Time = [100, 0]): Candidate {
  return { device: aDevice(client), client, clock, id, entry: expectOk(makeEntry(salt, time, 'text', textContent(text))) }
}
function edit(device: number, time: Time, text: string, original: Time = [100, 0]): Amending {
  return { device: aDevice(device), amendment: expectOk(makeEdit({ message: id, salt, time, original }, 'text', textContent(text))) }
}
function amend(device: number, amendment: Amendment): Amending {
  return { device: aDevice(device), amendment }
}
const deletion = (device: number, time: Time): Amending => amend(device, { type: 'delete', message: id, salt, time, original: [100, 0] })
const retiming = (device: number, time: Time, to: Time): Amending => amend(device, { type: 'time', message: id, time, to })

describe('[MSG-1] entries', () => {
  test('alone', () => {
    expect(reduceMessage([candidate(1, 0, 'hi')], [])).toMatchObject({ id, device: aDevice(1), time: [100, 0], hasTwin: false })
  })

  test('of two with one id the lower (client, clock) counts', () => {
    const twins = [candidate(2, 0, 'b'), candidate(1, 9, 'a'), candidate(2, 5, 'c')]
    for (const order of [twins, twins.toReversed()]) {
      expect(reduceMessage(order, [])).toMatchObject({ body: { view: { text: 'a' } }, hasTwin: true })
    }
    expect(reduceMessage([candidate(1, 9, 'a'), candidate(1, 3, 'b')], [])?.body?.view.text).toBe('b')
  })

  test('the same entry twice is no twin', () => {
    expect(reduceMessage([candidate(1, 0, 'hi'), candidate(1, 0, 'hi')], [])?.hasTwin).toBe(false)
  })

  test('nothing makes no message, nor does a time amendment alone', () => {
    expect(reduceMessage([], [])).toBeUndefined()
    expect(reduceMessage([], [retiming(1, [200, 0], [50, 0])])).toBeUndefined()
  })
})

describe('[MSG-3] amendments', () => {
  test('the highest (t, device) edit counts', () => {
    const edits = [edit(1, [200, 0], 'early'), edit(1, [200, 1], 'low device'), edit(2, [200, 1], 'wins')]
    for (const order of [edits, edits.toReversed()]) {
      expect(reduceMessage([candidate(1, 0, 'hi')], order)).toMatchObject({ body: { view: { text: 'wins' } }, editedAt: [200, 1] })
    }
  })

  test('deletion beats every edit, also a later one', () => {
    const state = reduceMessage([candidate(1, 0, 'hi')], [edit(1, [300, 0], 'later'), deletion(1, [200, 0])])
    expect(state).toMatchObject({ body: undefined, editedAt: undefined, deletedAt: [200, 0] })
  })

  test('an edit or deletion stands alone when the entry is erased', () => {
    const before = reduceMessage([candidate(1, 0, 'hi')], [edit(1, [200, 0], 'new')])
    expect(reduceMessage([], [edit(1, [200, 0], 'new')])).toEqual(before)
    expect(reduceMessage([], [deletion(3, [200, 0])])).toMatchObject({ id, device: aDevice(3), time: [100, 0], body: undefined })
  })
})

describe('[CLK-3] effective time', () => {
  test('is lowered by a time amendment and never raised', () => {
    expect(reduceMessage([candidate(1, 0, 'hi')], [retiming(1, [200, 0], [50, 3])])?.time).toEqual([50, 3])
    expect(reduceMessage([candidate(1, 0, 'hi')], [retiming(1, [200, 0], [150, 0])])?.time).toEqual([100, 0])
  })

  test('the latest time amendment counts, beside an edit', () => {
    const amendments = [retiming(1, [200, 0], [50, 0]), retiming(2, [300, 0], [60, 0]), edit(1, [400, 0], 'x')]
    expect(reduceMessage([candidate(1, 0, 'hi')], amendments)).toMatchObject({ time: [60, 0], body: { view: { text: 'x' } } })
  })

  test('orders by t, then c, then id', () => {
    const sorted = [
      { t: 1, c: 9, id: aMessage(9) },
      { t: 2, c: 0, id: aMessage(3) },
      { t: 2, c: 1, id: aMessage(1) },
      { t: 2, c: 1, id: aMessage(2) },
    ]
    expect(sorted.toReversed().toSorted(compareCursor)).toEqual(sorted)
    expect(compareCursor(sorted[0]!, sorted[0]!)).toBe(0)
  })
})

describe('[MSG-4] marks', () => {
  const mark = (account: number, device: number, what: string, time: number, isOn = true, message = id): MarkBy => {
    return { account: anAccount(account), device: aDevice(device), mark: { message, what, time: [time, 0], isOn } }
  }

  test('per account and key the highest (t, device) counts', () => {
    const marks = [mark(1, 1, '+👍', 10), mark(1, 2, '+👍', 20, false), mark(1, 3, '+👍', 20), mark(2, 1, '+👍', 5)]
    expect(reactionsOf(marks)).toEqual([{ emoji: '👍', accounts: [anAccount(2), anAccount(1)] }])
    expect(reactionsOf([...marks, mark(1, 1, '+👍', 30, false)])).toEqual([{ emoji: '👍', accounts: [anAccount(2)] }])
  })

  test('an account has at most 10 on a message, a message shows at most 20 kinds: the first ones', () => {
    const many = Array.from({ length: 11 }, (_, n) => mark(1, 1, `+a${n}`, n))
    expect(reactionsOf(many).map(({ emoji }) => emoji)).toEqual(
      many.slice(0, INTRINSIC.REACTIONS_PER_ACCOUNT).map(({ mark: { what } }) => what.slice(1)),
    )
    const kinds = Array.from({ length: 21 }, (_, n) => mark(n, n, `+b${n}`, n))
    expect(reactionsOf(kinds)).toHaveLength(INTRINSIC.REACTION_KINDS_PER_MESSAGE)
    expect(reactionsOf(kinds).at(-1)?.emoji).toBe('b19')
  })

  test('a room has at most 50 pins, the oldest are dropped', () => {
    const pins = Array.from({ length: 51 }, (_, n) => mark(1, 1, 'pin', n, true, aMessage(n)))
    expect(pinsOf(pins).map(({ message }) => message)).toEqual(
      pins
        .slice(1)
        .map(({ mark: { message } }) => message)
        .toReversed(),
    )
    expect(pinsOf([...pins, mark(1, 1, 'pin', 99, false, aMessage(50))])).toHaveLength(50)
  })

  test('whoever put a pin up or took it down last decides, whosever it was', () => {
    const [his, hers] = [mark(1, 1, 'pin', 10), mark(2, 2, 'pin', 20, false)]
    expect(pinsOf([his])).toHaveLength(1)
    expect(pinsOf([his, hers])).toEqual([])
    expect(pinsOf([his, hers, mark(3, 3, 'pin', 30)])).toEqual([{ message: id, account: anAccount(3), time: [30, 0] }])
  })

  test('[P2] order and repetition change nothing', () => {
    const some = fc.array(
      fc.tuple(fc.nat(2), fc.nat(2), fc.constantFrom('+a', '+b', 'pin'), fc.nat(3), fc.boolean()).map((args) => mark(...args)),
    )
    fc.assert(
      fc.property(
        some.chain((marks) => fc.tuple(fc.constant(marks), fc.shuffledSubarray([...marks], { minLength: marks.length }))),
        ([marks, shuffled]) => {
          // One device says one thing about one key at one time.
          const unique = new Map(marks.map((item) => [JSON.stringify([item.account, item.device, item.mark.what, item.mark.time]), item]))
          const kept = new Set(unique.values())
          const once = marks.filter((item) => kept.has(item))
          const again = shuffled.filter((item) => kept.has(item))
          expect(currentMarks([...again, ...again])).toEqual(currentMarks(once))
          expect(reactionsOf(again)).toEqual(reactionsOf(once))
          expect(pinsOf(again)).toEqual(pinsOf(once))
        },
      ),
    )
  })
})
