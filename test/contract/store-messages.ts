import { expect, test } from 'vitest'
import type { MessageRow, Store } from '../../shared/store/index.ts'
import { aMessage, account, anAmendment, device, epoch, messageId } from './store-rows.ts'

const ids = (rows: readonly MessageRow[]) => rows.map((row) => row.id)
const numbered = (...numbers: number[]) => numbers.map(messageId)

export function messageCases(store: () => Store): void {
  test('gives back what was put', () => {
    const row = aMessage({ replyTo: messageId(9), editedAt: 5, text: 'NFD 각 \u1100\u1161 and \u{1f600}\0', content: new Uint8Array(0) })
    const erased = aMessage({ n: 2, text: undefined, deleted: true })
    store().messages.put(row)
    store().messages.put(erased)
    expect(store().messages.get(1, row.id)).toEqual(row)
    expect(store().messages.get(1, erased.id)).toEqual(erased)
    expect(store().messages.get(2, row.id)).toBeUndefined()
    expect(store().messages.find(row.id)).toEqual(row)
    expect(store().messages.find(messageId(7))).toBeUndefined()
  })

  test('inserting leaves what is there and names it', () => {
    const first = aMessage({ n: 1, text: 'first' })
    store().messages.insert([first])
    expect(store().messages.insert([aMessage({ n: 2 }), aMessage({ n: 1, text: 'second' }), aMessage({ n: 2, t: 1 })])).toEqual(
      numbered(1, 2),
    )
    expect(store().messages.get(1, first.id)).toEqual(first)
    expect(store().messages.insert([])).toEqual([])
  })

  test('putting replaces, moves in time, and search follows', () => {
    store().messages.put(aMessage({ n: 1, text: 'apple' }))
    store().messages.put(aMessage({ n: 2 }))
    store().messages.put(aMessage({ n: 1, text: 'banana', segment: 4 }))
    expect(store().messages.search('apple', 9)).toEqual([])
    expect(ids(store().messages.search('banana', 9))).toEqual(numbered(1))
    store().messages.put(aMessage({ n: 1, text: 'banana', segment: 4, t: 1_790_000_000_000 }))
    expect(ids(store().messages.page(1, 9))).toEqual(numbered(2, 1))
    expect(ids(store().messages.search('banana', 9))).toEqual(numbered(1))
    expect(ids(store().messages.ofSegment(1))).toEqual(numbered(2))
    expect(ids(store().messages.ofSegment(4))).toEqual(numbered(1))
  })

  test('[CLK-3] pages follow time, counter, id and never skip or repeat', () => {
    const rows = [
      aMessage({ n: 3, t: 10, c: 0 }),
      aMessage({ n: 1, t: 10, c: 1 }),
      aMessage({ n: 2, t: 10, c: 1 }),
      aMessage({ n: 4, t: 11 }),
      aMessage({ n: 5, t: 9 }),
    ]
    store().messages.insert(rows)
    store().messages.insert([aMessage({ n: 6, room: 2, t: 10 })])
    const order = numbered(5, 3, 1, 2, 4)
    expect(ids(store().messages.page(1, 9))).toEqual(order)
    expect(ids(store().messages.page(1, 2))).toEqual(order.slice(3))
    for (const [at, id] of order.entries()) {
      const cursor = store().messages.get(1, id)!
      expect(ids(store().messages.page(1, 9, { before: cursor }))).toEqual(order.slice(0, at))
      expect(ids(store().messages.page(1, 9, { after: cursor }))).toEqual(order.slice(at + 1))
      expect(ids(store().messages.page(1, 1, { before: cursor }))).toEqual(order.slice(Math.max(0, at - 1), at))
    }
    expect(ids(store().messages.page(1, 9, { after: { t: 10, c: 1, id: messageId(0) } }))).toEqual(numbered(1, 2, 4))
    expect(store().messages.page(1, 0)).toEqual([])
    expect(store().messages.page(3, 5)).toEqual([])
  })

  test('many messages of one millisecond and times at the ends of the range all stay', () => {
    const same = Array.from({ length: 2_100 }, (_, n) => aMessage({ n, t: 50, c: n % 3, text: '배급' }))
    const wild = [aMessage({ n: 9_001, t: 0 }), aMessage({ n: 9_002, t: 2 ** 52 }), aMessage({ n: 9_003, t: 2 ** 52 })]
    expect(store().messages.insert([...same, ...wild])).toEqual([])
    expect(store().messages.page(1, 5_000)).toHaveLength(2_103)
    expect(store().messages.search('배급', 5_000)).toHaveLength(2_100)
    expect(store().messages.last(1, 2 ** 53)?.id).toBe(messageId(9_003))
  })

  test('[CLK-4] the last message up to a time', () => {
    store().messages.insert([
      aMessage({ n: 1, t: 10 }),
      aMessage({ n: 2, t: 20, deleted: true, text: undefined }),
      aMessage({ n: 3, t: 30 }),
    ])
    expect(store().messages.last(1, 29)?.id).toBe(messageId(2))
    expect(store().messages.last(1, 30)?.id).toBe(messageId(3))
    expect(store().messages.last(1, 9)).toBeUndefined()
    expect(store().messages.last(1, Number.POSITIVE_INFINITY)?.id).toBe(messageId(3))
  })

  test('counts unread messages of others up to a cap', () => {
    const rows = Array.from({ length: 10 }, (_, n) => aMessage({ n, t: n, account: account(n % 2), deleted: n === 5 }))
    store().messages.insert(rows)
    const count = (from: number | undefined, maxT: number, cap: number) =>
      store().messages.countAfter(1, from === undefined ? undefined : rows[from], account(0), maxT, cap)
    expect(count(undefined, 99, 99)).toBe(4)
    expect(count(undefined, 8, 99)).toBe(3)
    expect(count(1, 99, 99)).toBe(3)
    expect(count(9, 99, 99)).toBe(0)
    expect([0, 1, 3, 4, 5].map((cap) => count(undefined, 99, cap))).toEqual([0, 1, 3, 4, 4])
    expect(store().messages.countAfter(1, undefined, account(77), 99, 99)).toBe(9)
  })

  test('counts the unread ones that name me, without deleted and forgotten ones', () => {
    const rows = [0, 1, 2, 3, 4, 5, 6].map((n) => aMessage({ n, t: n, namesMe: n !== 2, deleted: n === 4, forgotten: n === 5 }))
    store().messages.insert([...rows, aMessage({ n: 9, room: 2, namesMe: true })])
    const count = (from: number | undefined, maxT = 99, cap = 99) =>
      store().messages.countNaming(1, from === undefined ? undefined : rows[from], maxT, cap)
    expect([count(undefined), count(0), count(1), count(3), count(6)]).toEqual([4, 3, 2, 1, 0])
    expect([count(undefined, 3), count(undefined, 99, 2), count(undefined, 99, 0)]).toEqual([3, 2, 0])
    // An edit takes a name away and gives one.
    store().messages.put({ ...aMessage({ n: 6, t: 6 }), namesMe: false })
    store().messages.put({ ...aMessage({ n: 2, t: 2 }), namesMe: true })
    expect([count(undefined), count(3)]).toEqual([4, 0])
    store().messages.clear(1)
    expect(count(undefined)).toBe(0)
    expect(store().messages.countNaming(2, undefined, Number.MAX_SAFE_INTEGER, 9)).toBe(1)
  })

  test('a forgotten row is in no page, count, search or last place; asked for by name it is whole, and it can come back', () => {
    const { messages } = store()
    const rows = [1, 2, 3].map((n) => aMessage({ n, t: n, text: `배급 ${n}` }))
    messages.insert(rows)
    messages.insert([aMessage({ n: 4, t: 4, text: '배급 4', forgotten: true })])
    messages.put({ ...aMessage({ n: 2, t: 2, text: '배급 2' }), forgotten: true })
    expect(ids(messages.page(1, 9))).toEqual(numbered(1, 3))
    expect(ids(messages.page(1, 1, { after: rows[0]! }))).toEqual(numbered(3))
    expect(ids(messages.page(1, 1, { before: rows[2]! }))).toEqual(numbered(1))
    expect(messages.last(1, 99)?.id).toBe(messageId(3))
    expect(messages.countAfter(1, undefined, account(7), 99, 99)).toBe(2)
    expect(ids(messages.search('배급', 9))).toEqual(numbered(3, 1))
    expect(messages.get(1, messageId(4))).toMatchObject({ text: '배급 4', forgotten: true })
    expect(messages.find(messageId(2))?.forgotten).toBe(true)
    expect(ids(messages.ownAmongNewest(1, account(1), 9))).toEqual(numbered(1, 2, 3, 4))
    messages.put({ ...aMessage({ n: 2, t: 2, text: '배급 2' }), forgotten: false })
    expect(ids(messages.page(1, 9))).toEqual(numbered(1, 2, 3))
    expect(ids(messages.search('배급', 9))).toEqual(numbered(3, 2, 1))
  })

  test('[MSG-4] the pins of a room are found without its other marks', () => {
    const { messages } = store()
    const pin = anAmendment({ message: messageId(3), slot: 'mark:pin' })
    const again = anAmendment({ message: messageId(1), slot: 'mark:pin', device: device(2), t: 9 })
    const others = [anAmendment(), anAmendment({ slot: 'mark:pin:2' }), anAmendment({ slot: 'mark:+👍' })]
    for (const row of [pin, again, ...others, anAmendment({ room: 2, slot: 'mark:pin' })]) messages.putAmendment(row)
    expect(messages.pinMarks(1)).toEqual([again, pin])
    messages.putAmendment({ ...pin, value: Uint8Array.of(0) })
    messages.removeAmendment(1, messageId(1), 1, device(2), 'mark:pin')
    expect(messages.pinMarks(1)).toEqual([{ ...pin, value: Uint8Array.of(0) }])
    messages.clear(1)
    expect(messages.pinMarks(1)).toEqual([])
    expect(messages.pinMarks(2)).toHaveLength(1)
  })

  test("[CLK-5] one account's rows after a time", () => {
    store().messages.insert([1, 2, 3, 4].map((n) => aMessage({ n, t: n, account: account(n % 2) })))
    expect(ids(store().messages.ownAfter(1, account(1), 1))).toEqual(numbered(3))
    expect(ids(store().messages.ownAfter(1, account(1), 0))).toEqual(numbered(1, 3))
    expect(store().messages.ownAfter(1, account(9), 0)).toEqual([])
  })

  test('own rows among the newest, deleted ones included', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((n) => aMessage({ n, t: n, account: account(n % 2), deleted: n === 5 }))
    store().messages.insert([...rows, aMessage({ n: 7, room: 2, t: 1, account: account(1) })])
    const own = (among: number, by = account(1)) => ids(store().messages.ownAmongNewest(1, by, among))
    expect([own(99), own(4), own(3), own(0)]).toEqual([numbered(1, 3, 5), numbered(3, 5), numbered(5), []])
    expect([own(2, account(0)), own(99, account(9))]).toEqual([numbered(6), []])
  })

  test('[DEL-2] a removed message is gone from pages, segments and search', () => {
    store().messages.insert([aMessage({ n: 1, text: '배급' }), aMessage({ n: 2, text: '배급' })])
    store().messages.remove(1, messageId(1))
    store().messages.remove(1, messageId(99))
    expect(store().messages.get(1, messageId(1))).toBeUndefined()
    expect(ids(store().messages.ofSegment(1))).toEqual(numbered(2))
    expect(ids(store().messages.search('배급', 9))).toEqual(numbered(2))
  })

  test('[ARC-6] a segment goes some at a time, and search finds what is left, before its index is rid of traces and after', () => {
    const { messages } = store()
    const many = Array.from({ length: 40 }, (_, at) => aMessage({ n: at + 10, t: 500 + at, text: `수제비 ${at}`, segment: 7 }))
    messages.insert([aMessage({ n: 1, text: '수제비', segment: 3 }), ...many])
    expect(messages.search('수제비', 99).length).toBe(41)
    expect([messages.countSegment(7), messages.dropSome(7, 30), messages.countSegment(7)]).toEqual([40, 30, 10])
    expect(messages.search('수제비', 99).length).toBe(11)
    expect(messages.dropSome(7, 0)).toBe(0)
    messages.clearTraces()
    expect(messages.search('수제비', 99).length).toBe(11)
    expect([messages.dropSome(7, 30), messages.dropSome(7, 30)]).toEqual([10, 0])
    messages.clearTraces()
    expect(ids(messages.search('수제비', 99))).toEqual(numbered(1))
    messages.insert(many.slice(0, 2))
    expect(messages.search('수제비', 99).length).toBe(3)
  })

  test('[ARC-6] a segment goes as a whole, out of pages, search and usage, and leaves the others', () => {
    const { messages } = store()
    const many = Array.from({ length: 40 }, (_, at) => aMessage({ n: at + 10, t: 500 + at, text: `수제비 ${at}`, segment: 7 }))
    messages.insert([aMessage({ n: 1, text: '수제비', segment: 3 }), ...many])
    messages.insert([aMessage({ n: 90, room: 2, text: '수제비', segment: 8 })])
    expect(messages.dropSegment(7)).toBe(40)
    expect(messages.dropSegment(7)).toBe(0)
    expect(ids(messages.page(1, 99))).toEqual(numbered(1))
    expect(ids(messages.search('수제비', 99)).toSorted()).toEqual(numbered(1, 90).toSorted())
    expect(messages.ofSegment(7)).toEqual([])
    messages.insert(many.slice(0, 1))
    expect(ids(messages.page(1, 99)).length).toBe(2)
  })

  test('segment keys are stable and distinct', () => {
    const { messages } = store()
    const key = messages.segmentKey(1, account(1), epoch(1), 0)
    expect(messages.segmentKey(1, account(1), epoch(1), 0)).toBe(key)
    const others = [
      messages.segmentKey(2, account(1), epoch(1), 0),
      messages.segmentKey(1, account(2), epoch(1), 0),
      messages.segmentKey(1, account(1), epoch(2), 0),
      messages.segmentKey(1, account(1), epoch(1), 1),
    ]
    expect(new Set([key, ...others]).size).toBe(5)
  })

  test('[MSG-3] amendments are kept per slot, by message and by segment', () => {
    const { messages } = store()
    const edit = anAmendment()
    const mark = anAmendment({ slot: 'mark:+👍', segment: 2, value: new Uint8Array(0) })
    const other = anAmendment({ message: messageId(2), device: device(2) })
    expect(messages.hasAmendments(1)).toBe(false)
    for (const row of [mark, other, edit, { ...edit, value: Uint8Array.of(9) }]) messages.putAmendment(row)
    expect(messages.hasAmendments(1)).toBe(true)
    expect(messages.amendments(1, messageId(1))).toEqual([{ ...edit, value: Uint8Array.of(9) }, mark])
    expect(messages.amendmentsOf(1, [messageId(2), messageId(1), messageId(2), messageId(5)])).toEqual([
      { ...edit, value: Uint8Array.of(9) },
      mark,
      other,
    ])
    expect(messages.amendmentsOf(1, [])).toEqual([])
    expect(messages.amendmentsOfSegment(2)).toEqual([mark])
    messages.removeAmendment(1, messageId(1), 2, device(1), 'mark:+👍')
    messages.removeAmendment(1, messageId(1), 2, device(8), 'edit')
    expect(messages.amendmentsOfSegment(2)).toEqual([])
    expect(messages.hasAmendments(2)).toBe(false)
  })

  test('clearing a room drops its views and nothing else', () => {
    const { messages } = store()
    messages.insert([aMessage({ n: 1, text: '배급' }), aMessage({ n: 2, room: 2, text: '배급' })])
    messages.putAmendment(anAmendment())
    messages.putAmendment(anAmendment({ room: 2 }))
    messages.clear(1)
    expect(messages.page(1, 9)).toEqual([])
    expect(messages.hasAmendments(1)).toBe(false)
    expect(messages.hasAmendments(2)).toBe(true)
    expect(ids(messages.search('배급', 9))).toEqual(numbered(2))
    expect(messages.insert([aMessage({ n: 1, text: '배급' })])).toEqual([])
    expect(ids(messages.search('배급', 9))).toEqual(numbered(2, 1))
  })
}
