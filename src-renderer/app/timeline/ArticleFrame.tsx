/**
 * What every message's row is, whoever wrote it and wherever: the thing the keys act on, chosen or not while several are being chosen, and
 * for a moment lit when one was led to it. What is inside of it can be reached by Tab only while it is the active one.
 */
import type { ReactNode } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { classNames } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame, useView } from './context.ts'
import styles from './MessageArticle.module.css'
import type { MessageRow } from './rows.ts'
import { toggleSelected } from './view-state.ts'

export interface ArticleFrameProps {
  readonly row: MessageRow
  /** Read aloud. */
  readonly label: string
  readonly isActive: boolean
  /** It was said just now. */
  readonly isRising?: boolean
  readonly children: ReactNode
}

export function ArticleFrame({ row, label, isActive, isRising = false, children }: ArticleFrameProps) {
  const say = useWords(timelineWords)
  const { view } = useFrame()
  const isFlashed = useView(({ flashed }) => flashed === row.key)
  const isSelecting = useView(({ selected }) => selected !== undefined)
  const isSelected = useView(({ selected }) => selected?.has(row.key) === true)
  return (
    // The feed handles the keys of all its articles.
    <article
      data-key={row.key}
      data-own={row.isOwn}
      tabIndex={isActive ? 0 : -1}
      aria-label={label}
      className={classNames(
        styles.row,
        row.isFirst && styles.first,
        row.isOwn && styles.own,
        isFlashed && styles.flashed,
        isSelected && styles.selected,
        isRising && styles.rising,
      )}
      onClickCapture={(event) => {
        if (!isSelecting) return
        event.preventDefault()
        event.stopPropagation()
        toggleSelected(view, row.key)
      }}
    >
      {isSelecting && (
        <input type="checkbox" readOnly tabIndex={-1} checked={isSelected} aria-label={say('selectOne')} className={styles.check} />
      )}
      {children}
    </article>
  )
}

/** Whether the row is the one that Tab enters: the newest until another was chosen. */
export function useIsActive({ key }: MessageRow, isNewest: boolean): boolean {
  return useView(({ active }) => (active === undefined ? isNewest : active === key))
}
