/** The words of a message: what was typed, people it names, links that say where they lead. */
import { Fragment, memo, type ReactNode, useMemo } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { classNames } from '../../ui/index.ts'
import { useMember } from '../room/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame } from './context.ts'
import { piecesOf } from './links.ts'
import styles from './MessageText.module.css'

export interface MessageTextProps {
  readonly text: string
  readonly mentions: MessageView['mentions']
  /** Words that were searched for and found here. */
  readonly mark?: string | undefined
  /** Whether its links can be reached by Tab now. */
  readonly isActive: boolean
}

export const MessageText = memo(function MessageText({ text, mentions, mark, isActive }: MessageTextProps) {
  const say = useWords(timelineWords)
  const pieces = useMemo(() => piecesOf(text, mentions), [text, mentions])
  return (
    // The direction of one message says nothing about what stands beside it.
    <span dir="auto" className={styles.text}>
      {pieces.map((piece, index) => {
        switch (piece.kind) {
          case 'text':
            return mark === undefined ? piece.text : marked(piece.text, mark)
          case 'mention':
            // A text has no other identity than its place.
            return <Mention key={index} account={piece.account} written={piece.text} />
          case 'link':
            return (
              <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer" tabIndex={isActive ? 0 : -1}>
                {piece.text}
                {piece.realHost !== undefined && <span className={styles.host}> ({say('linkGoesTo', { host: piece.realHost })})</span>}
              </a>
            )
        }
      })}
    </span>
  )
})

/** By the name this person knows, whatever its author wrote: a name must not point at somebody else. */
function Mention({ account, written }: { readonly account: AccountId; readonly written: string }) {
  const { me, room } = useFrame()
  const name = useMember(room, account)?.name
  return <span className={classNames(styles.mention, account === me && styles.me)}>{name === undefined ? written : `@${name}`}</span>
}

function marked(text: string, mark: string): ReactNode {
  const [lower, wanted] = [text.toLowerCase(), mark.toLowerCase()]
  const at = lower.length === text.length && wanted !== '' ? lower.indexOf(wanted) : -1
  if (at === -1) return text
  const end = at + wanted.length
  return (
    <Fragment key={`${at} ${text}`}>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      {text.slice(end)}
    </Fragment>
  )
}
