/**
 * A file in the conversation (ui.md §6 Attachments): what it is, how far it has come and from whom, and one thing a press does. What could run is
 * said on the card, and asked about before it is opened; nothing is ever opened by itself.
 */
import {
  Clock3,
  Download,
  File,
  FileArchive,
  FileMusic,
  FileText,
  FileVideo,
  Folder,
  Image,
  type LucideIcon,
  Pause,
  Play,
  RotateCw,
  TriangleAlert,
} from 'lucide-react'
import { useId, useState } from 'react'
import { mediaWords } from '../../../shared/i18n/index.ts'
import { classNames, Icon, ProgressBar } from '../../ui/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import { type Arrival, arrivalAct, arrivalParts, arrivalShare } from './arrival.ts'
import styles from './FileCard.module.css'
import { FileName } from './FileName.tsx'
import { onFirstClick } from './first-click.ts'
import { RiskyFileDialog } from './RiskyFileDialog.tsx'
import { useTabIndex } from './tab-stop.ts'

export interface FileView {
  readonly name: string
  readonly size: number
  /** By its content, as `application/pdf`. */
  readonly type: string
  /** By its name or its content it could run when it is opened. */
  readonly isRisky: boolean
  readonly arrival: Arrival
  /** Many files in their folders. */
  readonly isFolder?: boolean | undefined
  /** What a press does once it is here. */
  readonly hint?: string | undefined
}

export interface FileCardProps {
  readonly file: FileView
  readonly isOwn?: boolean
  readonly onGet: () => void
  readonly onPause: () => void
  readonly onOpen: () => void
}

export function FileCard({ file, isOwn = false, onGet, onPause, onOpen }: FileCardProps) {
  const say = useWords(mediaWords)
  const sizeText = useSizes()
  const [isAsking, setAsking] = useState(false)
  const lineId = useId()
  const { arrival, name, size, isRisky } = file
  const share = arrivalShare(arrival, size)
  const parts = arrivalParts(arrival, size, say, sizeText)
  const said = arrival.kind === 'here' && file.hint !== undefined ? [...parts, file.hint] : parts
  const act = arrivalAct(arrival)
  const isBad = arrival.kind === 'failed'

  const press = () => {
    switch (act) {
      case 'toGet':
      case 'toGoOn':
      case 'toRetry':
        return onGet()
      case 'toPause':
        return onPause()
      case 'toOpen':
        return isRisky ? setAsking(true) : onOpen()
      case 'toWait':
        return
    }
  }
  return (
    <>
      <button
        type="button"
        tabIndex={useTabIndex()}
        className={classNames(styles.card, isOwn && styles.own)}
        aria-describedby={lineId}
        {...(act === 'toWait' && { 'aria-disabled': true })}
        onClick={onFirstClick(press)}
      >
        <span className={classNames(styles.tile, isBad && styles.bad)}>
          <Icon icon={iconOf(file)} />
        </span>
        <span className={styles.words}>
          <span className={styles.name}>
            <FileName name={name} />
          </span>
          <span id={lineId} className={styles.line}>
            {said.map((part, index) => (
              <span key={part} className={classNames(styles.part, isBad && index > 0 && styles.failed)}>
                {part}
              </span>
            ))}
          </span>
          {isRisky && (
            <span className={styles.risky}>
              <Icon icon={TriangleAlert} size={14} />
              {say('risky')}
            </span>
          )}
        </span>
        {share !== undefined && <ProgressBar value={share} className={styles.bar} />}
      </button>
      <RiskyFileDialog isOpen={isAsking} name={name} onSave={onOpen} onClose={() => setAsking(false)} />
    </>
  )
}

const ARRIVING: Readonly<Partial<Record<Arrival['kind'], LucideIcon>>> = {
  waiting: Download,
  queued: Clock3,
  receiving: Pause,
  paused: Play,
  nobody: RotateCw,
  failed: RotateCw,
}

/** Before it is here, what a press does; then, what it is. */
function iconOf({ arrival, type, isFolder = false }: FileView): LucideIcon {
  return ARRIVING[arrival.kind] ?? (isFolder ? Folder : iconOfType(type))
}

function iconOfType(type: string): LucideIcon {
  if (type.startsWith('image/')) return Image
  if (type.startsWith('video/')) return FileVideo
  if (type.startsWith('audio/')) return FileMusic
  if (type === 'application/zip') return FileArchive
  return type.startsWith('text/') || type === 'application/pdf' || type.includes('document') ? FileText : File
}
