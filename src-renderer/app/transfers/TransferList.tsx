/**
 * Files that come here in their order, and those that are made ready to go: how far each is, how fast, from whom, and what can be done. Alt and
 * arrows move a row, as dragging it does.
 */
import { Pause, Play } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
import { transferWords } from '../../../shared/i18n/index.ts'
import type { FileId, RoomId } from '../../../shared/ids/index.ts'
import type { FileArrival, OutgoingFile } from '../../../shared/messenger/index.ts'
import { Button, EmptyState, GhostRows, SectionLabel, useNarrow, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { OutgoingRow } from './OutgoingRow.tsx'
import { TransferRow } from './TransferRow.tsx'
import styles from './Transfers.module.css'
import type { TransferActs } from './use-transfer-acts.ts'

export interface TransferListProps {
  /** undefined: not told yet. */
  readonly arrivals: readonly FileArrival[] | undefined
  readonly outgoing: readonly OutgoingFile[]
  /** Sentence of why it is not known. */
  readonly failure?: string | undefined
  readonly acts: TransferActs
  readonly roomName: (room: RoomId) => string | undefined
}

export function TransferList({ arrivals, outgoing, failure, acts, roomName }: TransferListProps) {
  const say = useWords(transferWords)
  const level = useLevel()
  if (arrivals === undefined)
    return failure === undefined ? (
      <GhostRows count={3} height={66} />
    ) : (
      <div className={styles.failed} role="alert">
        <p>{failure}</p>
        <Button size="small" onClick={acts.again}>
          {say('again')}
        </Button>
      </div>
    )
  if (arrivals.length === 0 && outgoing.length === 0) return <EmptyState title={say('noneTitle')} text={say('noneText')} />
  return (
    <div className={styles.lists}>
      {arrivals.length > 0 && <Coming arrivals={arrivals} acts={acts} roomName={roomName} />}
      {outgoing.length > 0 && (
        <section aria-label={say('going')}>
          <SectionLabel level={level}>{say('going')}</SectionLabel>
          <ul className={styles.list}>
            {outgoing.map((each) => (
              <OutgoingRow key={each.id} outgoing={each} room={roomName(each.room)} onDiscard={() => acts.discard(each)} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** One below the head of the page. */
function useLevel(): 2 | 3 {
  return useNarrow() ? 2 : 3
}

function Coming({
  arrivals,
  acts,
  roomName,
}: Pick<TransferListProps, 'acts' | 'roomName'> & { readonly arrivals: readonly FileArrival[] }) {
  const say = useWords(transferWords)
  const [news, setNews] = useState('')
  const [over, setOver] = useState<FileId>()
  const dragged = useRef<FileArrival>(undefined)
  const list = useRef<HTMLUListElement>(null)
  const isAllPaused = arrivals.every(({ state }) => state === 'paused' || state === 'failed')
  const count = arrivals.length
  const move = (arrival: FileArrival, to: number) => {
    if (to < 0 || to >= count) return
    acts.move(arrival, to)
    setNews(say('moved', { name: arrival.name, place: to + 1, count }))
  }
  const press = (event: KeyboardEvent, arrival: FileArrival, place: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey) return
    if (event.altKey) move(arrival, place + step)
    // The same control of the row above or below: its first one.
    else list.current?.children[place + step]?.querySelector('button')?.focus()
    event.preventDefault()
    event.stopPropagation()
  }
  const drop = (event: DragEvent, place: number) => {
    event.preventDefault()
    setOver(undefined)
    if (dragged.current !== undefined) move(dragged.current, place)
  }
  return (
    <section aria-label={say('coming')}>
      <SectionLabel
        level={useLevel()}
        beside={
          <Button kind="quiet" size="small" icon={isAllPaused ? Play : Pause} onClick={() => acts.pauseAll(!isAllPaused)}>
            {say(isAllPaused ? 'goOnAll' : 'pauseAll')}
          </Button>
        }
      >
        {say('coming')}
      </SectionLabel>
      <ul ref={list} className={styles.list} aria-description={say('keys')}>
        {arrivals.map((arrival, place) => (
          <li
            key={arrival.file}
            draggable
            className={over === arrival.file ? styles.over : undefined}
            onKeyDown={(event) => press(event, arrival, place)}
            onDragStart={(event) => {
              dragged.current = arrival
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', arrival.name)
            }}
            onDragOver={(event) => {
              if (dragged.current === undefined) return
              event.preventDefault()
              setOver(arrival.file)
            }}
            onDrop={(event) => drop(event, place)}
            onDragEnd={() => {
              dragged.current = undefined
              setOver(undefined)
            }}
          >
            <TransferRow
              arrival={arrival}
              room={roomName(arrival.room)}
              acts={acts}
              onEarlier={place === 0 ? undefined : () => move(arrival, place - 1)}
              onLater={place === count - 1 ? undefined : () => move(arrival, place + 1)}
            />
          </li>
        ))}
      </ul>
      <VisuallyHidden>
        <span role="status">{news}</span>
      </VisuallyHidden>
    </section>
  )
}
