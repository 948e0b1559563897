/** Back to the newest message, with how many were not read yet; there only when that is more than a screen away. */
import { ArrowDown } from 'lucide-react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { Badge, Icon, VisuallyHidden } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame } from './context.ts'
import styles from './ToNewest.module.css'

export function ToNewest({ isShown }: { readonly isShown: boolean }) {
  const say = useWords(timelineWords)
  const { feed, room } = useFrame()
  const unread = useEngine((state) => state.rooms?.find((each) => each.room === room)?.unread ?? 0)
  if (!isShown) return null
  return (
    <button type="button" className={styles.button} onClick={() => void feed.jumpToNewest()}>
      {/* As its content: by a label alone the figure beside it would have to be a word of it. */}
      <VisuallyHidden>{unread === 0 ? say('toNewest') : say('toNewestCount', { count: unread })}</VisuallyHidden>
      <Icon icon={ArrowDown} />
      <Badge count={unread} isSmall className={styles.badge} />
    </button>
  )
}
