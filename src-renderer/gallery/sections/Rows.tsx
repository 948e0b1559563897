/** Rows of the list of rooms: usual, reached through someone, chosen, unread, muted, with a draft. */
import { AtSign, BellOff, Box, Pin } from 'lucide-react'
import {
  Avatar,
  Badge,
  Button,
  Chip,
  Disc,
  Divider,
  Icon,
  ListButton,
  ListLine,
  ListLink,
  RoomAvatar,
  SectionLabel,
} from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import { FACES } from './people.ts'
import styles from './sections.module.css'

export function Rows() {
  const say = useGalleryWords()
  const faces = FACES.map(({ account, key }) => ({ account, name: say(key) }))
  const room = { picture: undefined, peer: undefined, faces: [] }
  const direct = (peer: string, name: string) => ({ ...room, id: `room-of-${peer}`, kind: 'direct' as const, name, peer })
  return (
    <>
      <SectionLabel beside="3">{say('rows')}</SectionLabel>
      <div className={styles.selected}>
        <ListLink
          href="#/gallery"
          isSelected
          face={<RoomAvatar room={direct('account-1', say('mum'))} reach="straight" />}
          name={say('mum')}
          time={say('type12')}
          text={say('previewMarket')}
        />
      </div>
      <ul className={styles.rows}>
        <li>
          <ListLink
            href="#/gallery"
            face={<RoomAvatar room={direct('account-2', say('dad'))} reach="via" />}
            name={say('dad')}
            time={say('type12')}
            text={say('type15')}
          />
        </li>
        <li>
          <ListLink
            href="#/gallery"
            isUnread
            face={<RoomAvatar room={{ ...room, id: 'room-1', kind: 'group', name: say('family'), faces }} />}
            name={say('family')}
            marks={<Icon icon={Pin} size={14} />}
            time={say('type12')}
            text={say('previewFamily')}
            end={
              <>
                <Icon icon={AtSign} size={16} />
                <Chip>3/5</Chip>
                <Badge count={12} />
              </>
            }
          />
        </li>
        <li>
          <ListLink
            href="#/gallery"
            face={<RoomAvatar room={{ ...room, id: 'room-2', kind: 'notice', name: say('notices') }} />}
            name={say('notices')}
            marks={<Icon icon={BellOff} size={14} />}
            time={say('yesterday')}
            text={say('previewNotices')}
            end={<Badge count={120} isQuiet />}
          />
        </li>
        <li>
          <ListLink
            href="#/gallery"
            face={<RoomAvatar room={direct('account-9', say('sua'))} />}
            name={say('sua')}
            time={say('yesterday')}
            text={
              <>
                <em className={styles.draft}>{say('draft')}</em> {say('previewDraft')}
              </>
            }
          />
        </li>
        <li>
          <ListLink
            href="#/gallery"
            face={<RoomAvatar room={{ ...room, id: 'room-3', kind: 'self', name: say('mine') }} />}
            name={say('mine')}
            time={say('yesterday')}
            text={say('previewNotes')}
          />
        </li>
      </ul>
      <ListLine
        height={60}
        face={<Avatar id="account-2" name={say('dad')} size={40} />}
        name={say('dad')}
        text={say('none')}
        side={<Button size="small">{say('showHow')}</Button>}
      />
      <ListLine height={48} face={<Disc icon={Box} />} name={say('grandma')} text={`${say('previewNotes')} ${say('viaHow')}`} isTextWhole />
      <ListButton
        height={48}
        face={<Avatar id="account-7" name={say('grandma')} size={36} reach="via" />}
        name={say('grandma')}
        text={say('viaHow')}
        side={<Chip tone="night">{say('via')}</Chip>}
      />
      <Divider>{say('today')}</Divider>
      <Divider tone="lamp">{say('unreadFromHere')}</Divider>
    </>
  )
}
