/** The button that opens the picker of emoji; what is picked goes where the caret is. */
import { Smile } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { composerWords } from '../../../shared/i18n/index.ts'
import { IconButton } from '../../ui/index.ts'
import { EmojiPopover } from '../emoji/index.ts'
import { useWords } from '../words/index.ts'

export interface EmojiButtonProps {
  /** Where the focus goes when the picker closes. */
  readonly area: RefObject<HTMLTextAreaElement | null>
  readonly onPick: (emoji: string) => void
}

export function EmojiButton({ area, onPick }: EmojiButtonProps) {
  const say = useWords(composerWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <EmojiPopover
      isOpen={isOpen}
      trigger={<IconButton icon={Smile} tooltipSide="top" label={say('emoji')} />}
      side="top"
      align="end"
      finalFocus={area}
      onOpenChange={setOpen}
      onPick={(emoji) => {
        setOpen(false)
        onPick(emoji)
      }}
    />
  )
}
