/** What happened meanwhile, over whatever lies on the screen: since when, and then room by room. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { takingOutWords } from '../../../shared/i18n/index.ts'
import type { Digest as DigestView } from '../../../shared/messenger/index.ts'
import { Dialog, EmptyState, GhostRows, Note, Select } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useDates, useErrorText, useLanguage, useWords } from '../words/index.ts'
import styles from './Digest.module.css'
import { closeDigest, digestOpen } from './digest-state.ts'
import { RoomDigest } from './RoomDigest.tsx'

const DAY_MS = 86_400_000
const SPANS = { day: DAY_MS, three: 3 * DAY_MS, week: 7 * DAY_MS } as const

type Since = 'outage' | keyof typeof SPANS

export function Digest() {
  const open = useStore(digestOpen, (state) => state.open)
  return open === undefined ? null : <DigestDialog key={open.began} began={open.began} />
}

function DigestDialog({ began }: { readonly began: number | undefined }) {
  const say = useWords(takingOutWords)
  const dates = useDates()
  const explain = useErrorText()
  const [now] = useState(() => Date.now())
  const [since, setSince] = useState<Since>(began === undefined ? 'day' : 'outage')
  const [digest, setDigest] = useState<DigestView>()
  const [failure, setFailure] = useState<string>()
  const from = since === 'outage' ? (began ?? now) : now - SPANS[since]
  useEffect(() => {
    let isWanted = true
    void call('exports.digest', { since: Math.max(0, Math.floor(from)) }, 0).then((answer) => {
      if (!isWanted) return
      if (answer.ok) setDigest(answer.value)
      else setFailure(answer.error.code)
    })
    return () => {
      isWanted = false
    }
  }, [from])
  return (
    <Dialog isOpen title={say('digest')} onClose={closeDigest}>
      <div className={styles.body}>
        <Select
          label={say('since')}
          value={since}
          onChange={(wanted) => {
            setDigest(undefined)
            setFailure(undefined)
            setSince(wanted)
          }}
          options={[
            ...(began === undefined ? [] : [{ value: 'outage' as const, label: say('sinceOutage', { date: dates.full(began) }) }]),
            { value: 'day', label: say('sinceDay') },
            { value: 'three', label: say('sinceThree') },
            { value: 'week', label: say('sinceWeek') },
          ]}
        />
        {failure !== undefined && (
          <div role="alert">
            <Note tone="brick" text={explain(failure)} />
          </div>
        )}
        {digest === undefined && failure === undefined && (
          <div role="status" aria-label={say('gathering')}>
            <GhostRows height={60} />
          </div>
        )}
        {digest !== undefined && <Rooms digest={digest} />}
      </div>
    </Dialog>
  )
}

function Rooms({ digest: { messages, rooms } }: { readonly digest: DigestView }) {
  const say = useWords(takingOutWords)
  const language = useLanguage()
  if (rooms.length === 0) return <EmptyState title={say('quiet')} text={say('quietText')} />
  const sum = say('sum', {
    messages: messages === 1 ? say('messages1') : say('messages', { count: messages.toLocaleString(language) }),
    rooms: rooms.length === 1 ? say('rooms1') : say('rooms', { count: rooms.length }),
  })
  return (
    <>
      <p role="status">{sum}</p>
      <ul className={styles.rooms}>
        {rooms.map((room) => (
          <li key={room.room}>
            <RoomDigest digest={room} />
          </li>
        ))}
      </ul>
    </>
  )
}
