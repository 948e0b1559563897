/**
 * What was brought in and stands in no room, as it lies on the sheet: read only. Where one would write, it says what can be done with it. Once
 * it stands in a room, that room is shown instead.
 */
import { CalendarDays, History, Search, UserRoundPlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { importedWords } from '../../../shared/i18n/index.ts'
import type { MessageId } from '../../../shared/ids/index.ts'
import type { ArchiveView } from '../../../shared/messenger/index.ts'
import { Button, EmptyState, Icon, IconButton, MenuItem, Sentences, useNarrow } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { BackButton, RestartStrip, useWidth } from '../house/index.ts'
import { ArchiveFace, ArchiveMenu, PlaceDialog, useAppName, useMessageCount } from '../imported/index.ts'
import { keyCaps, useKeys } from '../keys/index.ts'
import { go } from '../route/index.ts'
import { Conversation, focusNewest } from '../timeline/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './Archive.module.css'
import { DateDialog } from './DateDialog.tsx'
import sheet from './Room.module.css'
import head from './RoomHead.module.css'
import { SearchBar } from './SearchBar.tsx'

export interface ArchiveProps {
  readonly archive: ArchiveView
  /** A message to go to. */
  readonly message?: MessageId | undefined
}

export function Archive({ archive, message }: ArchiveProps) {
  const say = useWords(importedWords)
  const { archive: id, title, room } = archive
  const [isSearching, setSearching] = useState(false)
  useKeys({ searchHere: () => setSearching(true) })
  useEffect(() => {
    if (room !== undefined) go({ page: 'rooms', room, ...(message !== undefined && { message }) }, { replace: true })
  }, [room, message])
  return (
    <div className={sheet.sheet} data-details="none">
      <main className={sheet.room} data-pane="room" aria-label={title}>
        <Head archive={archive} isSearching={isSearching} onSearch={() => setSearching(!isSearching)} />
        {isSearching && (
          <SearchBar
            room={id}
            name={title}
            onClose={() => {
              setSearching(false)
              focusNewest()
            }}
          />
        )}
        <Conversation
          place={{ room: id, name: title, isDirect: false, mayWrite: false }}
          target={message}
          empty={
            // A feed holds articles alone.
            <article className={styles.empty} aria-label={say('emptyTitle')}>
              <EmptyState drawing="maru" title={say('emptyTitle')} text={say('emptyText')} />
            </article>
          }
        />
        <div className={sheet.composer} data-pane-stop tabIndex={-1}>
          <RestartStrip className={sheet.restarting} />
          <NextSteps archive={archive} />
        </div>
      </main>
    </div>
  )
}

interface HeadProps extends Pick<ArchiveProps, 'archive'> {
  readonly isSearching: boolean
  readonly onSearch: () => void
}

function Head({ archive, isSearching, onSearch }: HeadProps) {
  const say = useWords(importedWords)
  const line = useHeadLine(archive)
  const isNarrow = useNarrow()
  const [asksDate, setAsksDate] = useState(false)
  // With one pane it is what the page is about.
  const Title = useWidth() === 'narrow' ? 'h1' : 'h2'
  return (
    <header className={head.head}>
      <BackButton to={{ page: 'rooms' }} />
      <div className={head.who}>
        <ArchiveFace size={36} />
        <div className={head.words}>
          <Title className={head.name}>
            <bdi>{archive.title}</bdi>
          </Title>
          <p className={head.line}>{line}</p>
        </div>
      </div>
      <div className={head.tools}>
        <IconButton
          icon={Search}
          label={say('search')}
          shortcut={keyCaps('searchHere').join(' ')}
          isOn={isSearching}
          className={head.wideOnly}
          onClick={onSearch}
        />
        <ArchiveMenu archive={archive} label={say('more')} onRemoved={() => go({ page: 'rooms' }, { replace: true })}>
          {isNarrow && (
            <MenuItem icon={Search} onSelect={onSearch}>
              {say('search')}
            </MenuItem>
          )}
          <MenuItem icon={CalendarDays} onSelect={() => setAsksDate(true)}>
            {say('jumpToDate')}
          </MenuItem>
        </ArchiveMenu>
      </div>
      {asksDate && <DateDialog room={archive.archive} onClose={() => setAsksDate(false)} />}
    </header>
  )
}

function useHeadLine({ app, first, last, messages }: ArchiveView): string {
  const say = useWords(importedWords)
  const dates = useDates()
  const known = { app: useAppName()(app), messages: useMessageCount()(messages) }
  if (first === undefined || last === undefined) return say('headLine', known)
  const [from, to] = [dates.inList(first), dates.inList(last)]
  return from === to ? say('headDay', { ...known, day: from }) : say('headDays', { ...known, first: from, last: to })
}

/** Instead of the composer. */
function NextSteps({ archive }: Pick<ArchiveProps, 'archive'>) {
  const say = useWords(importedWords)
  const [isPlacing, setPlacing] = useState(false)
  const { place } = archive
  const contact = useEngine(({ contacts }) =>
    place.at === 'contact' ? contacts?.find(({ account }) => account === place.account) : undefined,
  )
  const text =
    place.at === 'entry' ? say('noteEntry') : contact === undefined ? say('noteText') : say('noteContact', { name: contact.name })
  return (
    <div className={styles.note}>
      <Icon icon={History} size={18} />
      <p>
        <b>{say('noteTitle')}</b>
        <Sentences text={text} />
      </p>
      <div className={styles.acts}>
        {place.at === 'entry' && (
          <Button size="small" icon={UserRoundPlus} onClick={() => go({ page: 'people' })}>
            {say('invite')}
          </Button>
        )}
        <Button size="small" onClick={() => setPlacing(true)}>
          {say('place')}
        </Button>
      </div>
      {isPlacing && <PlaceDialog archive={archive} onClose={() => setPlacing(false)} />}
    </div>
  )
}
