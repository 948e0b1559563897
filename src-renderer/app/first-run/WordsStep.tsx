/** The twelve words, with why they matter. Later is allowed: the house reminds. */
import { firstRunWords, recoveryWords } from '../../../shared/i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { ShownWords } from '../recovery/index.ts'
import { useWords } from '../words/index.ts'
import { toStage, useFirstRun } from './stage.ts'
import { Step } from './Step.tsx'

export function WordsStep() {
  const say = useWords(firstRunWords)
  const recovery = useWords(recoveryWords)
  const words = useFirstRun((state) => state.words)
  return (
    <Step
      step={3}
      title={recovery('title')}
      text={recovery('why')}
      acts={
        <>
          <Button size="large" kind="quiet" onClick={() => toStage('done')}>
            {recovery('later')}
          </Button>
          <Button size="large" kind="main" onClick={() => toStage('check')}>
            {say('wrote')}
          </Button>
        </>
      }
    >
      <ShownWords words={words} />
    </Step>
  )
}
