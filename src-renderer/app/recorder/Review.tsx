/** What was recorded, to be listened to before it is sent. */
import { useEffect, useState } from 'react'
import { VoiceNote } from '../media/index.ts'
import type { VoiceRecord } from './recording.ts'
import styles from './Recorder.module.css'

export function Review({ record: { blob, bars, durationMs } }: { readonly record: VoiceRecord }) {
  const [src, setSrc] = useState<string>()
  useEffect(() => {
    const url = URL.createObjectURL(blob)
    setSrc(url)
    return () => URL.revokeObjectURL(url)
  }, [blob])
  return (
    <div className={styles.review}>
      <VoiceNote
        voice={{ id: 'just-recorded', size: blob.size, durationMs, bars, src, isHeard: true, arrival: { kind: 'here' } }}
        onGet={() => undefined}
      />
    </div>
  )
}
