/** How far a backup has come, and the way to end it. How much there will be nobody knows before the end, so there is no bar. */
import { useState } from 'react'
import { backupWords } from '../../../shared/i18n/index.ts'
import type { BackupStatus } from '../../../shared/rpc/index.ts'
import { Button, Panel, PanelRow, showToast, Spinner } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useSizes, useWords } from '../words/index.ts'

export function Running({ running: { step, bytes } }: { readonly running: NonNullable<BackupStatus['running']> }) {
  const say = useWords(backupWords)
  const explain = useErrorText()
  const size = useSizes()
  const [isEnding, setEnding] = useState(false)
  const words = step === 'copying' ? say('copying') : say(step === 'writing' ? 'writingBytes' : 'verifyingBytes', { size: size(bytes) })
  const stop = async () => {
    setEnding(true)
    const answer = await call('backup.cancel', undefined, 0)
    setEnding(false)
    // Too late: it is there, and says so itself.
    if (answer.ok && !answer.value) return
    showToast({ text: explain(answer.ok ? 'BACKUP_CANCELLED' : answer.error.code) })
  }
  return (
    <Panel>
      <PanelRow
        start={<Spinner size={20} />}
        title={<span role="status">{words}</span>}
        text={say('goesOn')}
        end={
          <Button size="small" aria-label={say('stopName')} busy={isEnding ? say('stopping') : undefined} onClick={() => void stop()}>
            {say('stop')}
          </Button>
        }
      />
    </Panel>
  )
}
