/** Are the words on the paper whole? They are looked at here and nowhere kept. */
import { useState } from 'react'
import { recoveryWords, settingsWords } from '../../../shared/i18n/index.ts'
import { Button, Sentences } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { WORD_COUNT, WordFields } from '../recovery/index.ts'
import { useErrorText, useWords } from '../words/index.ts'

export function PaperCheck() {
  const say = useWords(settingsWords)
  const recovery = useWords(recoveryWords)
  const explain = useErrorText()
  const [words, setWords] = useState<readonly string[]>(() => Array.from({ length: WORD_COUNT }, () => ''))
  const [result, setResult] = useState<string>()
  const isWhole = words.every((word) => word.trim() !== '')
  const check = async () => {
    const answer = await call('host.checkWords', { words: words.map((word) => word.trim()).join(' ') })
    if (!answer.ok) return setResult(answer.error.code === 'BAD_WORDS' ? recovery('notTogether') : explain(answer.error.code))
    setResult(answer.value.wrong.length === 0 ? say('wordsRight') : undefined)
  }
  return (
    <section>
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
      <Button kind="main" off={isWhole ? undefined : say('wordsTestText')} onClick={() => void check()}>
        {recovery('check')}
      </Button>
    </section>
  )
}
