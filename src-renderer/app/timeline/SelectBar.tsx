/** What can be done with several messages at once; stands where the composer is. */
import { Copy, EyeOff, Forward, X } from 'lucide-react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { useFeed, useFrame, useView } from './context.ts'
import styles from './SelectBar.module.css'

export function SelectBar() {
  const say = useWords(timelineWords)
  const { view, acts } = useFrame()
  const selected = useView((state) => state.selected)
  const messages = useFeed((state) => state.window.messages)
  if (selected === undefined) return null
  const chosen = messages.filter(({ id }) => selected.has(id))
  const stop = () => view.setState({ selected: undefined })
  return (
    <div role="toolbar" aria-label={say('selectBar')} className={styles.bar}>
      <IconButton icon={X} label={say('stopSelecting')} shortcut="Esc" onClick={stop} />
      <span role="status" className={styles.count}>
        {say('selectedCount', { count: chosen.length })}
      </span>
      <Button
        icon={Copy}
        onClick={() => {
          acts.copy(chosen)
          stop()
        }}
      >
        {say('copy')}
      </Button>
      <Button
        icon={Forward}
        onClick={() => {
          view.setState({ asked: { what: 'forward', messages: chosen }, selected: undefined })
        }}
      >
        {say('forwardSend')}
      </Button>
      <Button
        icon={EyeOff}
        onClick={() => {
          acts.forget(chosen)
          stop()
        }}
      >
        {say('deleteForMe')}
      </Button>
    </div>
  )
}
