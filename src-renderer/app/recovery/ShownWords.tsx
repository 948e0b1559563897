/**
 * The twelve words with their tools. Copying is not offered; they are covered as soon as the window is left, so that nobody finds them on an
 * abandoned screen, and can be covered by hand.
 */
import { Eye, EyeOff, Printer, ShieldAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { recoveryWords } from '../../../shared/i18n/index.ts'
import { Button, Note, WordCards } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './ShownWords.module.css'

export function ShownWords({ words }: { readonly words: readonly string[] }) {
  const say = useWords(recoveryWords)
  const [isHidden, setHidden] = useState(false)
  useEffect(() => {
    const cover = () => setHidden(true)
    addEventListener('blur', cover)
    return () => removeEventListener('blur', cover)
  }, [])
  return (
    <div className={styles.part}>
      <WordCards label={say('list')} words={words} isHidden={isHidden} />
      <div className={styles.tools}>
        <Button size="small" kind="quiet" icon={Printer} off={isHidden ? say('hidden') : undefined} onClick={() => print()}>
          {say('print')}
        </Button>
        <Button size="small" kind="quiet" icon={isHidden ? Eye : EyeOff} onClick={() => setHidden(!isHidden)}>
          {say(isHidden ? 'show' : 'hide')}
        </Button>
      </div>
      <Note tone="lamp" icon={ShieldAlert} title={say('cautionTitle')} text={say('caution')} />
    </div>
  )
}
