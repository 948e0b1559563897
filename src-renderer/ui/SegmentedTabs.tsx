/** Two to four views of the same thing, side by side in one groove; the shown one lies on top. Arrows move, the view changes at once. */
import { Tabs as Base } from '@base-ui/react/tabs'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import styles from './SegmentedTabs.module.css'

export interface SegmentedTabsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly icon?: LucideIcon | undefined }[]
  /** What is shown for the present value. */
  readonly children: ReactNode
  readonly className?: string | undefined
}

export function SegmentedTabs<Value extends string>({ label, value, onChange, tabs, children, className }: SegmentedTabsProps<Value>) {
  const choose = (wanted: unknown) => {
    const tab = tabs.find((known) => known.value === wanted)
    if (tab !== undefined) onChange(tab.value)
  }
  return (
    <Base.Root value={value} onValueChange={choose} className={className}>
      <Base.List aria-label={label} activateOnFocus className={styles.groove}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={classNames(styles.tab)}>
            {tab.icon !== undefined && <Icon icon={tab.icon} size={16} />}
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel key={value} value={value} className={styles.panel}>
        {children}
      </Base.Panel>
    </Base.Root>
  )
}
