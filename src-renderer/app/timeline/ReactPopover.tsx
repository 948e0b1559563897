/** The usual signs to answer with, and behind + all others. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { classNames, IconButton, Popover } from '../../ui/index.ts'
import { EmojiPicker } from '../emoji/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame } from './context.ts'
import styles from './ReactPopover.module.css'
import type { AboutMessage } from './TrailPopover.tsx'

const USUAL = ['❤️', '👍', '😂', '😮', '😢', '🙏']

export function ReactPopover({ message, anchor, onClose }: AboutMessage) {
  const say = useWords(timelineWords)
  const { acts } = useFrame()
  const [isAll, setAll] = useState(false)
  const react = (emoji: string) => {
    acts.react(message, emoji)
    onClose()
  }
  return (
    <Popover isOpen anchor={anchor} side="top" align="center" label={say('react')} isBare onOpenChange={(isOpen) => !isOpen && onClose()}>
      {isAll ? (
        <EmojiPicker onPick={react} onClose={onClose} />
      ) : (
        <div role="group" aria-label={say('react')} className={styles.usual}>
          {USUAL.map((emoji) => {
            const isMine = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine)
            return (
              <button
                key={emoji}
                type="button"
                aria-pressed={isMine}
                aria-label={say('reactWith', { emoji })}
                className={classNames(styles.emoji, isMine && styles.mine)}
                onClick={() => react(emoji)}
              >
                {emoji}
              </button>
            )
          })}
          <IconButton icon={Plus} label={say('moreEmoji')} onClick={() => setAll(true)} />
        </div>
      )}
    </Popover>
  )
}
