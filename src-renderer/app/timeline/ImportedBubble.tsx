/** The words of a message of another messenger, or what stands for a picture, a file, a call. */
import {
  Contact,
  File,
  FileText,
  Image,
  Images,
  type LucideIcon,
  MapPin,
  MessageCircle,
  Mic,
  Phone,
  Smile,
  Trash2,
  Video,
} from 'lucide-react'
import { importedWords } from '../../../shared/i18n/index.ts'
import type { ImportedMark } from '../../../shared/messenger/index.ts'
import { classNames, Icon } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import bubble from './Bubble.module.css'
import { useFeed, useFrame } from './context.ts'
import { importedLook } from './imported-look.ts'
import styles from './Imported.module.css'
import { MessageText } from './MessageText.tsx'
import { Quote } from './Quote.tsx'
import type { MessageRow } from './rows.ts'

const ICONS: Readonly<Record<ImportedMark['kind'], LucideIcon>> = {
  text: FileText,
  photo: Image,
  video: Video,
  audio: Mic,
  file: File,
  sticker: Smile,
  contact: Contact,
  location: MapPin,
  call: Phone,
  media: Images,
  deleted: Trash2,
  system: MessageCircle,
  other: MessageCircle,
}

export interface ImportedBubbleProps {
  readonly row: MessageRow
  readonly mark: ImportedMark
  readonly isActive: boolean
}

export function ImportedBubble({ row, mark, isActive }: ImportedBubbleProps) {
  const { message, isOwn, isFirst } = row
  const say = useWords(importedWords)
  const found = useFeed((state) => (state.mark?.id === message.id ? state.mark.text : undefined))
  const { view } = useFrame()
  const { head, files, moreFiles, fileNote, text } = importedLook(message, mark, say)
  const { replyTo } = message
  return (
    <div
      className={classNames(
        bubble.bubble,
        styles.bubble,
        isFirst && bubble.tucked,
        isOwn && bubble.own,
        isOwn && styles.own,
        replyTo !== undefined && bubble.quoting,
      )}
    >
      {replyTo !== undefined && <Quote of={replyTo} isActive={isActive} />}
      {head !== undefined && (
        <span className={styles.head}>
          <Icon icon={ICONS[mark.kind]} size={18} />
          <span dir="auto">{head}</span>
        </span>
      )}
      {files.map(({ name }, index) => (
        // One name may stand there twice.
        <bdi key={index} className={styles.file}>
          {name}
        </bdi>
      ))}
      {moreFiles > 0 && <span className={styles.small}>{say('moreFiles', { count: moreFiles })}</span>}
      {fileNote !== undefined && <span className={styles.small}>{say(fileNote)}</span>}
      {text !== undefined && (
        <span className={classNames(head !== undefined && styles.caption)}>
          <MessageText text={text} mentions={message.mentions} mark={found} isActive={isActive} />
        </span>
      )}
      {mark.isLong && (
        <button
          type="button"
          tabIndex={isActive ? 0 : -1}
          className={styles.all}
          onClick={() => view.setState({ asked: { what: 'whole', messages: [message] } })}
        >
          {say('showAll')}
        </button>
      )}
    </div>
  )
}
