/** Voice notes, one not heard yet, one of one's own, one that is not here; a place and a contact card. */
import { useEffect, useState } from 'react'
import { ContactCard, PlaceCard, VoiceNote, type VoiceView } from '../../app/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import { SAMPLE_BARS, sampleSound } from './samples.ts'
import styles from './sections.module.css'

const SECONDS = 7

export function Voices() {
  const say = useGalleryWords()
  const [src, setSrc] = useState<string>()
  useEffect(() => {
    const url = URL.createObjectURL(sampleSound(SECONDS))
    setSrc(url)
    return () => URL.revokeObjectURL(url)
  }, [])
  const voice = (id: string, more: Partial<VoiceView> = {}): VoiceView => ({
    id,
    size: 22_000,
    durationMs: SECONDS * 1000,
    bars: SAMPLE_BARS,
    src,
    isHeard: true,
    arrival: { kind: 'here' },
    ...more,
  })
  return (
    <div className={styles.stack}>
      <VoiceNote voice={voice('unheard', { isHeard: false })} onGet={() => undefined} />
      <VoiceNote isOwn voice={voice('own')} onGet={() => undefined} />
      <VoiceNote voice={voice('away', { src: undefined, isHeard: false, arrival: { kind: 'nobody', bytes: 0 } })} onGet={() => undefined} />
      <PlaceCard latitude={37_566_535} longitude={126_977_969} name={say('cityHall')} onOpen={() => undefined} onCopy={() => undefined} />
      <PlaceCard isOwn latitude={-33_868_820} longitude={151_209_290} onOpen={() => undefined} />
      <ContactCard
        name={say('repairShop')}
        phones={['02-120', '010-2022-1015']}
        mails={['help@example.kr']}
        onAdd={() => undefined}
        onConnect={() => undefined}
      />
    </div>
  )
}
