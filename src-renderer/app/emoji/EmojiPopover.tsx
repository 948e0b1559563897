/** The picker of emoji beside what opened it; a sheet where there is one pane. */
import type { ReactElement, RefObject } from 'react'
import { emojiWords } from '../../../shared/i18n/index.ts'
import { Popover } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { EmojiPicker } from './EmojiPicker.tsx'

export interface EmojiPopoverProps {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly onPick: (emoji: string) => void
  readonly trigger?: ReactElement
  readonly anchor?: Element | null
  readonly side?: 'top' | 'bottom'
  readonly align?: 'start' | 'center' | 'end'
  /** Where the focus goes when it closes; without it, to what opened it. */
  readonly finalFocus?: RefObject<HTMLElement | null>
}

export function EmojiPopover({ onPick, ...popover }: EmojiPopoverProps) {
  const say = useWords(emojiWords)
  return (
    <Popover {...popover} isBare label={say('title')}>
      <EmojiPicker onPick={onPick} onClose={() => popover.onOpenChange(false)} />
    </Popover>
  )
}
