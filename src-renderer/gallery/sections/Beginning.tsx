/** What the first minutes and a first meeting show: steps, the twelve words, six digits, a code. */
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { Button, DigitTiles, QrPicture, Steps, WordCards } from '../../ui/index.ts'
import { useDocumentLanguage, useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

const WORDS = {
  ko: ['가격', '나들이', '다람쥐', '마루', '바다', '사랑', '아침', '자전거', '차림', '코끼리', '토요일', '하늘'],
  en: ['abandon', 'basket', 'canyon', 'dinner', 'eagle', 'fabric', 'garden', 'harvest', 'island', 'jungle', 'kitchen', 'lantern'],
} as const

export function Beginning() {
  const say = useGalleryWords()
  const language = useDocumentLanguage()
  const [isHidden, setHidden] = useState(false)
  return (
    <div className={styles.wide}>
      <Steps step={3} of={4} />
      <WordCards label={say('twelve')} words={WORDS[language]} isHidden={isHidden} />
      <Button kind="quiet" icon={isHidden ? Eye : EyeOff} onClick={() => setHidden(!isHidden)}>
        {say(isHidden ? 'show' : 'hide')}
      </Button>
      <DigitTiles digits="482915" className={styles.code} />
      <QrPicture label={say('inviteCode')} text="sarangbang:invite/ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56" />
    </div>
  )
}
