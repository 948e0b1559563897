/** News that stays, in its four tones; a note; chips. */
import { CircleAlert, KeyRound, RotateCw, Route, TriangleAlert, Wifi, WifiOff } from 'lucide-react'
import { Chip, FilterChip, Note, Strip } from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

export function Strips() {
  const say = useGalleryWords()
  const nothing = () => undefined
  return (
    <div className={styles.stack}>
      <Strip icon={WifiOff}>{say('offline')}</Strip>
      <Strip tone="night" icon={RotateCw}>
        {say('restarting')}
      </Strip>
      <Strip tone="lamp" icon={KeyRound} action={say('write')} onAction={nothing}>
        {say('wordsLater')}
      </Strip>
      <Strip tone="brick" icon={CircleAlert} action={say('makeRoom')} onAction={nothing}>
        {say('diskFull')}
      </Strip>
      <Note tone="lamp" icon={TriangleAlert} title={say('careful')} text={say('carefulWhy')} />
      <div className={styles.wrap}>
        <Chip tone="pine" icon={Wifi}>
          {say('straight')}
        </Chip>
        <Chip tone="night" icon={Route}>
          {say('via')}
        </Chip>
        <Chip>3/5</Chip>
        <Chip tone="lamp">{say('waiting')}</Chip>
        <Chip tone="brick">{say('diskFull')}</Chip>
      </div>
      <div className={styles.wrap}>
        <FilterChip isOn onPress={nothing}>
          {say('all')}
        </FilterChip>
        <FilterChip isOn={false} onPress={nothing}>
          {say('unread')}
        </FilterChip>
      </div>
    </div>
  )
}
