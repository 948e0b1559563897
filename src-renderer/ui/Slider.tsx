/** An amount on a line. What it means is told in words (`valueText`: "110%"); every move takes effect at once. */
import { Slider as Base } from '@base-ui/react/slider'
import { classNames } from './class-names.ts'
import styles from './Slider.module.css'

export interface SliderProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  /** When the thumb is let go. */
  readonly onCommit?: (value: number) => void
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly valueText?: (value: number) => string
  readonly className?: string | undefined
}

export function Slider({ label, value, onChange, onCommit, min, max, step = 1, valueText = String, className }: SliderProps) {
  return (
    <Base.Root
      value={value}
      min={min}
      max={max}
      step={step}
      thumbAlignment="edge"
      onValueChange={(moved) => onChange(moved)}
      onValueCommitted={(moved) => onCommit?.(moved)}
      className={classNames(styles.slider, className)}
    >
      <Base.Control className={styles.control}>
        <Base.Track className={styles.track}>
          <Base.Indicator className={styles.filled} />
          <Base.Thumb getAriaLabel={() => label} getAriaValueText={(_formatted, at) => valueText(at)} className={styles.thumb} />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  )
}
