/** What a person does with a room in the list. Archiving can be taken back from the toast. */
import { Archive } from 'lucide-react'
import { roomsWords } from '../../../shared/i18n/index.ts'
import type { RoomPreferences, RoomSummary } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'

/** Until I change it. */
export const FOREVER = Number.MAX_SAFE_INTEGER

export interface RoomActs {
  prefer(room: RoomSummary, preferences: Partial<RoomPreferences>): Promise<boolean>
  archive(room: RoomSummary, isArchived: boolean): Promise<void>
  markRead(room: RoomSummary): Promise<void>
}

export function useRoomActs(): RoomActs {
  const say = useWords(roomsWords)
  const explain = useErrorText()
  const prefer = async ({ room }: RoomSummary, preferences: Partial<RoomPreferences>) => {
    const answer = await call('rooms.prefer', { room, preferences })
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    refresh('rooms')
    return answer.ok
  }
  return {
    prefer,
    async archive(room, archived) {
      if (!(await prefer(room, { archived }))) return
      showToast({ icon: Archive, text: say(archived ? 'archived' : 'unarchived'), undo: () => void prefer(room, { archived: !archived }) })
    },
    async markRead({ room }) {
      const answer = await call('messages.markRead', { room })
      if (!answer.ok) showToast({ text: explain(answer.error.code) })
      refresh('rooms')
    },
  }
}
