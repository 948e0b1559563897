/** Looks like a search field and opens the quick jump, where everything is found: a field here would lose the syllable begun in it. */
import { Search } from 'lucide-react'
import { roomsWords } from '../../../shared/i18n/index.ts'
import { Icon, Kbd } from '../../ui/index.ts'
import { keyCaps } from '../keys/index.ts'
import { openQuickJump } from '../quick-jump/index.ts'
import { useWords } from '../words/index.ts'
import styles from './JumpButton.module.css'

export function JumpButton() {
  const say = useWords(roomsWords)
  return (
    <button
      type="button"
      className={styles.jump}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K"
      onClick={() => openQuickJump()}
      onKeyDown={({ key, ctrlKey, metaKey, altKey, nativeEvent }) => {
        const isLetter = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey && !nativeEvent.isComposing
        if (isLetter && key !== '?') openQuickJump()
      }}
    >
      <Icon icon={Search} size={18} />
      <span>{say('search')}</span>
      <Kbd aria-hidden="true">{keyCaps('quickJump').join(' ')}</Kbd>
    </button>
  )
}
