/** Text that is read aloud and not seen. */
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import styles from './VisuallyHidden.module.css'

export function VisuallyHidden({ className, ...rest }: ComponentProps<'span'>) {
  return <span {...rest} className={classNames(styles.hidden, className)} />
}
