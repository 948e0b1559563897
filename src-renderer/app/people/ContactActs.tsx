/** The three things one most often wants of a contact: talk, find something in the talk, be told or left alone. */
import { Bell, BellOff, type LucideIcon, MessageCircle, Search } from 'lucide-react'
import { contactWords } from '../../../shared/i18n/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Icon, Tooltip } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useTalk } from '../invite/index.ts'
import { pressKey } from '../keys/index.ts'
import { go } from '../route/index.ts'
import { FOREVER, isMuted, useRoomActs } from '../rooms/index.ts'
import { useWords } from '../words/index.ts'
import styles from './ContactActs.module.css'

export function ContactActs({ contact }: { readonly contact: Contact }) {
  const say = useWords(contactWords)
  const talk = useTalk()
  const acts = useRoomActs()
  const room = useEngine(({ rooms }) =>
    rooms?.find((each) => each.kind === 'direct' && (each.peer === contact.account || each.room === contact.room)),
  )
  const isQuiet = room !== undefined && isMuted(room, Date.now())
  const find = () => {
    if (room === undefined) return
    go({ page: 'rooms', room: room.room })
    searchWhenOpen(FRAMES)
  }
  const notices = () => {
    if (room !== undefined) void acts.prefer(room, isQuiet ? { mutedUntil: 0, notify: 'all' } : { mutedUntil: FOREVER })
  }
  const off = room === undefined ? say('findOff') : undefined
  return (
    <div className={styles.acts}>
      <Tile icon={MessageCircle} label={say('talk')} onPress={() => void talk(contact.account)} />
      <Tile icon={Search} label={say('find')} off={off} onPress={find} />
      <Tile
        icon={isQuiet ? BellOff : Bell}
        label={say(isQuiet ? 'noticesOff' : 'noticesOn')}
        isOn={room === undefined ? undefined : !isQuiet}
        off={off}
        onPress={notices}
      />
    </div>
  )
}

/** The room is only being opened; it is waited for, not for ever. */
const FRAMES = 60

function searchWhenOpen(frames: number): void {
  if (!pressKey('searchHere') && frames > 0) requestAnimationFrame(() => searchWhenOpen(frames - 1))
}

interface TileProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly isOn?: boolean | undefined
  readonly off?: string | undefined
  readonly onPress: () => void
}

function Tile({ icon, label, isOn, off, onPress }: TileProps) {
  const tile = (
    <button
      type="button"
      className={styles.tile}
      {...(isOn !== undefined && { 'aria-pressed': isOn })}
      {...(off !== undefined && { 'aria-disabled': true, 'aria-description': off })}
      onClick={off === undefined ? onPress : undefined}
    >
      <Icon icon={icon} />
      {label}
    </button>
  )
  return off === undefined ? tile : <Tooltip text={off}>{tile}</Tooltip>
}
