/**
 * Notifications of the system: one a room at most, a newer one in its place, gone when the room was read or the message was deleted, and with
 * the new words of one that was edited. A click opens the message.
 */
import { Notification } from 'electron'
import type { Arrived, Notice } from '../../shared/notice/index.ts'
import { icon } from './icons.ts'

export interface Notices {
  /** What says the same of the same message already stays as it is. */
  show(arrived: Arrived, notice: Notice): void
  /** What the notification of a room is about. */
  shown(room: string): Arrived | undefined
  withdraw(room: string): void
  /** News that belong to no room; the newest takes the place of the one before. */
  tell(notice: Notice, open: () => void): void
  /** Those of rooms in which nothing is unread any more. */
  clear(isUnread: (room: string) => boolean): void
}

interface Shown {
  readonly arrived: Arrived
  readonly notification: Notification
}

export function createNotices(open: (room: string, message: string) => void): Notices {
  const shown = new Map<string, Shown>()
  let news: Notification | undefined
  const withdraw = (room: string): void => {
    const notification = shown.get(room)?.notification
    shown.delete(room)
    notification?.close()
  }
  return {
    show(arrived, { title, body }) {
      if (!Notification.isSupported()) return
      const { room } = arrived.room
      const before = shown.get(room)
      if (before?.arrived.newest.id === arrived.newest.id && before.notification.title === title && before.notification.body === body)
        return
      withdraw(room)
      // Knocks and messages alike come without a sound of ours; the system's own settings decide.
      const notification = new Notification({ title, body, icon: icon('window') })
      notification.on('click', () => open(room, arrived.newest.id))
      notification.on('close', () => {
        if (shown.get(room)?.notification === notification) shown.delete(room)
      })
      shown.set(room, { arrived, notification })
      notification.show()
    },
    shown: (room) => shown.get(room)?.arrived,
    withdraw,
    tell({ title, body }, whenPressed) {
      if (!Notification.isSupported()) return
      news?.close()
      news = new Notification({ title, body, icon: icon('window') })
      news.on('click', whenPressed)
      news.show()
    },
    clear(isUnread) {
      for (const room of [...shown.keys()]) if (!isUnread(room)) withdraw(room)
    },
  }
}
