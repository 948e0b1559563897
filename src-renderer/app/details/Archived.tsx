/** Puts the room away, or brings it back. */
import { Archive, ArchiveRestore } from 'lucide-react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { useRoomActs } from '../rooms/index.ts'
import { useWords } from '../words/index.ts'
import { EndRow } from './EndRow.tsx'

export function Archived({ room }: { readonly room: RoomSummary }) {
  const say = useWords(detailsWords)
  const { archive } = useRoomActs()
  const { archived } = room.preferences
  return (
    <EndRow icon={archived ? ArchiveRestore : Archive} onClick={() => void archive(room, !archived)}>
      {say(archived ? 'unarchive' : 'archive')}
    </EndRow>
  )
}
