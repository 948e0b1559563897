/** What an edited message said before, as far as this device saw it: the newest wording first, with when each was written. */
import { useEffect, useState } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import type { EarlierText } from '../../../shared/messenger/index.ts'
import { Popover, Spinner } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './EarlierPopover.module.css'
import type { AboutMessage } from './TrailPopover.tsx'
import { messageIdOf } from './window.ts'

export function EarlierPopover({ message, anchor, onClose }: AboutMessage) {
  const say = useWords(timelineWords)
  const dates = useDates()
  const [earlier, setEarlier] = useState<readonly EarlierText[]>()
  useEffect(() => {
    let isHere = true
    const id = messageIdOf(message)
    if (id === undefined) return undefined
    void call('messages.earlier', { message: id }).then((answer) => isHere && setEarlier(answer.ok ? answer.value : []))
    return () => {
      isHere = false
    }
  }, [message])
  return (
    <Popover
      isOpen
      anchor={anchor}
      side="top"
      align="center"
      title={say('earlierTitle')}
      className={styles.earlier}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      {earlier === undefined ? (
        <Spinner size={20} />
      ) : earlier.length === 0 ? (
        <p className={styles.none}>{say('earlierNone')}</p>
      ) : (
        <ol className={styles.list}>
          {earlier.toReversed().map(({ text, time }) => (
            <li key={`${time} ${text}`}>
              <time>{dates.full(time)}</time>
              <p dir="auto">{text}</p>
            </li>
          ))}
        </ol>
      )}
    </Popover>
  )
}
