/** The things of one kind, or what stands there instead of them. What follows is read when its end comes near. */
import { useEffect, useEffectEvent, useRef } from 'react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import { Button, EmptyState, GhostRows, Note, Spinner, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { Months, type MonthsProps } from './Months.tsx'
import styles from './Shared.module.css'
import type { SharedList } from './use-shared.ts'

const EMPTY = { pictures: 'noPictures', files: 'noFiles', links: 'noLinks', voices: 'noVoices' } as const

export interface SharedContentsProps extends SharedList, Omit<MonthsProps, 'items'> {
  readonly search: string
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
