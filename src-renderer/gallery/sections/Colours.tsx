/** The grounds and the meanings. */
import { useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

const SWATCHES = [
  ['--frame', 'frame'],
  ['--canvas', 'canvas'],
  ['--raised', 'raised'],
  ['--sunken', 'sunken'],
  ['--bubble-in', 'bubbleIn'],
  ['--bubble-own', 'bubbleOwn'],
  ['--pine', 'pine'],
  ['--pine-soft', 'pineSoft'],
  ['--lamp', 'lamp'],
  ['--lamp-soft', 'lampSoft'],
  ['--night', 'night'],
  ['--brick', 'brick'],
] as const

export function Colours() {
  const say = useGalleryWords()
  return (
    <div className={styles.swatches}>
      {SWATCHES.map(([token, name]) => (
        <div key={token}>
          <div className={styles.swatch} ref={(swatch) => swatch?.style.setProperty('--colour', `var(${token})`)} />
          {say(name)}
        </div>
      ))}
    </div>
  )
}
