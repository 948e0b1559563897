/** What happened in one room: who wrote how many, what waits for an answer, who asked for me; each line leads to its place. */
import { ChevronRight } from 'lucide-react'
import { contentLine, takingOutWords } from '../../../shared/i18n/index.ts'
import type { DigestLine, RoomDigest as RoomDigestView } from '../../../shared/messenger/index.ts'
import { Icon, Panel, PanelRow } from '../../ui/index.ts'
import { formatRoute } from '../route/index.ts'
import { daysBetween, useDates, useLanguage, useWords } from '../words/index.ts'
import styles from './Digest.module.css'
import { closeDigest } from './digest-state.ts'

/** The others are counted. */
const WRITERS_SHOWN = 4

export function RoomDigest({ digest }: { readonly digest: RoomDigestView }) {
  const say = useWords(takingOutWords)
  const dates = useDates()
  const language = useLanguage()
  const { room, name, messages, isCapped, people, first, last, mentions, mentionsOf, waiting, waitingOf } = digest
  const as = (count: number) => count.toLocaleString(language)
  const others = people.length - WRITERS_SHOWN
  const writers = [
    ...people.slice(0, WRITERS_SHOWN).map((one) => say('writer', { name: one.me ? say('me') : one.name, count: as(one.messages) })),
    ...(others > 0 ? [others === 1 ? say('moreWriters1') : say('moreWriters', { count: as(others) })] : []),
  ].join(', ')
  const when =
    first === last
      ? dates.full(first)
      : say('between', { first: dates.full(first), last: daysBetween(first, last) === 0 ? dates.time(last) : dates.full(last) })
  // What waits is not told twice.
  const asked = mentions.filter(({ message }) => !waiting.some((one) => one.message === message))
  return (
    <Panel>
      <span onClick={closeDigest}>
        <PanelRow
          href={formatRoute({ page: 'rooms', room })}
          title={<bdi>{name}</bdi>}
          text={
            <>
              <span className={styles.line}>{messages === 1 ? say('messages1') : say('messages', { count: as(messages) })}</span>
              <span className={styles.line}>{writers}</span>
              <span className={styles.line}>{when}</span>
              {isCapped && <span className={styles.line}>{say('atLeast')}</span>}
            </>
          }
          end={<Icon icon={ChevronRight} size={16} />}
        />
      </span>
      <Lines title={say('waiting')} room={room} lines={waiting} of={waitingOf} />
      <Lines title={say('mentions')} room={room} lines={asked} of={asked.length === 0 ? 0 : mentionsOf} />
    </Panel>
  )
}

interface LinesProps {
  readonly title: string
  readonly room: RoomDigestView['room']
  readonly lines: readonly DigestLine[]
  readonly of: number
}

function Lines({ title, room, lines, of }: LinesProps) {
  const say = useWords(takingOutWords)
  const dates = useDates()
  const language = useLanguage()
  if (lines.length === 0) return null
  const more = of - lines.length
  return (
    <div role="group" className={styles.lines} aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {lines.map(({ message, by, time, ...said }) => (
          <li key={message}>
            <a href={formatRoute({ page: 'rooms', room, message })} onClick={closeDigest} className={styles.said}>
              <bdi>{contentLine(said, language) ?? say('noText')}</bdi>
              <span>{say('line', { name: by.name, time: dates.full(time) })}</span>
            </a>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles.more}>{more === 1 ? say('more1') : say('more', { count: more })}</p>}
    </div>
  )
}
