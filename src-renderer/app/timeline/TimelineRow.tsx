/** One row of the feed. Days, the unread place and lines of the room are articles too, so that the keys walk over all there is. */
import { memo } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { Divider } from '../../ui/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { ImportedArticle } from './ImportedArticle.tsx'
import { BlockRow, NoticeRow } from './ImportedRows.tsx'
import { MessageArticle } from './MessageArticle.tsx'
import type { Row } from './rows.ts'
import { SystemRow } from './SystemRow.tsx'
import styles from './TimelineRow.module.css'
import { useTabStop } from './use-tab-stop.ts'

export const TimelineRow = memo(function TimelineRow({ row, isNewest }: { readonly row: Row; readonly isNewest: boolean }) {
  switch (row.kind) {
    case 'day':
      return <DayRow row={row} isNewest={isNewest} />
    case 'unread':
      return <UnreadRow row={row} isNewest={isNewest} />
    case 'system':
      return <SystemRow row={row} isNewest={isNewest} />
    case 'block':
      return <BlockRow row={row} isNewest={isNewest} />
    case 'notice':
      return <NoticeRow row={row} isNewest={isNewest} />
    case 'message': {
      const { imported } = row.message
      if (imported !== undefined) return <ImportedArticle row={row} mark={imported} isNewest={isNewest} />
      return <MessageArticle row={row} isNewest={isNewest} />
    }
  }
})

interface RowOf<K extends Row['kind']> {
  readonly row: Extract<Row, { readonly kind: K }>
  readonly isNewest: boolean
}

function DayRow({ row, isNewest }: RowOf<'day'>) {
  const day = useDates().day(row.time)
  return (
    <article data-key={row.key} tabIndex={useTabStop(row.key, isNewest)} aria-label={day} className={styles.day}>
      <Divider>{day}</Divider>
    </article>
  )
}

function UnreadRow({ row, isNewest }: RowOf<'unread'>) {
  const say = useWords(timelineWords)
  return (
    <article data-key={row.key} tabIndex={useTabStop(row.key, isNewest)} aria-label={say('unreadFromHere')} className={styles.day}>
      <Divider tone="lamp">{say('unreadFromHere')}</Divider>
    </article>
  )
}
