/** Where an own message is, in words; pressed, it shows the trail. */
import { Check, CheckCheck, Clock3, House, Laptop, type LucideIcon, Usb } from 'lucide-react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { classNames, Icon } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame, useView } from './context.ts'
import { fateOf, type FateIcon } from './fate.ts'
import styles from './FateLine.module.css'

const ICONS: Readonly<Record<FateIcon, LucideIcon>> = {
  usb: Usb,
  here: House,
  computer: Laptop,
  received: Check,
  read: CheckCheck,
  waiting: Clock3,
}

export function FateLine({ message, isActive }: { readonly message: MessageView; readonly isActive: boolean }) {
  const say = useWords(timelineWords)
  const { peer, view } = useFrame()
  const isOpen = useView(({ surface }) => surface?.what === 'trail' && surface.message.id === message.id)
  const fate = fateOf({ message, peer, isNewest: true }, say)
  if (fate === undefined) return null
  return (
    <button
      type="button"
      tabIndex={isActive ? 0 : -1}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={say('showWhere', { words: fate.text })}
      className={classNames(styles.fate, fate.isDone && styles.done, isOpen && styles.open)}
      onClick={({ currentTarget }) => view.setState({ surface: { what: 'trail', message, anchor: currentTarget } })}
    >
      <Icon icon={ICONS[fate.icon]} size={14} className={styles.icon} />
      {fate.text}
    </button>
  )
}
