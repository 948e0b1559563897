/** Where we both are: our own room first, then those with others. */
import { ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { contactWords } from '../../../shared/i18n/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Icon, Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useCommonRooms } from '../room/index.ts'
import { RoomFace } from '../rooms/index.ts'
import { formatRoute } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import styles from './RoomsTogether.module.css'

export function RoomsTogether({ contact }: { readonly contact: Contact }) {
  const say = useWords(contactWords)
  const id = useId()
  const direct = useEngine(({ rooms }) => rooms?.find(({ peer }) => peer === contact.account))
  const common = useCommonRooms(contact.account)
  const together = direct === undefined ? common : [direct, ...common]
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" id={id}>
        {say('rooms')}
      </SectionLabel>
      {together.length === 0 ? (
        <p className={styles.none}>{say('roomsNone')}</p>
      ) : (
        <Panel>
          {together.map((room) => (
            <PanelRow
              key={room.room}
              href={formatRoute({ page: 'rooms', room: room.room })}
              start={<RoomFace room={room} size={40} />}
              title={<bdi>{room.name}</bdi>}
              text={room.kind === 'direct' ? say('direct') : room.members === 1 ? say('members1') : say('members', { count: room.members })}
              end={<Icon icon={ChevronRight} size={18} />}
            />
          ))}
        </Panel>
      )}
    </section>
  )
}
