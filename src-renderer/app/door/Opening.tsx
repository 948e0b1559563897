/** While the engine is being reached: nothing for a moment, then the house with a word, so that a quick start does not flash. */
import { useEffect, useState } from 'react'
import { houseWords } from '../../../shared/i18n/index.ts'
import { HouseMark } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Opening.module.css'

const PATIENCE_MS = 300

export function Opening() {
  const say = useWords(houseWords)
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <main className={styles.opening} aria-busy="true">
      {isLong && (
        <>
          <HouseMark size={56} />
          <p role="status">{say('opening')}</p>
        </>
      )}
    </main>
  )
}
