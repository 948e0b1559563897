/** Whether pictures and files of this room come by themselves: as everywhere, or otherwise here. On this computer only. */
import { keptFilesWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { SectionLabel, Select } from '../../ui/index.ts'
import { useRoomActs } from '../rooms/index.ts'
import { useWords } from '../words/index.ts'
import styles from './RoomSettings.module.css'

export function FetchChoice({ room }: { readonly room: RoomSummary }) {
  const say = useWords(keptFilesWords)
  const { prefer } = useRoomActs()
  return (
    <section aria-label={say('roomFetch')}>
      <SectionLabel className={styles.label}>{say('roomFetch')}</SectionLabel>
      <div className={styles.settings}>
        <Select
          label={say('roomFetch')}
          value={room.preferences.autoFetch ?? 'as-set'}
          onChange={(autoFetch) => void prefer(room, { autoFetch })}
          options={[
            { value: 'as-set', label: say('asSet') },
            { value: 'always', label: say('always'), text: say('alwaysText') },
            { value: 'nearby', label: say('nearby'), text: say('nearbyText') },
            { value: 'never', label: say('never'), text: say('neverText') },
          ]}
        />
      </div>
    </section>
  )
}
