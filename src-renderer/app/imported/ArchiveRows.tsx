/** At the end of the rooms: what was moved in and stands in none of them. One stop for Tab, walked through by arrows, Home and End. */
import { type KeyboardEvent, useId, useState } from 'react'
import { importedWords } from '../../../shared/i18n/index.ts'
import { Button, ListLink, SectionLabel } from '../../ui/index.ts'
import { formatRoute, useRoute } from '../route/index.ts'
import { useDates, useLanguage, useMinute, useWords } from '../words/index.ts'
import { ArchiveFace } from './ArchiveFace.tsx'
import styles from './Imported.module.css'
import { useArchiveLine } from './use-archive-line.ts'
import { useLooseArchives } from './use-archives.ts'

/** There may be thousands; the latest are looked for most. */
const AT_FIRST = 8
const MORE = 100

export function ArchiveRows() {
  const say = useWords(importedWords)
  const dates = useDates()
  const language = useLanguage()
  const lineOf = useArchiveLine()
  const route = useRoute()
  const now = useMinute()
  const labelId = useId()
  const all = useLooseArchives()
  const [most, setMost] = useState(AT_FIRST)
  const [focused, setFocused] = useState<string>()
  if (all.length === 0) return null
  const open = route.page === 'rooms' ? route.room : undefined
  const shown = all.filter(({ archive }, index) => index < most || archive === open)
  const stop = shown.find(({ archive }) => archive === focused) ?? shown.find(({ archive }) => archive === open) ?? shown[0]
  const rest = all.length - shown.length
  return (
    <section aria-labelledby={labelId} className={styles.section}>
      <SectionLabel id={labelId} level={2} beside={all.length.toLocaleString(language)} className={styles.sectionLabel}>
        {say('section')}
      </SectionLabel>
      <ul
        aria-labelledby={labelId}
        onKeyDown={walk}
        onFocus={({ target }) => setFocused(target.closest<HTMLElement>('[data-archive]')?.dataset['archive'])}
      >
        {shown.map((archive) => (
          <li key={archive.archive}>
            <ListLink
              height={60}
              href={formatRoute({ page: 'rooms', room: archive.archive })}
              data-archive={archive.archive}
              tabIndex={archive === stop ? 0 : -1}
              isSelected={archive.archive === open}
              face={<ArchiveFace />}
              name={<bdi>{archive.title}</bdi>}
              time={archive.last === undefined ? undefined : dates.inList(archive.last, now)}
              text={lineOf(archive)}
            />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button kind="quiet" size="small" className={styles.moreRows} onClick={() => setMost(most + MORE)}>
          {say('sectionMore', { count: Math.min(rest, MORE).toLocaleString(language) })}
        </Button>
      )}
    </section>
  )
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-archive]')]
  const here = rows.findIndex((row) => row === event.target)
  const target = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (target === undefined) return
  event.preventDefault()
  rows[Math.min(rows.length - 1, Math.max(0, target))]?.focus()
}
