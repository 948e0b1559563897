/** Reads a backup to its end, as coming back from it would, and says what is in it. */
import { type FormEvent, useState } from 'react'
import { backupWords } from '../../../shared/i18n/index.ts'
import type { BackupSummary } from '../../../shared/rpc/index.ts'
import { Button, Dialog, Note } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { asAsked, BackupFileFields, type FileFaults, useMissing, useRefusal } from './BackupFile.tsx'
import styles from './Backup.module.css'
import { Summary } from './LastBackup.tsx'

const FORM = 'verify-backup'

export function VerifyDialog({ last, onClose }: { readonly last: BackupSummary | undefined; readonly onClose: () => void }) {
  const say = useWords(backupWords)
  const missing = useMissing()
  const refusal = useRefusal()
  const [typed, setTyped] = useState({ file: last?.file ?? '', passphrase: '' })
  const [faults, setFaults] = useState<FileFaults>({})
  const [isBusy, setBusy] = useState(false)
  const [read, setRead] = useState<BackupSummary>()

  const verify = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const wanting = missing(typed)
    if (wanting !== undefined) return setFaults(wanting)
    setFaults({})
    setBusy(true)
    const answer = await call('backup.verify', asAsked(typed), 0)
    setBusy(false)
    if (answer.ok) setRead(answer.value)
    else setFaults(refusal(answer.error.code))
  }

  return (
    <Dialog
      isOpen
      isGuarded
      title={say('verify')}
      text={say('verifyText')}
      onClose={onClose}
      foot={
        read === undefined ? (
          <Button kind="main" type="submit" form={FORM} busy={isBusy ? say('checking') : undefined}>
            {say('check')}
          </Button>
        ) : (
          <Button kind="main" onClick={onClose}>
            {say('close')}
          </Button>
        )
      }
    >
      {faults.all !== undefined && (
        <div role="alert">
          <Note tone="brick" text={faults.all} />
        </div>
      )}
      {read === undefined ? (
        <form id={FORM} noValidate className={styles.form} onSubmit={(event) => void verify(event)}>
          <BackupFileFields typed={typed} onChange={setTyped} faults={faults} />
        </form>
      ) : (
        <div role="status">
          <Summary title={say('good')} summary={read} hasName />
        </div>
      )}
    </Dialog>
  )
}
