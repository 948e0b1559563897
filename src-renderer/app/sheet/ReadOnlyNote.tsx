/** Why one cannot write here, where the composer would be. */
import { DoorClosed, Eye, Hourglass, type LucideIcon, Megaphone, MonitorOff, RefreshCw } from 'lucide-react'
import { roomWords } from '../../../shared/i18n/index.ts'
import { Icon, Sentences } from '../../ui/index.ts'
import type { ReadOnlyReason } from '../room/index.ts'
import { useWords } from '../words/index.ts'
import styles from './ReadOnlyNote.module.css'

const LOOK = {
  left: { icon: DoorClosed, text: 'whyLeft' },
  removed: { icon: DoorClosed, text: 'whyRemoved' },
  joining: { icon: Hourglass, text: 'whyJoining' },
  update: { icon: RefreshCw, text: 'whyUpdate' },
  notice: { icon: Megaphone, text: 'whyNotice' },
  reader: { icon: Eye, text: 'whyReader' },
  revoked: { icon: MonitorOff, text: 'whyRevoked' },
} as const satisfies Readonly<Record<ReadOnlyReason, { readonly icon: LucideIcon; readonly text: keyof typeof roomWords }>>

export function ReadOnlyNote({ reason }: { readonly reason: ReadOnlyReason }) {
  const say = useWords(roomWords)
  const { icon, text } = LOOK[reason]
  return (
    <p className={styles.note}>
      <Icon icon={icon} size={18} />
      <span>
        <Sentences text={say(text)} />
      </span>
    </p>
  )
}
