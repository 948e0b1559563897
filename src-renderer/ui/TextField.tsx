/** One line, or with `rows` several. The whole box takes the press, and shows the ring when the text has the focus. */
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Field, type FieldText } from './Field.tsx'
import { Icon } from './Icon.tsx'
import styles from './Field.module.css'

export interface TextFieldProps extends FieldText, Omit<ComponentProps<'input'>, 'aria-invalid' | 'aria-describedby' | 'size'> {
  readonly icon?: LucideIcon | undefined
  /** At the end of the box: a button of 32 px, a unit. */
  readonly end?: ReactNode
}

export function TextField({ label, isLabelHidden, hint, error, icon, end, id, className, ...rest }: TextFieldProps) {
  return (
    <Field {...{ label, hint, error, id, className }} {...(isLabelHidden !== undefined && { isLabelHidden })}>
      {(control) => (
        <div className={styles.box} onMouseDown={focusInput}>
          {icon !== undefined && <Icon icon={icon} size={18} />}
          <input type="text" autoComplete="off" spellCheck={false} {...rest} {...control} className={styles.input} />
          {end !== undefined && <span className={styles.end}>{end}</span>}
        </div>
      )}
    </Field>
  )
}

export interface TextAreaProps extends FieldText, Omit<ComponentProps<'textarea'>, 'aria-invalid' | 'aria-describedby'> {}

/** Grows with its text. */
export function TextArea({ label, isLabelHidden, hint, error, id, className, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Field {...{ label, hint, error, id, className }} {...(isLabelHidden !== undefined && { isLabelHidden })}>
      {(control) => (
        <div className={styles.box} onMouseDown={focusInput}>
          <textarea
            autoComplete="off"
            rows={rows}
            style={{ minBlockSize: `calc(${rows}lh + 20px)` }}
            {...rest}
            {...control}
            className={classNames(styles.input, styles.area)}
          />
        </div>
      )}
    </Field>
  )
}

/** A press beside the text puts the cursor into it; a press on a button in the box stays with the button. */
export function focusInput(event: MouseEvent<HTMLElement>): void {
  if (!(event.target instanceof Element) || event.target.closest('input, textarea, button') !== null) return
  event.preventDefault()
  event.currentTarget.querySelector<HTMLElement>('input, textarea')?.focus()
}
