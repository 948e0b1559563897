/**
 * A panel of rows, for settings and details: each row 60 high, a title, one line of what it means, and a control at the end. With
 * `onPress` or `href` the whole row is the control.
 */
import type { ReactNode } from 'react'
import { useId } from 'react'
import { classNames } from './class-names.ts'
import { Sentences } from './Sentences.tsx'
import { Switch } from './Switch.tsx'
import styles from './Panel.module.css'

export interface PanelProps {
  readonly children: ReactNode
  readonly className?: string | undefined
}

export function Panel({ children, className }: PanelProps) {
  return <div className={classNames(styles.panel, className)}>{children}</div>
}

export interface PanelRowProps {
  /** An icon or an avatar. */
  readonly start?: ReactNode
  readonly title: ReactNode
  readonly text?: ReactNode
  /** A control, a value, a chevron. */
  readonly end?: ReactNode
  readonly onPress?: (() => void) | undefined
  readonly href?: string | undefined
  readonly kind?: 'plain' | 'brick'
  readonly titleId?: string | undefined
  readonly textId?: string | undefined
  /** Below the line, in the same row: a field that opens, an example. */
  readonly children?: ReactNode
}

export function PanelRow(props: PanelRowProps) {
  const { start, title, text, end, onPress, href, kind = 'plain', titleId, textId, children } = props
  const line = (
    <>
      {start}
      <span className={styles.words}>
        <span id={titleId} className={classNames(styles.title, kind === 'brick' && styles.brick)}>
          {title}
        </span>
        {text !== undefined && (
          <span id={textId} className={styles.text}>
            {typeof text === 'string' ? <Sentences text={text} /> : text}
          </span>
        )}
      </span>
      {end}
    </>
  )
  if (href !== undefined) {
    return (
      <a href={href} className={classNames(styles.row, styles.pressable)}>
        {line}
      </a>
    )
  }
  if (onPress !== undefined) {
    return (
      <button type="button" onClick={onPress} className={classNames(styles.row, styles.pressable)}>
        {line}
      </button>
    )
  }
  return (
    <div className={styles.block}>
      <div className={styles.row}>{line}</div>
      {children}
    </div>
  )
}

export interface SwitchRowProps {
  readonly start?: ReactNode
  readonly title: string
  readonly text?: string | undefined
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly off?: string | undefined
}

/** A row whose control is a switch: the title is its name, the line its description, and a press anywhere on the words moves it. */
export function SwitchRow({ start, title, text, isOn, onChange, off }: SwitchRowProps) {
  const id = useId()
  const textId = text === undefined ? undefined : `${id}-text`
  const move = () => off === undefined && onChange(!isOn)
  return (
    <PanelRow
      start={start}
      titleId={`${id}-title`}
      textId={textId}
      title={<span onClick={move}>{title}</span>}
      text={text}
      end={<Switch isOn={isOn} onChange={onChange} labelledBy={`${id}-title`} describedBy={textId} off={off} />}
    />
  )
}
