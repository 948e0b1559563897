/** A conversation of two: the other person, what we share, and quiet or no more words between us. */
import { Ban, ChevronRight, Search, ShieldCheck, UserRound } from 'lucide-react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import { Avatar, Chip, Icon, ListLink, reachShape, SectionLabel } from '../../ui/index.ts'
import { Keepers } from '../carrying/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { BroughtIn } from '../imported/index.ts'
import { useReachText } from '../reach/index.ts'
import { RoomFace } from '../rooms/index.ts'
import { formatRoute, go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { ActTile, ActTiles } from './ActTile.tsx'
import { Archived } from './Archived.tsx'
import pane from './Details.module.css'
import type { DetailsProps } from './details-props.ts'
import { EndRow } from './EndRow.tsx'
import { ExportRow } from './ExportRow.tsx'
import { FetchChoice } from './FetchChoice.tsx'
import members from './Members.module.css'
import { NotifyMenu } from './NotifyMenu.tsx'
import styles from './PersonDetails.module.css'
import { Pinned } from './Pinned.tsx'
import { SharedRow } from './SharedRow.tsx'
import { useCommonRooms, useActing } from '../room/index.ts'

export function PersonDetails({ room, onSearch }: DetailsProps) {
  const say = useWords(detailsWords)
  const reachText = useReachText()
  const { run } = useActing()
  const { peer, name } = room
  const contact = useEngine((state) => state.contacts?.find(({ account }) => account === peer))
  const common = useCommonRooms(peer)
  const { announcedName, verified = false, blocked = false } = contact ?? {}
  const block = (isBlocked: boolean) => {
    if (peer === undefined) return
    const put = (on: boolean) => call('people.block', { account: peer, blocked: on })
    const text = say(isBlocked ? 'blocked' : 'unblocked', { name })
    void run(() => put(isBlocked), { icon: Ban, text, undo: () => void run(() => put(!isBlocked)) })
  }
  return (
    <>
      <div className={styles.top}>
        <Avatar
          id={peer ?? room.room}
          name={name}
          picture={room.picture}
          size={72}
          {...(room.reach.peer && { reach: reachShape(room.reach.peer) })}
        />
        <h3>{name}</h3>
        {announcedName !== undefined && announcedName !== name && <p>{say('ownName', { name: announcedName })}</p>}
        {room.reach.peer !== undefined && <p>{reachText(room.reach.peer)}</p>}
        {blocked && (
          <Chip tone="brick" icon={Ban}>
            {say('blocked', { name })}
          </Chip>
        )}
      </div>
      <ActTiles>
        <NotifyMenu room={room} />
        <ActTile icon={Search} onClick={onSearch}>
          {say('find')}
        </ActTile>
        {contact !== undefined && (
          <ActTile icon={UserRound} onClick={() => go({ page: 'people', contact: contact.account })}>
            {say('profile')}
          </ActTile>
        )}
      </ActTiles>
      {contact !== undefined && (
        <a className={styles.safety} href={formatRoute({ page: 'people', contact: contact.account })}>
          <span className={verified ? styles.compared : styles.open}>
            <Icon icon={ShieldCheck} />
          </span>
          <span>{say(verified ? 'comparedText' : 'notComparedText')}</span>
          <Icon icon={ChevronRight} size={16} />
        </a>
      )}
      <SharedRow room={room.room} />
      <section aria-label={say('commonRooms')}>
        <SectionLabel beside={common.length > 0 ? common.length : undefined} className={members.label}>
          {say('commonRooms')}
        </SectionLabel>
        {common.length === 0 && <p className={styles.none}>{say('noCommonRooms')}</p>}
        <ul className={members.list}>
          {common.map((each) => (
            <li key={each.room}>
              <ListLink
                height={48}
                href={formatRoute({ page: 'rooms', room: each.room })}
                face={<RoomFace room={each} size={36} />}
                name={each.name}
                text={say('people', { count: each.members })}
              />
            </li>
          ))}
        </ul>
      </section>
      <Pinned room={room.room} />
      <BroughtIn room={room.room} />
      {!blocked && <Keepers room={room.room} mayAsk />}
      {!blocked && <FetchChoice room={room} />}
      <div className={pane.end}>
        <ExportRow room={room} />
        <Archived room={room} />
        {contact !== undefined && (
          <EndRow icon={Ban} kind={blocked ? 'plain' : 'brick'} onClick={() => block(!blocked)}>
            {say(blocked ? 'unblock' : 'block')}
          </EndRow>
        )}
      </div>
    </>
  )
}
