/** Are the words on the paper whole? They are looked at here and nowhere kept. */
import { type FormEvent, useState } from 'react'
import { recoveryWords, settingsWords } from '../../../shared/i18n/index.ts'
import { Button, Sentences } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { areWhole, NO_WORDS, WordFields } from '../recovery/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './RecoveryWords.module.css'

export function PaperCheck() {
  const say = useWords(settingsWords)
  const recovery = useWords(recoveryWords)
  const explain = useErrorText()
  const [words, setWords] = useState(NO_WORDS)
  const [result, setResult] = useState<string>()
  const isWhole = areWhole(words)
  const check = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await call('host.checkWords', { words: words.join(' ') })
    if (!answer.ok) return setResult(answer.error.code === 'BAD_WORDS' ? recovery('notTogether') : explain(answer.error.code))
    setResult(answer.value.wrong.length === 0 ? say('wordsRight') : undefined)
  }
  return (
    <form className={styles.part} onSubmit={(event) => void check(event)}>
      <p>
        <Sentences text={say('wordsTestText')} />
      </p>
      <WordFields
        words={words}
        onChange={(next) => {
          setWords(next)
          setResult(undefined)
        }}
      />
      <p role="status">{result}</p>
      <Button kind="main" type="submit" off={isWhole ? undefined : say('wordsTestText')}>
        {recovery('check')}
      </Button>
    </form>
  )
}
