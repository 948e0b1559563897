/** The trays of all rooms that were opened in this page: going to another room and back loses nothing. A lock empties them. */
import type { RoomId } from '../../../shared/ids/index.ts'
import { onLocked } from '../engine/index.ts'
import { createPicturePreparer, type PicturePreparer } from '../pictures/index.ts'
import { createTray, type Tray } from './tray.ts'

const trays = new Map<RoomId, Tray>()
/** One for all, so that pictures are unpacked one after another. */
let preparer: PicturePreparer | undefined

export function trayOf(room: RoomId): Tray {
  const known = trays.get(room)
  if (known !== undefined) return known
  preparer ??= createPicturePreparer()
  const made = createTray(preparer)
  trays.set(room, made)
  return made
}

onLocked(() => {
  for (const tray of trays.values()) tray.clear()
  trays.clear()
  preparer?.close()
  preparer = undefined
})
