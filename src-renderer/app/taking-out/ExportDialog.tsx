/** Takes something out: which kind of file, of which days; then how far it has come, and the file to save. */
import { Check, Download } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { takingOutWords } from '../../../shared/i18n/index.ts'
import { Button, Dialog, Note, Panel, PanelRow, Sentences } from '../../ui/index.ts'
import { type FileOutcome, saveFile } from '../bundles/index.ts'
import { useErrorText, useLanguage, useSizes, useWords } from '../words/index.ts'
import styles from './TakingOut.module.css'
import { type SoFar, type TakenOut, takeOut, type Wanted } from './take-out.ts'

const FORM = 'take-out'

export interface ExportDialogProps {
  readonly title: string
  /** What is to be asked of the engine; undefined: something is not chosen rightly, and that has been said. */
  readonly wanted: () => Wanted | undefined
  readonly onClose: () => void
  /** What is chosen before. */
  readonly children: ReactNode
}

export function ExportDialog({ title, wanted, onClose, children }: ExportDialogProps) {
  const say = useWords(takingOutWords)
  const explain = useErrorText()
  const size = useSizes()
  const [soFar, setSoFar] = useState<SoFar>()
  const [taken, setTaken] = useState<TakenOut>()
  const [outcome, setOutcome] = useState<FileOutcome>()
  const [failure, setFailure] = useState<string>()
  const ending = useRef<AbortController>(undefined)
  useEffect(() => () => ending.current?.abort(), [])

  const start = async (event: FormEvent) => {
    event.preventDefault()
    const asked = wanted()
    if (asked === undefined) return
    const end = new AbortController()
    ending.current = end
    setFailure(undefined)
    setSoFar({ bytes: 0, messages: 0 })
    const made = await takeOut(asked, setSoFar, end.signal)
    setSoFar(undefined)
    if (typeof made === 'string') setFailure(made)
    else setTaken(made)
  }
  const save = async () => {
    if (taken === undefined) return
    const became = await saveFile(taken.name, taken.file)
    if (became === 'cancelled') return
    setOutcome(became)
    setFailure(became === 'failed' ? 'FILE_NOT_SAVED' : undefined)
  }
  const isSaved = outcome === 'saved' || outcome === 'handed'

  const foot = () => {
    if (taken !== undefined) return <Button onClick={onClose}>{say('done')}</Button>
    if (soFar !== undefined) return <Button onClick={() => ending.current?.abort()}>{say('stop')}</Button>
    return (
      <Button kind="main" type="submit" form={FORM}>
        {say('start')}
      </Button>
    )
  }
  return (
    <Dialog isOpen isGuarded={soFar !== undefined || taken !== undefined} title={title} onClose={onClose} foot={foot()}>
      {failure !== undefined && (
        <div role="alert">
          <Note tone="brick" text={explain(failure)} />
        </div>
      )}
      {soFar !== undefined && <Progress soFar={soFar} />}
      {taken !== undefined && (
        <>
          <Panel>
            <PanelRow
              title={<bdi>{taken.name}</bdi>}
              text={isSaved ? <span role="status">{say(outcome === 'saved' ? 'saved' : 'handedOver')}</span> : size(taken.file.size)}
              end={
                <Button
                  size="small"
                  kind={isSaved ? 'plain' : 'main'}
                  icon={isSaved ? Check : Download}
                  aria-label={say('saveNamed', { name: taken.name })}
                  onClick={() => void save()}
                >
                  {say('save')}
                </Button>
              }
            />
          </Panel>
        </>
      )}
      <form
        id={FORM}
        noValidate
        hidden={soFar !== undefined || taken !== undefined}
        className={styles.form}
        onSubmit={(event) => void start(event)}
      >
        {children}
        <p className={styles.hint}>
          <Sentences text={say('open')} />
        </p>
      </form>
    </Dialog>
  )
}

function Progress({ soFar: { messages, bytes } }: { readonly soFar: SoFar }) {
  const say = useWords(takingOutWords)
  const size = useSizes()
  const language = useLanguage()
  const count = messages === 1 ? say('messages1') : say('messages', { count: messages.toLocaleString(language) })
  return (
    <div className={styles.progress}>
      <p role="status">{say('making')}</p>
      <p className={styles.hint}>{messages === 0 ? size(bytes) : say('soFar', { messages: count, size: size(bytes) })}</p>
    </div>
  )
}
