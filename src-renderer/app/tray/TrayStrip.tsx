/**
 * The tray over the field (ui.md §6 Attachments): a tile for each thing that is going to be sent, and one more to add. It is one stop for Tab:
 * arrows go along it, Alt and arrows move a thing, Delete takes it out, and it comes back by an undo.
 */
import { Plus } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { trayWords } from '../../../shared/i18n/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { Icon, showToast, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { chooseFiles } from './choose-files.ts'
import { SizeLine } from './SizeLine.tsx'
import type { Tray, TrayItem } from './tray.ts'
import styles from './TrayStrip.module.css'
import { TrayTile } from './TrayTile.tsx'
import { useTrayName } from './use-tray-name.ts'

export interface TrayStripProps {
  readonly tray: Tray
  /** Where the focus goes when the last thing was taken out. */
  readonly onEmpty: () => void
}

export function TrayStrip({ tray, onEmpty }: TrayStripProps) {
  const say = useWords(trayWords)
  const nameOf = useTrayName()
  const items = useStore(tray.store, (state) => state.items)
  const leftOut = useStore(tray.store, (state) => state.leftOut)
  const list = useRef<HTMLUListElement>(null)
  const [stop, setStop] = useState(0)
  const [news, setNews] = useState('')
  const dragged = useRef<string>(undefined)
  if (items.length === 0) return null

  const focus = (place: number) => {
    const to = Math.min(Math.max(0, place), items.length)
    setStop(to)
    // After it was drawn: what is focused may just have moved there.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-tray]')[to]?.focus())
  }
  const move = (item: TrayItem, to: number) => {
    if (to < 0 || to >= items.length) return
    tray.move(item.id, to)
    setNews(say('moved', { name: nameOf(item), place: to + 1, count: items.length }))
  }
  const remove = (item: TrayItem, place: number) => {
    const undo = tray.remove(item.id)
    showToast({ text: say('removed'), undo })
    if (items.length === 1) onEmpty()
    else focus(Math.min(place, items.length - 2))
  }
  const press = (event: KeyboardEvent, item: TrayItem | undefined, place: number) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step !== undefined && event.altKey && item !== undefined) {
      move(item, place + step)
      focus(Math.min(items.length - 1, Math.max(0, place + step)))
    } else if (step !== undefined && !event.altKey) focus(place + step)
    else if (event.key === 'Home') focus(0)
    else if (event.key === 'End') focus(items.length)
    else if ((event.key === 'Delete' || event.key === 'Backspace') && item !== undefined) remove(item, place)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const isFull = items.length >= MEDIA.REFERENCES
  const at = Math.min(stop, items.length)
  return (
    <>
      <ul ref={list} aria-label={say('tray')} className={styles.tray}>
        {items.map((item, place) => (
          <li
            key={item.id}
            draggable
            onDragStart={(event) => {
              dragged.current = item.id
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', nameOf(item))
            }}
            onDragEnter={() => dragged.current !== undefined && dragged.current !== item.id && tray.move(dragged.current, place)}
            onDragOver={(event) => dragged.current !== undefined && event.preventDefault()}
            onDragEnd={() => {
              dragged.current = undefined
            }}
          >
            <TrayTile
              item={item}
              name={say('place', { name: nameOf(item), place: place + 1, count: items.length })}
              shortName={nameOf(item)}
              isStop={at === place}
              isFirst={place === 0}
              isLast={place === items.length - 1}
              onKeyDown={(event) => press(event, item, place)}
              onFocus={() => setStop(place)}
              onMove={(by) => move(item, place + by)}
              onChoose={(choice) => tray.choose(item.id, choice)}
              onRemove={() => remove(item, place)}
            />
          </li>
        ))}
        <li>
          <button
            type="button"
            data-tray
            tabIndex={at === items.length ? 0 : -1}
            aria-label={say('add')}
            {...(isFull && { 'aria-disabled': true, 'aria-description': say('full', { count: MEDIA.REFERENCES }) })}
            className={styles.add}
            onKeyDown={(event) => press(event, undefined, items.length)}
            onFocus={() => setStop(items.length)}
            onClick={() => !isFull && chooseFiles(tray.add)}
          >
            <Icon icon={Plus} />
          </button>
        </li>
      </ul>
      {leftOut > 0 && <p className={styles.note}>{say('tooMany', { count: MEDIA.REFERENCES, left: leftOut })}</p>}
      <SizeLine tray={tray} items={items} />
      {items.some(({ state }) => state.kind === 'film' && state.film.sort === 'video') && <p className={styles.note}>{say('filmKeeps')}</p>}
      <Reasons items={items} />
      <VisuallyHidden>
        <span role="status">{news}</span>
      </VisuallyHidden>
    </>
  )
}

/** Why something that looked like a picture goes as a file: once for each reason. */
function Reasons({ items }: { readonly items: readonly TrayItem[] }) {
  const say = useWords(trayWords)
  const reasons = new Set(items.flatMap(({ state }) => (state.kind === 'file' && state.reason !== undefined ? [state.reason] : [])))
  return [...reasons].map((reason) => (
    <p key={reason} role="status" className={styles.note}>
      {say('asFile', { reason: say(reason) })} {say('keepsRecords')}
    </p>
  ))
}
