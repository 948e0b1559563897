/** A file that is made ready to be sent. */
import { X } from 'lucide-react'
import { mediaWords, transferWords } from '../../../shared/i18n/index.ts'
import type { OutgoingFile } from '../../../shared/messenger/index.ts'
import { classNames, IconButton, ProgressBar } from '../../ui/index.ts'
import { FileName } from '../media/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import styles from './Transfers.module.css'

export interface OutgoingRowProps {
  readonly outgoing: OutgoingFile
  readonly room: string | undefined
  readonly onDiscard: () => void
}

export function OutgoingRow({ outgoing, room, onDiscard }: OutgoingRowProps) {
  const say = useWords(transferWords)
  const sayOfFile = useWords(mediaWords)
  const sizeText = useSizes()
  const { name, state, bytes, size, code } = outgoing
  const why = code === 'QUOTA' ? say('noRoom') : code === 'DISK_FULL' ? say('diskFull') : say('notSent')
  const parts = [
    ...(room === undefined ? [] : [room]),
    ...(state === 'failed' ? [why] : []),
    ...(state === 'sealing'
      ? [say('sealing'), size === undefined ? sizeText(bytes) : sayOfFile('ofSize', { done: sizeText(bytes), size: sizeText(size) })]
      : []),
  ]
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={styles.name}>
          <FileName name={name} />
        </span>
        <span className={classNames(styles.line, state === 'failed' && styles.bad)}>{parts.join(' · ')}</span>
        {state === 'sealing' && size !== undefined && <ProgressBar value={size === 0 ? 1 : bytes / size} className={styles.bar} />}
      </span>
      <IconButton icon={X} size="small" label={say('discard', { name })} onClick={onDiscard} />
    </li>
  )
}
