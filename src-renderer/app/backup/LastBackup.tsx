/** The newest backup that was read again to its end, or that there is none. */
import { Check, CircleAlert } from 'lucide-react'
import { backupWords } from '../../../shared/i18n/index.ts'
import type { BackupSummary } from '../../../shared/rpc/index.ts'
import { Disc, Icon, Panel, PanelRow } from '../../ui/index.ts'
import { useDates, useSizes, useWords } from '../words/index.ts'
import styles from './Backup.module.css'
import { useContents } from './use-contents.ts'

export function LastBackup({ last }: { readonly last: BackupSummary | undefined }) {
  const say = useWords(backupWords)
  if (last !== undefined) return <Summary title={say('lastTitle')} summary={last} />
  return (
    <Panel>
      <PanelRow start={<Icon icon={CircleAlert} />} title={say('none')} text={say('noneText')} />
    </Panel>
  )
}

export interface SummaryProps {
  readonly title: string
  readonly summary: BackupSummary
  /** Also whose it is: for a file of anybody. */
  readonly hasName?: boolean
}

export function Summary({ title, summary, hasName = false }: SummaryProps) {
  const say = useWords(backupWords)
  const dates = useDates()
  const size = useSizes()
  const contents = useContents()
  const lines = [
    ...(hasName ? [say('writtenBy', { name: summary.name, device: summary.deviceName })] : []),
    say('lastAt', { date: dates.full(summary.at), size: size(summary.bytes) }),
    contents(summary),
    ...(summary.leftOut !== undefined && summary.leftOut.length > 0 ? [say('leftOut')] : []),
  ]
  return (
    <Panel>
      <PanelRow
        start={<Disc icon={Check} kind="inviting" />}
        title={title}
        text={
          <>
            {lines.map((line) => (
              <span key={line} className={styles.line}>
                {line}
              </span>
            ))}
            <bdi className={styles.path}>{summary.file}</bdi>
          </>
        }
      />
    </Panel>
  )
}
