/** Takes older files off this computer that others have: says first how much that would be, then how far it is, and what stayed. */
import { useEffect, useRef, useState } from 'react'
import { keptFilesWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { Button, Dialog, ProgressBar, Select, Spinner } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import { type Given, giveUpAll, type MakingRoom, type OldFile, oldFiles } from './make-room.ts'
import styles from './Storage.module.css'

const DAY_MS = 86_400_000
const AGES = { olderMonth: 30, olderSeason: 91, olderYear: 365, olderAny: 0 } as const
type Age = keyof typeof AGES
const AGE_NAMES: readonly Age[] = ['olderMonth', 'olderSeason', 'olderYear', 'olderAny']
const EVERYWHERE = 'everywhere'

const engine: MakingRoom = {
  shared: (input) => call('attachments.shared', input),
  arrivals: (files) => call('transfers.arrivals', { files: [...files] }),
  giveUp: ({ message, index }) => call('transfers.giveUp', { message, index }),
}

type Stage =
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly files: readonly OldFile[] }
  | { readonly kind: 'making'; readonly done: number; readonly count: number }
  | { readonly kind: 'made'; readonly given: Given }

export function MakeRoom({ rooms, onClose }: { readonly rooms: readonly RoomId[]; readonly onClose: () => void }) {
  const say = useWords(keptFilesWords)
  const size = useSizes()
  const known = useEngine((state) => state.rooms)
  const [age, setAge] = useState<Age>('olderSeason')
  const [where, setWhere] = useState<string>(EVERYWHERE)
  const [stage, setStage] = useState<Stage>({ kind: 'looking' })
  const making = useRef<AbortController>(undefined)
  // As they were when it was opened.
  const [all] = useState(rooms)
  useEffect(() => {
    const ending = new AbortController()
    const until = Date.now() - AGES[age] * DAY_MS
    const those = where === EVERYWHERE ? all : all.filter((room) => room === where)
    setStage({ kind: 'looking' })
    void oldFiles(engine, those, until, ending.signal).then((files) => {
      if (!ending.signal.aborted) setStage({ kind: 'found', files })
    })
    return () => ending.abort()
  }, [age, where, all])
  useEffect(() => () => making.current?.abort(), [])

  const make = async (files: readonly OldFile[]) => {
    making.current = new AbortController()
    setStage({ kind: 'making', done: 0, count: files.length })
    const given = await giveUpAll(engine, files, making.current.signal, (done) => setStage({ kind: 'making', done, count: files.length }))
    setStage({ kind: 'made', given })
  }
  const isAsking = stage.kind === 'looking' || stage.kind === 'found'
  const files = stage.kind === 'found' ? stage.files : []
  return (
    <Dialog
      isOpen
      width="question"
      title={say('makeRoom')}
      text={isAsking ? say('onlyStays') : undefined}
      isGuarded={stage.kind === 'making'}
      onClose={onClose}
      foot={
        isAsking ? (
          <>
            <Button onClick={onClose}>{say('makeStop')}</Button>
            <Button
              kind="main"
              off={stage.kind === 'looking' ? say('looking') : files.length === 0 ? say('wouldFreeNone') : undefined}
              onClick={() => void make(files)}
            >
              {say('makeAct')}
            </Button>
          </>
        ) : stage.kind === 'making' ? (
          <Button onClick={() => making.current?.abort()}>{say('stop')}</Button>
        ) : (
          <Button kind="main" onClick={onClose}>
            {say('close')}
          </Button>
        )
      }
    >
      {isAsking && (
        <div className={styles.choices}>
          <Select
            label={say('olderThan')}
            value={age}
            onChange={setAge}
            options={AGE_NAMES.map((value) => ({ value, label: say(value) }))}
          />
          <Select
            label={say('where')}
            value={where}
            onChange={setWhere}
            options={[
              { value: EVERYWHERE, label: say('everywhere') },
              ...all.flatMap((room) => {
                const name = known?.find((each) => each.room === room)?.name
                return name === undefined ? [] : [{ value: room, label: name }]
              }),
            ]}
          />
        </div>
      )}
      <div role="status" className={styles.state}>
        {stage.kind === 'looking' && (
          <>
            <Spinner size={18} />
            {say('looking')}
          </>
        )}
        {stage.kind === 'found' && <FoundLine files={files} />}
        {stage.kind === 'making' && say('making')}
        {stage.kind === 'made' && (
          <span>
            {stage.given.files === 0 ? say('freedNone') : say('freed', { size: size(stage.given.bytes) })}{' '}
            {stage.given.stayed === 1 ? say('stayed1') : stage.given.stayed > 1 ? say('stayed', { count: stage.given.stayed }) : ''}
          </span>
        )}
      </div>
      {stage.kind === 'making' && (
        <div className={styles.share}>
          <p className={styles.size}>{say('soFar', { done: stage.done, count: stage.count })}</p>
          <ProgressBar value={stage.count === 0 ? 1 : stage.done / stage.count} />
        </div>
      )}
    </Dialog>
  )
}

function FoundLine({ files }: { readonly files: readonly OldFile[] }) {
  const say = useWords(keptFilesWords)
  const size = useSizes()
  const bytes = size(files.reduce((sum, file) => sum + file.size, 0))
  if (files.length === 0) return say('wouldFreeNone')
  return files.length === 1 ? say('wouldFree1', { size: bytes }) : say('wouldFree', { count: files.length.toLocaleString(), size: bytes })
}
