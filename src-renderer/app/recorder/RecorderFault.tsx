/** Why there is no recording, and what can be done: try again, or attach a sound that was recorded elsewhere. */
import { MicOff } from 'lucide-react'
import { recorderWords } from '../../../shared/i18n/index.ts'
import { Button, Icon, Sentences } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import type { MicrophoneFault } from './microphone.ts'
import styles from './Recorder.module.css'

export interface RecorderFaultProps {
  readonly code: MicrophoneFault | 'nothing'
  readonly onAgain: () => void
  readonly onClose: () => void
  readonly onFiles: (files: Iterable<File>) => void
}

/** Where trying again can help; elsewhere the sound has to come from another recorder. */
const HOPEFUL = new Set<RecorderFaultProps['code']>(['noPermission', 'noDevice', 'busyDevice', 'nothing'])

export function RecorderFault({ code, onAgain, onClose, onFiles }: RecorderFaultProps) {
  const say = useWords(recorderWords)
  return (
    <div className={styles.fault}>
      <p role="alert" className={styles.reason}>
        <Icon icon={MicOff} size={18} />
        <span>
          <Sentences text={say(code)} />
        </span>
      </p>
      <div className={styles.acts}>
        {HOPEFUL.has(code) && (
          <Button size="small" onClick={onAgain}>
            {say('again')}
          </Button>
        )}
        {code !== 'nothing' && (
          <Button size="small" kind={HOPEFUL.has(code) ? 'quiet' : 'plain'} onClick={() => chooseSound(onFiles, onClose)}>
            {say('chooseSound')}
          </Button>
        )}
        <Button size="small" kind="quiet" onClick={onClose}>
          {say('close')}
        </Button>
      </div>
    </div>
  )
}

/** `capture` asks a telephone for its own recorder. */
function chooseSound(onFiles: (files: Iterable<File>) => void, onClose: () => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'audio/*'
  input.setAttribute('capture', '')
  input.addEventListener(
    'change',
    () => {
      onFiles([...(input.files ?? [])])
      onClose()
    },
    { once: true },
  )
  input.click()
}
