/** What a person notes about rooms on this device: preferences and drafts, over restarts of the real store. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../shared/limits.ts'
import type { MessengerEvent, RoomSummary } from '../../shared/messenger/index.ts'
import { type DiskStore, openSqliteStore } from '../../src-main/engine/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager } from '../harness/village.ts'
import { STORE_KEY, type SqliteFile, aSqliteStore } from '../store/sqlite-file.ts'

const USUAL = { pinned: false, archived: false, mutedUntil: 0, notify: 'all' }

let village: Village
let disk: SqliteFile
let mum: Villager<DiskStore>
let dad: Villager
let room: RoomId

beforeEach(async () => {
  village = new Village()
  disk = aSqliteStore()
  mum = village.personOn('엄마', disk.store)
  dad = village.person('아빠')
  room = await village.pair(mum, dad)
})

afterEach(() => {
  mum.store.close()
  disk.dispose()
})

function listed(id: RoomId = room): RoomSummary {
  const found = mum.messenger.rooms().find((each) => each.room === id)
  if (found === undefined) throw new Error('it is listed')
  return found
}

/** The engine ends and starts again over the same file. */
function restart(): void {
  mum.messenger.stop()
  mum.store.close()
  mum = village.personOn('엄마', openSqliteStore({ file: disk.file, key: STORE_KEY, mustExist: true }))
}

describe('preferences', () => {
  it('are as they come until they are chosen, stay where not named, and survive a restart', () => {
    expect(listed().preferences).toEqual(USUAL)
    expect(expectOk(mum.messenger.preferRoom(room, { pinned: true }))).toEqual({ ...USUAL, pinned: true })
    expectOk(mum.messenger.preferRoom(room, { mutedUntil: Number.MAX_SAFE_INTEGER, notify: 'mentions' }))
    const chosen = { pinned: true, archived: false, mutedUntil: Number.MAX_SAFE_INTEGER, notify: 'mentions' }
    expect(listed().preferences).toEqual(chosen)
    restart()
    expect(listed().preferences).toEqual(chosen)
  })

  it('are told to every page, and to nobody else', async () => {
    const events: MessengerEvent[] = []
    mum.messenger.subscribe((event) => events.push(event))
    expectOk(mum.messenger.preferRoom(room, { archived: true }))
    await village.pass()
    expect(events).toContainEqual({ type: 'room', room })
    expect(dad.messenger.rooms().find((each) => each.room === room)?.preferences).toEqual(USUAL)
  })

  it('of a room that is not there are refused', () => {
    const strange = expectOk(dad.messenger.createRoom({ name: '아빠만' }))
    expect(mum.messenger.preferRoom(strange, { pinned: true })).toEqual({ ok: false, code: 'NO_ROOM' })
    expect(mum.messenger.saveDraft(strange, { text: '가' })).toEqual({ ok: false, code: 'NO_ROOM' })
  })
})

describe('drafts', () => {
  it('are there after a restart, each room its own, until they are dropped', () => {
    const other = expectOk(mum.messenger.createRoom({ name: '장보기' }))
    const [message] = expectOk(mum.messenger.send(room, ['밥 먹었니?']))
    if (message === undefined) throw new Error('one was sent')
    const mentions = [{ account: dad.account, from: 0, to: 3 }]
    expectOk(mum.messenger.saveDraft(room, { text: '@아빠 오늘', replyTo: message, mentions }))
    expectOk(mum.messenger.saveDraft(other, { text: '두부, 콩나물' }))
    const at = village.clock.now()
    restart()
    expect(listed().draft).toEqual({ text: '@아빠 오늘', replyTo: message, mentions, at })
    expect(listed(other).draft).toEqual({ text: '두부, 콩나물', at })
    expectOk(mum.messenger.saveDraft(room, null))
    expectOk(mum.messenger.saveDraft(other, { text: '' }))
    restart()
    expect([listed().draft, listed(other).draft]).toEqual([undefined, undefined])
  })

  it('are on disk when saveDraft returns: killed then, nothing of them is lost', () => {
    expectOk(mum.messenger.saveDraft(room, { text: '반쯤 쓴 글' }))
    // The files as a kill leaves them: nothing was closed, nothing tidied up.
    const left = `${disk.folder}/left`
    mkdirSync(left)
    for (const file of readdirSync(disk.folder))
      if (file.startsWith('store.db') && !file.endsWith('-shm')) copyFileSync(`${disk.folder}/${file}`, `${left}/${file}`)
    const again = openSqliteStore({ file: `${left}/store.db`, key: STORE_KEY, mustExist: true })
    mum.messenger.stop()
    const messenger = village.personOn('엄마', again).messenger
    expect(messenger.rooms().find((each) => each.room === room)?.draft?.text).toBe('반쯤 쓴 글')
    messenger.stop()
    again.close()
  })

  it('hold RESOURCE.DRAFT_CHARACTERS; more is refused, and the former one stays', () => {
    const longest = '가'.repeat(RESOURCE.DRAFT_CHARACTERS)
    expectOk(mum.messenger.saveDraft(room, { text: longest }))
    expect(mum.messenger.saveDraft(room, { text: `${longest}나` })).toEqual({ ok: false, code: 'TOO_LONG' })
    expect(listed().draft?.text).toBe(longest)
    const crowd = Array.from({ length: INTRINSIC.MENTIONS + 1 }, () => ({ account: dad.account, from: 0, to: 1 }))
    expect(mum.messenger.saveDraft(room, { text: '@', mentions: crowd })).toEqual({ ok: false, code: 'TOO_MANY' })
    expect(mum.messenger.saveDraft(room, { text: '@', mentions: [{ account: dad.account, from: 0, to: 2 }] })).toEqual({
      ok: false,
      code: 'OUT_OF_RANGE',
    })
  })

  it('half a character at the end is kept as what it can be', () => {
    expectOk(mum.messenger.saveDraft(room, { text: '안녕\u{D83D}' }))
    expect(listed().draft?.text).toBe('안녕\u{FFFD}')
  })

  it('[GOV-17] two direct rooms with one person have one', async () => {
    const [a, b] = [village.person('형'), village.person('누나')]
    await village.pair(a, b)
    const one = expectOk(a.messenger.directRoom(b.account))
    expectOk(a.messenger.saveDraft(one, { text: '하나' }))
    const key = expectOk(
      a.messenger.roomBook.create('direct', '', [{ account: b.account, card: a.messenger.people.knownCard(b.account), role: 4 }]),
    )
    const two = a.messenger.roomBook.registry.get(key)!.room!
    const shown = a.messenger.rooms().filter(({ kind }) => kind === 'direct')
    expect(shown.map(({ draft }) => draft?.text)).toEqual(['하나'])
    expectOk(a.messenger.saveDraft(two, { text: '둘' }))
    expect(a.messenger.rooms().find(({ kind }) => kind === 'direct')?.draft?.text).toBe('둘')
  })

  it('[DEL-1] of the edit of a message that is deleted go with it', () => {
    const [message] = expectOk(mum.messenger.send(room, ['비밀']))
    if (message === undefined) throw new Error('one was sent')
    expectOk(mum.messenger.saveDraft(room, { text: '비밀번호', edits: message }))
    expectOk(mum.messenger.delete(message))
    expect(listed().draft).toBeUndefined()
  })
})
