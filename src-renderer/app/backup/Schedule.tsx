/** Backups at set times: how often, where they go, how many stay, and when the next one is due. */
import { useState } from 'react'
import { backupWords } from '../../../shared/i18n/index.ts'
import type { BackupEvery, BackupStatus } from '../../../shared/rpc/index.ts'
import { Button, Panel, PanelRow, Select, showToast, SwitchRow } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'
import styles from './Backup.module.css'
import { ScheduleDialog } from './ScheduleDialog.tsx'

const KEPT = [3, 5, 10, 30] as const

export function Schedule({ status }: { readonly status: BackupStatus }) {
  const say = useWords(backupWords)
  const explain = useErrorText()
  const dates = useDates()
  const { every, folder, keep, next, withFiles } = status
  /** What the dialog is to turn on. */
  const [asked, setAsked] = useState<Exclude<BackupEvery, 'off'>>()
  const put = async (changes: { readonly every?: BackupEvery; readonly keep?: number; readonly withFiles?: boolean }): Promise<boolean> => {
    const answer = await call('backup.schedule', changes, 0)
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    return answer.ok
  }
  const choose = async (wanted: BackupEvery) => {
    if (wanted === every) return
    // A folder and a passphrase are chosen first.
    if (wanted !== 'off' && every === 'off') return setAsked(wanted)
    if (!(await put({ every: wanted })) || wanted !== 'off') return
    showToast({ text: say('turnedOff'), undo: () => void put({ every }) })
  }
  return (
    <Titled title={say('schedule')}>
      <Panel>
        <PanelRow
          title={say('every')}
          text={say('everyText')}
          end={
            <Select
              kind="inline"
              label={say('every')}
              value={every}
              onChange={(wanted) => void choose(wanted)}
              options={(['off', 'daily', 'weekly'] as const).map((value) => ({ value, label: say(value) }))}
            />
          }
        />
        {every !== 'off' && (
          <>
            <PanelRow
              title={say('into')}
              text={<bdi className={styles.path}>{folder}</bdi>}
              end={
                <Button size="small" aria-label={say('changeName')} onClick={() => setAsked(every)}>
                  {say('change')}
                </Button>
              }
            />
            <PanelRow
              title={say('keep')}
              text={say('keepText')}
              end={
                <Select
                  kind="inline"
                  label={say('keep')}
                  value={String(keep)}
                  onChange={(wanted) => void put({ keep: Number(wanted) })}
                  options={[...new Set([...KEPT, keep])]
                    .toSorted((a, b) => a - b)
                    .map((count) => ({ value: String(count), label: String(count) }))}
                />
              }
            />
            <SwitchRow
              title={say('withFiles')}
              text={say('withFilesText')}
              isOn={withFiles}
              onChange={(on) => void put({ withFiles: on })}
            />
            {next !== undefined && (
              <PanelRow
                title={say('next')}
                end={<span className={styles.value}>{next <= Date.now() ? say('nextSoon') : dates.full(next)}</span>}
              />
            )}
          </>
        )}
      </Panel>
      {asked !== undefined && <ScheduleDialog status={status} every={asked} onClose={() => setAsked(undefined)} />}
    </Titled>
  )
}
