/** Taking a large batch back: out of sight at once, gone in short commits, and finished at the next start whatever happened. */
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { ARCHIVE } from '../../../shared/limits.ts'
import type { RunningMessenger } from '../../../shared/messenger/index.ts'
import { type DiskStore, openSqliteStore } from '../../../src-main/engine/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { SEOUL, broughtIn, said } from '../../harness/imported.ts'
import { Village, type Villager, seenBy } from '../../harness/village.ts'
import { STORE_KEY, aSqliteStore } from '../../store/sqlite-file.ts'

const MANY = 2 * ARCHIVE.TAKEN_BACK_AT_ONCE + 1
const target = { to: 'new', title: '동창' } as const
let village: Village
let mum: Villager<DiskStore>
let disk: ReturnType<typeof aSqliteStore>

beforeEach(() => {
  village = new Village()
  disk = aSqliteStore()
  onTestFinished(() => disk.dispose())
  mum = village.personOn('엄마', disk.store)
})

function large(messenger: RunningMessenger): number {
  const batch = expectOk(messenger.imports.begin(['long.txt']))
  const chat = expectOk(batch.chat({ ...SEOUL, target }, '동창'))
  for (let seq = 0; seq < MANY; seq++) chat.take({ ...said(`2024-03-0${1 + (seq % 9)}T10:00`, '철수', `오래된 이야기 ${seq}`), seq })
  chat.end()
  return expectOk(batch.done()).batch
}

function startAgain(): void {
  mum.messenger.stop()
  mum.store.close()
  village = new Village()
  mum = village.personOn('엄마', openSqliteStore({ file: disk.file, key: STORE_KEY, mustExist: true }))
}

function rows(): number {
  return [1_000_000_000, 1_000_000_001].reduce((sum, key) => sum + mum.store.messages.page(key, 10 * MANY).length, 0)
}

test('[ARC-6] a large batch is out of sight at once, goes some at a time, and leaves what others brought', async () => {
  broughtIn(mum.messenger, [said('2023-01-01T10:00', '영희', '먼저 온 이야기')], { target })
  const batch = large(mum.messenger)
  disk.store.indexNow()
  const { imports } = mum.messenger
  expect(expectOk(imports.undo(batch))).toEqual({ messages: MANY })
  expect(imports.batches().map((each) => each.batch)).not.toContain(batch)
  expect(mum.messenger.search('오래된')).toEqual([])
  expect(imports.undo(1)).toEqual({ ok: false, code: 'IMPORT_BUSY' })
  expect(imports.begin(['x'])).toEqual({ ok: false, code: 'IMPORT_BUSY' })
  expect(rows()).toBe(MANY + 1)
  let isGone = false
  void imports.takenBack().then(() => (isGone = true))
  await village.pass()
  expect(isGone).toBe(true)
  const [archive] = imports.archives()
  expect(archive).toMatchObject({ title: '동창', messages: 1, batches: [1] })
  const seen = archive === undefined ? [] : seenBy(mum, archive.archive)
  expect(seen.map(({ text }) => text)).toEqual(['먼저 온 이야기'])
  expect(mum.messenger.search('오래된')).toEqual([])
  expect(mum.messenger.search('먼저 온').length).toBe(1)
  disk.store.indexNow()
  expect(mum.messenger.search('먼저 온').length).toBe(1)
  expectOk(imports.begin(['x'])).abandon()
})

test.each([0, 1, 2, 3])('[ARC-6] what was begun is finished after the power went, %i steps later', async (steps) => {
  const batch = large(mum.messenger)
  const space = mum.store.values.list('import-batches').length
  expectOk(mum.messenger.imports.undo(batch))
  for (let step = 0; step < steps; step++) village.clock.advance(0)
  const left = rows()
  // As the disk has it, without what stopping would do.
  startAgain()
  expect(mum.messenger.imports.archives()).toEqual([])
  expect(mum.messenger.search('오래된')).toEqual([])
  expect(rows()).toBe(left)
  await village.pass()
  expect([rows(), mum.store.values.list('import-batches').length, mum.store.values.list('archives').length]).toEqual([0, space - 1, 0])
  expectOk(mum.messenger.imports.begin(['x'])).abandon()
})

test('[ARC-6] a large one that is called off goes the same way and was never counted', async () => {
  broughtIn(mum.messenger, [said('2023-01-01T10:00', '영희', '먼저 온 이야기')], { target })
  const batch = expectOk(mum.messenger.imports.begin(['long.txt']))
  const chat = expectOk(batch.chat({ ...SEOUL, target }, '동창'))
  for (let seq = 0; seq < MANY; seq++) chat.take({ ...said('2024-03-04T10:00', '철수', `오래된 이야기 ${seq}`), seq })
  chat.end()
  batch.abandon()
  expect(mum.messenger.imports.archives()).toEqual([])
  await village.pass()
  expect(mum.messenger.imports.archives()).toMatchObject([{ messages: 1, batches: [1] }])
  expect(rows()).toBe(1)
})
