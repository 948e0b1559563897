/**
 * A message of another messenger: quieter than what is said here, without anything that only signed messages have. Whose it is the file says,
 * and the person confirmed.
 */
import { memo } from 'react'
import { importedWords, timelineWords } from '../../../shared/i18n/index.ts'
import type { ImportedMark, MessageView } from '../../../shared/messenger/index.ts'
import { Avatar, classNames } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { ArticleFrame, useIsActive } from './ArticleFrame.tsx'
import { useView } from './context.ts'
import { HoverBar } from './HoverBar.tsx'
import { ImportedBubble } from './ImportedBubble.tsx'
import { importedPreview, unturned } from './imported-look.ts'
import styles from './Imported.module.css'
import { ImportedReactions } from './ImportedReactions.tsx'
import article from './MessageArticle.module.css'
import type { MessageRow } from './rows.ts'
import { useFace } from './use-face.ts'

export interface ImportedArticleProps {
  readonly row: MessageRow
  readonly mark: ImportedMark
  readonly isNewest: boolean
}

export const ImportedArticle = memo(function ImportedArticle({ row, mark, isNewest }: ImportedArticleProps) {
  const { message, isOwn, isFirst, hasName, hasTime } = row
  const say = useWords(importedWords)
  const sayInTimeline = useWords(timelineWords)
  const dates = useDates()
  const isActive = useIsActive(row, isNewest)
  const isSelecting = useView(({ selected }) => selected !== undefined)
  const name = unturned(message.author.name) || say('nobody')
  const time = dates.time(message.time)
  const label = say('articleName', { name: isOwn ? sayInTimeline('me') : name, text: importedPreview(message, mark, say), time })
  return (
    <ArticleFrame row={row} label={label} isActive={isActive}>
      {!isOwn && isFirst && <Face message={message} mark={mark} name={name} />}
      {hasName && (
        <span className={classNames(article.who, styles.who)} title={name}>
          <bdi>{name}</bdi>
        </span>
      )}
      <div className={article.said}>
        <div className={article.say}>
          <ImportedBubble row={row} mark={mark} isActive={isActive} />
          <span className={classNames(article.beside, !hasTime && article.quiet)}>
            <time dateTime={new Date(message.time).toISOString()} title={dates.full(message.time)}>
              {time}
            </time>
          </span>
          {!isSelecting && <HoverBar row={row} isActive={isActive} />}
        </div>
        {mark.reactions.length > 0 && <ImportedReactions reactions={mark.reactions} />}
      </div>
    </ArticleFrame>
  )
})

/** Somebody I know, or a stone. */
function Face({ message, mark, name }: { readonly message: MessageView; readonly mark: ImportedMark; readonly name: string }) {
  const { account } = message.author
  const member = useFace(account)
  const contact = useEngine(({ contacts }) => contacts?.find((each) => each.account === account))
  const isKnown = contact !== undefined || mark.entry !== undefined
  const picture = member ?? contact?.picture
  return (
    <Avatar
      id={contact === undefined ? (mark.entry ?? account) : account}
      name={name}
      picture={picture}
      size={36}
      isStone={!isKnown}
      className={article.face}
    />
  )
}
