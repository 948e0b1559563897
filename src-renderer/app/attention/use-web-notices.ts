/**
 * Notifications of a page in a browser: one a room at most, a newer one in its place, gone when the room was read or the message was deleted,
 * and with the new words of one that was edited; a click opens the message. New messages are gathered for a moment, so that a catch-up of thousands asks little.
 */
import { useEffect, useRef } from 'react'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { SHELL } from '../../../shared/limits.ts'
import { type Notice, noticeOf } from '../../../shared/notice/index.ts'
import { call, engineState, onEvent, useEngine } from '../engine/index.ts'
import { useLanguage } from '../words/index.ts'
import { noticePermission } from './notice-permission.ts'
import { openMessage } from './use-desktop.ts'

interface Gathered {
  readonly newest: MessageId
  readonly count: number
}

interface Shown extends Gathered {
  readonly notice: Notification
}

export function useWebNotices(watchedRoom: RoomId | undefined): void {
  const shown = useRef(new Map<RoomId, Shown>())
  const language = useLanguage()
  const around = useRef({ watchedRoom, language })
  useEffect(() => {
    around.current = { watchedRoom, language }
  }, [watchedRoom, language])
  const rooms = useEngine((state) => state.rooms)

  useEffect(() => {
    const notices = shown.current
    let news = new Map<RoomId, Gathered>()
    let gathering: ReturnType<typeof setTimeout> | undefined
    const deliver = async () => {
      gathering = undefined
      const gathered = news
      news = new Map()
      for (const { newest, count } of gathered.values()) {
        const made = await noticeFor(newest, count, around.current)
        if (made !== undefined) show(made.room, { newest, count }, made.notice)
      }
    }
    const show = (room: RoomId, { newest, count }: Gathered, notice: Notice) => {
      notices.get(room)?.notice.close()
      notices.set(room, { newest, count, notice: shownNotice(room, newest, notice) })
    }
    // DEL-2: words that were taken back or written anew stand in no notification either.
    const showAgain = async (room: RoomId, message: MessageId) => {
      const before = notices.get(room)
      if (before?.newest !== message) return
      const notice = (await noticeFor(message, before.count, around.current))?.notice
      if (notices.get(room) !== before) return
      if (notice !== undefined && notice.title === before.notice.title && notice.body === before.notice.body) return
      if (notice !== undefined) return show(room, before, notice)
      notices.delete(room)
      before.notice.close()
    }
    const end = onEvent((event) => {
      if (event.type === 'message-changed') void showAgain(event.room, event.message)
      if (event.type !== 'message' || event.own || noticePermission() !== 'granted') return
      news.set(event.room, { newest: event.message, count: (news.get(event.room)?.count ?? 0) + 1 })
      gathering ??= setTimeout(() => void deliver(), SHELL.NOTIFY_GATHER_MS)
    })
    return () => {
      end()
      clearTimeout(gathering)
      // Also when the door is locked: what they say is behind it.
      for (const { notice } of notices.values()) notice.close()
      notices.clear()
    }
  }, [])

  useEffect(() => {
    for (const [room, { notice }] of shown.current) {
      if (rooms?.some((each) => each.room === room && each.unread > 0) === true) continue
      shown.current.delete(room)
      notice.close()
    }
  }, [rooms])
}

/** The message says where it is shown: two who met at once have two rooms, which become one after the first words came. */
async function noticeFor(
  newest: MessageId,
  count: number,
  { watchedRoom, language }: { readonly watchedRoom: RoomId | undefined; readonly language: 'ko' | 'en' },
) {
  // Asked for rather than taken from the state, which may not have followed yet.
  const [message, rooms] = [await call('messages.get', { message: newest }), await call('rooms.list')]
  const { settings } = engineState()
  if (!message.ok || !rooms.ok || settings === undefined) return undefined
  const summary = rooms.value.find((each) => each.room === message.value.room)
  if (summary === undefined) return undefined
  const moment = { now: Date.now(), quietUntil: 0, watchedRoom }
  const notice = noticeOf({ newest: message.value, count, room: summary }, settings, moment, language)
  return notice === undefined ? undefined : { room: summary.room, notice }
}

function shownNotice(room: RoomId, message: MessageId, { title, body }: Notice): Notification {
  // The tag keeps two pages of one house from saying everything twice. No sound of ours.
  const notice = new Notification(title, { body, tag: room, silent: true })
  notice.addEventListener('click', () => {
    focus()
    openMessage(room, message)
    notice.close()
  })
  return notice
}
