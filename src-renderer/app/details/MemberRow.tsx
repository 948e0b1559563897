/** One member: how they are reached now, what they are here, and what one may do, from the button or on the row itself. */
import { EllipsisVertical, ShieldCheck } from 'lucide-react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { MemberView, RoomSummary } from '../../../shared/messenger/index.ts'
import { Avatar, Icon, IconButton, ListLine, Menu, reachShape, VisuallyHidden } from '../../ui/index.ts'
import { useReachText } from '../reach/index.ts'
import { useWords } from '../words/index.ts'
import { type Ask, MemberMenu } from './MemberMenu.tsx'
import styles from './Members.module.css'

export interface MemberRowProps {
  readonly room: RoomSummary
  readonly member: MemberView
  readonly members: readonly MemberView[]
  readonly isAway: boolean
  readonly onAsk: (ask: Ask) => void
}

/** Of plain members nothing is said. */
const ROLES = ['reader', 'guest', undefined, 'admin', 'owner'] as const

export function MemberRow({ room, member, members, isAway, onAsk }: MemberRowProps) {
  const say = useWords(detailsWords)
  const reachText = useReachText()
  const { account, me, name, picture, reach, role, verified, rewritten } = member
  const roleWord = ROLES[role]
  return (
    <li>
      <ListLine
        height={48}
        className={styles.row}
        face={
          <Avatar
            id={account}
            name={name}
            picture={picture}
            size={36}
            isAway={isAway}
            {...(!me && !isAway && { reach: reachShape(reach) })}
          />
        }
        name={me ? say('me') : name}
        marks={
          verified && (
            <span className={styles.compared}>
              <Icon icon={ShieldCheck} size={14} />
              <VisuallyHidden>{say('compared')}</VisuallyHidden>
            </span>
          )
        }
        time={roleWord !== undefined && <span className={styles.role}>{say(roleWord)}</span>}
        text={rewritten ? <span className={styles.doubt}>{say('rewritten')}</span> : me ? say('thisComputer') : reachText(reach)}
        isTextWhole={!rewritten}
        side={
          me ? (
            <span className={styles.noMenu} />
          ) : (
            <Menu
              trigger={
                <IconButton icon={EllipsisVertical} size="small" iconSize={18} label={say('moreAbout', { name })} className={styles.menu} />
              }
            >
              <MemberMenu room={room} member={member} members={members} onAsk={onAsk} />
            </Menu>
          )
        }
      />
    </li>
  )
}
