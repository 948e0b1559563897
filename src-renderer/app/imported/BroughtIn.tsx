/** In the details of a room: what was moved into it from elsewhere, and the ways to take it out again. */
import { importedWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { ListLine, SectionLabel } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { ArchiveFace } from './ArchiveFace.tsx'
import { ArchiveMenu } from './ArchiveMenu.tsx'
import styles from './Imported.module.css'
import { useArchivesIn } from './use-archives.ts'
import { useArchiveLine } from './use-archive-line.ts'

export function BroughtIn({ room }: { readonly room: RoomId }) {
  const say = useWords(importedWords)
  const lineOf = useArchiveLine()
  const archives = useArchivesIn(room)
  if (archives.length === 0) return null
  return (
    <section aria-label={say('inRoom')}>
      <SectionLabel beside={archives.length} className={styles.detailsLabel}>
        {say('inRoom')}
      </SectionLabel>
      <ul className={styles.list}>
        {archives.map((archive) => (
          <li key={archive.archive}>
            <ListLine
              height={60}
              face={<ArchiveFace size={36} />}
              name={<bdi>{archive.title}</bdi>}
              text={lineOf(archive)}
              side={<ArchiveMenu archive={archive} isSmall label={say('moreOf', { title: archive.title })} />}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
