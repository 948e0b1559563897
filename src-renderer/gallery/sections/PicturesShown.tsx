/** Pictures of a message: one of each shape, on their way, and mosaics; a press shows them over the whole window. */
import { useMemo, useState } from 'react'
import { type Arrival, Pictures, type PictureView } from '../../app/index.ts'
import { MediaViewer } from '../../app/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import { samplePicture } from './samples.ts'
import styles from './sections.module.css'

const AT = Date.UTC(2022, 9, 15, 7, 20)
const HERE: Arrival = { kind: 'here' }
const ON_THEIR_WAY: readonly Arrival[] = [
  { kind: 'waiting' },
  { kind: 'receiving', bytes: 1_500_000, from: ['-'], leftMs: 4_000 },
  { kind: 'nobody', bytes: 0 },
]

export function PicturesShown() {
  const say = useGalleryWords()
  const [shown, setShown] = useState<string>()
  const { single, way, many } = useMemo(samples, [])
  const acts = { onGet: () => undefined, onPause: () => undefined, onShow: setShown }
  const viewed = many.map(({ id, preview, src }) => ({ id, preview, src, who: say('mum'), at: AT }))
  return (
    <div className={styles.stack}>
      <Pictures pictures={single} isFirst onGet={acts.onGet} onPause={acts.onPause} onShow={() => setShown(many[0]?.id)} />
      {way.map((picture) => (
        <Pictures key={picture.id} pictures={[picture]} {...acts} />
      ))}
      {[2, 3, 5, 12].map((count) => (
        <Pictures key={count} isOwn isFirst pictures={many.slice(0, count)} {...acts} />
      ))}
      <MediaViewer
        pictures={viewed}
        shown={shown}
        onShow={setShown}
        onClose={() => setShown(undefined)}
        onSave={() => undefined}
        onCopy={() => undefined}
        onForward={() => undefined}
      />
    </div>
  )
}

function samples() {
  const make = (id: string, number: number, width: number, height: number, arrival: Arrival): PictureView => ({
    id,
    width,
    height,
    size: 2_400_000,
    preview: samplePicture(24, Math.round((24 * height) / width), number),
    src: arrival.kind === 'here' ? samplePicture(width, height, number) : undefined,
    arrival,
  })
  return {
    single: [make('single', 0, 640, 400, HERE)],
    way: ON_THEIR_WAY.map((arrival, index) => make(`way-${index}`, index, 480, 240, arrival)),
    many: Array.from({ length: 12 }, (_, index) =>
      make(`many-${index}`, index, 320, index % 2 === 0 ? 480 : 240, index === 2 ? { kind: 'queued' } : HERE),
    ),
  }
}
