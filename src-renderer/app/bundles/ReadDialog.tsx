/** Files somebody brought: how far they are read, and then what was in them, with the answer to take back. */
import { FileCheck, FileWarning, MailCheck, MessageSquareText, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { bundleWords } from '../../../shared/i18n/index.ts'
import { Button, Dialog, Icon, Note, Panel, PanelRow, ProgressBar } from '../../ui/index.ts'
import { formatRoute } from '../route/index.ts'
import { useErrorText, useSizes, useWords } from '../words/index.ts'
import styles from './ByHand.module.css'
import { putOnUsb } from './state.ts'
import { takeIn, type TakenIn } from './take-in.ts'

export function ReadDialog({ files, onClose }: { readonly files: readonly File[]; readonly onClose: () => void }) {
  const say = useWords(bundleWords)
  const explain = useErrorText()
  const size = useSizes()
  const all = files.reduce((sum, file) => sum + file.size, 0)
  const [done, setDone] = useState(0)
  const [outcome, setOutcome] = useState<TakenIn | string>()
  // Reading again changes nothing, but one reading is enough, however often this is drawn.
  const begun = useRef<readonly File[]>(undefined)
  const ending = useRef(new AbortController())
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (begun.current === files) return
    begun.current = files
    void takeIn(files, setDone, ending.current.signal).then((read) => setOutcome(read))
  }, [files])
  const close = () => {
    ending.current.abort()
    onClose()
  }
  const taken = typeof outcome === 'object' ? outcome : undefined
  const answers = taken?.summary.rooms.filter(({ hasAnswer }) => hasAnswer) ?? []
  const takeBack = () => {
    const [only] = answers
    putOnUsb(answers.length === 1 && only !== undefined ? { to: 'room', room: only.room, name: only.name } : { to: 'all' })
  }
  const title = outcome === undefined ? say('readTitle') : say(isReadable(taken) ? 'readDone' : 'readFailed')
  return (
    <Dialog
      isOpen
      isGuarded={outcome === undefined}
      initialFocus={first}
      title={title}
      onClose={close}
      foot={
        <>
          <Button ref={first} onClick={close}>
            {say(outcome === undefined ? 'stop' : 'done')}
          </Button>
          {answers.length > 0 && (
            <Button kind="main" onClick={takeBack}>
              {say('takeBack')}
            </Button>
          )}
        </>
      }
    >
      {outcome === undefined && (
        <p className={styles.progress} role="status">
          {say('reading', { done: size(done), all: size(all) })}
          <ProgressBar value={all === 0 ? 0 : done / all} />
        </p>
      )}
      {typeof outcome === 'string' && (
        <div role="alert">
          <Note tone="brick" text={explain(outcome)} />
        </div>
      )}
      {taken !== undefined && <Facts taken={taken} onClose={close} />}
    </Dialog>
  )
}

/** At least one file was one. */
function isReadable(taken: TakenIn | undefined): boolean {
  return taken !== undefined && (taken.unread.length === 0 || taken.summary.files > taken.unread.length)
}

function Facts({ taken: { summary, unread }, onClose }: { readonly taken: TakenIn; readonly onClose: () => void }) {
  const say = useWords(bundleWords)
  const explain = useErrorText()
  const { messages, acknowledged, rooms, strange, damaged, cut, waiting } = summary
  const isDamaged = damaged > 0 || Object.keys(summary.refused).length > 0
  const doubts = [
    ...(isDamaged ? [say('someDamaged')] : []),
    ...(cut > 0 ? [say('someCut')] : []),
    ...(waiting > 0 ? [say('someWaits')] : []),
    ...unread.map(({ name, code }) => say('unread', { name, why: explain(code) })),
  ]
  const isMine = rooms.length > 0
  return (
    <div role="status">
      <Panel>
        {isMine && (
          <PanelRow
            start={<Icon icon={FileCheck} />}
            title={messages === 0 ? say('nothingHere') : messages === 1 ? say('newMessages1') : say('newMessages', { count: messages })}
          />
        )}
        {acknowledged > 0 && (
          <PanelRow
            start={<Icon icon={MailCheck} />}
            title={acknowledged === 1 ? say('arrived1') : say('arrived', { count: acknowledged })}
          />
        )}
        {rooms
          .filter((room) => room.messages > 0)
          .map((room) => (
            <PanelRow
              key={room.room}
              start={<Icon icon={MessageSquareText} />}
              title={room.name}
              text={room.messages === 1 ? say('newMessages1') : say('newMessages', { count: room.messages })}
              end={
                <a href={formatRoute({ page: 'rooms', room: room.room })} onClick={onClose}>
                  {say('toRoom')}
                </a>
              }
            />
          ))}
        {strange > 0 && <PanelRow start={<Icon icon={FileWarning} />} title={say(isMine ? 'someStrange' : 'notForMe')} />}
        {doubts.map((text) => (
          <PanelRow key={text} start={<Icon icon={TriangleAlert} />} title={text} />
        ))}
      </Panel>
    </div>
  )
}
