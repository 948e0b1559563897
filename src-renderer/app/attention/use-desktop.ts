/** What our own window says to the page and hears from it; nothing in a browser. What came before the house was open waits in the bridge. */
import { useEffect } from 'react'
import type { BridgeCommand } from '../../../shared/bridge/index.ts'
import { parseId, type RoomId } from '../../../shared/ids/index.ts'
import { platform } from '../../platform/index.ts'
import { type KeyName, pressKey } from '../keys/index.ts'
import { go } from '../route/index.ts'

/** The first that somebody on the page wants: where no room is open, there is still the quick jump to search with. */
const KEYS_OF: Readonly<Record<BridgeCommand, readonly KeyName[]>> = {
  settings: ['settings'],
  'new-room': ['newRoom'],
  'quick-jump': ['quickJump'],
  find: ['searchHere', 'quickJump'],
  keys: ['sheet'],
}

/** The application menu and the tray do what the keys do. */
export function useCommands(): void {
  useEffect(() => platform.desktop?.onCommand((command) => void KEYS_OF[command].some(pressKey)), [])
}

export function useNoticeClicks(): void {
  useEffect(() => platform.desktop?.onOpen(openMessage), [])
}

export function useWatching(room: RoomId | undefined): void {
  useEffect(() => {
    platform.desktop?.watching(room)
    return () => platform.desktop?.watching(undefined)
  }, [room])
}

/** From outside the page, so it is looked at before it becomes a place. */
export function openMessage(roomText: string, messageText: string | undefined): void {
  const room = parseId('room', roomText)
  if (room === undefined) return
  const message = messageText === undefined ? undefined : parseId('message', messageText)
  go({ page: 'rooms', room, ...(message !== undefined && { message }) })
}
