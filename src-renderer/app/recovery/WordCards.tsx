/**
 * The twelve words on cards. Copying is not offered and selecting not possible; they are covered as soon as the window is left, so that nobody
 * finds them on an abandoned screen, and can be covered by hand.
 */
import { Eye, EyeOff, Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { recoveryWords } from '../../../shared/i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './WordCards.module.css'

export function WordCards({ words }: { readonly words: readonly string[] }) {
  const say = useWords(recoveryWords)
  const [isHidden, setHidden] = useState(false)
  useEffect(() => {
    const cover = () => setHidden(true)
    addEventListener('blur', cover)
    return () => removeEventListener('blur', cover)
  }, [])
  return (
    <div className={styles.part}>
      <div className={styles.frame}>
        <ol className={styles.words} aria-label={say('list')} data-hidden={isHidden} aria-hidden={isHidden}>
          {words.map((word, index) => (
            <li key={index}>
              <span className={styles.place}>{index + 1}</span>
              <span className={styles.word}>{isHidden ? '' : word}</span>
            </li>
          ))}
        </ol>
        {isHidden && <p className={styles.cover}>{say('hidden')}</p>}
      </div>
      <div className={styles.tools}>
        <Button size="small" kind="quiet" icon={Printer} off={isHidden ? say('hidden') : undefined} onClick={() => print()}>
          {say('print')}
        </Button>
        <Button size="small" kind="quiet" icon={isHidden ? Eye : EyeOff} onClick={() => setHidden(!isHidden)}>
          {say(isHidden ? 'show' : 'hide')}
        </Button>
      </div>
    </div>
  )
}
