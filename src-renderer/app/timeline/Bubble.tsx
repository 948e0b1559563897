/**
 * What a message says and holds, or what stands in its place: a few large emoji, an outline where it was deleted. Files stand without a bubble
 * of their own, what was written with them beneath, what they answer above.
 */
import { Pin } from 'lucide-react'
import { memo, useCallback } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { classNames, Icon, VisuallyHidden } from '../../ui/index.ts'
import { type Attached, isHeard, MessageCards, MessageFiles, nextVoice } from '../attachments/index.ts'
import { TabStopContext } from '../media/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './Bubble.module.css'
import { useFeed, useFrame } from './context.ts'
import { isLargeEmoji } from './links.ts'
import { MessageText } from './MessageText.tsx'
import { previewOf } from './preview.ts'
import { Quote } from './Quote.tsx'
import type { MessageRow } from './rows.ts'

export const Bubble = memo(function Bubble({ row, isActive }: { readonly row: MessageRow; readonly isActive: boolean }) {
  const { message, isOwn, isFirst } = row
  const say = useWords(timelineWords)
  const language = useLanguage()
  const { text, deleted, hidden } = message
  if (deleted || hidden || text === undefined) {
    return (
      <div className={classNames(styles.bubble, styles.gone, isFirst && styles.tucked, isOwn && styles.own)}>
        {previewOf(message, say, language)}
      </div>
    )
  }
  const holdsMore = message.attachments.length > 0 || message.card !== undefined || message.place !== undefined
  return holdsMore ? <Stack row={row} isActive={isActive} /> : <Said row={row} text={text} isActive={isActive} />
})

interface SaidProps {
  readonly row: MessageRow
  readonly text: string
  readonly isActive: boolean
}

function Said({ row: { message, isOwn, isFirst }, text, isActive }: SaidProps) {
  const mark = useMark(message.id)
  const { replyTo, pinned, mentionsMe } = message
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
      {pinned && <Pinned />}
      {replyTo !== undefined && <Quote of={replyTo} isActive={isActive} />}
      <MessageText text={text} mentions={message.mentions} mark={mark} isActive={isActive} />
    </div>
  )
}

function Stack({ row: { message, isOwn, isFirst }, isActive }: Pick<SaidProps, 'row' | 'isActive'>) {
  const { feed, view, me } = useFrame()
  const mark = useMark(message.id)
  const { text = '', replyTo, pinned, mentionsMe } = message
  const show = useCallback((file: Attached) => view.setState({ viewed: file }), [view])
  const next = useCallback((after: Attached) => nextVoice(feed.store.getState().window.messages, after, me, isHeard), [feed, me])
  return (
    <TabStopContext value={isActive ? 0 : -1}>
      <div className={classNames(styles.stack, isOwn && styles.own)}>
        {pinned && <Pinned />}
        {replyTo !== undefined && (
          <div className={classNames(styles.bubble, styles.quoting, isFirst && styles.tucked, isOwn && styles.own)}>
            <Quote of={replyTo} isActive={isActive} />
          </div>
        )}
        <MessageFiles message={message} isOwn={isOwn} isFirst={isFirst && replyTo === undefined} onShow={show} nextVoiceOf={next} />
        <MessageCards message={message} isOwn={isOwn} />
        {text !== '' && (
          <div className={classNames(styles.bubble, styles.caption, isOwn && styles.own, mentionsMe && styles.calling)}>
            <MessageText text={text} mentions={message.mentions} mark={mark} isActive={isActive} />
          </div>
        )}
      </div>
    </TabStopContext>
  )
}

function useMark(id: string): string | undefined {
  return useFeed((state) => (state.mark?.id === id ? state.mark.text : undefined))
}

function Pinned() {
  const say = useWords(timelineWords)
  return (
    <span className={styles.pin}>
      <Icon icon={Pin} size={14} />
      <VisuallyHidden>{say('pinned')}</VisuallyHidden>
    </span>
  )
}
