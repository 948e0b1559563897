/** Every size of type in its usual weight. */
import { classNames } from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

const SIZES = [
  ['type30', '30 / 40, 700', styles.tile30],
  ['type24', '24 / 32, 700', styles.tile24],
  ['type20', '20 / 28, 700', styles.tile20],
  ['type17', '17 / 24, 700', styles.tile17],
  ['type15', '15 / 22, 400', styles.tile15],
  ['type14', '14 / 20, 400', styles.tile14],
  ['type13', '13 / 18, 400', styles.tile13],
  ['type12', '12 / 16, 400', styles.tile12],
  ['type11', '11 / 16, 500', styles.tile11],
] as const

export function Type() {
  const say = useGalleryWords()
  return (
    <div className={styles.specimen}>
      {SIZES.map(([word, measure, look]) => (
        <p key={word} className={classNames(look)}>
          {say(word)}
          <small className={styles.measure}>{measure}</small>
        </p>
      ))}
    </div>
  )
}
