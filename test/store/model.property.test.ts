/** Both stores, given the same random history of writes and transactions, answer every question alike. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageRow, Store } from '../../shared/store/index.ts'
import { memoryStore } from '../../shared/store/index.ts'
import { aBlock, aMessage, account, anAmendment, blockId, device, epoch, fileId, messageId } from '../contract/store-rows.ts'
import { aSqliteStore } from './sqlite-file.ts'

type Write = (store: Store) => unknown
const STATES = ['accepted', 'locked', 'aside', 'stalled'] as const
const WORDS = ['배급', '사랑방', '물', 'ok', 'ㅋㅋ', '배그림', '"a"', '빈']

const small = fc.nat(3)
const messages: fc.Arbitrary<MessageRow> = fc
  .record({
    n: fc.nat(12),
    room: fc.nat(1),
    t: fc.nat(4),
    c: fc.nat(2),
    by: fc.nat(2),
    segment: small,
    words: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
    deleted: fc.boolean(),
    namesMe: fc.boolean(),
    forgotten: fc.boolean(),
    files: fc.uniqueArray(fc.nat(5).map(fileId), { maxLength: 3 }),
  })
  .map(({ n, by, words, deleted, ...rest }) =>
    aMessage({ n, ...rest, account: account(by), device: device(by), deleted, text: deleted ? undefined : words.join(' ') }),
  )

const write: fc.Arbitrary<Write> = fc.oneof(
  fc.tuple(small, fc.constantFrom('a', 'ab', 'b', '가'), fc.nat(255)).map(
    ([space, key, byte]) =>
      (store: Store) =>
        store.values.put(`s${space}`, key, Uint8Array.of(byte)),
  ),
  fc.tuple(small, fc.constantFrom('a', 'ab', 'b')).map(
    ([space, key]) =>
      (store: Store) =>
        store.values.delete(`s${space}`, key),
  ),
  fc
    .record({
      room: fc.nat(1),
      by: small,
      lane: fc.constantFrom(0 as const, 1 as const),
      seq: small,
      branch: fc.nat(1),
      state: fc.constantFrom(...STATES),
      body: fc.nat(50),
    })
    .map(({ room, by, lane, seq, branch, state, body }) => (store: Store) => {
      const n = ((room * 4 + by) * 2 + lane) * 8 + seq * 2 + branch
      store.blocks.put(
        aBlock({
          n,
          room,
          device: device(by),
          lane,
          kind: lane,
          seq,
          epoch: epoch(seq % 2),
          index: branch,
          state,
          body: new Uint8Array(body),
        }),
      )
    }),
  fc.tuple(fc.nat(1), fc.nat(63), fc.constantFrom(...STATES)).map(
    ([room, n, state]) =>
      (store: Store) =>
        store.blocks.setState(room, blockId(n), state),
  ),
  fc.tuple(fc.nat(1), fc.nat(63)).map(
    ([room, n]) =>
      (store: Store) =>
        store.blocks.remove(room, blockId(n)),
  ),
  fc.array(messages, { maxLength: 8 }).map((rows) => (store: Store) => store.messages.insert(rows)),
  messages.map((row) => (store: Store) => store.messages.put(row)),
  fc.tuple(fc.nat(1), fc.nat(12)).map(
    ([room, n]) =>
      (store: Store) =>
        store.messages.remove(room, messageId(n)),
  ),
  fc.record({ room: fc.nat(1), n: small, segment: small, by: small, slot: fc.constantFrom('edit', 'mark:+가', 'mark:pin', 'time') }).map(
    ({ room, n, segment, by, slot }) =>
      (store: Store) =>
        store.messages.putAmendment(anAmendment({ room, message: messageId(n), segment, device: device(by), slot })),
  ),
  fc.tuple(fc.nat(1), small, small, small).map(
    ([room, n, segment, by]) =>
      (store: Store) =>
        store.messages.removeAmendment(room, messageId(n), segment, device(by), 'edit'),
  ),
  fc.tuple(fc.nat(1), small, small, small).map(
    ([room, by, e, index]) =>
      (store: Store) =>
        store.messages.segmentKey(room, account(by), epoch(e), index),
  ),
  small.map((segment) => (store: Store) => store.messages.dropSegment(segment)),
  fc.nat(30).map((n) => (store: Store) => (n < 2 ? store.messages.clear(n) : n < 4 ? store.blocks.removeRoom(n - 2) : undefined)),
)

const step = fc.record({
  writes: fc.array(write, { maxLength: 12 }),
  how: fc.constantFrom('plain', 'durable', 'relaxed', 'throws', 'nested'),
})

function run(store: Store, { writes, how }: { readonly writes: readonly Write[]; readonly how: string }): unknown {
  const all = () => writes.map((each) => each(store))
  if (how === 'plain') return all()
  if (how === 'nested') return store.transaction(() => store.transaction(all, 'durable'), 'relaxed')
  if (how !== 'throws') return store.transaction(all, how === 'durable' ? 'durable' : 'relaxed')
  expect(() =>
    store.transaction(() => {
      all()
      throw new Error('undo')
    }),
  ).toThrow('undo')
  return undefined
}

function everything(store: Store): unknown {
  const { values, blocks, messages: table } = store
  const rooms = [0, 1]
  const numbers = [0, 1, 2, 3]
  const { references } = store
  const cursor = aMessage({ n: 5, t: 2, c: 1 })
  return {
    values: numbers.map((space) => [values.list(`s${space}`), values.list(`s${space}`, 'a')]),
    governance: rooms.map((room) => blocks.governance(room)),
    ranges: rooms.flatMap((room) =>
      numbers.map((by) => [blocks.range(room, device(by), 1, 1, 2, 60), blocks.at(room, device(by), 1, 2), blocks.spans(room, device(by))]),
    ),
    segments: rooms.flatMap((room) => numbers.map((index) => blocks.segment(room, numbers.map(device), epoch(1), index))),
    states: rooms.flatMap((room) => STATES.map((state) => blocks.inState(room, state))),
    pages: rooms.map((room) => [
      table.page(room, 99),
      table.page(room, 3),
      table.page(room, 3, { before: cursor }),
      table.page(room, 3, { after: cursor }),
    ]),
    last: rooms.map((room) => table.last(room, 2)),
    counts: rooms.flatMap((room) =>
      [1, 3, 99].map((cap) => [table.countAfter(room, undefined, account(1), 3, cap), table.countAfter(room, cursor, account(0), 99, cap)]),
    ),
    naming: rooms.map((room) => [table.countNaming(room, undefined, 3, 99), table.countNaming(room, cursor, 99, 2), table.pinMarks(room)]),
    own: rooms.map((room) => [table.ownAfter(room, account(1), 1), table.ownAmongNewest(room, account(1), 3)]),
    ofSegments: numbers.map((segment) => [table.ofSegment(segment), table.amendmentsOfSegment(segment)]),
    found: ['배급', '배그', 'ㅋ', '물 ok', 'ok', '비', '방 물'].flatMap((query) =>
      [1, 3, 50].map((limit) => [table.search(query, limit), table.search(query, limit, 1)]),
    ),
    amendments: rooms.map((room) => [table.amendmentsOf(room, numbers.map(messageId)), table.hasAmendments(room)]),
    references: [rooms.map((room) => references.ofRoom(room)), [0, 1, 2, 3, 4, 5].map((n) => references.of(fileId(n)))],
    single: numbers.map((n) => [table.find(messageId(n)), blocks.byId(0, blockId(n))]),
  }
}

test('[STORE-1] SQLite and memory agree after any history', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
      const sqlite = aSqliteStore()
      const memory = memoryStore()
      try {
        for (const each of steps) expect(run(sqlite.store, each)).toEqual(run(memory, each))
        expect(everything(sqlite.store)).toEqual(everything(memory))
      } finally {
        sqlite.store.close()
        sqlite.dispose()
      }
    }),
    { numRuns: 40 },
  )
})

test('[STORE-2] a crash of the memory store leaves exactly what the last durable commit left', () => {
  const written = fc.array(
    fc.record({ writes: fc.array(write, { maxLength: 8 }), how: fc.constantFrom('plain', 'durable', 'relaxed', 'throws', 'nested') }),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(written, fc.array(fc.array(write, { maxLength: 8 }), { maxLength: 4 }), (steps, relaxed) => {
      const store = memoryStore()
      for (const each of steps) run(store, each)
      store.transaction(() => undefined, 'durable')
      const before = everything(store)
      for (const writes of relaxed) run(store, { writes, how: 'relaxed' })
      store.crash()
      expect(everything(store)).toEqual(before)
    }),
    { numRuns: 100 },
  )
})

test('[MEDIA-24] after any history the references are what a look at every message gives, in both stores', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
      const sqlite = aSqliteStore()
      try {
        for (const store of [sqlite.store, memoryStore()]) {
          for (const each of steps) run(store, each)
          // Forgotten rows are in no page, but have their files.
          const rows = [0, 1].flatMap((room) => Array.from({ length: 13 }, (_, n) => store.messages.get(room, messageId(n)) ?? []).flat())
          const said = rows.flatMap((row) => row.files.map((file) => `${file} ${row.room} ${row.id}`)).sort()
          const kept = [0, 1, 2, 3, 4, 5].flatMap((n) =>
            store.references.of(fileId(n)).map(({ room, message }) => `${fileId(n)} ${room} ${message}`),
          )
          expect(kept.sort()).toEqual(said)
        }
      } finally {
        sqlite.store.close()
        sqlite.dispose()
      }
    }),
    { numRuns: 40 },
  )
})
