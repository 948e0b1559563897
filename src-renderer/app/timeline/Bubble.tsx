/** The bubble of a message, or what stands in its place: a few large emoji, an outline where it was deleted. */
import { Pin } from 'lucide-react'
import { memo } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { classNames, Icon, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Bubble.module.css'
import { useFeed } from './context.ts'
import { isLargeEmoji } from './links.ts'
import { MessageText } from './MessageText.tsx'
import { previewOf } from './preview.ts'
import { Quote } from './Quote.tsx'
import type { MessageRow } from './rows.ts'

export const Bubble = memo(function Bubble({ row, isActive }: { readonly row: MessageRow; readonly isActive: boolean }) {
  const { message, isOwn, isFirst } = row
  const say = useWords(timelineWords)
  const mark = useFeed((state) => (state.mark?.id === message.id ? state.mark.text : undefined))
  const { text, replyTo, deleted, hidden, pinned, mentionsMe } = message
  if (deleted || hidden || text === undefined) {
    return (
      <div className={classNames(styles.bubble, styles.gone, isFirst && styles.tucked, isOwn && styles.own)}>{previewOf(message, say)}</div>
    )
  }
  const isLarge = replyTo === undefined && isLargeEmoji(text)
  return (
    <div
      className={classNames(
        styles.bubble,
        isLarge && styles.large,
        isFirst && styles.tucked,
        isOwn && styles.own,
        mentionsMe && styles.calling,
        replyTo !== undefined && styles.quoting,
      )}
    >
      {pinned && (
        <span className={styles.pin}>
          <Icon icon={Pin} size={14} />
          <VisuallyHidden>{say('pinned')}</VisuallyHidden>
        </span>
      )}
      {replyTo !== undefined && <Quote of={replyTo} isActive={isActive} />}
      <MessageText text={text} mentions={message.mentions} mark={mark} isActive={isActive} />
    </div>
  )
})
