/** One of several, chosen from a list that opens. `inline` stands at the end of a row, in the weight of its value. */
import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import floating from './floating.module.css'
import styles from './Select.module.css'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
  /** What choosing it means, in a second line. */
  readonly text?: string | undefined
}

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly options: readonly SelectOption<Value>[]
  readonly kind?: 'field' | 'inline'
  readonly className?: string | undefined
}

export function Select<Value extends string>({ label, value, onChange, options, kind = 'field', className }: SelectProps<Value>) {
  const items = options.map((option) => ({ value: option.value, label: option.label }))
  return (
    <Base.Root items={items} value={value} onValueChange={(wanted) => wanted !== null && onChange(wanted)}>
      <Base.Trigger aria-label={label} className={classNames(styles.trigger, styles[kind], className)}>
        <Base.Value className={styles.value} />
        <Icon icon={ChevronDown} size={16} />
      </Base.Trigger>
      <Base.Portal role="region" aria-label={label}>
        <Base.Backdrop className={floating.backdrop} />
        <Base.Positioner className={floating.positioner} sideOffset={6} collisionPadding={8} alignItemWithTrigger={false}>
          <Base.Popup className={classNames(floating.surface, floating.list)}>
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={floating.item}>
                <span className={floating.check}>
                  <Base.ItemIndicator>
                    <Icon icon={Check} size={18} />
                  </Base.ItemIndicator>
                </span>
                <span className={floating.text}>
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.text !== undefined && <span className={floating.second}>{option.text}</span>}
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
