/** The way out of a room. */
import { DoorOpen } from 'lucide-react'
import { useState } from 'react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { LeaveDialog } from '../room/index.ts'
import { useWords } from '../words/index.ts'
import { EndRow } from './EndRow.tsx'

export function LeaveRow({ room }: { readonly room: RoomSummary }) {
  const say = useWords(detailsWords)
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <EndRow icon={DoorOpen} kind="brick" onClick={() => setAsking(true)}>
        {say('leave')}
      </EndRow>
      {isAsking && <LeaveDialog room={room} onClose={() => setAsking(false)} />}
    </>
  )
}
