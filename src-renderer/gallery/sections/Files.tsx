/** Cards of files in every state they have. */
import { type Arrival, FileCard } from '../../app/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

const SIZE = 1_240_000

export function Files() {
  const say = useGalleryWords()
  const from = [say('mumLaptop'), say('shopComputer')]
  const states: readonly Arrival[] = [
    { kind: 'waiting' },
    { kind: 'queued' },
    { kind: 'receiving', bytes: 768_000, from: from.slice(0, 1), leftMs: 8_000 },
    { kind: 'receiving', bytes: 220_000, from, leftMs: 130_000 },
    { kind: 'paused', bytes: 768_000 },
    { kind: 'nobody', bytes: 400_000 },
    { kind: 'failed', bytes: 0 },
    { kind: 'here' },
  ]
  const acts = { onGet: () => undefined, onPause: () => undefined, onOpen: () => undefined }
  const file = (name: string, arrival: Arrival, type = 'application/pdf', isRisky = false) => ({ name, size: SIZE, type, isRisky, arrival })
  return (
    <div className={styles.stack}>
      {states.map((arrival, index) => (
        // States never change places.
        <FileCard key={`${arrival.kind}-${index === 3 ? 'two' : 'one'}`} file={file(say('priceList'), arrival)} {...acts} />
      ))}
      <FileCard isOwn file={file(say('longName'), { kind: 'here' }, 'application/x-hwp')} {...acts} />
      <FileCard file={file(say('setup'), { kind: 'here' }, 'application/x-msdownload', true)} {...acts} />
      <FileCard isOwn file={file(say('setup'), { kind: 'failed', bytes: 0 }, 'application/x-msdownload', true)} {...acts} />
      <FileCard file={file(say('photos'), { kind: 'here' }, 'application/zip')} {...acts} />
    </div>
  )
}
