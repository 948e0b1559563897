/** What the tray counts and what a notification says, as functions of what the house told. */
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { SHELL } from '../../shared/limits.ts'
import { noticeOf, outageNoticeOf, unreadCount, worstOutage } from '../../shared/notice/index.ts'
import { houseEvent, type Message, message, type Room, roomList, settings } from '../../src-main/shell/house-view.ts'

const NOW = 1_000_000
const NEVER = Number.MAX_SAFE_INTEGER
const aRoom = (changes: Partial<Room> = {}, preferences: Partial<Room['preferences']> = {}): Room => ({
  room: 'family',
  kind: 'group',
  name: '우리 가족',
  unread: 1,
  ...changes,
  preferences: { mutedUntil: 0, notify: 'all', archived: false, ...preferences },
})
const aMessage = (changes: Partial<Message> = {}): Message => ({
  id: 'm1',
  room: 'family',
  author: { name: '엄마' },
  text: '시장 다녀올게',
  deleted: false,
  mentionsMe: false,
  ...changes,
})
const CHOSEN = { notifications: 'full', background: false, lockWithSystem: false } as const
const MOMENT = { now: NOW, quietUntil: 0, watchedRoom: undefined }

function notice({
  room = aRoom(),
  newest = aMessage(),
  count = 1,
  chosen = {},
  moment = {},
  language = 'ko',
}: {
  room?: Room
  newest?: Message
  count?: number
  chosen?: Partial<Parameters<typeof noticeOf>[1]>
  moment?: Partial<Parameters<typeof noticeOf>[2]>
  language?: 'ko' | 'en'
} = {}) {
  return noticeOf({ newest, count, room }, { ...CHOSEN, ...chosen }, { ...MOMENT, ...moment }, language)
}

describe('[SHELL-5] a notification', () => {
  it('says room, author and text; in a direct room the author is the title', () => {
    expect(notice()).toEqual({ title: '우리 가족', body: '엄마: 시장 다녀올게' })
    expect(notice({ room: aRoom({ kind: 'direct', name: '엄마' }) })).toEqual({ title: '엄마', body: '시장 다녀올게' })
  })

  it('says what came without words, as the house told it', () => {
    const told = (holds: unknown) => v.parse(message, { ...aMessage(), text: undefined, holds })
    expect(notice({ newest: told({ type: 'photo', count: 3 }) })?.body).toBe('엄마: 사진 3장')
    expect(notice({ newest: told({ type: 'voice', count: 1, durationMs: 7_000 }) })?.body).toBe('엄마: 음성 메시지 0:07')
    expect(notice({ newest: told({ type: 'file', count: 1, name: '나들이.pdf' }), language: 'en' })?.body).toBe('엄마: 나들이.pdf')
    expect(notice({ newest: { ...told({ type: 'photo', count: 1 }), text: '바다야' } })?.body).toBe('엄마: 사진 · 바다야')
    // Of a kind only a later version knows.
    expect(notice({ newest: told({ type: 'poll', count: 1 }) })?.body).toBe('새 메시지')
  })

  it('says only who, where that was chosen', () => {
    expect(notice({ chosen: { notifications: 'name' } })).toEqual({ title: '우리 가족', body: '새 메시지' })
    expect(notice({ chosen: { notifications: 'name' }, newest: aMessage({ mentionsMe: true }) })?.body).toBe('엄마가 나를 불렀어요')
    expect(notice({ chosen: { notifications: 'name' }, language: 'en' })?.body).toBe('New message')
  })

  it('is not shown when switched off, in silent rooms, in the hour of quiet, or for what is on the screen', () => {
    expect(notice({ chosen: { notifications: 'none' } })).toBeUndefined()
    expect(notice({ room: aRoom({}, { mutedUntil: NOW + 1 }) })).toBeUndefined()
    expect(notice({ room: aRoom({}, { mutedUntil: NEVER }) })).toBeUndefined()
    expect(notice({ room: aRoom({}, { mutedUntil: NOW }) })).toBeDefined()
    expect(notice({ room: aRoom({}, { notify: 'none' }) })).toBeUndefined()
    expect(notice({ moment: { quietUntil: NOW + SHELL.QUIET_MS } })).toBeUndefined()
    expect(notice({ moment: { quietUntil: NOW } })).toBeDefined()
    expect(notice({ moment: { watchedRoom: 'family' } })).toBeUndefined()
    expect(notice({ moment: { watchedRoom: 'another' } })).toBeDefined()
  })

  it('is not shown for what was read on another device or deleted meanwhile', () => {
    expect(notice({ room: aRoom({ unread: 0 }) })).toBeUndefined()
    expect(notice({ newest: aMessage({ deleted: true }) })).toBeUndefined()
  })

  it('comes for mentions only, where that was chosen', () => {
    const room = aRoom({}, { notify: 'mentions' })
    expect(notice({ room })).toBeUndefined()
    expect(notice({ room, newest: aMessage({ mentionsMe: true }) })?.body).toBe('엄마: 시장 다녀올게')
  })

  it('counts instead of quoting beyond a few at once', () => {
    expect(notice({ count: SHELL.NOTIFIED_ONE_BY_ONE })?.body).toBe('엄마: 시장 다녀올게')
    expect(notice({ count: SHELL.NOTIFIED_ONE_BY_ONE + 1 })?.body).toBe('새 메시지 4개')
  })

  it('is one line of bounded length', () => {
    const text = (length: number) => notice({ room: aRoom({ kind: 'direct' }), newest: aMessage({ text: '가'.repeat(length) }) })?.body
    expect(text(SHELL.NOTIFIED_CHARACTERS)).toBe('가'.repeat(SHELL.NOTIFIED_CHARACTERS))
    expect(text(SHELL.NOTIFIED_CHARACTERS + 1)).toBe(`${'가'.repeat(SHELL.NOTIFIED_CHARACTERS - 1)}…`)
    expect(notice({ newest: aMessage({ text: 'a\n\n  b' }) })?.body).toBe('엄마: a b')
  })
})

describe('[SHELL-5] the count', () => {
  it('leaves out rooms that are silent or put away', () => {
    const rooms = [
      aRoom({ unread: 2 }),
      aRoom({ unread: 4 }, { mutedUntil: NEVER }),
      aRoom({ unread: 8 }, { notify: 'none' }),
      aRoom({ unread: 16 }, { archived: true }),
      aRoom({ unread: 32 }, { mutedUntil: NOW - 1, notify: 'mentions' }),
    ]
    expect(unreadCount(rooms, NOW)).toBe(34)
  })
})

describe('what the house tells', () => {
  it('is read also from an engine that knows less', () => {
    expect(v.parse(roomList, [{ room: 'r', kind: 'group', name: 'n', unread: 1, members: 3 }])).toEqual([
      { room: 'r', kind: 'group', name: 'n', unread: 1, preferences: { mutedUntil: 0, notify: 'all', archived: false } },
    ])
    expect(v.parse(settings, { readReceipts: true, notifications: 'loud' })).toEqual(CHOSEN)
  })
})

describe('[OUT-6] an outage', () => {
  const name = { ko: '카카오톡', en: 'KakaoTalk' }
  const change = (state: 'ok' | 'suspect' | 'down') =>
    outageNoticeOf({ name, state, since: Date.UTC(2022, 9, 15, 6, 32) }, CHOSEN, MOMENT, 'ko')

  it('calls once it is sure, and says since when', () => {
    expect(change('down')).toMatchObject({ title: '카카오톡이 응답하지 않아요', body: expect.stringMatching(/^오[전후] \d+:32부터예요/) })
    expect([change('suspect'), change('ok')]).toEqual([undefined, undefined])
  })

  it('calls nobody who wants no notifications, or none for an hour', () => {
    const down = { name, state: 'down', since: 0 } as const
    expect(outageNoticeOf(down, { ...CHOSEN, notifications: 'none' }, MOMENT, 'ko')).toBeUndefined()
    expect(outageNoticeOf(down, CHOSEN, { ...MOMENT, quietUntil: NOW + 1 }, 'ko')).toBeUndefined()
  })

  it('stands in the tray, the worst first, while it is watched', () => {
    const services = [
      { name: { ko: '라인', en: 'LINE' }, isWatched: true, state: 'suspect' },
      { name, isWatched: true, state: 'down' },
    ] as const
    expect(worstOutage({ isOn: true, services }, 'ko')).toBe('카카오톡이 응답하지 않아요')
    expect(worstOutage({ isOn: true, services: services.slice(0, 1) }, 'en')).toBe('LINE is slow')
    expect(worstOutage({ isOn: false, services }, 'ko')).toBeUndefined()
    expect(worstOutage({ isOn: true, services: services.map((each) => ({ ...each, isWatched: false })) }, 'ko')).toBeUndefined()
    expect(worstOutage(undefined, 'ko')).toBeUndefined()
  })

  it('is parsed: what an engine of another version says otherwise is nothing', () => {
    const said = { type: 'outage', change: { service: 'x', name, state: 'down', before: 'ok', since: 1 } }
    expect(v.safeParse(houseEvent, said).success).toBe(true)
    expect(v.safeParse(houseEvent, { ...said, change: { ...said.change, state: 'gone' } }).success).toBe(false)
  })
})
