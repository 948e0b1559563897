/** Coming back from a backup file, onto a computer that has nothing yet. Whatever is wrong with the file leaves everything as it was. */
import { type FormEvent, useState } from 'react'
import { backupWords, firstRunWords } from '../../../shared/i18n/index.ts'
import { Button, Sentences } from '../../ui/index.ts'
import { asAsked, type BackupFile, BackupFileFields, type FileFaults, useMissing, useRefusal } from '../backup/index.ts'
import { call } from '../engine/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './RestoreStep.module.css'
import { toStage } from './stage.ts'
import { Step } from './Step.tsx'

const FORM = 'come-back-from-file'

export interface BackupStepProps {
  readonly typed: BackupFile
  readonly setTyped: (typed: BackupFile) => void
}

export function BackupStep({ typed, setTyped }: BackupStepProps) {
  const say = useWords(backupWords)
  const firstRun = useWords(firstRunWords)
  const language = useLanguage()
  const missing = useMissing()
  const refusal = useRefusal()
  const [faults, setFaults] = useState<FileFaults>({})
  const [isBusy, setBusy] = useState(false)

  const restore = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const wanting = missing(typed)
    if (wanting !== undefined) return setFaults(wanting)
    setFaults({})
    setBusy(true)
    const made = await call('host.restoreBackup', { ...asAsked(typed), language }, 0)
    if (!made.ok) {
      setBusy(false)
      return setFaults(refusal(made.error.code))
    }
    setTyped({ file: '', passphrase: '' })
    toStage('done')
    await call('profile.changeSettings', { language })
  }

  return (
    <Step
      title={say('restoreTitle')}
      text={say('restoreText')}
      acts={
        <>
          <Button size="large" kind="quiet" onClick={() => toStage('language')}>
            {firstRun('back')}
          </Button>
          <Button size="large" kind="main" type="submit" form={FORM} busy={isBusy ? say('restoring') : undefined}>
            {say('restore')}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate className={styles.form} onSubmit={(event) => void restore(event)}>
        <BackupFileFields
          typed={typed}
          faults={faults}
          onChange={(next) => {
            setTyped(next)
            setFaults({})
          }}
        />
        {faults.all !== undefined && (
          <p role="alert" className={styles.failure}>
            {faults.all}
          </p>
        )}
        {isBusy && (
          <p role="status">
            <Sentences text={say('restoringText')} />
          </p>
        )}
      </form>
    </Step>
  )
}
