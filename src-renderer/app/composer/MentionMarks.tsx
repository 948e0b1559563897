/**
 * Lights up the names in what is being written, by the same text behind the field with marks under the names. The field itself stays a plain
 * text area, so no input method notices.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import styles from './MentionMarks.module.css'
import type { RoomField } from './room-field.ts'

export function MentionMarks({ field, area }: { readonly field: RoomField; readonly area: RefObject<HTMLTextAreaElement | null> }) {
  const mentions = useStore(field.store, (state) => state.mentions)
  return mentions.length === 0 ? null : <Marks field={field} area={area} />
}

function Marks({ field, area }: { readonly field: RoomField; readonly area: RefObject<HTMLTextAreaElement | null> }) {
  const layer = useRef<HTMLDivElement>(null)
  const { text, mentions } = useStore(field.store)
  useLayoutEffect(() => {
    const element = area.current
    if (element === null) return undefined
    const follow = () => {
      if (layer.current === null) return
      layer.current.style.inlineSize = `${element.clientWidth}px`
      layer.current.style.transform = `translateY(${-element.scrollTop}px)`
    }
    follow()
    element.addEventListener('scroll', follow)
    return () => element.removeEventListener('scroll', follow)
  }, [area, text])

  const pieces: React.ReactNode[] = []
  let at = 0
  for (const { from, to } of mentions) {
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  return (
    <div aria-hidden="true" className={styles.clip}>
      <div ref={layer} className={styles.layer}>
        {pieces}
      </div>
    </div>
  )
}
