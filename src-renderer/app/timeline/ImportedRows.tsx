/** What stands between brought-in messages: the stone label before them, and lines of the other messenger itself. */
import { History } from 'lucide-react'
import { importedWords } from '../../../shared/i18n/index.ts'
import { classNames, Icon } from '../../ui/index.ts'
import { useAppName } from '../imported/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { useView } from './context.ts'
import styles from './Imported.module.css'
import { importedPreview } from './imported-look.ts'
import type { Row } from './rows.ts'
import lines from './TimelineRow.module.css'
import { useTabStop } from './use-tab-stop.ts'

interface RowOf<K extends Row['kind']> {
  readonly row: Extract<Row, { readonly kind: K }>
  readonly isNewest: boolean
}

export function BlockRow({ row, isNewest }: RowOf<'block'>) {
  const say = useWords(importedWords)
  const appName = useAppName()
  const title = say('blockFrom', { app: appName(row.app) })
  return (
    <article
      data-key={row.key}
      tabIndex={useTabStop(row.key, isNewest)}
      aria-label={`${title}. ${say('blockMeaning')}`}
      className={styles.block}
    >
      <span className={styles.label}>
        <Icon icon={History} size={14} />
        {title}
      </span>
      <span className={styles.meaning}>{say('blockMeaning')}</span>
    </article>
  )
}

export function NoticeRow({ row, isNewest }: RowOf<'notice'>) {
  const say = useWords(importedWords)
  const dates = useDates()
  const tabIndex = useTabStop(row.key, isNewest)
  const isFlashed = useView(({ flashed }) => flashed === row.key)
  const { message } = row
  if (message.imported === undefined) return null
  const text = importedPreview(message, message.imported, say)
  return (
    <article
      data-key={row.key}
      tabIndex={tabIndex}
      aria-label={say('noticeName', { text, time: dates.time(message.time) })}
      title={dates.full(message.time)}
      className={classNames(lines.line, styles.notice, isFlashed && styles.flashed)}
    >
      <span dir="auto">{text === '' ? say('system') : text}</span>
    </article>
  )
}
