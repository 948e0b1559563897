/** The three acts under a room's face: when it notifies, searching it, inviting into it. */
import { Search, UserPlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { useWords } from '../words/index.ts'
import { ActTile, ActTiles } from './ActTile.tsx'
import { NotifyMenu } from './NotifyMenu.tsx'

export interface QuickActsProps {
  readonly room: RoomSummary
  readonly onSearch: () => void
  /** Absent: I may not. */
  readonly invite: ((close: () => void) => ReactNode) | undefined
}

export function QuickActs({ room, onSearch, invite }: QuickActsProps) {
  const say = useWords(detailsWords)
  const [isInviting, setInviting] = useState(false)
  return (
    <>
      <ActTiles>
        <NotifyMenu room={room} />
        <ActTile icon={Search} onClick={onSearch}>
          {say('find')}
        </ActTile>
        {invite !== undefined && (
          <ActTile icon={UserPlus} onClick={() => setInviting(true)}>
            {say('invite')}
          </ActTile>
        )}
      </ActTiles>
      {isInviting && invite?.(() => setInviting(false))}
    </>
  )
}
