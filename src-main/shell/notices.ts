/** Notifications of the system: one a room at most, a newer one in its place, gone when the room was read. A click opens the message. */
import { Notification } from 'electron'
import type { Notice } from '../../shared/notice/index.ts'
import { icon } from './icons.ts'

export interface Notices {
  show(room: string, message: string, notice: Notice): void
  /** Those of rooms in which nothing is unread any more. */
  clear(isUnread: (room: string) => boolean): void
}

export function createNotices(open: (room: string, message: string) => void): Notices {
  const shown = new Map<string, Notification>()
  return {
    show(room, message, { title, body }) {
      if (!Notification.isSupported()) return
      shown.get(room)?.close()
      // Knocks and messages alike come without a sound of ours; the system's own settings decide.
      const notification = new Notification({ title, body, icon: icon('window') })
      notification.on('click', () => open(room, message))
      notification.on('close', () => {
        if (shown.get(room) === notification) shown.delete(room)
      })
      shown.set(room, notification)
      notification.show()
    },
    clear(isUnread) {
      for (const [room, notification] of shown) {
        if (isUnread(room)) continue
        shown.delete(room)
        notification.close()
      }
    },
  }
}
