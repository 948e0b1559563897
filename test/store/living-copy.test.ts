/** Copying the database while it is written: what comes out is one moment of it, and the original keeps all its promises meanwhile (BKP-8). */
import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { filesOfCopy, openSqliteStore } from '../../src-main/engine/store/index.ts'
import { LONG_LOG_BYTES } from '../../src-main/engine/store/later-checkpoint.ts'
import { piecesOf } from '../../src-main/engine/store/living-copy.ts'
import { utf8 } from '../../shared/codec/index.ts'
import { aMessage, messageId } from '../contract/store-rows.ts'
import { STORE_KEY, aSqliteStore, rawly } from './sqlite-file.ts'

const FILLING = 200
const PIECE = new Uint8Array(48 * 1024).fill(0x41)
const ROWS = 40

test('[BKP-8] what is written while it is copied is in the copy whole or not at all', async () => {
  const { store, file, copy } = aFullStore()
  let n = 0
  const write = (): void => {
    n += 1
    store.transaction(() => {
      for (const space of ['left', 'right']) store.values.put(space, 'count', utf8(String(n)))
      store.values.put('faces', `of nobody ${n % FILLING}`, PIECE.slice(0, 40_000 - n))
      store.messages.insert(Array.from({ length: ROWS }, (_, at) => aMessage({ n: n * ROWS + at })))
    })
  }
  let pieces = 0
  await store.copyTo(copy, () => {
    pieces += 1
    write()
    write()
  })
  expect(pieces).toBeGreaterThan(10)
  rawly(copy, (connection) => {
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok')
  })
  const seen = openSqliteStore({ file: copy, key: STORE_KEY, readonly: true })
  onTestFinished(() => seen.close())
  const [left, right] = ['left', 'right'].map((space) => Number(Buffer.from(seen.values.get(space, 'count') ?? [])))
  expect(left).toBe(right)
  expect(left).toBeGreaterThan(0)
  expect(seen.messages.last(1, Number.MAX_SAFE_INTEGER)?.id).toBe(messageId((left ?? 0) * ROWS + ROWS - 1))
  // The original went on, and is whole, too.
  store.close()
  const after = openSqliteStore({ file, key: STORE_KEY, readonly: true })
  onTestFinished(() => after.close())
  expect(Number(Buffer.from(after.values.get('left', 'count') ?? []))).toBe(n)
})

test('[BKP-8] a log that begins anew under the copy is read again: no page of it is mixed with older ones', async () => {
  const { store, file, copy } = aFullStore()
  // A long log, all of it in the file already: the next write begins it anew.
  const before = statSync(file).mtimeMs
  store.transaction(() => {
    for (let at = 0; at < FILLING; at++) store.values.put('faces', `of nobody ${at}`, PIECE.slice(0, 47_000))
    for (const space of ['left', 'right']) store.values.put(space, 'count', utf8('1'))
  })
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(LONG_LOG_BYTES)
  await expect.poll(() => statSync(file).mtimeMs, { timeout: 30_000 }).toBeGreaterThan(before)
  const { size } = statSync(file)
  let isWritten = false
  await store.copyTo(copy, (bytes) => {
    // In the middle of reading the log.
    if (isWritten || bytes <= size + 1024 * 1024) return
    isWritten = true
    store.transaction(() => {
      for (let at = 0; at < FILLING; at++) store.values.put('faces', `of nobody ${at}`, PIECE.slice(0, 20_000))
      for (const space of ['left', 'right']) store.values.put(space, 'count', utf8('2'))
    })
  })
  expect(isWritten).toBe(true)
  const seen = openSqliteStore({ file: copy, key: STORE_KEY, readonly: true })
  onTestFinished(() => seen.close())
  expect(['left', 'right'].map((space) => Buffer.from(seen.values.get(space, 'count') ?? []).toString())).toEqual(['2', '2'])
  const lengths = new Set(seen.values.list('faces').map(([, value]) => value.length))
  expect([...lengths]).toEqual([20_000])
})

test('[STORE-6] nobody else gets in, while it is copied and after', async () => {
  const { store, file, copy } = aFullStore()
  const attempts: Promise<string>[] = []
  await store.copyTo(copy, () => {
    if (attempts.length === 0) attempts.push(elsewhere(file))
  })
  expect(await attempts[0]).toBe('STORE_BUSY')
  expect(await elsewhere(file)).toBe('STORE_BUSY')
  store.close()
  expect(await elsewhere(file)).toBe('open')
})

test('[DEL-3] what is erased while it is copied leaves the files when the copy is done', async () => {
  const { store, file, copy } = aFullStore()
  store.values.put('words', 'key', utf8('a secret to be erased'))
  let during = 0
  await store.copyTo(copy, () => {
    store.values.delete('words', 'key')
    store.purgeErased()
    during = Math.max(during, statSync(`${file}-wal`).size)
  })
  expect(during).toBeGreaterThan(0)
  expect(statSync(`${file}-wal`).size).toBe(0)
})

test('[BKP-8] a copy is one at a time, ends when it is told to, and when the store is closed', async () => {
  const { store, copy } = aFullStore()
  const stop = new Error('stop')
  const first = store.copyTo(copy, () => {
    throw stop
  })
  await expect(store.copyTo(`${copy}.2`)).rejects.toThrow(RangeError)
  await expect(first).rejects.toBe(stop)
  // Nothing is held back any more.
  await store.copyTo(`${copy}.3`)
  const closed = store.copyTo(`${copy}.4`)
  store.close()
  await expect(closed).rejects.toMatchObject({ code: 'STORE_CLOSED' })
  expect(filesOfCopy(copy)[0]).toBe(copy)
  expect(existsSync(`${copy}.3`)).toBe(true)
})

test('[BKP-8] pieces cover the file but for what SQLite may have locked', () => {
  for (const size of [0, 1, 4096, 1024 * 1024, 1024 * 1024 + 1, 0x4000_0000, 0x4000_1000, 0x4010_2000]) {
    let expected = 0
    let left = 0
    for (const { at, length } of piecesOf(size)) {
      left += at - expected
      expect(at + length <= 0x4000_0000 || at >= 0x4000_0200).toBe(true)
      expected = at + length
    }
    expect(expected).toBe(size)
    expect(left).toBe(size > 0x4000_0000 ? 512 : 0)
  }
})

function aFullStore() {
  const { store, folder, file, dispose } = aSqliteStore()
  onTestFinished(() => {
    store.close()
    dispose()
  })
  store.transaction(() => {
    for (let at = 0; at < FILLING; at++) store.values.put('faces', `of nobody ${at}`, PIECE)
  })
  store.purgeErased()
  return { store, file, copy: join(folder, 'copy.db') }
}

/** What another process meets that opens the store. */
async function elsewhere(file: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', join(import.meta.dirname, 'another-owner.ts'), file])
  return stdout
}
