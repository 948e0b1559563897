/** A bubble in the size that is being chosen. */
import { settingsWords } from '../../../shared/i18n/index.ts'
import { Avatar } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './TextSample.module.css'

/** `scale`: against the size the page has now. */
export function TextSample({ scale }: { readonly scale: number }) {
  const say = useWords(settingsWords)
  return (
    <div className={styles.sample} aria-hidden="true">
      <Avatar id="sample" name={say('sampleName')} size={36} />
      <div style={{ fontSize: `${scale}rem` }}>
        <p className={styles.name}>{say('sampleName')}</p>
        <p className={styles.bubble}>{say('sampleText')}</p>
      </div>
    </div>
  )
}
