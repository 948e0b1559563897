/** One message: whose it is, its bubble, time, marks, reactions, and where it is. */
import { TriangleAlert } from 'lucide-react'
import { memo, useState } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { Avatar, classNames, Icon } from '../../ui/index.ts'
import { useDates, useLanguage, useWords } from '../words/index.ts'
import { ArticleFrame, useIsActive } from './ArticleFrame.tsx'
import { Bubble } from './Bubble.tsx'
import { useFrame, useView } from './context.ts'
import { fateOf } from './fate.ts'
import { FateLine } from './FateLine.tsx'
import { HoverBar } from './HoverBar.tsx'
import styles from './MessageArticle.module.css'
import { previewOf } from './preview.ts'
import { Reactions } from './Reactions.tsx'
import type { MessageRow } from './rows.ts'
import { useFace } from './use-face.ts'

export const MessageArticle = memo(function MessageArticle({ row, isNewest }: { readonly row: MessageRow; readonly isNewest: boolean }) {
  const { message, isOwn, isFirst, hasName, hasTime, hasFate } = row
  const say = useWords(timelineWords)
  const dates = useDates()
  const language = useLanguage()
  const { peer } = useFrame()
  const isActive = useIsActive(row, isNewest)
  const isSelecting = useView(({ selected }) => selected !== undefined)
  const isRising = useState(() => isOwn && Date.now() - message.arrivedAt < FRESH_MS)[0]
  const time = dates.time(message.time)
  const fate = hasFate ? fateOf({ message, peer, isNewest: true }, say) : undefined
  const label = say('articleName', { name: isOwn ? say('me') : message.author.name, text: previewOf(message, say, language), time })
  return (
    <ArticleFrame row={row} label={fate === undefined ? label : `${label}, ${fate.text}`} isActive={isActive} isRising={isRising}>
      {!isOwn && isFirst && <Face message={message} />}
      {hasName && <span className={styles.who}>{message.author.name}</span>}
      <div className={styles.said}>
        <div className={styles.say}>
          <Bubble row={row} isActive={isActive} />
          <span className={classNames(styles.beside, !hasTime && styles.quiet)}>
            {message.edited !== undefined && !message.deleted && (
              <>
                <Edited message={message} isActive={isActive} />
                <span aria-hidden="true">·</span>
              </>
            )}
            <time dateTime={new Date(message.time).toISOString()} title={dates.full(message.time)}>
              {time}
            </time>
          </span>
          {!isSelecting && <HoverBar row={row} isActive={isActive} />}
        </div>
        <Doubts message={message} />
        {message.reactions.length > 0 && <Reactions message={message} isActive={isActive} />}
        {hasFate && <FateLine message={message} isActive={isActive} />}
      </div>
    </ArticleFrame>
  )
})

/** Only what was said just now rises; what is scrolled into sight is simply there. */
const FRESH_MS = 1_000

function Face({ message }: { readonly message: MessageView }) {
  const face = useFace(message.author.account)
  return <Avatar id={message.author.account} name={message.author.name} picture={face} size={36} className={styles.face} />
}

function Edited({ message, isActive }: { readonly message: MessageView; readonly isActive: boolean }) {
  const say = useWords(timelineWords)
  const { view } = useFrame()
  return (
    <button
      type="button"
      tabIndex={isActive ? 0 : -1}
      aria-label={say('editedShow')}
      className={styles.edited}
      onClick={({ currentTarget }) => view.setState({ surface: { what: 'earlier', message, anchor: currentTarget } })}
    >
      {say('edited')}
    </button>
  )
}

/** What should make one careful, in calm words. */
function Doubts({ message }: { readonly message: MessageView }) {
  const say = useWords(timelineWords)
  const doubts = [
    ...(message.twoStories ? [say('twoStories')] : []),
    ...(message.rewritten ? [say('rewritten')] : []),
    ...(message.inDoubt ? [say('inDoubt')] : []),
  ]
  return doubts.map((text) => (
    <p key={text} className={styles.doubt}>
      <Icon icon={TriangleAlert} size={14} />
      {text}
    </p>
  ))
}
