/** The twelve words: shown until they were checked; afterwards only the paper can be checked. */
import { KeyRound, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { recoveryWords, settingsWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, Note, Sentences, showToast } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { ShownWords, useAnswers, WordsCheck } from '../recovery/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { KeepsakeHolders } from './KeepsakeHolders.tsx'
import { PaperCheck } from './PaperCheck.tsx'
import styles from './RecoveryWords.module.css'

export function RecoveryWords() {
  const isKept = useEngine(({ me }) => me?.wordsKept)
  if (isKept === undefined) return null
  return (
    <>
      {isKept ? <Kept /> : <Gone />}
      <KeepsakeHolders />
    </>
  )
}

function Kept() {
  const say = useWords(settingsWords)
  const recovery = useWords(recoveryWords)
  const explain = useErrorText()
  const [words, setWords] = useState<readonly string[]>()
  const answers = useAnswers()
  const [isChecking, setChecking] = useState(false)
  const show = async () => {
    const answer = await call('profile.words')
    if (!answer.ok) return showToast({ text: explain(answer.error.code) })
    setWords(answer.value.words)
  }
  return (
    <section className={styles.part}>
      <p>
        <Sentences text={recovery('why')} />
      </p>
      {words === undefined && (
        <>
          <Note tone="lamp" icon={KeyRound} text={say('wordsKeptText')} />
          {platform.isHere ? (
            <Button kind="main" onClick={() => void show()}>
              {say('wordsShow')}
            </Button>
          ) : (
            <p>{say('lockElsewhere')}</p>
          )}
        </>
      )}
      {words !== undefined && !isChecking && (
        <>
          <ShownWords words={words} />
          <Button kind="main" onClick={() => setChecking(true)}>
            {say('wordsCheck')}
          </Button>
        </>
      )}
      {isChecking && (
        <>
          <p>
            <Sentences text={recovery('checkText')} />
          </p>
          <WordsCheck answers={answers} onBack={() => setChecking(false)} onDone={() => showToast({ text: recovery('checked') })} />
        </>
      )}
    </section>
  )
}

function Gone() {
  const say = useWords(settingsWords)
  const [isTesting, setTesting] = useState(false)
  return (
    <section className={styles.part}>
      <Note icon={ShieldCheck} title={say('wordsGone')} text={say('wordsGoneText')} />
      {platform.isHere && (isTesting ? <PaperCheck /> : <Button onClick={() => setTesting(true)}>{say('wordsTest')}</Button>)}
    </section>
  )
}
