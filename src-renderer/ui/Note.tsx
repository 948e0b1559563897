/** Something to know before going on: a title in bold and a few sentences, on a quiet or a lamp ground. */
import type { LucideIcon } from 'lucide-react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import styles from './Note.module.css'
import { Sentences } from './Sentences.tsx'

export interface NoteProps {
  readonly tone?: 'plain' | 'lamp' | 'night' | 'brick'
  readonly icon?: LucideIcon | undefined
  readonly title?: string | undefined
  readonly text: string
  readonly className?: string | undefined
}

export function Note({ tone = 'plain', icon, title, text, className }: NoteProps) {
  return (
    <div className={classNames(styles.note, styles[tone], className)}>
      {icon !== undefined && <Icon icon={icon} />}
      <p>
        {title !== undefined && <b className={styles.title}>{title}</b>}
        <Sentences text={text} />
      </p>
    </div>
  )
}
