/** Files on their way in: pointed at or given in pieces, shown, written, broken off. */
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RoomId } from '../../../shared/ids/index.ts'
import { ARCHIVE } from '../../../shared/limits.ts'
import type { ImportView } from '../../../shared/messenger/index.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { ImportDesk } from '../../../src-main/engine/importing-desk/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, seenBy } from '../../harness/village.ts'
import { plainFormat, plainTalk } from './plain-format.ts'

let folder: string
let village: Village
let mum: Villager
let dad: Villager
let room: RoomId
let desk: ImportDesk
let told: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sb-desk-'))
  village = new Village()
  mum = village.person('엄마')
  dad = village.person('아빠')
  room = await village.pair(mum, dad)
  told = []
  desk = newDesk()
})
afterEach(async () => {
  await desk.stop()
  rmSync(folder, { recursive: true, force: true })
})

function newDesk(): ImportDesk {
  return new ImportDesk({
    messenger: mum.messenger,
    profile: folder,
    formats: [plainFormat],
    now: () => village.clock.now(),
    changed: (id) => told.push(id),
  })
}
function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
async function settled(id: string): Promise<ImportView> {
  return vi.waitUntil(
    () => {
      const view = expectOk(desk.look(id))
      return view.phase === 'reading' || view.phase === 'writing' ? undefined : view
    },
    { timeout: 20_000 },
  )
}
async function read(...paths: readonly string[]): Promise<ImportView> {
  return settled(expectOk(desk.begin(paths)).id)
}

describe('files that are pointed at', () => {
  it('[ARC-9] are shown before anything is written: people, days, counts, guesses', async () => {
    expectOk(mum.messenger.addressBook.add({ name: '할머니' }))
    const talk = `talk 아빠\n2024-03-04T14:05\t나\t밥\n2024-03-05T09:00\t아빠\t네\n2024-03-05T09:00\t아빠\t응\n`
    const view = await read(
      file('a.txt', talk),
      file('people.txt', 'card 김사장님\t+821012345678\ncard 아빠\t+821000000000\n'),
      file('x.bin', 'nothing'),
    )
    expect(view).toMatchObject({ phase: 'ready', contacts: { count: 2, withPhone: 2, known: 1, names: ['김사장님', '아빠'] } })
    expect(view.chats).toMatchObject([
      {
        chat: 0,
        file: 'a.txt',
        title: '아빠',
        app: 'line',
        records: 3,
        first: '2024-03-04T14:05',
        last: '2024-03-05T09:00',
        kinds: { text: 3 },
        me: '나',
        people: [
          { name: '아빠', count: 2, guess: { who: { is: 'contact', account: dad.account }, why: 'same-name' } },
          { name: '나', count: 1 },
        ],
        target: { target: { to: 'contact', account: dad.account }, name: '아빠' },
      },
    ])
    expect(view.files.map(({ kind }) => kind)).toEqual(['chat', 'contacts', 'unknown'])
    expect(mum.messenger.imports.batches()).toEqual([])
    expect(seenBy(mum, room)).toEqual([])
  })

  it('[ARC-9] are written as they were confirmed, and again only what is new', async () => {
    const path = file('a.txt', plainTalk('가족', 2_000))
    const view = await read(path, file('people.txt', 'card 김사장님\t+821012345678\n'))
    const plan = { zone: 'Asia/Seoul', chats: [{ chat: 0, target: { to: 'room', room }, me: '나' }], contacts: true } as const
    expectOk(desk.commit(view.id, plan))
    const done = await settled(view.id)
    expect(done).toMatchObject({ phase: 'done', batch: { messages: 2_000, known: 0, people: 1, sources: ['a.txt', 'people.txt'] } })
    expect(seenBy(mum, room).length).toBe(500)
    appendFileSync(path, '2025-01-01T00:00\t아빠\t새해\n')
    const again = await read(path, join(folder, 'people.txt'))
    expect(again.chats[0]?.target?.target.to).toBe('archive')
    expectOk(desk.commit(again.id, plan))
    expect(await settled(again.id)).toMatchObject({ phase: 'done', batch: { messages: 1, known: 2_000, people: 0 } })
    expect(told.length).toBeGreaterThan(3)
  })

  it('[ARC-9] that changed after they were shown bring nothing', async () => {
    const path = file('a.txt', plainTalk('가족', 50))
    const view = await read(path)
    appendFileSync(path, '2025-01-01T00:00\t아빠\t덧붙임\n')
    expectOk(desk.commit(view.id, { zone: 'Asia/Seoul', chats: [{ chat: 0, target: { to: 'room', room } }], contacts: false }))
    expect(await settled(view.id)).toMatchObject({ phase: 'failed', code: 'IMPORT_CHANGED', batch: undefined })
    expect(seenBy(mum, room)).toEqual([])
    expect(mum.messenger.imports.batches()).toEqual([])
  })

  it('[ARC-6] whose writing is called off leave nothing', async () => {
    const view = await read(file('a.txt', plainTalk('가족', 20_000)))
    expectOk(desk.commit(view.id, { zone: 'Asia/Seoul', chats: [{ chat: 0, target: { to: 'room', room } }], contacts: false }))
    expect(expectOk(await desk.cancel(view.id)).phase).toBe('cancelled')
    expect(seenBy(mum, room)).toEqual([])
    expect(mum.messenger.imports.archives()).toEqual([])
  })

  it('[ARC-6] that meet a full disk leave what was there, and may come again', async () => {
    const view = await read(file('a.txt', plainTalk('가족', 5_000)))
    const { store } = mum
    const { transaction } = store
    let left = 5
    store.transaction = (work, mode) =>
      transaction.call(
        store,
        () => {
          const done = work()
          left -= 1
          if (left === 0) throw new StoreError('STORE_FULL', 'no room')
          return done
        },
        mode,
      ) as never
    const plan = { zone: 'Asia/Seoul', chats: [{ chat: 0, target: { to: 'room', room }, me: '나' }], contacts: false } as const
    expectOk(desk.commit(view.id, plan))
    expect(await settled(view.id)).toMatchObject({ phase: 'failed', code: 'STORE_FULL' })
    store.transaction = transaction
    expect([seenBy(mum, room), mum.messenger.imports.archives(), mum.messenger.imports.batches()]).toEqual([[], [], []])
    const again = await read(join(folder, 'a.txt'))
    expectOk(desk.commit(again.id, plan))
    expect(await settled(again.id)).toMatchObject({ phase: 'done', batch: { messages: 5_000 } })
  })

  it('[ARC-4] may not go where nothing is, and a plan that names no chat of theirs is refused', async () => {
    const view = await read(file('a.txt', plainTalk('가족', 5)))
    expectOk(desk.commit(view.id, { zone: 'Mars/Base', chats: [{ chat: 0, target: { to: 'room', room } }], contacts: false }))
    expect(await settled(view.id)).toMatchObject({ phase: 'failed', code: 'BAD_ZONE' })
    const other = await read(join(folder, 'a.txt'))
    expectOk(desk.commit(other.id, { zone: 'Asia/Seoul', chats: [{ chat: 7, target: { to: 'room', room } }], contacts: false }))
    expect(await settled(other.id)).toMatchObject({ phase: 'failed', code: 'BAD_ARGUMENTS' })
    expect(mum.messenger.imports.batches()).toEqual([])
  })

  it('that are none say so', async () => {
    expect(await read(file('x.txt', '아무것도 아님'))).toMatchObject({ phase: 'failed', code: 'IMPORT_UNKNOWN' })
    expect(await read(join(folder, 'not-there'))).toMatchObject({ phase: 'failed', code: 'IMPORT_UNREADABLE' })
  })

  it('[ARC-9] with people by the thousand show the most talkative', async () => {
    const count = ARCHIVE.PREVIEW_PEOPLE + 10
    const lines = Array.from({ length: count }, (_, at) => `2024-03-04T14:05\t사람 ${at}\t말`)
    const view = await read(file('a.txt', `talk 큰 방\n${lines.join('\n')}\n2024-03-04T14:05\t사람 ${count - 1}\t또\n`))
    expect(view.chats[0]?.people.length).toBe(ARCHIVE.PREVIEW_PEOPLE)
    expect(view.chats[0]?.people[0]).toMatchObject({ name: `사람 ${count - 1}`, count: 2 })
    expect(view.chats[0]?.peopleCount).toBe(count)
  })

  it('[ARC-9] make room for others when too many are open', async () => {
    const path = file('a.txt', plainTalk('가족', 5))
    const first = await read(path)
    for (let at = 0; at < ARCHIVE.SESSIONS; at++) await read(path)
    expect(desk.views().length).toBe(ARCHIVE.SESSIONS)
    expect(desk.look(first.id)).toEqual({ ok: false, code: 'NO_IMPORT' })
    expect(desk.commit('nobody', { zone: 'Asia/Seoul', chats: [], contacts: false })).toEqual({ ok: false, code: 'NO_IMPORT' })
  })
})

describe('files that come in pieces', () => {
  const incoming = () => join(folder, 'incoming')

  it('[ARC-10] are read like others, lie where only their owner looks, and go afterwards', async () => {
    const { id } = expectOk(desk.gather())
    const bytes = Buffer.from(plainTalk('가족', 300))
    for (let at = 0; at < bytes.length; at += 1000)
      expectOk(desk.give(id, '폴더/대화.txt', bytes.subarray(at, at + 1000), at + 1000 >= bytes.length))
    expectOk(desk.give(id, 'people.txt', Buffer.from('card 김사장님\t+821012345678\n'), true))
    expect(statSync(incoming()).mode & 0o777).toBe(0o700)
    expectOk(desk.read(id))
    const view = await settled(id)
    expect(view).toMatchObject({ phase: 'ready', contacts: { count: 1 } })
    expect(view.chats).toMatchObject([{ records: 300, title: '가족' }])
    expect(desk.give(id, 'late.txt', bytes, true)).toEqual({ ok: false, code: 'NOT_READY' })
    await desk.close(id)
    expect(readdirSync(incoming())).toEqual([])
  })

  it('[ARC-10] never leave their folder, whatever they are called', async () => {
    const { id } = expectOk(desk.gather())
    const names = [
      '../../evil',
      '/etc/passwd',
      'a/../../b',
      '..\\..\\c',
      'x\u0000y',
      'con',
      `${'길'.repeat(300)}.txt`,
      'same',
      'same/below',
      '.',
      'a:b',
      'e\u0301',
    ]
    for (const name of names) desk.give(id, name, Buffer.from('talk x\n'), true)
    expectOk(desk.give(id, 'twice.txt', Buffer.from('talk x\n'), true))
    expectOk(desk.give(id, 'twice.txt', Buffer.from('talk y\n'), true))
    expect(readdirSync(folder)).toEqual(['incoming'])
    expect(readdirSync(incoming())).toEqual([id])
    expect(readdirSync(join(incoming(), id)).filter((name) => name.startsWith('twice')).length).toBe(2)
    expect(desk.give(id, '..', Buffer.from('x'), true)).toEqual({ ok: false, code: 'IMPORT_BAD_NAME' })
  })

  it('[ARC-10] that an earlier run left are gone at the next start', async () => {
    mkdirSync(join(incoming(), 'old'), { recursive: true })
    writeFileSync(join(incoming(), 'old', 'talk.txt'), 'private')
    desk = newDesk()
    expect(existsSync(incoming())).toBe(false)
  })
})
