/** Imported history in the messenger: where it shows, what it may not do, and that it stays here. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../../shared/ids/index.ts'
import { ARCHIVE } from '../../../shared/limits.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { broughtIn, said } from '../../harness/imported.ts'
import { Village, type Villager, seenBy, textsOf } from '../../harness/village.ts'

let village: Village
let mum: Villager
let dad: Villager
let room: RoomId

beforeEach(async () => {
  village = new Village()
  mum = village.person('엄마')
  dad = village.person('아빠')
  room = await village.pair(mum, dad)
})

const TALK = [
  said('2024-03-04T14:05', '여보', '저녁은?'),
  said('2024-03-04T14:05', '나', '수제비 끓일게'),
  said('2024-03-04T14:06', null, '여보님이 나갔습니다.'),
]

function importedIn(who: Villager, id: RoomId): readonly MessageView[] {
  return seenBy(who, id).filter(({ imported }) => imported !== undefined)
}

describe('imported history', () => {
  it('[ARC-1] stands before and among what is said in its room, in the order of time', async () => {
    expectOk(dad.messenger.send(room, ['여보세요']))
    await village.pass()
    broughtIn(mum.messenger, TALK, {
      target: { to: 'room', room },
      authors: [{ name: '여보', who: { is: 'contact', account: dad.account } }],
    })
    expect(textsOf(mum, room)).toEqual(['저녁은?', '수제비 끓일게', '여보님이 나갔습니다.', '여보세요'])
    const [first, second, notice] = importedIn(mum, room)
    expect(first).toMatchObject({ room, kind: 'text', author: { account: dad.account, name: '아빠' }, delivery: { state: 'received' } })
    expect(first?.imported).toMatchObject({ app: 'kakaotalk', author: '여보', isUnsigned: true, isMine: false, kind: 'text', batch: 1 })
    expect(second?.author).toEqual({ account: mum.account, name: '엄마' })
    expect(second?.imported?.isMine).toBe(true)
    expect(notice?.imported).toMatchObject({ author: undefined, kind: 'system' })
    expect(new Date(first?.time ?? 0).toISOString().slice(0, 16)).toBe('2024-03-04T05:05')
  })

  it('[ARC-1] is paged, opened around a place, and found, with what was said here', async () => {
    const many = Array.from({ length: 120 }, (_, at) => said(`2024-01-01T10:${String(at % 60).padStart(2, '0')}`, '여보', `옛말 ${at}`))
    broughtIn(mum.messenger, many, { target: { to: 'contact', account: dad.account } })
    expectOk(mum.messenger.send(room, ['지금 말']))
    const newest = expectOk(mum.messenger.messages(room, { limit: 10 }))
    expect(newest.at(-1)?.text).toBe('지금 말')
    expect(newest[0]?.imported).toBeDefined()
    const seen = new Set<string>()
    let before = newest[0]?.id
    for (const { id } of newest) seen.add(id)
    while (before !== undefined) {
      const page = expectOk(mum.messenger.messages(room, { limit: 17, before: before as never }))
      for (const { id } of page) seen.add(id)
      before = page[0]?.id
    }
    expect(seen.size).toBe(121)
    const [hit] = mum.messenger.search('옛말 77', { room })
    expect(hit).toMatchObject({ room, roomName: '아빠', message: { text: '옛말 77' } })
    expect(mum.messenger.search('옛말 77').length).toBe(1)
    const around = expectOk(mum.messenger.messages(room, { around: hit?.message.id as never, limit: 5 }))
    expect(around.some(({ id }) => id === hit?.message.id)).toBe(true)
  })

  it('[ARC-1] of its own is read by its own id, and may be put into a room and out of it', () => {
    broughtIn(mum.messenger, TALK, { target: { to: 'new', title: '동창' } })
    const [archive] = mum.messenger.imports.archives()
    if (archive === undefined) throw new Error('there is one')
    expect(archive).toMatchObject({ title: '동창', app: 'kakaotalk', room: undefined, messages: 3, batches: [1] })
    expect(importedIn(mum, archive.archive).length).toBe(3)
    expect(expectOk(mum.messenger.open(archive.archive)).messages.length).toBe(3)
    expect(mum.messenger.search('수제비')[0]).toMatchObject({ room: archive.archive, roomName: '동창' })
    expectOk(mum.messenger.markRead(archive.archive))
    expect(expectOk(mum.messenger.imports.change(archive.archive, { place: { at: 'room', room } })).room).toBe(room)
    expect(importedIn(mum, room).length).toBe(3)
    expect(mum.messenger.imports.change(archive.archive, { place: { at: 'room', room: archive.archive } })).toEqual({
      ok: false,
      code: 'NO_ROOM',
    })
    expectOk(mum.messenger.imports.change(archive.archive, { place: { at: 'nowhere' }, title: '국민학교' }))
    expect(importedIn(mum, room)).toEqual([])
    expectOk(mum.messenger.imports.remove(archive.archive))
    expect(mum.messenger.imports.archives()).toEqual([])
    expect(mum.messenger.search('수제비')).toEqual([])
    expect(mum.messenger.imports.batches()).toMatchObject([{ archives: [] }])
  })

  it('[ARC-5] is never unread, nor the last line, nor counted as waiting', async () => {
    broughtIn(mum.messenger, [...TALK, said('2999-01-01T00:00', '여보', '먼 훗날')], { target: { to: 'room', room } })
    const listed = mum.messenger.rooms().find((each) => each.room === room)
    expect(listed).toMatchObject({ unread: 0, mentions: 0, last: undefined })
    expect(mum.messenger.status().queued).toBe(0)
    expectOk(mum.messenger.markRead(room))
    // What claims to be of the future stands at the day it was brought in.
    expect(importedIn(mum, room).every(({ time }) => time <= village.clock.now())).toBe(true)
    await village.pass()
    expectOk(mum.messenger.send(room, ['이제']))
    expect(textsOf(mum, room).at(-1)).toBe('이제')
  })

  it('[ARC-5] may be forgotten, and nothing else that signed messages may', () => {
    broughtIn(mum.messenger, TALK, { target: { to: 'room', room } })
    const [first] = importedIn(mum, room)
    const id = first?.id as never
    const { messenger } = mum
    const refused = { ok: false, code: 'IMPORTED' }
    expect(messenger.edit(id, 'x')).toEqual(refused)
    expect(messenger.delete(id)).toEqual(refused)
    expect(messenger.react(id, '👍', true)).toEqual(refused)
    expect(messenger.pin(id, true)).toEqual(refused)
    expect(messenger.hide(room, [id], true)).toEqual(refused)
    expect(messenger.send(room, ['응'], { replyTo: id })).toEqual(refused)
    expect(messenger.trail(id)).toEqual(refused)
    expect(messenger.earlier(id)).toEqual({ ok: true, value: [] })
    expectOk(messenger.forget([id], true))
    expect(messenger.message(id)).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expect(importedIn(mum, room).length).toBe(2)
    broughtIn(messenger, TALK, { target: { to: 'room', room } })
    expect(importedIn(mum, room).length).toBe(2)
    expectOk(messenger.forget([id], false))
    expect(expectOk(messenger.message(id)).text).toBe('저녁은?')
  })

  it('[ARC-1] outlives a rebuild and a room that was left', () => {
    broughtIn(mum.messenger, TALK, { target: { to: 'room', room } })
    expectOk(mum.messenger.send(room, ['여기서']))
    const before = textsOf(mum, room)
    expectOk(mum.messenger.rebuild())
    expect(textsOf(mum, room)).toEqual(before)
    expectOk(mum.messenger.leave(room))
    expect(importedIn(mum, room).length).toBe(3)
    const usage = [...mum.messenger.storage()]
    expect(usage.length).toBeGreaterThan(0)
  })

  it('[ARC-6] goes as one batch, and only that', () => {
    broughtIn(mum.messenger, TALK, { target: { to: 'room', room } })
    const second = broughtIn(mum.messenger, [...TALK, said('2024-03-05T09:00', '여보', '다음 날')], { target: { to: 'room', room } })
    expect(second).toMatchObject({ messages: 1, known: 3, mended: 0 })
    expect(mum.messenger.imports.archives().length).toBe(1)
    expect(mum.messenger.imports.batches().map(({ batch }) => batch)).toEqual([2, 1])
    expect(expectOk(mum.messenger.imports.undo(second.batch))).toEqual({ messages: 1 })
    expect(importedIn(mum, room).length).toBe(3)
    expect(mum.messenger.imports.undo(second.batch)).toEqual({ ok: false, code: 'NO_BATCH' })
    expectOk(mum.messenger.imports.undo(1))
    expect(importedIn(mum, room)).toEqual([])
    expect(mum.messenger.imports.archives()).toEqual([])
    expect(mum.messenger.search('수제비')).toEqual([])
  })

  it('[ARC-6] that is broken off leaves nothing', () => {
    const batch = expectOk(mum.messenger.imports.begin(['a.txt']))
    const chat = expectOk(
      batch.chat(
        { app: 'line', time: 'local', zone: 'Asia/Tokyo', target: { to: 'room', room }, authors: [{ name: '여보', who: { is: 'new' } }] },
        'x',
      ),
    )
    for (let at = 0; at < 2 * ARCHIVE.CHUNK_RECORDS + 7; at++) chat.take(said('2024-03-04T14:05', '여보', `말 ${at}`))
    expect(mum.messenger.imports.begin(['b.txt'])).toEqual({ ok: false, code: 'IMPORT_BUSY' })
    expect(mum.messenger.addressBook.entries().length).toBe(1)
    batch.abandon()
    expect(importedIn(mum, room)).toEqual([])
    expect(mum.messenger.imports.archives()).toEqual([])
    expect(mum.messenger.imports.batches()).toEqual([])
    expect(mum.messenger.addressBook.entries()).toEqual([])
    expectOk(mum.messenger.imports.begin(['b.txt'])).abandon()
  })

  it('[ARC-4] may not be planned for rooms, people and zones that are not there', () => {
    const batch = expectOk(mum.messenger.imports.begin(['a.txt']))
    const plan = { app: 'line', time: 'local', zone: 'Asia/Seoul' } as const
    const nobody = '0'.repeat(64) as never
    expect(batch.chat({ ...plan, zone: 'Asia/Nowhere', target: { to: 'room', room } }, 'x')).toEqual({ ok: false, code: 'BAD_ZONE' })
    expect(batch.chat({ ...plan, target: { to: 'room', room: nobody } }, 'x')).toEqual({ ok: false, code: 'NO_ROOM' })
    expect(batch.chat({ ...plan, target: { to: 'contact', account: nobody } }, 'x')).toEqual({ ok: false, code: 'NO_CONTACT' })
    expect(batch.chat({ ...plan, target: { to: 'entry', entry: '0'.repeat(32) } }, 'x')).toEqual({ ok: false, code: 'NO_ENTRY' })
    expect(batch.chat({ ...plan, target: { to: 'archive', archive: nobody } }, 'x')).toEqual({ ok: false, code: 'NO_ARCHIVE' })
    batch.abandon()
  })

  it('[ARC-8] is shared on purpose only, as quoted text that says who is said to have written it', async () => {
    const evil = said('2024-03-04T14:07', '\u202e엄마\n> [brought in', '줄\n[카카오톡에서 가져온 글] 아빠 · 2024-03-04 00:00\n<b>굵게</b>')
    broughtIn(mum.messenger, [...TALK, evil], { target: { to: 'room', room } })
    const ids = importedIn(mum, room).map(({ id }) => id as never)
    expect(mum.messenger.imports.share(room, [...ids, ids[0] as never].slice(0, 0), 'ko', 'Asia/Seoul')).toEqual({
      ok: false,
      code: 'EMPTY',
    })
    expect(mum.messenger.imports.share(room, ids, 'ko', 'Nowhere/At_All')).toEqual({ ok: false, code: 'BAD_ZONE' })
    const [sent] = expectOk(mum.messenger.imports.share(room, ids, 'ko', 'Asia/Seoul'))
    await village.pass()
    const seen = seenBy(dad, room).find(({ id }) => id === sent)
    expect(seen?.imported).toBeUndefined()
    const lines = seen?.text?.split('\n') ?? []
    expect(lines[0]).toBe('[KakaoTalk에서 가져온 말] 여보 · 2024-03-04 14:05')
    expect(lines[1]).toBe('> 저녁은?')
    // Whatever was quoted, every line that is no head is marked, and there are as many heads as messages.
    expect(lines.filter((line) => line.startsWith('[')).length).toBe(4)
    expect(lines.every((line) => line === '' || line.startsWith('> ') || line.startsWith('[KakaoTalk'))).toBe(true)
    expect(seen?.text).not.toMatch(/[\u202a-\u202e]/u)
  })

  it('[ARC-8] is shared in as many texts as it takes, and no more than may be', () => {
    const long = Array.from({ length: 51 }, (_, at) => said('2024-03-04T14:07', '여보', `${at} ${'가'.repeat(3000)}`))
    broughtIn(mum.messenger, long, { target: { to: 'room', room } })
    const ids = importedIn(mum, room).map(({ id }) => id as never)
    expect(mum.messenger.imports.share(room, ids, 'en', 'Asia/Seoul')).toEqual({ ok: false, code: 'TOO_MANY' })
    const sent = expectOk(mum.messenger.imports.share(room, ids.slice(0, ARCHIVE.SHARED), 'en', 'Asia/Seoul'))
    const words = sent.map((id) => expectOk(mum.messenger.message(id)).text ?? '').join('')
    expect(words.split('가').length - 1).toBe(ARCHIVE.SHARED * 3000)
  })

  it('[ARC-5] of any length is whole, in pieces', () => {
    const whole = `시작 ${'길다 '.repeat(300_000)}끝`
    broughtIn(mum.messenger, [said('2024-03-04T14:05', '여보', whole)], { target: { to: 'room', room } })
    const [view] = importedIn(mum, room)
    expect(view?.imported?.isLong).toBe(true)
    expect(view?.text?.length).toBe(ARCHIVE.SHOWN_CHARACTERS)
    let text = ''
    for (let from: number | undefined = 0; from !== undefined;) {
      const piece: { readonly text: string; readonly next: number | undefined } = expectOk(
        mum.messenger.imports.text(view?.id as never, from),
      )
      text += piece.text
      from = piece.next
    }
    expect(text).toBe(whole)
    const again = broughtIn(mum.messenger, [said('2024-03-04T14:05', '여보', whole)], { target: { to: 'room', room } })
    expect(again).toMatchObject({ messages: 0, known: 1, mended: 0 })
    expectOk(mum.messenger.imports.undo(1))
    expect(mum.store.values.list('archive-long/1')).toEqual([])
  })
})
