/**
 * The things of one kind by months: each month has a head that stays while one is in it. Arrows walk through the pictures and files, Enter
 * shows, M goes to the message, S saves, Del takes it off this computer. What follows is read when its end comes near.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { Button, EmptyState, GhostRows, Note, Spinner, VisuallyHidden } from '../../ui/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { arrivalOf } from '../arrivals/index.ts'
import { openFileSurface, saveOrAsk, useFileActs } from '../attachments/index.ts'
import { useWidth } from '../house/index.ts'
import type { SharedSort } from '../route/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { attachedOf } from './attached-of.ts'
import { Block } from './Block.tsx'
import { SharedProvider } from './context.ts'
import { neighbourIn } from './grid-keys.ts'
import { gridHeight, rowsHeight } from './heights.ts'
import { PictureCell } from './PictureCell.tsx'
import { FileRow, LinkRow, VoiceRow } from './Rows.tsx'
import { type FileItem, isFile, keyOf, monthsOf, partsOf } from './shared-item.ts'
import styles from './Shared.module.css'
import type { SharedList } from './use-shared.ts'

/** Drawn together, and left out together when they are far. */
const PART = { pictures: 48, rows: 24 } as const
/** The first ones, without waiting for who is near. */
const DRAWN_AT_ONCE = 200
const EMPTY = { pictures: 'noPictures', files: 'noFiles', links: 'noLinks', voices: 'noVoices' } as const

export interface SharedContentsProps extends SharedList {
  readonly room: RoomId
  readonly sort: SharedSort
  readonly search: string
  readonly onShow: (item: FileItem) => void
  readonly onMessage: (item: SharedFile) => void
  readonly onClear: () => void
  readonly onRoom: () => void
}

export function SharedContents(props: SharedContentsProps) {
  const say = useWords(sharedWords)
  const { items, failure, sort, search, hasMore, isReading, more, again } = props
  const failed = failure !== undefined && (
    <div className={styles.failed}>
      <Note tone="brick" text={say('failed')} />
      <Button size="small" onClick={items === undefined ? again : more}>
        {say('again')}
      </Button>
    </div>
  )
  if (items === undefined) return failed || <GhostRows height={60} />
  if (items.length === 0)
    return (
      failed ||
      (search === '' ? (
        <EmptyState drawing="maru" title={say('noneTitle')} text={say(EMPTY[sort])} level={2}>
          <Button onClick={props.onRoom}>{say('toRoom')}</Button>
        </EmptyState>
      ) : (
        <EmptyState title={say('notFound', { text: search })} text={say('notFoundText')}>
          <Button onClick={props.onClear}>{say('clearSearch')}</Button>
        </EmptyState>
      ))
    )
  return (
    <>
      <Months {...props} items={items} />
      {failed}
      {failure === undefined && hasMore && <End onSeen={more} isReading={isReading} key={items.length} />}
      <VisuallyHidden>
        <p role="status">{search === '' ? '' : say(isReading ? 'searching' : 'found', { count: items.length })}</p>
      </VisuallyHidden>
    </>
  )
}

function Months(props: SharedContentsProps & { readonly items: readonly SharedFile[] }) {
  const say = useWords(sharedWords)
  const dates = useDates()
  const { room, items, sort, onShow, onMessage } = props
  const { save } = useFileActs()
  const [chosen, setChosen] = useState<string>()
  const stop = chosen !== undefined && items.some((item) => keyOf(item) === chosen) ? chosen : items[0] && keyOf(items[0])
  const months = monthsOf(items)
  const isGrid = sort === 'pictures'
  // One below the head of the page.
  const Head = useWidth() === 'narrow' ? 'h2' : 'h3'
  const size = isGrid ? PART.pictures : PART.rows
  const itemOf = (target: EventTarget): SharedFile | undefined => {
    const key = target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset['cell'] : undefined
    return key === undefined ? undefined : items.find((item) => keyOf(item) === key)
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.nativeEvent.isComposing) return
    const item = itemOf(event.target)
    // A voice knows keys of its own.
    if (item === undefined || sort === 'voices') return
    const file = isFile(item) ? attachedOf(room, item) : undefined
    const here = file !== undefined && arrivalOf(file.view.file)?.state === 'here' ? [file] : []
    if (event.code === 'KeyM') onMessage(item)
    else if (event.code === 'KeyS' && here.length > 0) void saveOrAsk(here, save)
    else if (event.key === 'Delete' && here.length > 0) openFileSurface({ what: 'remove', files: here })
    else if (!walk(event, isGrid)) return
    event.preventDefault()
  }
  return (
    <SharedProvider value={{ room, show: onShow, toMessage: onMessage, stop }}>
      <div
        role="group"
        aria-label={say(sort)}
        aria-description={sort === 'voices' ? undefined : say('keys')}
        onKeyDown={press}
        onFocus={({ target }) => {
          const item = itemOf(target)
          if (item !== undefined) setChosen(keyOf(item))
        }}
      >
        {months.map(({ at, items: those, before }) => {
          const name = dates.month(at)
          return (
            <section key={name} aria-label={name} className={styles.month}>
              <Head className={styles.head}>{name}</Head>
              {partsOf(those, size).map((part, place) => (
                <Block
                  // Newer ones come at the top of the first month, and the others stay what they are.
                  key={place}
                  label={name}
                  isKept={part.some((item) => keyOf(item) === stop)}
                  startsFar={before + place * size >= DRAWN_AT_ONCE}
                  heightIn={(width) => (isGrid ? gridHeight(part.length, width) : rowsHeight(part.length))}
                  className={isGrid ? styles.grid : styles.rows}
                >
                  {() => part.map((item) => cellOf(item, sort))}
                </Block>
              ))}
            </section>
          )
        })}
      </div>
    </SharedProvider>
  )
}

function cellOf(item: SharedFile, sort: SharedSort): ReactNode {
  const key = keyOf(item)
  if (sort === 'links') return <LinkRow key={key} item={item} />
  if (!isFile(item)) return null
  if (sort === 'pictures') return <PictureCell key={key} item={item} />
  return sort === 'voices' ? <VoiceRow key={key} item={item} /> : <FileRow key={key} item={item} />
}

/** True when the focus went somewhere. Rows have one column, and a button at their end that Tab leads to. */
function walk({ key, currentTarget, target }: KeyboardEvent<HTMLElement>, isGrid: boolean): boolean {
  if (!(target instanceof Element)) return false
  if (!isGrid && (key === 'ArrowLeft' || key === 'ArrowRight')) return false
  const cells = [...currentTarget.querySelectorAll<HTMLElement>('[data-cell]')]
  const from = target.closest<HTMLElement>('[data-cell]')
  const next = from === null ? undefined : neighbourIn(cells, from, key)
  const control = next?.querySelector<HTMLElement>('button, a[href]')
  control?.focus()
  control?.scrollIntoView({ block: 'nearest' })
  return control !== undefined && control !== null
}

/** Where the next ones will be: they are asked for before it is seen. */
function End({ onSeen, isReading }: { readonly onSeen: () => void; readonly isReading: boolean }) {
  const mark = useRef<HTMLDivElement>(null)
  const seen = useEffectEvent(onSeen)
  useEffect(() => {
    const element = mark.current
    const root = element?.closest('[data-scroll]')
    if (element === null || root === null || root === undefined) return
    const watch = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && seen(), {
      root,
      rootMargin: '100% 0px',
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={mark} className={styles.end}>
      {isReading && <Spinner />}
    </div>
  )
}
