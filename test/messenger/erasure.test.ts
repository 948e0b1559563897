/** Deleting over the real store: how long erased words may stay in its log file (DEL-3). */
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { openSqliteStore } from '../../src-main/engine/store/index.ts'
import type { DiskStore } from '../../src-main/engine/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'
import { STORE_KEY, aSqliteStore, rawly } from '../store/sqlite-file.ts'

const SECRET = '쀍뛟 쒧퀥'
const STEP_MS = 1000

interface Home {
  readonly who: Villager<DiskStore>
  readonly file: string
}

function home(village: Village, name: string): Home {
  const { store, file, dispose } = aSqliteStore()
  const who = village.personOn(name, store)
  onTestFinished(() => {
    who.messenger.stop()
    store.close()
    dispose()
  })
  return { who, file }
}

const logBytes = ({ file }: Home): number => statSync(`${file}-wal`).size

/** Whether the file itself, without its log, holds the words. */
function isInFile({ file }: Home): boolean {
  const copy = `${file}.copy`
  copyFileSync(file, copy)
  return rawly(copy, (connection) => connection.serialize().includes(SECRET))
}

async function toldAndKept(): Promise<{ village: Village; mum: Home; dad: Home; room: RoomId; message: MessageId }> {
  const village = new Village()
  const [mum, dad] = [home(village, '엄마'), home(village, '아빠')]
  const room = await village.pair(mum.who, dad.who)
  const [message] = expectOk(mum.who.messenger.send(room, [SECRET]))
  await village.pass()
  for (const { who } of [mum, dad]) {
    expect(textsOf(who, room)).toEqual([SECRET])
    who.store.purgeErased()
  }
  expect([isInFile(mum), isInFile(dad)]).toEqual([true, true])
  return { village, mum, dad, room, message: message! }
}

/** How long it takes until a log was seen empty. */
async function emptiedAfter(village: Village, homes: readonly Home[]): Promise<readonly number[]> {
  const times = new Map<Home, number>()
  for (let gone = 0; gone < 2 * RESOURCE.CHECKPOINT_AFTER_ERASE_MS; gone += STEP_MS) {
    for (const each of homes) if (!times.has(each) && logBytes(each) === 0) times.set(each, gone)
    await village.pass(STEP_MS)
  }
  return homes.map((each) => times.get(each) ?? Number.POSITIVE_INFINITY)
}

describe('[DEL-3] after a deletion the log file', () => {
  it('is empty within a minute, at the author’s and at others’; the words are in no file', async () => {
    const { village, mum, dad, room, message } = await toldAndKept()
    expectOk(mum.who.messenger.delete(message))
    await village.pass(STEP_MS)
    expect(textsOf(dad.who, room)).toEqual([undefined])
    expect(Math.min(logBytes(mum), logBytes(dad))).toBeGreaterThan(0)
    for (const time of await emptiedAfter(village, [mum, dad]))
      expect(time + STEP_MS).toBeLessThanOrEqual(RESOURCE.CHECKPOINT_AFTER_ERASE_MS)
    expect([isInFile(mum), isInFile(dad)]).toEqual([false, false])
  })

  it('is emptied after a minute although somebody deletes all the time', async () => {
    const { village, mum, room, message } = await toldAndKept()
    const others = Array.from({ length: RESOURCE.CHECKPOINT_AFTER_ERASE_MS / STEP_MS }, (_, at) => `${at}`)
    const more = expectOk(mum.who.messenger.send(room, others))
    expectOk(mum.who.messenger.delete(message))
    expect(isInFile(mum)).toBe(true)
    for (const other of more) {
      await village.pass(STEP_MS)
      expectOk(mum.who.messenger.delete(other))
    }
    expect(isInFile(mum)).toBe(false)
  })

  it('is empty within a minute although the room was read anew from the disk meanwhile', async () => {
    const { village, mum, room, message } = await toldAndKept()
    expectOk(mum.who.messenger.delete(message))
    const key = mum.who.messenger.roomBook.registry.byId(room)
    if (key === undefined) throw new Error('no room')
    mum.who.messenger.roomBook.reopen(key)
    const [time] = await emptiedAfter(village, [mum])
    expect(time).toBeLessThanOrEqual(RESOURCE.CHECKPOINT_AFTER_ERASE_MS)
    expect(isInFile(mum)).toBe(false)
  })

  it('is empty within a minute of the next start when power failed before', async () => {
    const { village, mum, room, message } = await toldAndKept()
    expectOk(mum.who.messenger.delete(message))
    const folder = mkdtempSync(join(tmpdir(), 'sarangbang-power-'))
    const file = join(folder, 'store.db')
    for (const end of ['', '-wal']) copyFileSync(`${mum.file}${end}`, `${file}${end}`)
    const store = openSqliteStore({ file, key: STORE_KEY })
    const later = new Village()
    const who = later.personOn('엄마', store)
    onTestFinished(() => {
      who.messenger.stop()
      store.close()
      rmSync(folder, { recursive: true })
    })
    const started = { who, file }
    expect(logBytes(started)).toBeGreaterThan(0)
    expect(isInFile(started)).toBe(true)
    const [time] = await emptiedAfter(later, [started])
    expect(time).toBeLessThanOrEqual(RESOURCE.CHECKPOINT_AFTER_ERASE_MS)
    expect(isInFile(started)).toBe(false)
    expect(textsOf(who, room)).toEqual([undefined])
    await village.pass()
  })
})
