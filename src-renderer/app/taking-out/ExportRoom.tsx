/** One room as a file. */
import { useState } from 'react'
import { takingOutWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { Panel, SwitchRow } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { Choices } from './Choices.tsx'
import { DayFields } from './DayFields.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { useAround } from './use-around.ts'

export interface ExportRoomProps {
  readonly room: { readonly room: RoomId; readonly name: string }
  readonly onClose: () => void
}

export function ExportRoom({ room: { room, name }, onClose }: ExportRoomProps) {
  const say = useWords(takingOutWords)
  const [format, setFormat] = useState<'text' | 'html' | 'jsonl'>('text')
  const [pictures, setPictures] = useState(true)
  const { fields, around } = useAround()
  const wanted = () => {
    const given = around()
    return given === undefined
      ? undefined
      : ({ what: 'room', room, format, ...(format === 'html' && pictures && { pictures }), ...given } as const)
  }
  return (
    <ExportDialog title={say('exportTitle', { name })} wanted={wanted} onClose={onClose}>
      <Choices
        label={say('format')}
        value={format}
        onChange={setFormat}
        choices={[
          { value: 'text', label: say('text'), text: say('textText') },
          { value: 'html', label: say('html'), text: say('htmlText') },
          { value: 'jsonl', label: say('jsonl'), text: say('jsonlText') },
        ]}
      />
      {format === 'html' && (
        <Panel>
          <SwitchRow
            title={say('pictures')}
            text={say(pictures ? 'picturesText' : 'noPicturesText')}
            isOn={pictures}
            onChange={setPictures}
          />
        </Panel>
      )}
      <DayFields {...fields} />
    </ExportDialog>
  )
}
