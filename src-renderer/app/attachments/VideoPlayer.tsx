/** A film, played by ranges from where it lies sealed: what was not asked for is not unsealed. The controls are the browser's, which know the keys. */
import { useEffect, useRef, useState } from 'react'
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { classNames } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'
import type { OpenedFile } from './opened-files.ts'
import styles from './VideoPlayer.module.css'

export interface VideoPlayerProps {
  readonly file: Attached
  readonly opened: OpenedFile
  /** It was asked for, and begins. */
  readonly isStarted?: boolean
  readonly className?: string | undefined
}

export function VideoPlayer({ file, opened, isStarted = false, className }: VideoPlayerProps) {
  const say = useWords(shownFileWords)
  const video = useRef<HTMLVideoElement>(null)
  const [hasFailed, setFailed] = useState(false)
  // The tile that had the focus is gone.
  useEffect(() => {
    if (isStarted) video.current?.focus({ preventScroll: true })
    const element = video.current
    return () => {
      // Whatever it was still reading is let go of at once.
      element?.pause()
      element?.removeAttribute('src')
      element?.load()
    }
  }, [isStarted])
  if (hasFailed) {
    return (
      <p role="alert" className={classNames(styles.failed, className)}>
        {say('videoNotPlayed')}
      </p>
    )
  }
  return (
    <video
      ref={video}
      src={opened.address}
      {...(file.view.preview !== undefined && { poster: file.view.preview })}
      controls
      autoPlay={isStarted}
      playsInline
      preload="metadata"
      aria-label={`${say('video')}, ${opened.name}`}
      className={classNames(styles.video, className)}
      onError={() => setFailed(true)}
    />
  )
}
