/** How loud it is now and was just before: a person sees that the microphone hears. */
import styles from './Recorder.module.css'

const BARS = 64
const LOWEST_PX = 4
const HIGHEST_PX = 26

export function LevelMeter({ levels }: { readonly levels: readonly number[] }) {
  const from = Math.max(0, levels.length - BARS)
  return (
    <span aria-hidden="true" className={styles.levels}>
      {levels.slice(from).map((level, index) => (
        // Speech is far from full strength: the root brings it to where it is seen.
        <span
          key={from + index}
          className={styles.level}
          style={{ blockSize: Math.round(LOWEST_PX + Math.sqrt(level) * (HIGHEST_PX - LOWEST_PX)) }}
        />
      ))}
    </span>
  )
}
