/**
 * The things of one kind by months: each month has a head that stays while one is in it. Arrows walk through the pictures and files, Enter
 * shows, M goes to the message, S saves, Del takes it off this computer; Space selects, and then they are about all that is selected.
 */
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { classNames } from '../../ui/index.ts'
import { arrivalOf } from '../arrivals/index.ts'
import { isHeard, openFileSurface, saveSeveral, useFileActs } from '../attachments/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWidth } from '../house/index.ts'
import type { SharedSort } from '../route/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { attachedOf } from './attached-of.ts'
import { Block } from './Block.tsx'
import { focusCell, isInBar, isMark, walk } from './cell-focus.ts'
import { SharedProvider } from './context.ts'
import { gridHeight, rowsHeight } from './heights.ts'
import { nextVoiceItem } from './next-voice.ts'
import { PictureCell } from './PictureCell.tsx'
import { FileRow, LinkRow, VoiceRow } from './Rows.tsx'
import { SelectedItems } from './SelectedItems.tsx'
import { type FileItem, isFile, keyOf, monthsOf, partsOf } from './shared-item.ts'
import styles from './Shared.module.css'
import { usePageKeys } from './use-page-keys.ts'
import { hasOwnKeys, selectByClick, useSelection } from './use-selection.ts'
import type { SharedList } from './use-shared.ts'

/** Drawn together, and left out together when they are far. */
const PART = { pictures: 48, rows: 24 } as const
/** The first ones, without waiting for who is near. */
const DRAWN_AT_ONCE = 200

export interface MonthsProps extends Pick<SharedList, 'everything'> {
  readonly room: RoomId
  readonly items: readonly SharedFile[]
  readonly sort: SharedSort
  readonly onShow: (item: FileItem) => void
  readonly onMessage: (item: SharedFile) => void
}

export function Months({ room, items, sort, everything, onShow, onMessage }: MonthsProps) {
  const say = useWords(sharedWords)
  const dates = useDates()
  const { save } = useFileActs()
  const me = useEngine((state) => state.me?.account)
  const list = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<string>()
  const stop = chosen !== undefined && items.some((item) => keyOf(item) === chosen) ? chosen : items[0] && keyOf(items[0])
  const months = monthsOf(items)
  const selection = useSelection(
    months.flatMap((month) => month.items),
    everything,
  )
  const isSelecting = selection.selected.length > 0
  const isGrid = sort === 'pictures'
  // One below the head of the page.
  const Head = useWidth() === 'narrow' ? 'h2' : 'h3'
  const size = isGrid ? PART.pictures : PART.rows
  const itemOf = (target: EventTarget): SharedFile | undefined => {
    const key = target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset['cell'] : undefined
    return key === undefined ? undefined : items.find((item) => keyOf(item) === key)
  }
  const stopSelecting = () => {
    // The bar goes away, and what had the focus perhaps with it.
    if (document.activeElement?.closest('main') !== list.current?.closest('main') || isInBar()) focusCell(list.current, stop)
    selection.stop()
  }
  const select = (event: KeyboardEvent<HTMLElement>, item: SharedFile): boolean => {
    if (event.altKey || event.ctrlKey || event.metaKey || hasOwnKeys(event, item)) return false
    if (event.key === ' ' && !event.shiftKey && !isMark(event.target)) {
      selection.toggle(keyOf(item))
      return true
    }
    const next = event.shiftKey && walk(event, isGrid) ? document.activeElement : null
    const reached = next === null ? undefined : itemOf(next)
    if (reached !== undefined) selection.reach(keyOf(item), keyOf(reached))
    return reached !== undefined
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) return
    const item = itemOf(event.target)
    if (item === undefined) return
    if (select(event, item)) return event.preventDefault()
    // A voice knows keys of its own.
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || (sort === 'voices' && !isMark(event.target))) return
    const about = selection.has(keyOf(item)) ? selection.selected : [item]
    const files = about.filter(isFile).map((each) => attachedOf(room, each))
    const here = files.filter(({ view }) => arrivalOf(view.file)?.state === 'here')
    if (event.code === 'KeyM') onMessage(item)
    else if (event.code === 'KeyS' && here.length > 0) void saveSeveral(here, save)
    else if (event.key === 'Delete' && here.length > 0) openFileSurface({ what: 'remove', files: here })
    else if (!walk(event, isGrid)) return
    event.preventDefault()
  }
  const click = (event: MouseEvent<HTMLElement>) => {
    const item = itemOf(event.target)
    if (item === undefined || !selectByClick(event, item, chosen, selection)) return
    event.preventDefault()
    event.stopPropagation()
    getSelection()?.removeAllRanges()
    setChosen(keyOf(item))
  }
  // Wherever on the page the focus is, but in what is being typed.
  usePageKeys(list, (event) => {
    if (event.key === 'Escape' && isSelecting) stopSelecting()
    else if ((event.ctrlKey || event.metaKey) && event.code === 'KeyA' && !event.shiftKey && !event.altKey) selection.all()
    else return
    event.preventDefault()
  })
  const nextVoice = (after: FileItem) => nextVoiceItem(items, after, me, (item) => isHeard(attachedOf(room, item)))
  return (
    <SharedProvider value={{ room, show: onShow, toMessage: onMessage, stop, selection, nextVoice }}>
      <div
        role="group"
        aria-label={say(sort)}
        aria-description={sort === 'voices' ? undefined : say('keys')}
        ref={list}
        className={classNames(isSelecting && styles.selecting)}
        onKeyDown={press}
        onClickCapture={click}
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
      <SelectedItems items={selection.selected} onStop={stopSelecting} />
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
