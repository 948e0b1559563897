/** What the camera sees, with a frame to hold a code into; where there is nothing to see, why, and what to do instead. */
import { CameraOff } from 'lucide-react'
import { useRef } from 'react'
import { scanWords } from '../../../shared/i18n/index.ts'
import { Note, Spinner } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './CameraView.module.css'
import { useCamera } from './use-camera.ts'

export interface CameraViewProps {
  /** A stranger's text: nothing is done with it but reading. */
  readonly onCode: (text: string) => void
}

export function CameraView({ onCode }: CameraViewProps) {
  const say = useWords(scanWords)
  const video = useRef<HTMLVideoElement>(null)
  const state = useCamera(video, onCode)
  const isSeeing = state === 'starting' || state === 'on'
  return (
    <div>
      <div className={styles.window} hidden={!isSeeing}>
        <video ref={video} muted playsInline aria-label={say('cameraPicture')} className={styles.picture} />
        {state === 'starting' ? <Spinner size={24} className={styles.spinner} /> : <span aria-hidden="true" className={styles.frame} />}
      </div>
      <div role="status">
        {isSeeing ? (
          <p className={styles.hint}>{say(state === 'on' ? 'cameraHold' : 'cameraStarting')}</p>
        ) : (
          <Note icon={CameraOff} title={say(state)} text={say(`${state}Text`)} />
        )}
      </div>
    </div>
  )
}
