/**
 * What is done most with a message, once the pointer rests there: beside its bubble, or where there is no room above its outer corner. Never
 * over its words.
 */
import { Ellipsis, Reply, SmilePlus } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { classNames, IconButton } from '../../ui/index.ts'
import { setWriting } from '../room/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame, useView } from './context.ts'
import styles from './HoverBar.module.css'
import { focusComposer } from './focus-composer.ts'
import type { MessageRow } from './rows.ts'
import type { Surface } from './view-state.ts'

export function HoverBar({ row, isActive }: { readonly row: MessageRow; readonly isActive: boolean }) {
  const say = useWords(timelineWords)
  const { view, room, mayWrite } = useFrame()
  const { message, isOwn } = row
  const isHovered = useView(({ hovered }) => hovered === row.key)
  const isOpen = useView(({ surface }) => surface?.message.id === message.id && surface.what !== 'trail' && surface.what !== 'earlier')
  const isFocused = useView(({ active }) => active === row.key)
  const isShown = isHovered || isOpen || isFocused
  const bar = useRef<HTMLDivElement>(null)
  const [isAbove, setAbove] = useState(false)
  useLayoutEffect(() => {
    const [say, article] = [bar.current?.parentElement, bar.current?.closest('article')]
    if (isShown && say && article) setAbove(article.clientWidth - say.offsetWidth - START_PX < BAR_PX)
  }, [isShown])
  if (!isShown) return null
  const canAnswer = mayWrite && !message.deleted && !message.hidden && message.imported === undefined
  const open = (what: Surface) => (event: { readonly currentTarget: Element }) =>
    view.setState({ surface: { what, message, anchor: event.currentTarget } })
  const tabIndex = isActive ? 0 : -1
  return (
    <div
      ref={bar}
      role="group"
      aria-label={say('actions')}
      className={classNames(styles.bar, isOwn && styles.own, isAbove && styles.above, !isHovered && !isOpen && styles.unseen)}
    >
      {canAnswer && (
        <>
          <IconButton
            icon={SmilePlus}
            size="small"
            iconSize={18}
            label={say('react')}
            shortcut="E"
            tabIndex={tabIndex}
            onClick={open('react')}
          />
          <IconButton
            icon={Reply}
            size="small"
            iconSize={18}
            label={say('reply')}
            shortcut="R"
            tabIndex={tabIndex}
            onClick={() => {
              setWriting(room, { kind: 'reply', to: message })
              focusComposer()
            }}
          />
        </>
      )}
      <IconButton
        icon={Ellipsis}
        size="small"
        iconSize={18}
        label={say('more')}
        tabIndex={tabIndex}
        aria-haspopup="menu"
        onClick={open('menu')}
      />
    </div>
  )
}

/** Three buttons with their edge; the faces at the start. */
const BAR_PX = 108
const START_PX = 46
