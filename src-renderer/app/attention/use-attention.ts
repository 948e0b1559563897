/** All that ties an open house to what is around the page: menus, notifications and title of the window. */
import { useCommands, useNoticeClicks, useWatching } from './use-desktop.ts'
import { useRoomInFront } from './use-room-in-front.ts'
import { useTitle } from './use-title.ts'
import { useWebNotices } from './use-web-notices.ts'

export function useAttention(): void {
  const room = useRoomInFront()
  useTitle()
  useCommands()
  useNoticeClicks()
  useWatching(room)
  useWebNotices(room)
}
