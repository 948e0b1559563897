/** A face and the ways to change it: press or drop a picture, or take it away again. */
import { Camera } from 'lucide-react'
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react'
import { pictureWords } from '../../../shared/i18n/index.ts'
import type { Picture } from '../../../shared/messenger/index.ts'
import { Button, Icon, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { pictureFromFile, type PictureFailure } from './picture-from-file.ts'
import styles from './PicturePicker.module.css'

export interface PicturePickerProps {
  /** How it looks now: an avatar of 88 px. */
  readonly children: ReactNode
  readonly hasPicture: boolean
  readonly onChange: (picture: Picture | undefined) => void
}

export function PicturePicker({ children, hasPicture, onChange }: PicturePickerProps) {
  const say = useWords(pictureWords)
  const input = useRef<HTMLInputElement>(null)
  const noteId = useId()
  const [failure, setFailure] = useState<PictureFailure>()
  const [isBusy, setBusy] = useState(false)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setBusy(true)
    const made = await pictureFromFile(file)
    setBusy(false)
    setFailure(made.ok ? undefined : made.why)
    if (made.ok) onChange(made.value)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  return (
    <div className={styles.picker} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <button type="button" className={styles.face} aria-describedby={noteId} onClick={() => input.current?.click()}>
        {children}
        <VisuallyHidden>{say(hasPicture ? 'change' : 'choose')}</VisuallyHidden>
        <span className={styles.camera}>
          <Icon icon={Camera} size={18} />
        </span>
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0])
          currentTarget.value = ''
        }}
      />
      <div className={styles.acts}>
        <Button size="small" kind="quiet" busy={isBusy ? say('preparing') : undefined} onClick={() => input.current?.click()}>
          {say(hasPicture ? 'change' : 'choose')}
        </Button>
        {hasPicture && (
          <Button size="small" kind="quiet" onClick={() => onChange(undefined)}>
            {say('remove')}
          </Button>
        )}
      </div>
      <p id={noteId} className={styles.note} aria-live="polite">
        {failure !== undefined && say(failure)}
      </p>
    </div>
  )
}
