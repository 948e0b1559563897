/** A room of several: what it says of itself, who is in it, who waits at the door, how one gets in, and the way out. */
import { detailsWords } from '../../../shared/i18n/index.ts'
import { Note } from '../../ui/index.ts'
import { Keepers } from '../carrying/index.ts'
import { useEngine } from '../engine/index.ts'
import { BroughtIn } from '../imported/index.ts'
import { useMembers } from '../room/index.ts'
import { useWords } from '../words/index.ts'
import { Archived } from './Archived.tsx'
import styles from './Details.module.css'
import type { DetailsProps } from './details-props.ts'
import { ExportRow } from './ExportRow.tsx'
import { FetchChoice } from './FetchChoice.tsx'
import { Invitations } from './Invitations.tsx'
import { Knocks } from './Knocks.tsx'
import { LeaveRow } from './LeaveRow.tsx'
import { Members } from './Members.tsx'
import { Pinned } from './Pinned.tsx'
import { QuickActs } from './QuickActs.tsx'
import { ADMIN, MEMBER, roomRights } from '../room/index.ts'
import { RoomSettings } from './RoomSettings.tsx'
import { RoomTop } from './RoomTop.tsx'
import { SharedRow } from './SharedRow.tsx'
import { useRoomFacts } from './use-room-facts.ts'

export function RoomDetails({ room, onSearch, invite }: DetailsProps) {
  const say = useWords(detailsWords)
  const members = useMembers(room.room)
  const { details, invites } = useRoomFacts(room.room)
  const me = useEngine((state) => state.me?.account)
  const rights = roomRights(room, details?.inviters ?? MEMBER)
  const isGone = room.state === 'left' || room.state === 'removed'
  return (
    <>
      <RoomTop room={room} mayChange={rights.change} />
      {isGone ? (
        <Note
          className={styles.note}
          title={say(room.state === 'left' ? 'goneLeftTitle' : 'goneRemovedTitle')}
          text={`${say('goneText')} ${say('goneBack')}`}
        />
      ) : (
        <QuickActs room={room} onSearch={onSearch} invite={rights.invite ? invite : undefined} />
      )}
      {room.state === 'joining' && <Note tone="night" className={styles.note} text={say('joining')} />}
      {room.state === 'update-needed' && <Note className={styles.note} text={say('updateNeeded')} />}
      {rights.letIn && <Knocks room={room.room} />}
      {!isGone && <Members room={room} members={members} mayAdd={rights.add} />}
      <SharedRow room={room.room} />
      <Pinned room={room.room} />
      <BroughtIn room={room.room} />
      {!isGone && <Keepers room={room.room} mayAsk={(room.role ?? 0) >= ADMIN} />}
      {!isGone && <Invitations room={room.room} invites={invites} role={room.role} me={me} />}
      {rights.change && details !== undefined && <RoomSettings room={room.room} details={details} />}
      {!isGone && <FetchChoice room={room} />}
      <div className={styles.end}>
        <ExportRow room={room} />
        <Archived room={room} />
        {!isGone && room.state !== 'joining' && <LeaveRow room={room} />}
      </div>
    </>
  )
}
