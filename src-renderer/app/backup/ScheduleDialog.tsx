/** Where backups go by themselves, and with which passphrase they are locked. */
import { type FormEvent, useState } from 'react'
import { backupWords } from '../../../shared/i18n/index.ts'
import type { BackupEvery, BackupStatus } from '../../../shared/rpc/index.ts'
import { Button, Dialog, Note, showToast } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './Backup.module.css'
import { placeOfFault } from './faults.ts'
import { NewPassphrase, NOT_TYPED } from './NewPassphrase.tsx'
import { passphraseFault } from './passphrase.ts'
import { PathField } from './PathField.tsx'
import { isWholePath, typedPath } from './paths.ts'
import { useFolder } from './use-folder.ts'

const FORM = 'backup-schedule'

export interface ScheduleDialogProps {
  readonly status: BackupStatus
  readonly every: Exclude<BackupEvery, 'off'>
  readonly onClose: () => void
}

export function ScheduleDialog({ status, every, onClose }: ScheduleDialogProps) {
  const say = useWords(backupWords)
  const explain = useErrorText()
  const [folder, setFolder] = useFolder(status)
  const [typed, setTyped] = useState(NOT_TYPED)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [isBusy, setBusy] = useState(false)
  // Where there was a schedule there is a key of its passphrase; if there is none after all, the engine asks for one.
  const mayKeep = status.folder !== undefined

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const path = typedPath(folder)
    if (!isWholePath(path)) return setErrors({ place: say('folderWhole') })
    const isNew = !mayKeep || typed.first !== '' || typed.again !== ''
    const fault = isNew ? passphraseFault(typed.first, typed.again) : undefined
    if (fault !== undefined) return setErrors({ [fault === 'differs' ? 'again' : 'passphrase']: say(fault) })
    setErrors({})
    setBusy(true)
    const answer = await call('backup.schedule', { every, folder: path, ...(isNew && { passphrase: typed.first }) }, 0)
    setBusy(false)
    if (!answer.ok) {
      const { code } = answer.error
      return setErrors({ [placeOfFault(code)]: code === 'PASSPHRASE_NEEDED' ? say('passphraseEmpty') : explain(code) })
    }
    showToast({ text: say('turnedOn') })
    onClose()
  }

  return (
    <Dialog
      isOpen
      isGuarded
      title={say('scheduleTitle')}
      onClose={onClose}
      foot={
        <Button kind="main" type="submit" form={FORM} busy={isBusy ? say('saving') : undefined}>
          {say('save')}
        </Button>
      }
    >
      {errors['all'] !== undefined && (
        <div role="alert">
          <Note tone="brick" text={errors['all']} />
        </div>
      )}
      <form id={FORM} noValidate className={styles.form} onSubmit={(event) => void save(event)}>
        <PathField
          kind="folder"
          label={say('folder')}
          hint={say('folderHint')}
          value={folder}
          error={errors['place']}
          onChange={setFolder}
        />
        <NewPassphrase
          typed={typed}
          onChange={setTyped}
          error={errors['passphrase']}
          errorAgain={errors['again']}
          hint={mayKeep ? say('keepPassphrase') : undefined}
        />
      </form>
    </Dialog>
  )
}
