/** Who is in the room: in two parts while the network is split between them, else in one list by rank. */
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { MemberView, RoomSummary } from '../../../shared/messenger/index.ts'
import { Disc, SectionLabel } from '../../ui/index.ts'
import { useSplit } from '../sheet/index.ts'
import { useWords } from '../words/index.ts'
import { AddDialog } from './AddDialog.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import styles from './Members.module.css'
import type { Ask } from './MemberMenu.tsx'
import { MemberRow } from './MemberRow.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

export interface MembersProps {
  readonly room: RoomSummary
  readonly members: readonly MemberView[]
  readonly mayAdd: boolean
}

export function Members({ room, members, mayAdd }: MembersProps) {
  const say = useWords(detailsWords)
  const shown = useSplit(room.room)
  const [ask, setAsk] = useState<Ask>()
  const [isAdding, setAdding] = useState(false)
  const close = () => setAsk(undefined)
  const list = (label: string, people: readonly MemberView[], isAway = false) => (
    <section key={label} aria-label={label}>
      <SectionLabel beside={people.length} className={styles.label}>
        {label}
      </SectionLabel>
      <ul className={styles.list}>
        {people.map((member) => (
          <MemberRow key={member.account} member={member} members={members} room={room} isAway={isAway} onAsk={setAsk} />
        ))}
      </ul>
    </section>
  )
  const isThere = (member: MemberView) => shown.phase === 'split' && shown.split.there.some(({ account }) => account === member.account)
  return (
    <>
      {shown.phase === 'split' ? (
        <>
          {list(
            say('thisSide'),
            members.filter((member) => !isThere(member)),
          )}
          {list(say('otherSide'), members.filter(isThere), true)}
        </>
      ) : (
        members.length > 0 && list(say('members'), members)
      )}
      {mayAdd && (
        <button type="button" className={styles.add} onClick={() => setAdding(true)}>
          <Disc icon={UserPlus} kind="inviting" />
          {say('addPeople')}
        </button>
      )}
      {isAdding && <AddDialog room={room.room} members={members} onClose={() => setAdding(false)} />}
      {ask?.act === 'transfer' && <HandOverDialog room={room.room} member={ask.about} onClose={close} />}
      {ask?.act === 'remove' && <RemoveDialog room={room.room} member={ask.about} onClose={close} />}
    </>
  )
}
