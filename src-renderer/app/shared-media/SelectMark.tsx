/** The mark by which one thing is selected. With Shift it reaches from the one before. */
import { sharedWords } from '../../../shared/i18n/index.ts'
import { classNames } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { useSharedFrame } from './context.ts'
import styles from './Shared.module.css'

export interface SelectMarkProps {
  /** Of the cell. */
  readonly id: string
  readonly name: string
  readonly className?: string | undefined
}

export function SelectMark({ id, name, className }: SelectMarkProps) {
  const say = useWords(sharedWords)
  const { stop, selection } = useSharedFrame()
  return (
    <input
      type="checkbox"
      tabIndex={id === stop ? 0 : -1}
      checked={selection.has(id)}
      aria-label={say('selectIt', { name })}
      className={classNames(styles.mark, className)}
      onChange={({ nativeEvent }) => {
        if (nativeEvent instanceof MouseEvent && nativeEvent.shiftKey) selection.reach(id, id)
        else selection.toggle(id)
      }}
    />
  )
}
