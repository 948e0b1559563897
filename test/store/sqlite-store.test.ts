import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { RowSink, RowSource, assertNodeFits, lockFile, openSqliteStore } from '../../src-main/engine/store/index.ts'
import { type Shared, StoreError } from '../../shared/store/index.ts'
import type { connect } from '../../src-main/engine/store/sqlite.ts'
import { aBlock, aMessage, account, anAmendment, blockId, device, epoch, fileId, messageId } from '../contract/store-rows.ts'
import { openDatabase } from '../../src-main/engine/store/open-database.ts'
import { LONG_LOG_BYTES } from '../../src-main/engine/store/later-checkpoint.ts'
import { ROWS_AT_ONCE } from '../../src-main/engine/store/room-usage.ts'
import { Transactions } from '../../src-main/engine/store/transactions.ts'
import { STORE_KEY, aSqliteStore, rawly } from './sqlite-file.ts'
import type { SqliteFile } from './sqlite-file.ts'

const coded = (code: string) => expect.objectContaining({ name: 'StoreError', code })
const opened = (): SqliteFile => {
  const made = aSqliteStore()
  onTestFinished(() => {
    made.store.close()
    made.dispose()
  })
  return made
}

/** Reads every block: `whole`, `changed` when one is not as written, or the code it fails with. */
function readAll(file: string): string {
  try {
    const store = openSqliteStore({ file, key: STORE_KEY })
    try {
      const blocks = store.blocks.range(1, device(1), 1, 0, 1_000, 1e9)
      return blocks.every((block) => block.body.every((byte) => byte === block.seq)) ? 'whole' : 'changed'
    } finally {
      store.close()
    }
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error)
  }
}

test('[STORE-2] SQLite is told to reach the disk for durable commits and only for those', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-sync-'))
  const connection = openDatabase({ file: join(folder, 'store.db'), key: STORE_KEY })
  onTestFinished(() => {
    connection.close()
    rmSync(folder, { recursive: true })
  })
  const transactions = new Transactions(connection)
  const level = () => connection.pragma('synchronous', { simple: true })
  const [NORMAL, FULL] = [1, 2]
  expect(transactions.write(level)).toBe(FULL)
  for (const _ of [1, 2]) {
    expect(transactions.run(level, 'relaxed')).toBe(NORMAL)
    expect(transactions.run(level, 'durable')).toBe(FULL)
  }
  // Made durable by a commit after it.
  expect(transactions.run(() => transactions.run(level, 'durable'), 'relaxed')).toBe(NORMAL)
  expect(level()).toBe(FULL)
})

test('[STORE-3] a wrong key is told, and nothing is changed', () => {
  const { store, file } = opened()
  store.values.put('a', 'k', STORE_KEY)
  store.close()
  const before = readFileSync(file)
  expect(() => openSqliteStore({ file, key: new Uint8Array(32) })).toThrow(coded('STORE_WRONG_KEY'))
  expect(() => openSqliteStore({ file, key: new Uint8Array(31) })).toThrow(RangeError)
  expect(readFileSync(file)).toEqual(before)
})

test('[STORE-3] nothing in the files is readable without the key', () => {
  const { store, file } = opened()
  store.messages.insert([aMessage({ text: 'a very secret sentence', content: Buffer.from('a very secret sentence') })])
  for (const name of [file, `${file}-wal`]) {
    expect(readFileSync(name).includes('secret')).toBe(false)
    expect(readFileSync(name).includes('SQLite format 3')).toBe(false)
  }
})

test('[STORE-4] a newer database is refused and left as it is', () => {
  const { store, file } = opened()
  store.close()
  rawly(file, (connection) => connection.pragma('user_version = 999'))
  const before = readFileSync(file)
  expect(() => openSqliteStore({ file, key: STORE_KEY })).toThrow(coded('STORE_TOO_NEW'))
  expect(readFileSync(file)).toEqual(before)
})

test('[STORE-4] a foreign database and a file that is none are refused', () => {
  const { store, file } = opened()
  store.close()
  rawly(file, (connection) => connection.pragma('application_id = 5'))
  expect(() => openSqliteStore({ file, key: STORE_KEY })).toThrow(coded('STORE_DAMAGED'))
  writeFileSync(file, 'not a database at all'.repeat(500))
  expect(() => openSqliteStore({ file, key: STORE_KEY })).toThrow(coded('STORE_WRONG_KEY'))
})

test('[STORE-4] the stored database of version 1 opens for ever', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-v1-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'v1.db')
  copyFileSync(join(import.meta.dirname, '../vectors/store/v1.db'), file)
  const store = openSqliteStore({ file, key: STORE_KEY, mustExist: true })
  onTestFinished(() => store.close())
  expect(store.values.list('profile')).toEqual([['name', new TextEncoder().encode('엄마')]])
  expect(store.blocks.byId(1, blockId(1))).toEqual(aBlock({ n: 1, state: 'locked', signature: undefined, checked: false }))
  expect(store.blocks.governance(1)).toEqual([aBlock({ n: 2, seq: 1, lane: 0, kind: 0 })])
  expect(store.messages.page(1, 9)).toEqual([aMessage({ n: 1, text: '배급은 세 시' }), aMessage({ n: 2, deleted: true, text: undefined })])
  expect(store.messages.search('배그', 9)).toHaveLength(1)
  expect(store.messages.amendments(1, messageId(1))).toEqual([anAmendment()])
  expect(store.messages.segmentKey(1, account(1), epoch(1), 0)).toBe(1)
  store.messages.remove(1, messageId(1))
  expect(store.messages.search('배급', 9)).toEqual([])
})

test('[STORE-4] the stored database of version 2 opens for ever', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-v2-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'v2.db')
  copyFileSync(join(import.meta.dirname, '../vectors/store/v2.db'), file)
  const store = openSqliteStore({ file, key: STORE_KEY, mustExist: true })
  onTestFinished(() => store.close())
  expect(store.messages.page(1, 9)).toEqual([aMessage({ n: 1, text: '배급은 세 시' }), aMessage({ n: 2, text: '배급은 네 시' })])
  // One is in the index, one waits for it.
  expect(store.isIndexBehind).toBe(true)
  expect(store.messages.search('배그', 9)).toHaveLength(2)
})

test('[STORE-4] the stored database of version 3 opens for ever', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-v3-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'v3.db')
  copyFileSync(join(import.meta.dirname, '../vectors/store/v3.db'), file)
  const store = openSqliteStore({ file, key: STORE_KEY, mustExist: true })
  onTestFinished(() => store.close())
  const named = aMessage({ n: 2, text: '@엄마 배급', namesMe: true })
  expect(store.messages.page(1, 9)).toEqual([aMessage({ n: 1, text: '배급은 세 시' }), named])
  expect(store.messages.get(1, messageId(3))).toEqual(aMessage({ n: 3, text: '배급은 그만', forgotten: true }))
  expect(store.messages.countNaming(1, undefined, Number.MAX_SAFE_INTEGER, 9)).toBe(1)
  expect(store.messages.pinMarks(1)).toEqual([anAmendment({ slot: 'mark:pin' })])
  expect(store.messages.search('배그', 9)).toHaveLength(2)
})

test('[STORE-4] the stored database of version 4 opens for ever', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-v4-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'v4.db')
  copyFileSync(join(import.meta.dirname, '../vectors/store/v4.db'), file)
  const store = openSqliteStore({ file, key: STORE_KEY, mustExist: true })
  onTestFinished(() => store.close())
  expect(store.messages.page(1, 9)).toEqual([aMessage({ n: 1, text: '배급표', files: [fileId(2), fileId(1)] })])
  expect(store.references.of(fileId(1))).toEqual([
    { room: 1, message: messageId(1) },
    { room: 2, message: messageId(2) },
  ])
  expect(store.references.ofRoom(1)).toEqual([fileId(1), fileId(2), fileId(3)])
})

test('[STORE-4] the stored database of version 5 opens for ever', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-v5-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'v5.db')
  copyFileSync(join(import.meta.dirname, '../vectors/store/v5.db'), file)
  const store = openSqliteStore({ file, key: STORE_KEY, mustExist: true })
  onTestFinished(() => store.close())
  const found = (what: Shared) => store.messages.sharing(1, what, 9).map(({ clock }) => clock)
  expect([found('files'), found('voices'), found('links')]).toEqual([[3, 1], [3], [2]])
})

test('[STORE-9] a text is found before, while and after it is indexed, and never again once it is gone', () => {
  const { store, file } = opened()
  const texts = Array.from({ length: 5_000 }, (_, n) => aMessage({ n: n + 1, t: n + 1, room: n % 2, text: `배급 ${n}` }))
  store.messages.insert(texts)
  const found = (query: string, limit: number) => [store.messages.search(query, limit), store.messages.search(query, limit, 1)]
  const before = ['배급 4', '배', '배급 4321', '없는 말'].map((query) => found(query, 50))
  expect(before[0]?.[0]).toHaveLength(50)
  expect(store.isIndexBehind).toBe(true)
  store.close()
  const again = openSqliteStore({ file, key: STORE_KEY })
  onTestFinished(() => again.close())
  expect(again.isIndexBehind).toBe(true)
  again.messages.remove(0, messageId(1))
  again.indexNow()
  expect(
    ['배급 4', '배', '배급 4321', '없는 말'].map((query) => [again.messages.search(query, 50), again.messages.search(query, 50, 1)]),
  ).toEqual(before)
  again.messages.put(aMessage({ n: 2, t: 2, room: 1, text: '다른 말' }))
  expect(again.messages.search('배급 1 ', 9).map(({ text }) => text)).not.toContain('배급 1')
  expect(again.messages.search('다른 말', 9)).toHaveLength(1)
})

test('[STORE-9] waiting texts are indexed by themselves once the store is quiet', async () => {
  const { store } = opened()
  store.messages.insert(Array.from({ length: 3_000 }, (_, n) => aMessage({ n: n + 1, t: n + 1 })))
  await vi.waitFor(() => expect(store.isIndexBehind).toBe(false), { timeout: 10_000, interval: 20 })
})

test('a long log is moved into the file once the store is quiet, not by the message that made it long', async () => {
  const { store, file } = opened()
  const sizes = () => [statSync(file).size, statSync(`${file}-wal`).size] as const
  for (let n = 0; n < 9; n++) store.blocks.put(aBlock({ n, body: new Uint8Array(LONG_LOG_BYTES / 8).fill(n) }))
  const [before, log] = sizes()
  expect(log).toBeGreaterThan(LONG_LOG_BYTES)
  expect(before).toBeLessThan(LONG_LOG_BYTES / 8)
  await vi.waitFor(() => expect(sizes()[0]).toBeGreaterThan(LONG_LOG_BYTES), { timeout: 10_000, interval: 20 })
  store.blocks.put(aBlock({ n: 9 }))
  expect(sizes()[1]).toBeLessThan(LONG_LOG_BYTES)
})

test('[STORE-3] each damaged page is found, never read as data', () => {
  const { store, file } = opened()
  for (let n = 0; n < 200; n++) store.blocks.put(aBlock({ n, body: new Uint8Array(400).fill(n) }))
  store.close()
  const whole = readFileSync(file)
  for (let page = 0; page * 4_096 < whole.length; page++) {
    const broken = Buffer.from(whole)
    broken[page * 4_096 + 1_000]! ^= 1
    writeFileSync(file, broken)
    const allowed = page === 0 ? ['STORE_WRONG_KEY'] : ['whole', 'STORE_DAMAGED']
    expect(allowed).toContain(readAll(file))
  }
})

test('[STORE-3] a file cut short is damage, and a missing one is not made when it must exist', () => {
  const { store, file } = opened()
  for (let n = 0; n < 200; n++) store.blocks.put(aBlock({ n, body: new Uint8Array(400) }))
  store.close()
  truncateSync(file, Math.floor(statSync(file).size / 8_192) * 4_096)
  expect(readAll(file)).toBe('STORE_DAMAGED')
  expect(() => openSqliteStore({ file: `${file}.none`, key: STORE_KEY, mustExist: true })).toThrow(coded('STORE_MISSING'))
  expect(existsSync(`${file}.none`)).toBe(false)
})

test('[STORE-5] a full disk undoes the transaction and the store goes on', () => {
  const { store, file } = opened()
  store.values.put('a', 'k', STORE_KEY)
  store.close()
  const limited = openSqliteStore({ file, key: STORE_KEY, maxPages: Math.ceil(statSync(file).size / 4_096) + 8 })
  onTestFinished(() => limited.close())
  const fill = () =>
    limited.transaction(() => {
      for (let n = 0; n < 100; n++) limited.blocks.put(aBlock({ n, body: new Uint8Array(4_000) }))
    })
  expect(fill).toThrow(coded('STORE_FULL'))
  expect(limited.blocks.byId(1, blockId(0))).toBeUndefined()
  expect(limited.values.get('a', 'k')).toEqual(STORE_KEY)
  limited.values.put('a', 'l', STORE_KEY)
  expect(limited.values.list('a')).toHaveLength(2)
})

test('[STORE-5] after a full disk nothing of the same transaction is kept, even when the failure is swallowed', () => {
  const { store, file } = opened()
  store.close()
  const limited = openSqliteStore({ file, key: STORE_KEY, maxPages: Math.ceil(statSync(file).size / 4_096) + 8 })
  onTestFinished(() => limited.close())
  const swallowing = () =>
    limited.transaction(() => {
      expect(() => limited.blocks.put(aBlock({ body: new Uint8Array(400_000) }))).toThrow(coded('STORE_FULL'))
      expect(() => limited.values.put('a', 'later', STORE_KEY)).toThrow(coded('STORE_FULL'))
    })
  expect(swallowing).toThrow(coded('STORE_FULL'))
  expect(limited.values.get('a', 'later')).toBeUndefined()
})

test('[STORE-6] one owner: a second one is told, a reader too, and a reader cannot write', () => {
  const { store, file } = opened()
  store.values.put('a', 'k', STORE_KEY)
  expect(() => openSqliteStore({ file, key: STORE_KEY })).toThrow(coded('STORE_BUSY'))
  expect(() => openSqliteStore({ file, key: STORE_KEY, readonly: true })).toThrow(coded('STORE_BUSY'))
  store.close()
  const reader = openSqliteStore({ file, key: STORE_KEY, readonly: true })
  onTestFinished(() => reader.close())
  expect(reader.values.get('a', 'k')).toEqual(STORE_KEY)
  expect(() => reader.values.put('a', 'k', STORE_KEY)).toThrow(coded('STORE_READONLY'))
})

test('a lock is held until it is released', () => {
  const { folder } = opened()
  const file = join(folder, 'lock')
  const lock = lockFile(file)
  expect(lockFile(file)).toBeUndefined()
  lock?.release()
  lock?.release()
  const again = lockFile(file)
  expect(again).toBeDefined()
  again?.release()
})

test('an old Node is refused before the native module is loaded', () => {
  expect(() => assertNodeFits('9')).toThrow(coded('NODE_TOO_OLD'))
  expect(() => assertNodeFits(undefined)).toThrow(coded('NODE_TOO_OLD'))
  assertNodeFits('10')
  assertNodeFits('11')
})

test('[DEL-3] erased text is in no page, no log and no index entry', () => {
  const { store, file } = opened()
  const secret = '쀍뛟 쒧퀥 zqxj-secret'
  const others = Array.from({ length: 300 }, (_, n) => aMessage({ n: n + 10, text: `배급 ${n} 사랑방` }))
  const bytes = (text: string) => Buffer.from(text)
  store.messages.insert([
    ...others,
    aMessage({ n: 1, text: secret, content: bytes(secret) }),
    aMessage({ n: 2, text: secret.normalize('NFD') }),
  ])
  store.indexNow()
  store.blocks.put(aBlock({ n: 1, body: Buffer.concat([bytes(secret), Buffer.alloc(9_000, 1)]) }))
  store.messages.putAmendment(anAmendment({ value: bytes(secret) }))
  store.values.put('drafts', 'd', bytes(secret))
  store.purgeErased()
  const trigrams = (text: string) => Array.from({ length: [...text].length - 2 }, (_, at) => [...text].slice(at, at + 3).join(''))
  const needles = [secret.normalize('NFC'), secret.normalize('NFD'), 'zqxj', '쀍뛟', '쀍뛟'.normalize('NFD')].map(bytes)
  const isIn = (image: Buffer) => needles.some((needle) => image.includes(needle))
  const snapshot = `${file}.copy`
  const decrypted = () => {
    copyFileSync(file, snapshot)
    return rawly(snapshot, (connection) => ({
      image: connection.serialize(),
      terms: termsOf(connection),
    }))
  }
  const termsOf = (connection: ReturnType<typeof connect>) => {
    connection.exec(`CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search', 'row')`)
    return new Set(connection.prepare('SELECT term FROM temp.terms').pluck().all())
  }
  const before = decrypted()
  expect(isIn(before.image)).toBe(true)
  expect(before.terms.has('zqx')).toBe(true)

  store.transaction(() => {
    store.messages.put(aMessage({ n: 1, text: undefined, content: new Uint8Array(0), deleted: true }))
    store.messages.remove(1, messageId(2))
    store.messages.removeAmendment(1, messageId(1), 1, device(1), 'edit')
    store.blocks.remove(1, blockId(1))
    store.values.delete('drafts', 'd')
  })
  store.purgeErased()
  expect(statSync(`${file}-wal`).size).toBe(0)
  const after = decrypted()
  expect(isIn(after.image)).toBe(false)
  for (const trigram of trigrams('쀍뛟'.normalize('NFD')).concat('zqx', 'qxj')) expect(after.terms.has(trigram)).toBe(false)
  rawly(snapshot, (connection) => {
    connection.exec(`INSERT INTO search (search) VALUES ('integrity-check')`)
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})

test('the index stays whole through many changes and a rebuild', () => {
  const { store, file } = opened()
  store.messages.insert(Array.from({ length: 400 }, (_, n) => aMessage({ n, room: n % 4, text: `배급 ${n}` })))
  store.transaction(() => {
    for (let n = 0; n < 400; n += 3) store.messages.put(aMessage({ n, room: n % 4, t: n, text: `물 ${n}` }))
  })
  store.messages.clear(1)
  for (let n = 0; n < 12; n += 4) store.messages.remove(0, messageId(n))
  expect(store.messages.search('물', 1_000)).toHaveLength(
    Array.from({ length: 400 }, (_, n) => n).filter((n) => n % 3 === 0 && n % 4 !== 1 && !(n % 4 === 0 && n < 12)).length,
  )
  store.close()
  rawly(file, (connection) => {
    connection.exec(`INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`)
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})

test('what rooms take is told in parts, and each row counts once whatever the parts', () => {
  const { store } = opened()
  const count = 2 * ROWS_AT_ONCE + 1
  const bytes = { header: new Uint8Array(3), body: new Uint8Array(4), signature: undefined }
  store.transaction(() => {
    for (let n = 1; n <= count; n++) store.blocks.put(aBlock({ n, room: 1 + (n % 2), ...bytes }))
  })
  const full = new Map([1, 2].map((room) => [room, { bytes: (7 * ROWS_AT_ONCE) / 2, messages: 0 }]))
  expect([...store.usage()]).toEqual([full, full, new Map([[2, { bytes: 7, messages: 0 }]]), new Map()])
})

test('[BKP-5] [MEDIA-24] what comes out of a backup knows which messages refer to which files', async () => {
  const { store, folder } = opened()
  store.messages.insert([
    aMessage({ n: 1, files: [fileId(2), fileId(1)] }),
    aMessage({ n: 2, room: 2, files: [fileId(1)] }),
    aMessage({ n: 3 }),
  ])
  const copy = join(folder, 'copy.db')
  await store.copyTo(copy)
  store.close()
  const source = new RowSource(copy, STORE_KEY)
  const restored = join(folder, 'restored.db')
  const sink = new RowSink(restored, STORE_KEY, source.version)
  for (const { name, columns, pages } of source.tables()) {
    sink.table(name, columns)
    for (const rows of pages) sink.rows(rows)
  }
  sink.finish()
  source.close()
  const again = openSqliteStore({ file: restored, key: STORE_KEY, mustExist: true })
  onTestFinished(() => again.close())
  expect(again.references.of(fileId(1))).toEqual([
    { room: 1, message: messageId(1) },
    { room: 2, message: messageId(2) },
  ])
  expect([again.references.ofRoom(1), again.references.ofRoom(2)]).toEqual([[fileId(1), fileId(2)], [fileId(1)]])
  again.messages.clear(1)
  expect(again.references.of(fileId(2))).toEqual([])
})
