/**
 * What there is to know of the open room and to do with it (ui.md §5): beside the conversation, over it, or, with one pane, in its place. A
 * conversation of two has the other person here instead of members.
 */
import { ChevronLeft, X } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { detailsWords, houseWords } from '../../../shared/i18n/index.ts'
import { classNames, IconButton, VisuallyHidden } from '../../ui/index.ts'
import { useWidth } from '../house/index.ts'
import { BroughtIn } from '../imported/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Details.module.css'
import type { DetailsProps } from './details-props.ts'
import { Archived } from './Archived.tsx'
import { Pinned } from './Pinned.tsx'
import { PersonDetails } from './PersonDetails.tsx'
import { QuickActs } from './QuickActs.tsx'
import { RoomDetails } from './RoomDetails.tsx'
import { RoomTop } from './RoomTop.tsx'
import { SharedRow } from './SharedRow.tsx'

export function Details(props: DetailsProps) {
  const { room } = props
  return (
    <div className={styles.details}>
      <Head onClose={props.onClose} />
      <div className={styles.scroll}>
        {room.kind === 'direct' ? (
          <PersonDetails {...props} />
        ) : room.kind === 'self' ? (
          <>
            <RoomTop room={room} />
            <QuickActs {...props} invite={undefined} />
            <SharedRow room={room.room} />
            <Pinned room={room.room} />
            <BroughtIn room={room.room} />
            <Archived room={room} />
          </>
        ) : (
          <RoomDetails {...props} />
        )}
      </div>
    </div>
  )
}

/** The pane beside the room is closed where it was opened; over the room it needs a way out of its own. */
function Head({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(detailsWords)
  const back = useWords(houseWords)
  const width = useWidth()
  const title = useRef<HTMLHeadingElement>(null)
  const isOver = width !== 'wide'
  // In the layout phase, so that whatever opens when this closes may take the focus after it was given back.
  useLayoutEffect(() => {
    const opener = document.activeElement
    const pane = title.current?.closest('[data-pane]')
    // Beside the room the pane comes without a word; over it one is in it.
    if (isOver) title.current?.focus()
    return () => {
      if (opener instanceof HTMLElement && pane?.contains(document.activeElement) === true) opener.focus()
    }
  }, [isOver])
  if (width === 'wide')
    return (
      <h2 ref={title}>
        <VisuallyHidden>{say('title')}</VisuallyHidden>
      </h2>
    )
  const isPage = width === 'narrow'
  return (
    <header className={classNames(styles.head, isPage && styles.pageHead)}>
      {isPage && <IconButton icon={ChevronLeft} label={back('back')} onClick={onClose} />}
      <h2 ref={title} tabIndex={-1}>
        {say('title')}
      </h2>
      {!isPage && <IconButton icon={X} label={say('close')} shortcut="Esc" onClick={onClose} />}
    </header>
  )
}
