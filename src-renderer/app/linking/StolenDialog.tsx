/**
 * A computer is stolen or lost: which one and since when, what will happen, and the twelve words that prove who says so. Also for a computer
 * that was told it is out, where it was a thief who said it. The words live as long as the dialog is open.
 */
import { TriangleAlert } from 'lucide-react'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { recoveryWords, stolenWords } from '../../../shared/i18n/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import type { OwnDeviceView } from '../../../shared/messenger/index.ts'
import { Button, Dialog, Note, Select, type SelectOption, showToast } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { areWhole, NO_WORDS, WordFields } from '../recovery/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './StolenDialog.module.css'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const AGO = { hours3: 3 * HOUR_MS, day: DAY_MS, days3: 3 * DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const
type Since = 'default' | keyof typeof AGO

const NONE: readonly OwnDeviceView[] = []

export interface StolenDialogProps {
  /** Chosen already; without it this computer was taken out, and the person says by which. */
  readonly device?: DeviceId
  readonly onClose: () => void
}

export function StolenDialog({ device, onClose }: StolenDialogProps) {
  const say = useWords(stolenWords)
  const recovery = useWords(recoveryWords)
  const explain = useErrorText()
  const form = useId()
  const all = useEngine((state) => state.devices?.devices) ?? NONE
  const others = all.filter(({ isThis, isRevokedByWords }) => !isThis && !isRevokedByWords)
  const [chosen, setChosen] = useState(device ?? (others.find(({ isRevoked }) => !isRevoked) ?? others[0])?.device)
  const [since, setSince] = useState<Since>('default')
  const [stage, setStage] = useState<'what' | 'words' | 'done'>('what')
  const [words, setWords] = useState(NO_WORDS)
  const [failure, setFailure] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const gone = all.find((each) => each.device === chosen)
  const isUndoing = device === undefined
  const options: readonly SelectOption<Since>[] = [
    isUndoing ? { value: 'default', label: say('sinceUndo') } : { value: 'default', label: say('sinceNow'), text: say('sinceNowText') },
    ...(['hours3', 'day', 'days3', 'week', 'month'] as const).map((value) => ({ value, label: say(value) })),
  ]
  const title = isUndoing ? say('undoTitle') : say('title')

  const act = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || chosen === undefined) return
    if (!areWhole(words)) return setFailure(say('missing'))
    setBusy(true)
    const answer = await call('devices.revokeByWords', {
      words: words.join(' '),
      devices: [chosen],
      ...(since !== 'default' && { since: Date.now() - AGO[since] }),
    })
    setBusy(false)
    if (!answer.ok) return setFailure(answer.error.code === 'BAD_WORDS' ? recovery('notTogether') : explain(answer.error.code))
    setWords(NO_WORDS)
    setStage('done')
    // What asked for it, the word that this computer is out, is gone by now, and this dialog with it.
    if (isUndoing) showToast({ text: say('undone', { name: gone?.name ?? '' }) })
    refresh('devices')
  }

  if (gone === undefined) return <Dialog isOpen onClose={onClose} title={title} width="question" text={say('none')} />
  if (stage === 'done') {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={say('doneTitle', { name: gone.name })}
        width="question"
        text={say('doneText')}
        foot={
          <Button kind="main" onClick={onClose}>
            {say('close')}
          </Button>
        }
      />
    )
  }
  if (stage === 'what') {
    const brought = all.filter((each) => gone.brought.includes(each.device)).map(({ name }) => name)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={title}
        foot={
          <Button kind="main" onClick={() => setStage('words')}>
            {say('next')}
          </Button>
        }
      >
        <div className={styles.part}>
          <Choice label={say(isUndoing ? 'whichUndo' : 'which')}>
            <Select
              label={say(isUndoing ? 'whichUndo' : 'which')}
              value={gone.device}
              onChange={setChosen}
              options={others.map((each) => ({ value: each.device, label: each.name }))}
            />
          </Choice>
          <Choice label={say('since')}>
            <Select label={say('since')} value={since} onChange={setSince} options={options} />
          </Choice>
          <Note tone="lamp" icon={TriangleAlert} text={say('what')} />
          {brought.length > 0 && <Note icon={TriangleAlert} text={say('brought', { names: brought.join(', ') })} />}
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog
      isOpen
      isGuarded
      onClose={onClose}
      title={say('wordsTitle')}
      text={say('wordsText')}
      foot={
        <>
          <Button kind="quiet" onClick={() => setStage('what')}>
            {say('back')}
          </Button>
          <Button kind="brick" type="submit" form={form} busy={isBusy ? say('acting') : undefined}>
            {say('act')}
          </Button>
        </>
      }
    >
      <form id={form} noValidate className={styles.part} onSubmit={(event) => void act(event)}>
        <WordFields
          words={words}
          onChange={(next) => {
            setWords(next)
            setFailure(undefined)
          }}
        />
        {failure !== undefined && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  )
}

function Choice({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.choice}>
      <span aria-hidden="true" className={styles.label}>
        {label}
      </span>
      {children}
    </div>
  )
}
