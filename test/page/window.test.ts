import { describe, expect, it } from 'vitest'
import type { MessageView } from '../../shared/messenger/index.ts'
import {
  EMPTY_WINDOW,
  firstMessage,
  HELD_MESSAGES,
  lastMessage,
  type MessageWindow,
  placeOf,
  trimmed,
  withChanged,
  withNewer,
  withOlder,
  withoutMessages,
  withPage,
  withTail,
} from '../../src-renderer/app/timeline/window.ts'
import { line, message, messageId } from './messages.ts'

const some = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
const held = (from: number, to: number, parts: Partial<MessageWindow> = {}): MessageWindow => ({
  messages: some(from, to),
  hasOlder: true,
  hasNewer: true,
  ...parts,
})
const texts = ({ messages }: MessageWindow) => messages.map(({ text }) => text?.replace('글 ', '')).join(' ')

describe('the stretch of a conversation that is held', () => {
  it('grows by pages at both ends, and nothing twice', () => {
    const older = withOlder(held(5, 6), some(3, 5), true)
    expect(texts(older)).toBe('3 4 5 6')
    expect(older.hasOlder).toBe(true)
    const newer = withNewer(older, some(6, 8), false)
    expect(texts(newer)).toBe('3 4 5 6 7 8')
    expect(newer.hasNewer).toBe(false)
  })

  it('takes what comes after all that is held, and leaves to the engine what comes elsewhere', () => {
    const open = held(3, 5, { hasNewer: false })
    const placed = placeOf(open, message(6))
    expect(placed.at === 'end' && texts(placed.window)).toBe('3 4 5 6')
    expect(placeOf(open, message(4, { id: messageId(9) })).at).toBe('within')
    expect(placeOf(open, message(5, { id: messageId(9) })).at).toBe('within')
    expect(placeOf(open, message(1)).at).toBe('outside')
    expect(placeOf(held(3, 5), message(6)).at).toBe('outside')
    expect(placeOf(held(3, 5, { hasOlder: false }), message(1)).at).toBe('within')
    expect(placeOf(EMPTY_WINDOW, message(1)).at).toBe('end')
  })

  it('believes a page between its first and last message, and keeps what lies on either side', () => {
    const late = message(4, { id: messageId(40), text: '늦은 글' })
    const merged = withPage(held(1, 8), [message(3), message(4), late, message(6)])
    expect(texts(merged)).toBe('1 2 3 4 늦은 글 6 7 8')
  })

  it('appends a page that borders on its end, and ignores one from elsewhere', () => {
    expect(texts(withPage(held(1, 3), some(4, 5)))).toBe('1 2 3 4 5')
    expect(texts(withPage(held(3, 4), some(1, 2)))).toBe('1 2 3 4')
    expect(texts(withPage(held(1, 3), []))).toBe('1 2 3')
  })

  it('keeps messages of one moment in the order of the page', () => {
    const [a, b, c] = ['가', '나', '다'].map((text, index) => message(5, { id: messageId(70 - index), text }))
    const window = withPage(
      held(4, 4),
      [message(4), a, b, c].filter((each): each is MessageView => each !== undefined),
    )
    expect(texts(window)).toBe('4 가 나 다')
  })

  it('changes one message and is the same when nothing changed', () => {
    const window = held(1, 3)
    const changed = withChanged(window, [message(2, { text: '고친 글' })])
    expect(texts(changed)).toBe('1 고친 글 3')
    expect(changed.messages[0]).toBe(window.messages[0])
    expect(withChanged(window, [message(9)])).toBe(window)
    expect(withoutMessages(window, new Set([messageId(9)]))).toBe(window)
    expect(texts(withoutMessages(window, new Set([messageId(2)])))).toBe('1 3')
  })

  it('never holds more than its bound, and cuts the end that is not looked at', () => {
    const long = held(1, HELD_MESSAGES + 1, { hasOlder: false, hasNewer: false })
    const down = trimmed(long, messageId(HELD_MESSAGES))
    expect(down.messages.length).toBeLessThan(HELD_MESSAGES)
    expect(down.messages.at(-1)).toBe(long.messages.at(-1))
    expect(down).toMatchObject({ hasOlder: true, hasNewer: false })
    const up = trimmed(long, messageId(2))
    expect(up.messages[0]).toBe(long.messages[0])
    expect(up).toMatchObject({ hasOlder: false, hasNewer: true })
    expect(trimmed(long, undefined).messages.at(-1)).toBe(long.messages.at(-1))
    const short = held(1, HELD_MESSAGES)
    expect(trimmed(short, undefined)).toBe(short)
  })

  it('pages from messages, never from lines of the room', () => {
    const window = { ...EMPTY_WINDOW, messages: [line(1), message(2), message(3), line(4)] }
    expect(firstMessage(window)).toBe(messageId(2))
    expect(lastMessage(window)).toBe(messageId(3))
    expect(firstMessage(EMPTY_WINDOW)).toBeUndefined()
  })

  it('believes a page of the newest that nothing follows it', () => {
    const open = held(1, 6, { hasNewer: false })
    expect(texts(withTail(open, [message(3), message(4)]))).toBe('1 2 3 4')
    expect(texts(withTail(open, some(4, 6)))).toBe('1 2 3 4 5 6')
    expect(texts(withTail(open, some(6, 8)))).toBe('1 2 3 4 5 6 7 8')
    expect(texts(withTail(open, [message(3, { id: messageId(30), text: '다른 글' })]))).toBe('1 2 다른 글')
  })
})
