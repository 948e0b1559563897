/** What happened to the room itself, in one quiet line. */
import { DoorOpen, House, type LucideIcon, Pencil, Settings2, Shield, UserMinus, UserPlus, Wrench } from 'lucide-react'
import { roles, systemLines } from '../../../shared/i18n/index.ts'
import type { SystemLine } from '../../../shared/messenger/index.ts'
import { Icon } from '../../ui/index.ts'
import { useDates, useWords } from '../words/index.ts'
import type { Row } from './rows.ts'
import styles from './TimelineRow.module.css'
import { useTabStop } from './TimelineRow.tsx'

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
}

export function SystemRow({ row, isNewest }: { readonly row: Extract<Row, { kind: 'system' }>; readonly isNewest: boolean }) {
  const text = useSystemText(row.message.system)
  const dates = useDates()
  const tabIndex = useTabStop(row.key, isNewest)
  const { time, system } = row.message
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

export function useSystemText(system: SystemLine | undefined): string {
  const say = useWords(systemLines)
  const role = useWords(roles)
  if (system === undefined) return ''
  const { act, by, target, detail } = system
  const level = ROLES.find((name, place) => detail === name || detail === String(place))
  const values = {
    act,
    by: by.name,
    target: target?.name ?? by.name,
    detail: level === undefined ? (detail ?? '') : role(level),
  }
  return say(isKnown(act) ? act : 'other', values)
}

const ROLES = ['reader', 'guest', 'member', 'admin', 'owner'] as const

function isKnown(act: string): act is keyof typeof systemLines {
  return Object.hasOwn(systemLines, act)
}
