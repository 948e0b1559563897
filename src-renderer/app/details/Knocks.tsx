/** Who came to the door of this room by an invitation and waits for an admin's word. */
import { Hand } from 'lucide-react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { KnockView } from '../../../shared/messenger/index.ts'
import { Avatar, Button, ListLine, SectionLabel } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { useActing } from '../room/index.ts'
import styles from './Knocks.module.css'

export function Knocks({ room }: { readonly room: RoomId }) {
  const say = useWords(detailsWords)
  const knocks = useEngine((state) => state.knocks).filter(
    (knock) => knock.kind === 'room' && knock.room === room && knock.direction === 'in' && knock.state === 'waiting',
  )
  if (knocks.length === 0) return null
  return (
    <section aria-label={say('waiting')} className={styles.knocks}>
      <SectionLabel icon={Hand} beside={knocks.length}>
        {say('waiting')}
      </SectionLabel>
      <ul>
        {knocks.map((knock) => (
          <KnockRow key={knock.id} knock={knock} />
        ))}
      </ul>
    </section>
  )
}

function KnockRow({ knock: { id, account, device, name, at } }: { readonly knock: KnockView }) {
  const say = useWords(detailsWords)
  const dates = useDates()
  const { isBusy, run } = useActing()
  const answer = (accept: boolean) =>
    void run(() => call('people.answerKnock', { id, accept }), { text: say(accept ? 'letInDone' : 'refused', { name }) })
  return (
    <li>
      <ListLine
        height={48}
        face={<Avatar id={account ?? device} name={name} size={36} isStone />}
        name={name}
        time={dates.inList(at)}
        text={say('waitingText')}
      />
      <div className={styles.answers}>
        <Button size="small" onClick={() => answer(false)}>
          {say('refuse')}
        </Button>
        <Button size="small" kind="main" busy={isBusy ? say('lettingIn') : undefined} onClick={() => answer(true)}>
          {say('letIn')}
        </Button>
      </div>
    </li>
  )
}
