/** What happened to the room itself, in one quiet line. */
import { Box, DoorOpen, House, type LucideIcon, Pencil, Settings2, Shield, UserMinus, UserPlus, Wrench } from 'lucide-react'
import { systemLineText } from '../../../shared/i18n/index.ts'
import { Icon } from '../../ui/index.ts'
import { useDates, useLanguage } from '../words/index.ts'
import type { Row } from './rows.ts'
import styles from './TimelineRow.module.css'
import { useTabStop } from './use-tab-stop.ts'

const ICONS: Readonly<Partial<Record<string, LucideIcon>>> = {
  create: House,
  admit: UserPlus,
  join: UserPlus,
  invite: UserPlus,
  leave: DoorOpen,
  remove: UserMinus,
  raise: Shield,
  limit: Shield,
  transfer: Shield,
  rename: Pencil,
  describe: Pencil,
  picture: Pencil,
  carry: Box,
  uncarry: Box,
}

export function SystemRow({ row, isNewest }: { readonly row: Extract<Row, { kind: 'system' }>; readonly isNewest: boolean }) {
  const language = useLanguage()
  const dates = useDates()
  const tabIndex = useTabStop(row.key, isNewest)
  const { time, system } = row.message
  const text = system === undefined ? '' : systemLineText(system, language)
  return (
    <article
      data-key={row.key}
      tabIndex={tabIndex}
      aria-label={`${text}, ${dates.time(time)}`}
      title={dates.full(time)}
      className={styles.line}
    >
      <Icon icon={ICONS[system?.act ?? ''] ?? (system?.act === 'set' ? Settings2 : Wrench)} size={16} />
      {text}
    </article>
  )
}
