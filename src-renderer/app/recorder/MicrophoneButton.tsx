/** Begins a voice note: by a tap, by holding, or by the keyboard. */
import { Mic } from 'lucide-react'
import { recorderWords } from '../../../shared/i18n/index.ts'
import { IconButton } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { followPress, type Hold } from './hold.ts'

export interface MicrophoneButtonProps {
  /** With the press that goes on, if there is one. */
  readonly onStart: (hold: Hold | undefined) => void
}

export function MicrophoneButton({ onStart }: MicrophoneButtonProps) {
  const say = useWords(recorderWords)
  return (
    <IconButton
      icon={Mic}
      label={say('record')}
      tooltipSide="top"
      onPointerDown={(event) => event.button === 0 && onStart(followPress(event))}
      // Of keys alone: a pointer has begun already.
      onClick={({ detail }) => detail === 0 && onStart(undefined)}
    />
  )
}
