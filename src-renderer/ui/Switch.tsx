/** On or off, at once. Its name is the title of its row, given by `labelledBy`, or `label` where it stands alone. */
import { Switch as Base } from '@base-ui/react/switch'
import { Tooltip } from './Tooltip.tsx'
import styles from './Switch.module.css'

export interface SwitchProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly label?: string | undefined
  readonly labelledBy?: string | undefined
  readonly describedBy?: string | undefined
  /** Why it cannot be moved now. */
  readonly off?: string | undefined
}

export function Switch({ isOn, onChange, label, labelledBy, describedBy, off }: SwitchProps) {
  const control = (
    <Base.Root
      checked={isOn}
      readOnly={off !== undefined}
      onCheckedChange={(wanted) => onChange(wanted)}
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      {...(off !== undefined && { 'aria-disabled': true, 'aria-description': off })}
      className={styles.switch}
    >
      <Base.Thumb className={styles.thumb} />
    </Base.Root>
  )
  return off === undefined ? control : <Tooltip text={off}>{control}</Tooltip>
}
