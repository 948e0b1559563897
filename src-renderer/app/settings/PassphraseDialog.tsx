/** Sets, changes or removes the passphrase. The engine wraps the profile's key anew; nothing that was saved is written again. */
import { type FormEvent, useState } from 'react'
import { settingsWords } from '../../../shared/i18n/index.ts'
import { Button, Dialog, PasswordField, Sentences, showToast } from '../../ui/index.ts'
import { passphraseFault } from '../backup/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './PassphraseDialog.module.css'

export type PassphraseTask = 'set' | 'change' | 'remove'

const FORM = 'passphrase'

export interface PassphraseDialogProps {
  readonly task: PassphraseTask | undefined
  readonly onClose: () => void
}

export function PassphraseDialog({ task, onClose }: PassphraseDialogProps) {
  return task === undefined ? null : <PassphraseForm task={task} onClose={onClose} />
}

function PassphraseForm({ task, onClose }: { readonly task: PassphraseTask; readonly onClose: () => void }) {
  const say = useWords(settingsWords)
  const explain = useErrorText()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [errors, setErrors] = useState<{ readonly current?: string; readonly next?: string; readonly again?: string }>({})
  const [isBusy, setBusy] = useState(false)

  const change = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (task !== 'remove') {
      const fault = passphraseFault(next, again)
      if (fault === 'tooShort') return setErrors({ next: say('lockTooShort') })
      if (fault === 'differs') return setErrors({ again: say('lockDiffers') })
    }
    setBusy(true)
    const answer = await call('host.setPassphrase', { ...(task !== 'set' && { current }), ...(task !== 'remove' && { next }) })
    setBusy(false)
    if (!answer.ok) {
      const text = explain(answer.error.code)
      return setErrors(task === 'set' ? { next: text } : { current: text })
    }
    refresh('status')
    showToast({ text: say('saved') })
    onClose()
  }

  const label = say(task === 'set' ? 'lockSet' : task === 'change' ? 'lockChange' : 'lockRemove')
  return (
    <Dialog
      isOpen
      isGuarded
      width="question"
      title={label}
      onClose={onClose}
      foot={
        <Button kind={task === 'remove' ? 'brick' : 'main'} type="submit" form={FORM} busy={isBusy ? say('saving') : undefined}>
          {label}
        </Button>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void change(event)}>
        {task !== 'set' && (
          <PasswordField
            label={say('lockCurrent')}
            value={current}
            error={errors.current}
            autoFocus
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
          />
        )}
        {task !== 'remove' && (
          <>
            <PasswordField
              label={say('lockNew')}
              value={next}
              error={errors.next}
              autoFocus={task === 'set'}
              autoComplete="new-password"
              onChange={({ currentTarget }) => setNext(currentTarget.value)}
            />
            <PasswordField
              label={say('lockAgain')}
              value={again}
              error={errors.again}
              autoComplete="new-password"
              onChange={({ currentTarget }) => setAgain(currentTarget.value)}
            />
            <p className={styles.hint}>
              <Sentences text={say('lockHint')} />
            </p>
          </>
        )}
      </form>
    </Dialog>
  )
}
