/** The way to all pictures, files, links and voices of the room, and how many there are. */
import { ChevronRight, Images } from 'lucide-react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { Icon } from '../../ui/index.ts'
import { formatRoute } from '../route/index.ts'
import { COUNTED, type Counts, useCounts } from '../shared-media/index.ts'
import { useWords } from '../words/index.ts'
import styles from './SharedRow.module.css'

const WORDS = { pictures: 'countPictures', files: 'countFiles', links: 'countLinks', voices: 'countVoices' } as const
const SORTS = ['pictures', 'files', 'links', 'voices'] as const satisfies readonly (keyof Counts)[]

export function SharedRow({ room }: { readonly room: RoomId }) {
  const say = useWords(sharedWords)
  const counts = useCounts(room)
  const many = (count: number) => (count > COUNTED ? say('atLeast', { count: COUNTED }) : String(count))
  const parts =
    counts === undefined ? [] : SORTS.filter((sort) => counts[sort] > 0).map((sort) => say(WORDS[sort], { count: many(counts[sort]) }))
  return (
    <a className={styles.row} href={formatRoute({ page: 'rooms', room, part: 'files' })}>
      <Icon icon={Images} />
      <span className={styles.words}>
        <span className={styles.title}>{say('title')}</span>
        {/* Its line is there from the start, so that nothing moves when the figures come. */}
        <span className={styles.line}>{counts === undefined ? '\u00a0' : parts.length === 0 ? say('none') : parts.join(' · ')}</span>
      </span>
      <Icon icon={ChevronRight} size={16} />
    </a>
  )
}
