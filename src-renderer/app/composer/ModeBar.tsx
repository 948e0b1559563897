/** Which message is answered or worded anew, over the field. */
import { Pencil, Reply, X } from 'lucide-react'
import { composerWords, contentLine } from '../../../shared/i18n/index.ts'
import { Icon, IconButton } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import type { WritingMode } from '../room/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './ModeBar.module.css'

const LONGEST = 200

export function ModeBar({ mode, onStop }: { readonly mode: WritingMode; readonly onStop: () => void }) {
  const say = useWords(composerWords)
  const language = useLanguage()
  const me = useEngine((state) => state.me?.account)
  if (mode.kind === 'new') return null
  const isEdit = mode.kind === 'edit'
  const { author } = isEdit ? mode.of : mode.to
  // What is put otherwise are the words alone; what is answered may have come without any.
  const text = isEdit ? mode.of.text : contentLine(mode.to, language)
  const title = isEdit ? say('editing') : author.account === me ? say('replyingToSelf') : say('replyingTo', { name: author.name })
  return (
    <div className={styles.bar}>
      <Icon icon={isEdit ? Pencil : Reply} size={18} className={styles.icon} />
      <p className={styles.text}>
        <span className={styles.title}>{title}</span>
        <span className={styles.quote}>{text?.slice(0, LONGEST).replaceAll(/\s+/g, ' ')}</span>
      </p>
      <IconButton
        icon={X}
        iconSize={18}
        size="small"
        tooltipSide="top"
        label={say(isEdit ? 'stopEditing' : 'stopReplying')}
        shortcut="Esc"
        onClick={onStop}
      />
    </div>
  )
}
