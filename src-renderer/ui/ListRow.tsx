/**
 * One line of a list of rooms or people: a face, a name with small marks and a time, a second line with marks at its end. It is a link
 * or a button, and whoever lists it moves the focus (roving tabindex by `tabIndex`, `ref`).
 */
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './ListRow.module.css'

interface ListRowLook {
  readonly face: ReactNode
  readonly name: ReactNode
  /** Small marks after the name: pinned, muted, compared. */
  readonly marks?: ReactNode
  readonly time?: ReactNode
  readonly text?: ReactNode
  /** The text takes as many lines as it needs; otherwise one, and is cut off. */
  readonly isTextWhole?: boolean | undefined
  /** At the end of the second line: a mark, a chip, a badge. */
  readonly end?: ReactNode
  /** At the end of the row, over both lines: a chip or one action. Not for links and buttons that hold a button. */
  readonly side?: ReactNode
  readonly isSelected?: boolean
  readonly isUnread?: boolean
  /** 66 for rooms, 60 for people, 48 in details. */
  readonly height?: 66 | 60 | 48
}

export interface ListLinkProps extends ListRowLook, Omit<ComponentProps<'a'>, keyof ListRowLook | 'children'> {}

export function ListLink({
  face,
  name,
  marks,
  time,
  text,
  isTextWhole,
  end,
  side,
  isSelected,
  isUnread,
  height,
  className,
  ...rest
}: ListLinkProps) {
  const look = { face, name, marks, time, text, isTextWhole, end, side }
  return (
    <a
      {...rest}
      {...(isSelected === true && { 'aria-current': 'page' })}
      className={rowNames({ isSelected, isUnread, height }, className, true)}
    >
      <Lines {...look} />
    </a>
  )
}

export interface ListButtonProps extends ListRowLook, Omit<ComponentProps<'button'>, keyof ListRowLook | 'children'> {}

export function ListButton({
  face,
  name,
  marks,
  time,
  text,
  isTextWhole,
  end,
  side,
  isSelected,
  isUnread,
  height,
  className,
  ...rest
}: ListButtonProps) {
  const look = { face, name, marks, time, text, isTextWhole, end, side }
  return (
    <button type="button" {...rest} className={rowNames({ isSelected, isUnread, height }, className, true)}>
      <Lines {...look} />
    </button>
  )
}

export interface ListLineProps extends ListRowLook {
  readonly className?: string | undefined
}

/** The same, where nothing happens by pressing the row: its `side` may hold buttons. */
export function ListLine({ isSelected, isUnread, height, className, ...look }: ListLineProps) {
  return (
    <div className={rowNames({ isSelected, isUnread, height }, className, false)}>
      <Lines {...look} />
    </div>
  )
}

function Lines({ face, name, marks, time, text, isTextWhole = false, end, side }: ListRowLook) {
  const hasSecond = text !== undefined || end !== undefined
  return (
    <>
      {face}
      <span className={styles.lines}>
        <span className={styles.first}>
          <span className={styles.name}>{name}</span>
          {marks}
          {time !== undefined && <span className={styles.time}>{time}</span>}
        </span>
        {hasSecond && (
          <span className={styles.second}>
            <span className={classNames(styles.text, isTextWhole && styles.whole)}>{text}</span>
            {end}
          </span>
        )}
      </span>
      {side}
    </>
  )
}

type Height = 66 | 60 | 48
interface RowLook {
  readonly isSelected: boolean | undefined
  readonly isUnread: boolean | undefined
  readonly height: Height | undefined
}

function rowNames({ isSelected, isUnread, height }: RowLook, className: string | undefined, isPressable: boolean): string {
  return classNames(
    styles.row,
    styles[`height${height ?? 66}`],
    isPressable && styles.pressable,
    isSelected === true && styles.selected,
    isUnread === true && styles.unread,
    className,
  )
}
