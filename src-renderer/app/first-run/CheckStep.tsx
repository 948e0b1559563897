/** Three of the words, typed from paper. */
import { recoveryWords } from '../../../shared/i18n/index.ts'
import { type Answers, WordsCheck } from '../recovery/index.ts'
import { useWords } from '../words/index.ts'
import { toStage } from './stage.ts'
import { Step } from './Step.tsx'

export function CheckStep({ answers }: { readonly answers: Answers }) {
  const say = useWords(recoveryWords)
  return (
    <Step step={3} title={say('checkTitle')} text={say('checkText')} acts={null}>
      <WordsCheck answers={answers} onBack={() => toStage('words')} onDone={() => toStage('done')} />
    </Step>
  )
}
