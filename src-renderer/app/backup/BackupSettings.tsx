/** Backups, as a section of the settings: the last good one, writing one now, one at set times, and looking whether one is whole. */
import { DatabaseBackup, FileCheck } from 'lucide-react'
import { useState } from 'react'
import { backupWords } from '../../../shared/i18n/index.ts'
import type { BackupStatus } from '../../../shared/rpc/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, GhostRows, Icon, Note, Panel, PanelRow, Sentences } from '../../ui/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'
import styles from './Backup.module.css'
import { LastBackup } from './LastBackup.tsx'
import { Running } from './Running.tsx'
import { Schedule } from './Schedule.tsx'
import { useBackup } from './use-backup.ts'
import { VerifyDialog } from './VerifyDialog.tsx'
import { WriteDialog } from './WriteDialog.tsx'

export function BackupSettings() {
  const say = useWords(backupWords)
  return (
    <>
      <p>
        <Sentences text={say('intro')} />
      </p>
      {platform.isHere ? <Backups /> : <Note text={say('elsewhere')} />}
    </>
  )
}

function Backups() {
  const say = useWords(backupWords)
  const status = useBackup()
  const [asks, setAsks] = useState<'write' | 'verify'>()
  if (status === undefined) return <GhostRows height={60} />
  const { failed, running } = status
  const close = () => setAsks(undefined)
  return (
    <>
      {failed !== undefined && running === undefined && <Failed failed={failed} />}
      <LastBackup last={status.last} />
      {running !== undefined && asks !== 'write' && <Running running={running} />}
      <div className={styles.acts}>
        <Button kind="main" icon={DatabaseBackup} busy={running && say('writing')} onClick={() => setAsks('write')}>
          {say('write')}
        </Button>
      </div>
      <Schedule status={status} />
      <Panel>
        <PanelRow start={<Icon icon={FileCheck} />} title={say('verify')} text={say('verifyText')} onPress={() => setAsks('verify')} />
      </Panel>
      {asks === 'write' && <WriteDialog status={status} onClose={close} />}
      {asks === 'verify' && <VerifyDialog last={status.last} onClose={close} />}
    </>
  )
}

/** The last attempt came to nothing; where somebody ended it, that is no fault. */
function Failed({ failed: { at, code } }: { readonly failed: NonNullable<BackupStatus['failed']> }) {
  const say = useWords(backupWords)
  const explain = useErrorText()
  const dates = useDates()
  const date = dates.full(at)
  if (code === 'BACKUP_CANCELLED') return <Note title={say('stoppedAt', { date })} text={say('stoppedText')} />
  return (
    <div role="alert">
      <Note tone="brick" title={say('failedAt', { date })} text={explain(code)} />
    </div>
  )
}
