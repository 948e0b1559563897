/** Writes a backup now: where, and a passphrase; then how far it has come. It goes on when the dialog is closed. */
import { type FormEvent, useState } from 'react'
import { backupWords } from '../../../shared/i18n/index.ts'
import type { BackupStatus } from '../../../shared/rpc/index.ts'
import { Button, Dialog, Note, showToast, SwitchRow } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './Backup.module.css'
import { placeOfFault } from './faults.ts'
import { NewPassphrase, NOT_TYPED } from './NewPassphrase.tsx'
import { passphraseFault } from './passphrase.ts'
import { PathField } from './PathField.tsx'
import { intoFolder, isWholePath, typedPath } from './paths.ts'
import { Running } from './Running.tsx'
import { useFolder } from './use-folder.ts'

const FORM = 'write-backup'

interface Errors {
  readonly place?: string
  readonly passphrase?: string
  readonly again?: string
  readonly all?: string
}

export function WriteDialog({ status, onClose }: { readonly status: BackupStatus; readonly onClose: () => void }) {
  const say = useWords(backupWords)
  const explain = useErrorText()
  const [folder, setFolder] = useFolder(status)
  const [typed, setTyped] = useState(NOT_TYPED)
  const [withFiles, setWithFiles] = useState(status.withFiles)
  const [errors, setErrors] = useState<Errors>({})
  const [isBusy, setBusy] = useState(false)

  const write = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const to = typedPath(folder)
    if (!isWholePath(to)) return setErrors({ place: say('folderWhole') })
    const fault = passphraseFault(typed.first, typed.again)
    if (fault !== undefined) return setErrors({ [fault === 'differs' ? 'again' : 'passphrase']: say(fault) })
    setErrors({})
    setBusy(true)
    const answer = await call('backup.write', { to: intoFolder(to), passphrase: typed.first, withFiles }, 0)
    setBusy(false)
    // Who stopped it was told so.
    if (!answer.ok && answer.error.code === 'BACKUP_CANCELLED') return onClose()
    if (!answer.ok) return setErrors({ [placeOfFault(answer.error.code)]: explain(answer.error.code) })
    showToast({ text: say('written') })
    onClose()
  }

  return (
    <Dialog
      isOpen
      isGuarded
      title={say('writeTitle')}
      onClose={onClose}
      foot={
        <Button kind="main" type="submit" form={FORM} busy={isBusy ? say('writing') : undefined}>
          {say('start')}
        </Button>
      }
    >
      {errors.all !== undefined && (
        <div role="alert">
          <Note tone="brick" text={errors.all} />
        </div>
      )}
      {isBusy && status.running !== undefined && <Running running={status.running} />}
      <form id={FORM} noValidate hidden={isBusy} className={styles.form} onSubmit={(event) => void write(event)}>
        <PathField kind="folder" label={say('folder')} hint={say('folderHint')} value={folder} error={errors.place} onChange={setFolder} />
        <NewPassphrase typed={typed} onChange={setTyped} error={errors.passphrase} errorAgain={errors.again} />
        <SwitchRow title={say('withFiles')} text={say('withFilesText')} isOn={withFiles} onChange={setWithFiles} />
      </form>
    </Dialog>
  )
}
