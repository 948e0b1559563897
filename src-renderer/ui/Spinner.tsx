/** A turning arc for a wait within a control. With reduced motion it stands still: the words beside it say that something goes on. */
import { LoaderCircle } from 'lucide-react'
import { classNames } from './class-names.ts'
import { Icon, type IconSize } from './Icon.tsx'
import styles from './Spinner.module.css'

export interface SpinnerProps {
  readonly size?: IconSize
  readonly className?: string | undefined
}

export function Spinner({ size = 20, className }: SpinnerProps) {
  return (
    <span className={classNames(styles.spinner, className)} aria-hidden="true">
      <Icon icon={LoaderCircle} size={size} />
    </span>
  )
}
