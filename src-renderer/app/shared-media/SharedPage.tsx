/**
 * All that a room has been given: pictures by month, files, links and voices, found by their names. It lies on the sheet in place of the
 * conversation, and goes back to it.
 */
import { Image, Link, Mic, Paperclip } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { SearchField, SegmentedTabs } from '../../ui/index.ts'
import { FileSurfaces } from '../attachments/index.ts'
import { useEngine } from '../engine/index.ts'
import { PageHead, RestartStrip } from '../house/index.ts'
import { useKeys } from '../keys/index.ts'
import { stopVoice } from '../media/index.ts'
import { go, type SharedSort } from '../route/index.ts'
import { RoomViewer, viewablesFrom } from '../viewer/index.ts'
import { useWords } from '../words/index.ts'
import type { FileItem } from './shared-item.ts'
import styles from './Shared.module.css'
import { SharedContents } from './SharedContents.tsx'
import { useShared } from './use-shared.ts'

const ICONS = { pictures: Image, files: Paperclip, links: Link, voices: Mic } as const

export interface SharedPageProps {
  readonly room: RoomId
  readonly sort?: SharedSort | undefined
}

export function SharedPage({ room, sort = 'pictures' }: SharedPageProps) {
  const say = useWords(sharedWords)
  const name = useEngine(({ rooms }) => rooms?.find((each) => each.room === room)?.name)
  const isMissing = useEngine(({ rooms }) => rooms !== undefined && rooms.every((each) => each.room !== room))
  const [search, setSearch] = useState('')
  const page = useRef<HTMLElement>(null)
  // The room itself says what became of it.
  useEffect(() => {
    if (isMissing) go({ page: 'rooms', room }, { replace: true })
  }, [isMissing, room])
  useEffect(() => page.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(), [room])
  // As in the conversation, a voice ends with what shows it.
  useEffect(() => stopVoice, [])
  useKeys({ searchHere: () => page.current?.querySelector('input')?.focus() })
  if (name === undefined) return null
  return (
    <main ref={page} className={styles.page} aria-label={say('ofRoom', { name })} data-pane="main">
      <PageHead title={say('title')} back={{ page: 'rooms', room }} isOver tools={<bdi className={styles.of}>{name}</bdi>} />
      <RestartStrip className={styles.strip} />
      <div className={styles.search}>
        <SearchField label={say('search')} value={search} onChange={setSearch} />
      </div>
      <SegmentedTabs
        label={say('kinds')}
        value={sort}
        onChange={(wanted) => go({ page: 'rooms', room, part: 'files', sort: wanted }, { replace: true })}
        tabs={SORTS.map((value) => ({ value, label: say(value), icon: ICONS[value] }))}
        className={styles.body}
      >
        <div className={styles.scroll} data-scroll data-pane-stop>
          <Kind key={`${room} ${sort}`} room={room} sort={sort} search={search.trim()} onClear={() => setSearch('')} />
        </div>
      </SegmentedTabs>
      <FileSurfaces />
    </main>
  )
}

const SORTS = ['pictures', 'files', 'links', 'voices'] as const satisfies readonly SharedSort[]

interface KindProps {
  readonly room: RoomId
  readonly sort: SharedSort
  readonly search: string
  readonly onClear: () => void
}

function Kind({ room, sort, search, onClear }: KindProps) {
  const list = useShared(room, sort, search)
  const [shown, setShown] = useState<Pick<FileItem, 'message' | 'index'>>()
  const seed = useMemo(() => viewablesFrom(room, list.items ?? []), [room, list.items])
  const close = useCallback(() => setShown(undefined), [])
  return (
    <>
      <SharedContents
        {...list}
        sort={sort}
        search={search}
        room={room}
        onShow={setShown}
        onMessage={({ message }: SharedFile) => go({ page: 'rooms', room, message })}
        onClear={onClear}
        onRoom={() => go({ page: 'rooms', room })}
      />
      {shown !== undefined && <RoomViewer room={room} shown={shown} seed={seed} search={search} onShow={setShown} onClose={close} />}
    </>
  )
}
