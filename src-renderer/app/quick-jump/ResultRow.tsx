/** One result: a face, the name with what matched marked, and at the end when or how. */
import { CornerDownLeft, History } from 'lucide-react'
import { importedWords } from '../../../shared/i18n/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { Avatar, Icon, reachShape, RoomAvatar, VisuallyHidden } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useReachWay } from '../reach/index.ts'
import { useDates, useWords } from '../words/index.ts'
import type { Match } from '../../../shared/matching/index.ts'
import type { Result } from './results.ts'
import styles from './ResultRow.module.css'

export function ResultRow({ result }: { readonly result: Result }) {
  const dates = useDates()
  const sayImported = useWords(importedWords)
  const wayText = useReachWay()
  const contacts = useEngine((state) => state.contacts)
  const me = useEngine((state) => state.me?.account)
  // A name in a file of another messenger is nobody's face.
  const isNobody = ({ author: { account }, imported }: MessageView) =>
    imported !== undefined && imported.entry === undefined && account !== me && contacts?.some((each) => each.account === account) !== true
  switch (result.kind) {
    case 'room': {
      const { room, match } = result
      return (
        <>
          <RoomAvatar room={{ ...room, id: room.room }} size={32} reach={room.reach.peer && reachShape(room.reach.peer)} />
          <Marked text={room.name} match={match} />
          {room.last !== undefined && <span className={styles.end}>{dates.inList(room.last.t)}</span>}
        </>
      )
    }
    case 'person':
      return (
        <>
          <Avatar
            id={result.account}
            name={result.name}
            picture={result.picture}
            size={32}
            reach={result.reach && reachShape(result.reach)}
          />
          <Marked text={result.name} match={result.match} />
          {result.reach !== undefined && <span className={styles.end}>{wayText(result.reach)}</span>}
        </>
      )
    case 'message': {
      const { message, roomName } = result.hit
      return (
        <>
          <Avatar id={message.author.account} name={message.author.name} size={32} isStone={isNobody(message)} />
          <span className={styles.lines}>
            <span className={styles.first}>
              {message.imported !== undefined && (
                <>
                  <Icon icon={History} size={14} />
                  <VisuallyHidden>{sayImported('mark')}</VisuallyHidden>
                </>
              )}
              <bdi>{message.author.name}</bdi> · <bdi>{roomName}</bdi>
            </span>
            <span className={styles.text}>{message.text}</span>
          </span>
          <span className={styles.end}>{dates.inList(message.time)}</span>
        </>
      )
    }
    case 'act':
      return (
        <>
          <span className={styles.act}>
            <Icon icon={CornerDownLeft} size={16} />
          </span>
          <Marked text={result.label} match={result.match} />
        </>
      )
  }
}

/** What is read of a result. */
export function useResultName(): (result: Result) => string {
  return (result) => {
    switch (result.kind) {
      case 'room':
        return result.room.name
      case 'person':
        return result.name
      case 'message':
        return `${result.hit.message.author.name}, ${result.hit.message.text ?? ''}`
      case 'act':
        return result.label
    }
  }
}

function Marked({ text, match }: { readonly text: string; readonly match: Match | undefined }) {
  if (match === undefined) return <span className={styles.name}>{text}</span>
  return (
    <span className={styles.name}>
      {text.slice(0, match.from)}
      <mark>{text.slice(match.from, match.to)}</mark>
      {text.slice(match.to)}
    </span>
  )
}
