/** A key, or keys pressed together. */
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import styles from './Kbd.module.css'

export function Kbd({ className, ...rest }: ComponentProps<'kbd'>) {
  return <kbd {...rest} className={classNames(styles.kbd, className)} />
}
