/** The bars of a sound, from what its message says (0 to 255 a bar); as many as there is room for, what was heard in pine. */
import { classNames } from '../../ui/index.ts'
import styles from './Waveform.module.css'

const LOWEST_PX = 4
const HIGHEST_PX = 26

export interface WaveformProps {
  readonly bars: Uint8Array
  /** How many are drawn. */
  readonly count: number
  /** 0 to 1. */
  readonly heard: number
}

export function Waveform({ bars, count, heard }: WaveformProps) {
  return (
    <span aria-hidden="true" className={styles.wave}>
      {fitted(bars, count).map((height, index) => (
        <span
          // Bars never change places.
          key={index}
          className={classNames(styles.bar, (index + 0.5) / count <= heard && styles.heard)}
          style={{ blockSize: Math.round(LOWEST_PX + (height / 255) * (HIGHEST_PX - LOWEST_PX)) }}
        />
      ))}
    </span>
  )
}

/** Each drawn bar is the loudest of those it stands for; a message without any has a quiet line. */
function fitted(bars: Uint8Array, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * bars.length) / count)
    const to = Math.max(from + 1, Math.floor(((index + 1) * bars.length) / count))
    return Math.max(0, ...bars.subarray(from, to))
  })
}
