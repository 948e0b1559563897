/** Taking the conversation out as a file. */
import { FileOutput } from 'lucide-react'
import { useState } from 'react'
import { takingOutWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { ExportRoom } from '../taking-out/index.ts'
import { useWords } from '../words/index.ts'
import { EndRow } from './EndRow.tsx'

export function ExportRow({ room }: { readonly room: RoomSummary }) {
  const say = useWords(takingOutWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <EndRow icon={FileOutput} onClick={() => setOpen(true)}>
        {say('exportRoom')}
      </EndRow>
      {isOpen && <ExportRoom room={room} onClose={() => setOpen(false)} />}
    </>
  )
}
