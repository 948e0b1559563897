/**
 * A label above, what is entered, a hint or an error below. The error says what to do, and both are tied to the control, so that they
 * are read with it. For a control of one's own: `children` is given the ids and states to put on it.
 */
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Sentences } from './Sentences.tsx'
import styles from './Field.module.css'

export interface FieldText {
  readonly label: string
  /** The label is there, but only to be heard: what stands around the field already says it. */
  readonly isLabelHidden?: boolean
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

export interface FieldControl {
  readonly id: string
  readonly 'aria-invalid'?: true
  readonly 'aria-describedby'?: string
}

export interface FieldProps extends FieldText {
  readonly id?: string | undefined
  readonly className?: string | undefined
  readonly children: (control: FieldControl) => ReactNode
}

export function Field({ label, isLabelHidden = false, hint, error, id, className, children }: FieldProps) {
  const own = useId()
  const control = id ?? own
  const noteId = `${control}-note`
  const note = error ?? hint
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={control} className={classNames(styles.label, isLabelHidden && styles.unseen)}>
        {label}
      </label>
      {children({
        id: control,
        ...(error !== undefined && { 'aria-invalid': true }),
        ...(note !== undefined && { 'aria-describedby': noteId }),
      })}
      <p id={noteId} aria-live="polite" className={classNames(styles.note, error !== undefined && styles.error)}>
        {note !== undefined && <Sentences text={note} />}
      </p>
    </div>
  )
}
